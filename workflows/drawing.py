"""What the picture of a service shows: its steps by who does them, the ways between them, and what goes on at once."""

import textwrap
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

import networkx as nx

from workflows.checks.flow import END, NOWHERE, flow
from workflows.checks.flow import forks as goes_on_at_once
from workflows.expressions import Expression
from workflows.finishing import Finish
from workflows.picture_words import expression, told
from workflows.step import Step, every
from workflows.verbs.ask import Ask
from workflows.workflow import Workflow

#: Fills light enough for ink on them; whoever does a step is also named in it.
FILLS = ("#d7e8ec", "#f4e3c1", "#dfe7d2", "#ead9ec", "#f6d9d3", "#d9dff2", "#e9e4da", "#cfe6dd")
APPLICANT = "#ffffff"
QUIET = "#f3f6f6"
#: No step can have these names.
DEADLINE, REOPENED = "(deadline)", "(reopened)"
#: How many characters stand on a line.
WIDTH = 28

#: What a step is, never its verb: somebody does it, ways part, a case ends, the program does it.
Shape: TypeAlias = Literal["rests", "forks", "ends", "acts"]


@dataclass(frozen=True)
class Box:
    id: str
    shape: Shape
    lines: tuple[str, ...]
    fill: str = QUIET


@dataclass(frozen=True)
class Way:
    """From a box to another. `aside` is what opens it, where not the case by itself: late, failed, extended …"""

    source: str
    target: str
    says: str
    aside: str = ""


@dataclass(frozen=True)
class Group:
    """What goes on at the same time as its neighbours: its name, its boxes, and the groups inside it."""

    id: str
    says: str
    boxes: tuple[str, ...]
    inside: "tuple[Group, ...]"


@dataclass(frozen=True)
class Drawing:
    boxes: tuple[Box, ...]
    ways: tuple[Way, ...]
    groups: tuple[Group, ...]


def drawing(workflow: Workflow) -> Drawing:
    fills = dict(zip(_doers(workflow), FILLS * len(workflow.asks()), strict=False))
    boxes = [_box(workflow, step, fills) for step in workflow.layout.every if not _passed_through(step)]
    ways = dict.fromkeys([*_ways(workflow), *_ways_from_outside(workflow)])
    return Drawing((*boxes, *_outside(workflow)), tuple(ways), tuple(_groups(workflow.file.steps)))


def _doers(workflow: Workflow) -> list[str]:
    """Everybody but the applicant who does something, each once, in order."""
    return list(dict.fromkeys(ask.who for ask in workflow.asks().values() if ask.who != "applicant"))


def _passed_through(step: Step) -> bool:
    """A step that only leads elsewhere is drawn as the way itself."""
    return not step.passes and bool(list(step.targets()))


def _shape(step: Step) -> Shape:
    if step.rests:
        return "rests"
    if _parts(step):
        return "forks"
    return "acts" if step.passes else "ends"


def _parts(step: Step) -> bool:
    return any(not lane.aside for lane in step.lanes())


def _box(workflow: Workflow, step: Step, fills: dict[str, str]) -> Box:
    who = step.who if isinstance(step, Ask) else ""
    lines = (*_wrapped(told(step, workflow)), *_doer(workflow, who), *_conditions(step, workflow))
    return Box(step.id, _shape(step), lines, APPLICANT if who == "applicant" else fills.get(who, QUIET))


def _doer(workflow: Workflow, who: str) -> list[str]:
    """Who does it, in words, so that nothing is said by colour alone."""
    if not who:
        return []
    name = workflow.file.called_ if who == "applicant" else workflow.organisation.everyone.get(who, who)
    return _wrapped(f"by {name}")


def _conditions(step: Step, workflow: Workflow) -> Iterator[str]:
    """How long it may take, after how much of what goes on at the same time it is over, and when it is passed over."""
    if isinstance(step, Ask) and step.due:
        yield from _wrapped(f"due: {expression(step.due.within, workflow)}")
    finish = getattr(step, "finish_when", None)
    if isinstance(finish, Finish) and not finish.all:
        said = expression(finish.condition, workflow) if finish.condition else f"{finish.many} done"
        yield from _wrapped(f"until {said}")
    if step.when:
        yield from _wrapped(f"only if {expression(step.when, workflow)}")


def _wrapped(words: str) -> list[str]:
    return textwrap.wrap(words, WIDTH)


# What is not done by a step


def _outside(workflow: Workflow) -> Iterator[Box]:
    """The whole case's clock and the way back into a closed case, where something follows from them."""
    deadline, reopen = workflow.file.deadline, workflow.file.reopen
    if deadline and deadline.lanes():
        yield Box(DEADLINE, "rests", tuple(_wrapped(f"The whole case, due: {expression(deadline.within, workflow)}")))
    if reopen:
        who = workflow.file.called_ if reopen.who == "applicant" else workflow.organisation.everyone[reopen.who]
        within = expression(reopen.within, workflow)
        yield Box(REOPENED, "ends", tuple(_wrapped(f"Taken up again by {who}, within {within}")))


def _ways_from_outside(workflow: Workflow) -> Iterator[Way]:
    deadline, reopen = workflow.file.deadline, workflow.file.reopen
    graph = flow(workflow.layout)
    for lane in deadline.lanes() if deadline else ():
        for end, says in _leads(workflow, graph, lane.steps[0].id, f"when {lane.aside}", frozenset()):
            yield Way(DEADLINE, end, says, lane.aside)
    if reopen:
        yield Way(REOPENED, reopen.at_, "when reopened", "reopened")


# Ways


def _ways(workflow: Workflow) -> Iterator[Way]:
    """Every way that is drawn; where a step only leads on, the way goes through it."""
    graph = flow(workflow.layout)
    for source, target, about in graph.edges(data=True):
        step = workflow.layout.by_id.get(source)
        if step and not _passed_through(step):
            says, aside = _says(step, workflow, about), str(about.get("late") or "")
            yield from (
                Way(source, end, told, aside) for end, told in _leads(workflow, graph, target, says, frozenset())
            )


def _leads(
    workflow: Workflow, graph: "nx.DiGraph[str]", target: str, says: str, passed: frozenset[str]
) -> Iterator[tuple[str, str]]:
    """The steps that a way comes to in the end, past those that only lead on, and what is said of it."""
    if target in (END, NOWHERE) or target in passed:
        return
    step = workflow.layout.by_id.get(target)
    if step and not _passed_through(step):
        yield target, says
        return
    for onward in graph.successors(target):
        also = _also(step, workflow, onward) if step else ""
        yield from _leads(workflow, graph, onward, " and ".join(filter(None, (says, also))), passed | {target})


def _also(step: Step, workflow: Workflow, onward: str) -> str:
    if step.when is None:
        return ""
    return f"if {expression(step.when, workflow)}" if onward in step.targets() else "otherwise"


def _says(step: Step, workflow: Workflow, about: dict[str, Any]) -> str:
    lane, holds = about.get("enters"), about.get("holds")
    if about.get("late"):
        return f"when {about['late']}"
    if isinstance(holds, Expression):
        return f"if {expression(holds, workflow)}"
    if lane is not None and lane.apart:
        return str(lane.label)
    return "" if step.passes and not _parts(step) else "otherwise"


# What goes on at the same time


def _groups(steps: Iterable[Step]) -> Iterator[Group]:
    for step in steps:
        for number, lane in enumerate(step.lanes()):
            inner = tuple(_groups(lane.steps))
            if not goes_on_at_once(step) or not lane.apart:
                yield from inner
                continue
            among = {id for group in inner for id in _all(group)}
            own = [one.id for one in every(lane.steps) if not _passed_through(one) and one.id not in among]
            yield Group(f"{step.id}.{number}", lane.label, tuple(own), inner)


def _all(group: Group) -> Iterator[str]:
    yield from group.boxes
    for inner in group.inside:
        yield from _all(inner)
