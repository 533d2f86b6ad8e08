"""Why a case is late, in plain sentences: where it stayed longer than is usual, and whom it waited for."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from desk import showing
from desk.figures import Figures, Frame
from engine.commands import Actor
from engine.dates import day_of
from engine.store.figures import Took
from engine.store.going import Gone, Stay
from engine.store.stays import TASK
from workflows.workflow import Workflow

PAGE = 25
#: What took less longer than usual than this is not why.
WORTH_TELLING = timedelta(hours=12)
#: So many reasons are told of a case, the weightiest first.
REASONS = 4


@dataclass(frozen=True)
class LateCase:
    reference: str
    title: str
    #: "It was due on 3 March 2027 and is 5 days late."
    says: str
    reasons: tuple[str, ...]


@dataclass(frozen=True)
class LateCases:
    cases: tuple[LateCase, ...]
    #: Where the next page begins; "" on the last.
    after: str


class Lateness:
    def __init__(self, names: Figures) -> None:
        self.names = names

    def of(self, actor: Actor, frame: Frame, after: str) -> LateCases:
        """Those late now, and those that closed late in these days, of the cases that the actor may see."""
        going = self.names.engine.store.going
        found, onward = going.late(frame.wanted, actor.teams, after, PAGE)
        stayed: dict[str, list[Stay]] = {}
        for stay in going.stays([one.reference for one in found]):
            stayed.setdefault(stay.reference, []).append(stay)
        usual = self._usual(frame) if found else {}
        now = frame.wanted.now
        return LateCases(tuple(self._case(one, stayed.get(one.reference, []), usual, now) for one in found), onward)

    def _usual(self, frame: Frame) -> dict[tuple[str, str], Took]:
        """How long each step took in the last three months."""
        now = frame.wanted.now
        wanted = replace(frame.wanted, since=now - timedelta(days=91), until=now, team="")
        return {(one.service, one.step): one.took for one in self.names.store.steps(wanted)}

    def _case(self, one: Gone, stays: list[Stay], usual: dict[tuple[str, str], Took], now: datetime) -> LateCase:
        told = sorted(self._reasons(one, stays, usual, now), key=lambda reason: -reason[0])
        behind = [stay for stay in stays if stay.due and (stay.ended or now) > stay.due]
        reasons = [sentence for _, sentence in told[:REASONS]]
        if not reasons:
            reasons = [
                self._sentence(one, stay, _took(stay, now), usual.get((one.service, stay.step))) for stay in behind
            ]
        title = self.names.title(one.service)
        return LateCase(one.reference, title, _says(one, now) or self._says(one, behind, now), tuple(reasons))

    def _says(self, one: Gone, behind: list[Stay], now: datetime) -> str:
        """Of a case whose own deadline has not passed: which of its tasks was late."""
        said = []
        for stay in behind:
            assert stay.due is not None, "only what was due can be late"
            by = f"{'was' if stay.ended else 'is'} {span((stay.ended or now) - stay.due)} late"
            said.append(f"“{self.names.step(one.service, stay.step)}” was due on {day_of(stay.due)} and {by}.")
        return " ".join(said)

    def _reasons(
        self, one: Gone, stays: Iterable[Stay], usual: dict[tuple[str, str], Took], now: datetime
    ) -> Iterator[tuple[timedelta, str]]:
        """Each stay that took longer than the usual, and by how much."""
        for stay in stays:
            took = _took(stay, now)
            known = usual.get((one.service, stay.step))
            longer = took - (known.median if known else timedelta())
            if longer >= WORTH_TELLING:
                yield longer, self._sentence(one, stay, took, known)

    def _sentence(self, one: Gone, stay: Stay, took: timedelta, known: Took | None) -> str:
        step = self.names.step(one.service, stay.step)
        half = f"; half of the others took {span(known.median)} or less" if known else ""
        still = f" (not counting {span(timedelta(seconds=stay.paused))} in which its clock stood still)"
        said = f"“{step}” {'took' if stay.ended else 'has taken'} {span(took)}{still if stay.paused else ''}{half}."
        return f"{said} {self._whom(one, stay, took)}".rstrip()

    def _whom(self, one: Gone, stay: Stay, took: timedelta) -> str:
        house, over = self.names.engine.library.house(), stay.ended is not None
        if stay.what != TASK:
            return "It was waited for outside." if over else "It is waited for outside."
        if stay.who not in house.teams:
            whom = showing.whose(house, stay.who) if stay.who != "applicant" else f"the {self._called(one)}"
            return f"It {'waited' if over else 'waits'} for {whom}."
        team = house.teams[stay.who]
        if stay.claimed is None:
            return f"Nobody of {team} {'had' if over else 'has'} taken it."
        before = stay.claimed - stay.begun
        return f"It waited {span(before)} until somebody of {team} took it." if before > took / 4 else f"{team} had it."

    def _called(self, one: Gone) -> str:
        workflow: Workflow | None = self.names.workflow(one.service)
        return workflow.file.called_ if workflow else "applicant"


def _took(stay: Stay, now: datetime) -> timedelta:
    return (stay.ended or now) - stay.begun - timedelta(seconds=stay.paused)


def _says(one: Gone, now: datetime) -> str:
    met = one.stopped or one.closed
    if one.due is None or one.due >= (met or now):
        return ""
    by = span((met or now) - one.due)
    return f"It was due on {day_of(one.due)} and {f'was {by} late' if met else f'is {by} late'}."


def span(time: timedelta) -> str:
    """A time in words: 3 hours, 1 day, 12 days."""
    hours = round(time / timedelta(hours=1))
    many, unit = (round(hours / 24), "day") if hours >= 36 else (hours, "hour")
    return f"{many} {unit}{'' if many == 1 else 's'}" if many else "less than an hour"
