"""What a case waits for that is nobody's task, in words: time, a payment, something outside."""

from collections.abc import Mapping
from typing import Any

from components.money import in_pounds
from desk.views import Awaited
from engine.case import Case
from engine.dates import in_words
from workflows.workflow import Workflow


def awaited(workflow: Workflow, case: Case) -> tuple[Awaited, ...]:
    """Everything that is waited for; where the case goes on meanwhile, nothing waits."""
    found = []
    for id, one in case.waiting.items():
        if "goes on" not in one.details:
            until = case.clocks[id].due if id in case.clocks else None
            said = f"Waiting until {in_words(until)}" if one.what == "time" and until else ""
            said = said or sentence(workflow, one.what, one.title, one.details)
            found.append(
                Awaited(said, one.since, None if one.what == "time" else until, str(one.details.get("case", "")))
            )
    return tuple(found)


def sentence(workflow: Workflow, what: str, title: str, details: Mapping[str, Any]) -> str:
    """What something outside is waited for: a payment, a message, an action, or another service."""
    if what == "payment":
        who = details["who"]
        payer = f"the {workflow.file.called_}" if who == "applicant" else workflow.organisation.everyone.get(who, who)
        return f"Waiting for {payer} to pay {in_pounds(details['amount'])}"
    if what == "run":
        return f"Waiting for “{_named(details['service'])}” to end"
    if what == "action":
        return f"Waiting for an answer from “{_named(details['action'])}”"
    return title.replace("Wait", "Waiting", 1)


def _named(id: str) -> str:
    """A service or an action in words: its name with spaces."""
    words = id.replace("-", " ")
    return words[:1].upper() + words[1:]
