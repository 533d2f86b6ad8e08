"""The ways that cases of a service really went: its picture with how many and how long, what was done again, and the
most usual courses from beginning to end. All of it is of the same cases: those that opened in the days of a frame."""

from collections import Counter, deque
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import timedelta

from desk.figure_tables import days
from desk.figures import Figures, Frame
from desk.tables import Chart, Table
from engine.store.figures import Took, Way, took_of
from engine.store.stays import BEGUN, JOINED
from workflows.drawing import Drawing, drawing
from workflows.drawing import Way as Drawn
from workflows.picture import dot
from workflows.workflow import Workflow

Arrow = tuple[str, str]
NONE_OPENED = "No case opened in these days."
#: Keeps words off the arrow that they stand beside.
APART = "\u00a0\u00a0"


@dataclass(frozen=True)
class Went:
    """`picture` is in Graphviz's words; its numbers are in the tables too."""

    title: str
    says: str
    picture: str
    tables: tuple[Table, ...]


class Ways:
    def __init__(self, names: Figures) -> None:
        self.names = names
        self.store = names.store

    def of(self, frame: Frame) -> Went | None:
        """Of one service that is seen whole; None where there is none."""
        workflow = self.names.workflow(frame.service)
        if workflow is None or frame.service not in frame.managed.services:
            return None
        drawn, (went, stayed) = drawing(workflow), self.store.ways(frame.of_one())
        counted = Counted(workflow, drawn, went)
        boxes = tuple(replace(box, lines=(*box.lines, *counted.told(box.id, stayed))) for box in drawn.boxes)
        ways = tuple(replace(way, says=counted.says(way)) for way in drawn.ways)
        every = sum(opened for opened, _ in self.store.by_day(frame.of_one()).values())
        tables = self._again(frame, counted), self._courses(frame, every), self._ways(frame, counted)
        return Went(workflow.title, _of_which(every), dot(Drawing(boxes, ways, drawn.groups)), tables)

    def _courses(self, frame: Frame, every: int) -> Table:
        found = self.store.courses(frame.of_one())
        rows = tuple(
            (
                " → ".join(self.names.step(frame.service, step) for step in one.steps) or "Nobody had to do anything",
                self.names.outcome(frame.service, one.outcome) if one.outcome else "Still open", one.many,
                round(100 * one.many / every) if every else 0,
            )
            for one in found
        )  # fmt: skip
        return Table("courses", "The most usual courses", ("Steps that waited for somebody", "End", "Cases", "Percent"),
                     rows, nothing=NONE_OPENED)  # fmt: skip

    def _again(self, frame: Frame, counted: "Counted") -> Table:
        rows = tuple(
            (self.names.step(frame.service, source), self.names.step(frame.service, target), many)
            for (source, target), many in sorted(counted.back.items(), key=lambda one: -one[1])
        )
        return Table("again", "What was done again", ("From", "Back to", "Times"), rows,
                     chart=Chart("bars", "Back to", ("Times",)) if rows else None,
                     nothing="None of these cases went back to a step.")  # fmt: skip

    def _ways(self, frame: Frame, counted: "Counted") -> Table:
        rows = tuple(
            (self.names.step(frame.service, source), self.names.step(frame.service, target), one.many,
             days(took_of(one.spread).median), "Yes" if (source, target) in counted.drawn else "No")
            for (source, target), one in sorted(counted.went.items(), key=lambda one: -one[1].many)
            if source != BEGUN
        )  # fmt: skip
        heads = ("From", "To", "Times", "Median days at the first", "In the picture")
        return Table("ways", "Every way from step to step", heads, rows,
                     "A way that is not in the picture was taken by hand, or under an earlier version.",
                     nothing=NONE_OPENED)  # fmt: skip


class Counted:
    """How often each box was come to and each arrow was gone, from the ways that cases went."""

    def __init__(self, workflow: Workflow, drawn: Drawing, went: list[Way]) -> None:
        self._workflow = workflow
        self._boxes = {box.id for box in drawn.boxes}
        self._onward: dict[str, list[str]] = {}
        for way in drawn.ways:
            self._onward.setdefault(way.source, []).append(way.target)
        #: Ways between what is drawn; a step that only leads on is the way itself.
        self.went: dict[Arrow, Way] = {}
        self.boxes: dict[str, int] = {}
        self.arrows: dict[Arrow, int] = {}
        #: How often a step was on the way of a case that did not stop there, as its `when` did not hold.
        self.passed: dict[str, int] = {}
        #: What those took who went there, as a way has it.
        self._spreads: dict[Arrow, Counter[int]] = {}
        #: The ways that the picture shows, past steps or not.
        self.drawn: set[Arrow] = set()
        self.back: dict[Arrow, int] = {}
        for one in went:
            if not self._leads_on(one.source):
                self._count(one)

    def says(self, way: Drawn) -> str:
        """What stands beside an arrow: its own words, how often, and how long was spent before it was gone.

        Of what time opens nothing is counted but where the case goes on from there.
        """
        arrow = way.source, way.target
        many, spread = self.arrows.get(arrow, 0), self._spreads.get(arrow)
        if way.aside and not many:
            return way.says
        median = took_of(spread).median if spread else timedelta()
        spent = f", median {days(median):g} days" if median else ""
        return f"{APART}{way.says} ({many:,}{spent})"

    def told(self, step: str, stayed: Mapping[str, Took]) -> list[str]:
        """What stands in a box: how often it was come to and for how long, and how often it was passed by."""
        many, passed, took = self.boxes.get(step, 0), self.passed.get(step, 0), stayed.get(step)
        median = f", median {days(took.median):g} days" if took else ""
        said = [f"{_times(many)}{median}"] if many else []
        return [*said, f"passed by {_times(passed)}"] if passed else said

    def _count(self, one: Way) -> None:
        target = self._drawn(one.target)
        self.went[one.source, target] = one
        self.boxes[target] = self.boxes.get(target, 0) + one.many
        order = self._workflow.layout.order
        if one.source in order and target in order and order[target] <= order[one.source]:
            self.back[one.source, target] = one.many
        arrows = self._arrows(one.source, target)
        for _, step in arrows[:-1]:
            self.passed[step] = self.passed.get(step, 0) + one.many
        for arrow in arrows:
            self.arrows[arrow] = self.arrows.get(arrow, 0) + one.many
            self.drawn.add((one.source, target))
        for arrow in arrows[:1]:
            self._spreads.setdefault(arrow, Counter()).update(one.spread)

    def _may_be_passed(self, step: str) -> bool:
        known = self._workflow.layout.by_id.get(step)
        return known is not None and known.when is not None

    def _leads_on(self, step: str) -> bool:
        return step in self._workflow.layout.by_id and step not in self._boxes

    def _drawn(self, step: str) -> str:
        while self._leads_on(step):
            step = next(iter(self._workflow.layout.by_id[step].targets()))
        return step

    def _arrows(self, source: str, target: str) -> list[Arrow]:
        """The arrows that a way is drawn as: past steps whose `when` did not hold there are several."""
        if target == JOINED:
            return [(source, onward) for onward in self._onward.get(source, [])[:1]]
        before, waiting = {source: BEGUN}, deque([source])
        while waiting:
            here = waiting.popleft()
            for onward in self._onward.get(here, ()):
                if onward == target:
                    return [*_back_from(before, here), (here, target)]
                if onward not in before and self._may_be_passed(onward):
                    before[onward] = here
                    waiting.append(onward)
        return []


def _back_from(before: Mapping[str, str], step: str) -> list[Arrow]:
    found: list[Arrow] = []
    while before[step] != BEGUN:
        found.insert(0, (before[step], step))
        step = before[step]
    return found


def _times(many: int) -> str:
    return "1 time" if many == 1 else f"{many:,} times"


def _of_which(many: int) -> str:
    cases = "the 1 case that" if many == 1 else f"the {many:,} cases that"
    return (
        f"The picture and every table are of {cases} opened in these days, and of all that has happened to them until "
        "now. A box says how often they came to a step, and the median of the days after which they left it. An "
        "arrow says how often they went that way, and the median of the days before, of those alone that went it. Time "
        "for which a clock stood still is in these days."
    )
