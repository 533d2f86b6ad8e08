"""What nothing uses: letters that no step sends, and personal data that no rule, letter or person needs.

A team sees what was answered before its task, so that an answer with such a task after it has its use. What is
`sensitive` is seen only where a step asks or `sees:` it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import networkx as nx

from workflows import templates
from workflows.asking import Asked
from workflows.checks.wording import APPLICANT
from workflows.faults import Faults
from workflows.step import Step
from workflows.verbs.ask import Ask
from workflows.verbs.look_up import LookUp
from workflows.verbs.send import Send
from workflows.workflow import Workflow

#: Kinds of question that say who somebody is, or how to reach them.
PERSONAL = frozenset({
    "name", "memorable date", "national insurance number", "nhs number", "unique pupil number", "email", "phone",
    "address", "bank details", "driving licence number", "signature",
})  # fmt: skip


@dataclass(frozen=True)
class Named:
    """What a service names of its answers, outside of the questions themselves and inside them."""

    workflow: Workflow

    @cached_property
    def answers(self) -> frozenset[str]:
        """Every answer that something reads or somebody is shown."""
        return self.read | self.seen

    @cached_property
    def read(self) -> frozenset[str]:
        """Every answer in a rule, a letter or a limit, by its whole name and those of what it stands in."""
        return frozenset(part for name in self._names() for part in _parts(name))

    @cached_property
    def read_inside(self) -> frozenset[str]:
        """The same by their last words, as they are called inside a list."""
        return frozenset(name.rpartition(".")[2] for name in self.read)

    def _names(self) -> Iterator[str]:
        workflow, file = self.workflow, self.workflow.file
        yield from file.contact
        for due in filter(None, (file.deadline, *(ask.due for ask in workflow.asks().values()))):
            yield from (*due.from_, *(read.name for read in due.within.reads))
        letters = (*workflow.messages.values(), *workflow.documents.values(), *workflow.outcomes.values())
        words = [workflow.list_as, *workflow.next.values()]
        for template in (*words, *(one for letter in letters for one in (letter.subject, letter.body))):
            yield from (read.name for read in templates.reads(template))
        for step in workflow.layout.every:
            loops = {lane.word: lane.source for lane in workflow.layout.loops(step.id)}
            yield from (templates.outside(name, loops) for name in _named_by(step))

    @cached_property
    def seen(self) -> frozenset[str]:
        """The answers that some step `sees:`, by themselves or with all that another step asks."""
        asks, found = self.workflow.asks(), set[str]()
        for name in {name for ask in asks.values() for name in ask.sees}:
            found |= {one.id for one in asks[name].asked()} if name in asks else {*_parts(name)}
        return frozenset(found)


def _parts(name: str) -> Iterator[str]:
    while name:
        yield name
        name = name.rpartition(".")[0]


def _named_by(step: Step) -> Iterator[str]:
    expressions = [*(one for one, _ in step.expressions()), *([step.when] if step.when else [])]
    match step:
        case Ask():
            yield step.who
            for page in step.all_pages():
                expressions += [page.when] if page.when else []
                expressions += [one for asked in page.questions for one, _ in asked.conditions()]
        case Send():
            yield from (step.to, *step.attach)
        case LookUp():
            yield from step.reads()
    yield from (lane.source for lane in step.lanes() if lane.source)
    yield from (read.name for one in expressions for read in one.reads)


def check_unused(workflow: Workflow, named: Named, graph: "nx.DiGraph[str]", faults: Faults) -> None:
    asked = [(ask, one) for ask in workflow.asks().values() if ask.who == APPLICANT
             for one in ask.asked() if not one.again and _is_personal(one)]  # fmt: skip
    if workflow.guide or not asked:
        return
    before_staff = _before(workflow, graph)
    for ask, one in asked:
        sensitive = one.question.sensitive
        if (sensitive or ask.id not in before_staff) and one.id not in named.answers:
            where = "in sees: of a step" if sensitive else "where it is needed"
            faults.remark(one.place, "nobody-uses", f"Nothing uses {one.id}, and nobody is shown it",
                          f"Leave the question out, or name the answer {where}")  # fmt: skip


def check_unsent(workflow: Workflow, faults: Faults) -> None:
    """A letter that no step sends is one that staff may pick when they write to the applicant, or a slip."""
    sent = {step.send for step in workflow.layout.every if isinstance(step, Send)}
    for name in workflow.messages.keys() - sent if sent <= workflow.messages.keys() else ():
        letter, at = workflow.messages[name], workflow.file.messages[name].place
        if workflow.sensitive_in(letter.subject, letter.body):
            faults.remark(at, "unused", f"No step sends the message {name}, and staff cannot pick it when they write "
                          "to the applicant: it says a sensitive answer", "Send it, or remove it")  # fmt: skip
        else:
            faults.remark(at, "unused", f"No step sends the message {name}: it goes out only where staff pick it "
                          "when they write to the applicant",
                          "Send it in a step, unless that is what it is for")  # fmt: skip


def _is_personal(one: Asked) -> bool:
    return any(inner.question.kind in PERSONAL or inner.question.sensitive for inner in one.every())


def _before(workflow: Workflow, graph: "nx.DiGraph[str]") -> set[str]:
    """The steps after which a team of the council has something to do."""
    found, waiting = set[str](), [ask.id for ask in workflow.asks().values() if _is_of_council(workflow, ask)]
    while waiting:
        for before in graph.pred[waiting.pop()]:
            if before not in found:
                found.add(before)
                waiting.append(before)
    return found


def _is_of_council(workflow: Workflow, ask: Ask) -> bool:
    """Whether a team of the council is asked, or may be: an answer says which."""
    group = getattr(workflow.question(ask.who), "of", "") if ask.who in workflow.names_in(ask.id) else ""
    members = workflow.organisation.groups.get(group, ())
    return any(team in workflow.organisation.teams for team in (ask.who, *members))
