"""What a step names as done before it can have been done by then: letters, clocks, and who may not do it."""

from collections.abc import Iterable, Iterator, Sequence

import networkx as nx

from workflows.asking import Asked
from workflows.checks.flow import without_reopening
from workflows.expressions import Expression
from workflows.faults import Faults, Place
from workflows.reading import place_inside
from workflows.templates import Each, Slot, When
from workflows.verbs.ask import Ask
from workflows.verbs.make import Make
from workflows.verbs.send import Send
from workflows.workflow import Layout, Workflow

#: The word that only a letter may name which goes out when a time limit was made longer.
REASON = "extended_because"


def check_early(workflow: Workflow, graph: "nx.DiGraph[str]", faults: Faults) -> None:
    """Nothing is attached, counted from or shown that no way there has done yet."""
    order = _Order(workflow.layout, graph)
    for step in (one for one in workflow.layout.every if order.reached(one.id)):
        if isinstance(step, Send):
            _check_attached(workflow, order, step, faults)
            _check_reason(workflow, step, faults)
        if isinstance(step, Ask):
            _check_questions(step, faults)
            for name, place in _named(workflow, step):
                givers = workflow.holders.get(name, (name,))
                if not any(giver == step.id or order.may_precede(giver, step.id) for giver in givers):
                    faults.fault(place, "too-early", f"{name} comes only after this step",
                                 "Name something that comes before it, or remove it")  # fmt: skip


class _Order:
    """Which steps may be done before which others."""

    def __init__(self, layout: Layout, graph: "nx.DiGraph[str]") -> None:
        self.layout = layout
        self.graph = without_reopening(graph)
        self._after: dict[str, set[str]] = {}

    def reached(self, step: str) -> bool:
        """Whether any way leads to it; of a step that none does, that is all there is to say."""
        return any(step == root or self._comes_after(root, step) for root in self.layout.roots)

    def may_precede(self, one: str, other: str) -> bool:
        return self._comes_after(one, other) or self._beside(one, other) or self._by_the_clock(other)

    def _comes_after(self, one: str, other: str) -> bool:
        if one not in self._after:
            self._after[one] = nx.descendants(self.graph, one)
        return other in self._after[one]

    def _beside(self, one: str, other: str) -> bool:
        """Whether they are done at the same time, in different parts or for different items."""
        apart, others = (
            {id(lane): lane for lane in self.layout.around(step) if lane.apart} for step in (one, other)
        )  # fmt: skip
        shared = [apart[key] for key in apart.keys() & others.keys()]
        return any(lane.word for lane in shared) or (apart.keys() != others.keys() and bool(apart) and bool(others))

    def _by_the_clock(self, step: str) -> bool:
        """What the deadline brings about may come at any time."""
        return self.layout.aside(step) and not self.layout.owner_of_aside(step)


def _named(workflow: Workflow, step: Ask) -> Iterator[tuple[str, Place]]:
    """The steps and answers that an ask names as there before it, and where."""
    steps = workflow.layout.by_id
    yield from ((one, step.at("not whoever did")) for one in step.not_whoever_did if one in steps)
    if step.whoever_did and step.whoever_did in steps:
        yield step.whoever_did, step.at("whoever did")
    if step.due:
        yield from ((one, step.due.at("from")) for one in step.due.from_ if one in steps)
    yield from ((one, step.at("sees")) for one in step.sees if one in steps or one in workflow.holders)


def _check_questions(step: Ask, faults: Faults) -> None:
    """A question's `when:` reads what is asked before it; a page's, what is asked before the page."""
    left = [one for page in step.all_pages() for one in page.questions]
    for page in step.all_pages():
        if page.when:
            _check_read(page.when, left, faults)
        left = _check_in_order(page.questions, left, faults)


def _check_in_order(questions: Sequence[Asked], left: list[Asked], faults: Faults) -> list[Asked]:
    """What is left to be asked after these, which come first of what is left."""
    for one in questions:
        if one.when and not one.again:
            _check_read(one.when, left, faults)
        _check_in_order(one.inside, [*one.inside], faults)
        left = left[1:]
    return left


def _check_read(when: Expression, left: Iterable[Asked], faults: Faults) -> None:
    later = {one.id for one in left if not one.again}
    for name in sorted({read.name for read in when.reads} & later):
        faults.fault(when.place, "never-asked", f"{name} is not answered yet when this is decided",
                     f"Ask {name} before it, or read an answer that comes before")  # fmt: skip


def _check_attached(workflow: Workflow, order: _Order, send: Send, faults: Faults) -> None:
    for name in send.attach:
        makers = [step for step in workflow.layout.every if isinstance(step, Make) and step.make == name]
        made = any(order.may_precede(maker.id, send.id) for maker in makers)
        if name in workflow.file.documents and name not in workflow.names and not made:
            faults.fault(send.at("attach"), "too-early", f"No step before this one makes {name}",
                         f"Write - make: {name} before it")  # fmt: skip


def _check_reason(workflow: Workflow, send: Send, faults: Faults) -> None:
    """Only a letter that goes out when a time limit was made longer may say why."""
    letter = workflow.messages.get(send.send)
    if letter is None or any(lane.aside == "extended" for lane in workflow.layout.around(send.id)):
        return
    message = workflow.file.messages[send.send]
    for parts, word in ((letter.subject.parts, message.word("subject")), (letter.body.parts, message.word("body"))):
        for slot in (one for one in _slots(parts) if one.name == REASON):
            faults.fault(place_inside(word, slot.at), "too-early", f"{send.send} goes out where nothing was extended",
                         f"Send it only in if extended:, or take (({REASON})) out")  # fmt: skip


def _slots(parts: tuple[object, ...]) -> Iterator[Slot]:
    for part in parts:
        if isinstance(part, Slot):
            yield part
        elif isinstance(part, When | Each):
            yield from _slots(part.inside)
