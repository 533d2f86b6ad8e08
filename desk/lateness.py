"""Why a case is late, in plain sentences: where it stayed longer than is usual, and whom it waited for."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from desk import showing
from desk.figures import Figures, Frame
from engine.commands import Actor
from engine.dates import day_of, days_late
from engine.store.figures import Took, Wanted
from engine.store.going import Gone, Late, Stay
from engine.store.stays import TASK
from workflows.durations import Duration
from workflows.picture_words import expression
from workflows.workflow import Workflow

PAGE = 25
#: What took less longer than usual than this is not why.
WORTH_TELLING = timedelta(hours=12)
#: So many reasons are told of a case, the weightiest first.
REASONS = 4


@dataclass(frozen=True)
class Limit:
    """A time limit of a case: its own, or that of a stay. It counts until it was met, or until now."""

    due: datetime
    until: datetime
    met: bool
    stay: Stay | None = None

    @property
    def late(self) -> bool:
        return self.until > self.due


@dataclass(frozen=True)
class LateCase:
    reference: str
    title: str
    #: The few words that lists show of it, and who it is for.
    words: str
    applicant: str
    #: Each limit that passed: "It was due on 3 March 2027 and is 5 days late."
    says: tuple[str, ...]
    reasons: tuple[str, ...]


@dataclass(frozen=True)
class LateCases:
    cases: tuple[LateCase, ...]
    #: Where the next page begins; "" on the last.
    after: str


def limits(wanted: Wanted, one: Gone, stays: Iterable[Stay]) -> Iterator[Limit]:
    """What counts for a case: its own deadline, and of tasks those that are open, or all once it is closed.

    Where a team is chosen, of its tasks alone.
    """
    met = one.stopped or one.closed
    if one.due:
        yield Limit(one.due, met or wanted.now, met is not None)
    for stay in stays:
        counts = stay.ended is None or one.closed is not None
        if stay.due and counts and wanted.team in ("", stay.who):
            yield Limit(stay.due, stay.ended or wanted.now, stay.ended is not None, stay)


class Lateness:
    def __init__(self, names: Figures) -> None:
        self.names = names

    def of(self, actor: Actor, frame: Frame, after: str) -> LateCases:
        """Those late now, and those that closed late in these days, of the cases that the actor may see."""
        going = self.names.engine.store.going
        found, onward = going.late(frame.wanted, self.names.ours(actor), after, PAGE)
        stayed: dict[str, list[Stay]] = {}
        for stay in going.stays([one.gone.reference for one in found]):
            stayed.setdefault(stay.reference, []).append(stay)
        why = Why(self.names, frame, self._usual(frame) if found else {}, self.names.people() if found else {})
        return LateCases(tuple(why.of(one, stayed.get(one.gone.reference, [])) for one in found), onward)

    def _usual(self, frame: Frame) -> Mapping[tuple[str, str], Took]:
        """How long each step took in the last three months."""
        now = frame.wanted.now
        wanted = replace(frame.wanted, since=now - timedelta(days=91), until=now, team="")
        return {(one.service, one.step): one.took for one in self.names.store.steps(wanted)}


@dataclass(frozen=True)
class Why:
    """Says of a case why it is late. `usual` is how long each step takes; people are by their names."""

    names: Figures
    frame: Frame
    usual: Mapping[tuple[str, str], Took]
    people: Mapping[str, str]

    def of(self, late: Late, stays: list[Stay]) -> LateCase:
        one = late.gone
        passed = [limit for limit in limits(self.frame.wanted, one, stays) if limit.late]
        says = tuple(self._says(one, limit) for limit in passed)
        reasons = tuple(self._sentence(one, stay) for stay in self._telling(one, stays, passed))
        return LateCase(one.reference, self.names.title(one.service), late.words, late.applicant, says, reasons)

    def _says(self, one: Gone, limit: Limit) -> str:
        step = limit.stay.step if limit.stay else ""
        named = f"“{self.names.step(one.service, step)}”" if step else "The whole case"
        allowed = self._allowed(one, step)
        within = f" (time limit: {allowed})" if allowed else ""
        by = " ".join(filter(None, ("was" if limit.met else "is", days_late(limit.due, limit.until), "late")))
        return f"{named} was due on {day_of(limit.due)}{within} and {by}."

    def _allowed(self, one: Gone, step: str) -> str:
        """How long a step, or the whole case, may take, where the service says it outright."""
        workflow = self.names.engine.library.version(one.service, one.version)
        asked = workflow.asks().get(step)
        due = asked.due if asked else None if step else workflow.file.deadline
        plain = due and isinstance(getattr(due.within.tree, "value", None), Duration)
        return expression(due.within, workflow) if due and plain else ""

    def _telling(self, one: Gone, stays: list[Stay], passed: list[Limit]) -> list[Stay]:
        """The stays that took longer than is usual, by how much; where none did, those late, else the longest."""
        slow = [stay for stay in stays if self._longer(one, stay) >= WORTH_TELLING]
        late = [limit.stay for limit in passed if limit.stay]
        slow.sort(key=lambda stay: self._longer(one, stay), reverse=True)
        longest = sorted(stays, key=self._took, reverse=True)
        return slow[:REASONS] or late[:REASONS] or longest[:1]

    def _took(self, stay: Stay) -> timedelta:
        return (stay.ended or self.frame.wanted.now) - stay.begun - timedelta(seconds=stay.paused)

    def _longer(self, one: Gone, stay: Stay) -> timedelta:
        known = self.usual.get((one.service, stay.step))
        return self._took(stay) - (known.median if known else timedelta())

    def _sentence(self, one: Gone, stay: Stay) -> str:
        step, took = self.names.step(one.service, stay.step), self._took(stay)
        still = f" (not counting {span(timedelta(seconds=stay.paused))} in which its clock stood still)"
        said = f"“{step}” {'took' if stay.ended else 'has taken'} {span(took)}{still if stay.paused else ''}"
        return f"{said}{self._compared(one, stay)}. {self._whom(one, stay, took)}"

    def _compared(self, one: Gone, stay: Stay) -> str:
        known = self.usual.get((one.service, stay.step))
        if known is None:
            return ""
        longer = self._longer(one, stay) >= WORTH_TELLING
        return f"; half of the others took {span(known.median)} or less" if longer else ", no longer than is usual"

    def _whom(self, one: Gone, stay: Stay, took: timedelta) -> str:
        house, over = self.names.engine.library.house(), stay.ended is not None
        if stay.what != TASK:
            return "It was waited for outside." if over else "It is waited for outside."
        if stay.who not in house.teams:
            whom = showing.whose(house, stay.who) if stay.who != "applicant" else f"the {self._called(one)}"
            return f"It waited for {whom}." if over else f"It has waited for {whom} since {day_of(stay.begun)}."
        team = house.teams[stay.who]
        whose = self._holder(stay, team)
        if stay.claimed is None:
            since = day_of(stay.begun)
            did = f"It waited until {whose} did it." if stay.person else f"Nobody of {team} had taken it."
            return did if over else f"Nobody of {team} has taken it since {since}."
        before = stay.claimed - stay.begun
        if before > took / 4:
            return f"It waited {span(before)} until {whose} took it on {day_of(stay.claimed)}."
        return f"{_capital(whose)} {'had' if over else 'has had'} it since {day_of(stay.claimed)}."

    def _holder(self, stay: Stay, team: str) -> str:
        """By name only in the teams that the reader manages."""
        name = self.people.get(stay.person, "") if stay.who in self.frame.managed.teams else ""
        return f"{name} of {team}" if name else f"somebody of {team}"

    def _called(self, one: Gone) -> str:
        workflow: Workflow | None = self.names.workflow(one.service)
        return workflow.file.called_ if workflow else "applicant"


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def span(time: timedelta) -> str:
    """A time in words: 3 hours, 1 day, 12 days."""
    hours = round(time / timedelta(hours=1))
    many, unit = (round(hours / 24), "day") if hours >= 36 else (hours, "hour")
    return f"{many} {unit}{'' if many == 1 else 's'}" if many else "less than an hour"
