"""What questions show of earlier answers: it is there, and whoever does the step may see it."""

from collections.abc import Iterator

from components.base import Inner
from workflows.asking import Asked
from workflows.faults import Faults, Place, did_you_mean, listed
from workflows.verbs.ask import Ask
from workflows.workflow import Workflow

APPLICANT = "applicant"


def check_shown(workflow: Workflow, faults: Faults) -> None:
    """Find the questions behind what is shown again, and hold every one to what its step's doer may see."""
    for ask in workflow.asks().values():
        for one in ask.asked():
            _find(one, workflow, faults)
            for name, place in _shown(one):
                if _hidden(workflow, ask, name):
                    faults.fault(place, "not-for-them", f"{name} is shown here to {ask.who}, who may not see it",
                                 f"Add it to the step’s sees:, or leave it out: sees: [{name}]")  # fmt: skip


def _find(one: Asked, workflow: Workflow, faults: Faults) -> None:
    found = []
    names = workflow.names
    for name in getattr(one.question, "of", ()) if one.question.reads() else ():
        question = workflow.question(name) if name in names else None
        if question is not None:
            found.append(Inner(name, question))
        else:
            faults.fault(one.places.get("of", one.place), "unknown-answer", f"There is no answer called “{name}”",
                         did_you_mean(name, names) or f"There are: {listed(name, names)}")  # fmt: skip
    one.kind = one.question.knowing(tuple(found))


def _shown(one: Asked) -> Iterator[tuple[str, Place]]:
    for name in sorted(one.question.reads()):
        yield name, one.places.get("of", one.place)
    for value in (inner.value for inner in one.every() if inner.value is not None):
        yield from ((read.name, value.place) for read in value.reads)


def _hidden(workflow: Workflow, ask: Ask, name: str) -> bool:
    """A sensitive answer is for the applicant who gave it, and elsewhere for a step that asks or `sees:` it; whoever
    is not of the council sees nothing else."""
    top = name if name in workflow.holders else name.partition(".")[0]
    steps = workflow.layout.by_id
    seen = {*ask.gives(), *(one for word in ask.sees for one in (steps[word].gives() if word in steps else (word,)))}
    if ask.who == APPLICANT:
        seen |= {one for other in workflow.asks().values() if other.who == APPLICANT for one in other.gives()}
    if top in seen or top not in workflow.holders:
        return False
    outside = ask.who != APPLICANT and ask.who not in workflow.organisation.teams
    return outside or top in workflow.sensitive()
