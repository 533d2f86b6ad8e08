"""How cases went, as rows for figures: their stays at steps, the ways between them, and the course of each whole case.

Written in the case's own transaction from the same facts that move it, so that to read its events again gives the
same rows. A practice case never comes here.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import BigInteger, Index, Text, bindparam, case, func, insert, literal_column, null, text, update
from sqlmodel import Field, SQLModel

from engine import events as e
from engine.case import DEADLINE, MAIN, Case, Clock, Task
from engine.events import Event
from engine.store.database import Driver, Statement
from engine.store.moments import written, written_or_none
from workflows.items import step_of
from workflows.moves import GUEST

#: What ways begin or end at where that is no step.
BEGUN, CLOSED, JOINED, LATE, REOPENED = "(begun)", "(closed)", "(joined)", "(deadline)", "(reopened)"
#: How a stay ended.
DONE, TAKEN_AWAY, HANDED_OVER, ENDED = "done", "taken away", "handed over", "ended"
#: What a stay is of where somebody is waited for; else what is waited for: time, a payment …
TASK = "task"
#: A course is kept up to so many letters: what turns for ever grows no row.
LONGEST = 2_000
ONWARD = ">"


class StayRow(SQLModel, table=True):
    """A case's stay at a step, from begun to ended. Handed over it is another stay: each team has its own time."""

    __tablename__ = "wf_stay"
    __table_args__ = (
        Index("wf_stay_step", "service", "ended", "step", "who", "what", "how", "begun", "claimed", "paused", "due"),
        Index("wf_stay_team", "who", "ended", "service", "person", "how", "begun", "claimed", "paused", "due"),
        Index("wf_stay_open", "service", "who", "due", "begun", "person", "what",
              sqlite_where=text("ended IS NULL"), postgresql_where=text("ended IS NULL")),
        {"sqlite_with_rowid": False},
    )  # fmt: skip

    reference: str = Field(primary_key=True)
    stay: str = Field(primary_key=True)
    #: The revision at which it began.
    seq: int = Field(primary_key=True)
    service: str
    version: int
    step: str
    what: str
    #: A team, a partner, "applicant", or "" where nobody is waited for.
    who: str
    #: Staff who have it, or did it.
    person: str | None = None
    begun: int = Field(sa_type=BigInteger)
    claimed: int | None = Field(default=None, sa_type=BigInteger)
    ended: int | None = Field(default=None, sa_type=BigInteger)
    #: None while its clock stands still.
    due: int | None = Field(default=None, sa_type=BigInteger)
    #: For how long its clock stood still.
    paused: int = Field(sa_type=BigInteger)
    how: str


class WayRow(SQLModel, table=True):
    """A case went from one step to another; `spent` is how long it had stayed, None where it only passed."""

    __tablename__ = "wf_way"
    __table_args__ = (
        Index("wf_way_taken", "service", "at", "source", "target", "spent"),
        {"sqlite_with_rowid": False},
    )

    reference: str = Field(primary_key=True)
    seq: int = Field(primary_key=True)
    number: int = Field(primary_key=True)
    service: str
    version: int
    source: str
    target: str
    at: int = Field(sa_type=BigInteger)
    spent: int | None = Field(default=None, sa_type=BigInteger)


class CourseRow(SQLModel, table=True):
    """A case's whole course: from opened to closed, its deadline, and the steps it stayed at, in order."""

    __tablename__ = "wf_course"
    __table_args__ = (
        Index("wf_course_opened", "service", "opened"),
        Index("wf_course_closed", "service", "closed", "outcome", "due", "stopped", "opened"),
        {"sqlite_with_rowid": False},
    )

    reference: str = Field(primary_key=True)
    service: str
    version: int
    opened: int = Field(sa_type=BigInteger)
    closed: int | None = Field(default=None, sa_type=BigInteger)
    outcome: str
    #: The deadline of the case; None where it has none, or it stands still.
    due: int | None = Field(default=None, sa_type=BigInteger)
    #: When the deadline's clock stopped for good.
    stopped: int | None = Field(default=None, sa_type=BigInteger)
    steps: str = Field(sa_type=Text)


stays = SQLModel.metadata.tables["wf_stay"]
ways = SQLModel.metadata.tables["wf_way"]
courses = SQLModel.metadata.tables["wf_course"]

_ONE = (stays.c.reference == bindparam("case"), stays.c.stay == bindparam("of"), stays.c.ended.is_(None))
_BEGIN = Statement(insert(stays))
_END = Statement(
    update(stays).where(*_ONE).values(
        ended=bindparam("at"), how=bindparam("now"), person=func.coalesce(bindparam("by"), stays.c.person),
        paused=stays.c.paused + bindparam("still"),
    )
)  # fmt: skip
_HOLD = Statement(update(stays).where(*_ONE).values(person=bindparam("by"), claimed=bindparam("since")))
_CLOCK = Statement(
    update(stays).where(*_ONE).values(due=bindparam("until"), paused=stays.c.paused + bindparam("still"))
)
_GO = Statement(insert(ways))
_OPEN = Statement(insert(courses))
_GO_ON = Statement(
    update(courses).where(courses.c.reference == bindparam("case")).values(
        closed=bindparam("end"), outcome=bindparam("named"),
        steps=case(
            (func.length(courses.c.steps) < literal_column(str(LONGEST)), courses.c.steps.concat(bindparam("more"))),
            else_=courses.c.steps,
        ),
    )
)  # fmt: skip
_DEADLINE = Statement(
    update(courses).where(courses.c.reference == bindparam("case")).values(due=bindparam("until"), stopped=null())
)
_STOP = Statement(update(courses).where(courses.c.reference == bindparam("case")).values(stopped=bindparam("at")))


@dataclass(frozen=True)
class Step:
    """One accepted command, as far as figures go."""

    before: Case
    after: Case
    events: tuple[Event, ...]
    seq: int
    at: int


def follow(driver: Driver, step: Step) -> None:
    """Write what a command did to the stays, ways and course of its case."""
    new = list(_new(step))
    _end(driver, step)
    _BEGIN.run_each(driver, new)
    kept = list(_kept(step))
    _HOLD.run_each(driver, [_held(step, now) for was, now in kept if was.person != now.person])
    _CLOCK.run_each(driver, [_clocked(step, now) for was, now in kept if _another_clock(step, was, now)])
    _GO.run_each(driver, list(_ways(step)))
    _course(driver, step, [stay["step"] for stay in new])


# Stays


def _new(step: Step) -> Iterator[dict[str, Any]]:
    before, after = step.before, step.after
    for id, task in after.tasks.items():
        if id not in before.tasks or before.tasks[id].who != task.who:
            clock = after.clocks.get(id)
            yield _stay(step, id, step_of(id.rpartition(".")[0]), TASK, task.who) | {
                "person": task.person or None, "claimed": step.at if task.person else None,
                "due": _due(task, clock),
            }  # fmt: skip
    for id, waiting in after.waiting.items():
        if id not in before.waiting:
            yield _stay(step, id, waiting.step, waiting.what, "")


def _stay(step: Step, id: str, name: str, what: str, who: str) -> dict[str, Any]:
    case = step.after
    return {
        "reference": case.reference, "stay": id, "seq": step.seq, "service": case.service, "version": case.version,
        "step": name, "what": what, "who": who, "person": None, "begun": step.at, "claimed": None, "ended": None,
        "due": None, "paused": 0, "how": "",
    }  # fmt: skip


def _due(task: Task, clock: Clock | None) -> int | None:
    """When a task is due; while its clock stands still, it is not."""
    return None if clock is not None and clock.paused else written_or_none(task.due)


def _end(driver: Driver, step: Step) -> None:
    done = {event.task: event.person for event in step.events if isinstance(event, e.TaskDone | e.ExtraDone)}
    ended = [*_ended_tasks(step, done), *_ended_waits(step)]
    _END.run_each(driver, [{"case": step.after.reference, "at": step.at, **one} for one in ended])


def _ended_tasks(step: Step, done: dict[str, str]) -> Iterator[dict[str, Any]]:
    after = step.after.tasks
    for id, task in step.before.tasks.items():
        if id in after and after[id].who == task.who:
            continue
        how = DONE if id in done else HANDED_OVER if id in after else TAKEN_AWAY
        staff = done.get(id) if task.who != "applicant" and not task.who.startswith(GUEST) else None
        yield {"of": id, "now": how, "by": staff, "still": _still(step, id)}


def _ended_waits(step: Step) -> Iterator[dict[str, Any]]:
    for id in step.before.waiting:
        if id not in step.after.waiting:
            closed = step.after.closed is not None and step.before.closed is None
            yield {"of": id, "now": TAKEN_AWAY if closed else ENDED, "by": None, "still": 0}


def _still(step: Step, id: str) -> int:
    """For how long a clock stood still that goes on now, or is gone."""
    was, now = step.before.clocks.get(id), step.after.clocks.get(id)
    goes_on = was is not None and was.paused is not None and (now is None or now.paused is None)
    return max(0, step.at - written(was.paused)) if was and was.paused and goes_on else 0


def _kept(step: Step) -> Iterator[tuple[Task, Task]]:
    """Tasks that stay with the same team, as they were and as they are."""
    for id, now in step.after.tasks.items():
        was = step.before.tasks.get(id)
        if was is not None and was.who == now.who:
            yield was, now


def _held(step: Step, task: Task) -> dict[str, Any]:
    since = step.at if task.person else None
    return {"case": step.after.reference, "of": task.id, "by": task.person or None, "since": since}


def _another_clock(step: Step, was: Task, now: Task) -> bool:
    return was.due != now.due or step.before.clocks.get(now.id) != step.after.clocks.get(now.id)


def _clocked(step: Step, task: Task) -> dict[str, Any]:
    until = _due(task, step.after.clocks.get(task.id))
    return {"case": step.after.reference, "of": task.id, "until": until, "still": _still(step, task.id)}


# Ways


def _ways(step: Step) -> Iterator[dict[str, Any]]:
    case = step.after
    known = {"reference": case.reference, "seq": step.seq, "service": case.service, "version": case.version}
    for number, (source, target, thread) in enumerate(_gone(step.before.places, step.events)):
        yield known | {
            "number": number, "source": source, "target": target, "at": step.at,
            "spent": _spent(step, source, thread),
        }  # fmt: skip


def _gone(before: dict[str, str], events: Iterable[Event]) -> Iterator[tuple[str, str, str]]:
    """Each way that a command took: from, to, and the thread that went it."""
    places, source, arrived = dict(before), "", False
    for event in events:
        match event:
            case e.Arrived(thread, target):
                yield source or _stood(places, thread), target, thread
                places[thread], source = target, ""
            case e.ThreadEnded(thread):
                yield places.pop(thread, BEGUN), JOINED, thread
            case e.ThreadTakenAway(thread):
                places.pop(thread, None)
            case e.ClockLate(clock) if clock == DEADLINE:
                source = LATE
            case e.CaseReopened():
                source = REOPENED
            case e.CaseClosed() if not arrived:
                yield source or _stood(places, MAIN), CLOSED, MAIN
        arrived = isinstance(event, e.Arrived)


def _stood(places: dict[str, str], thread: str) -> str:
    """Where a thread was; one that begins comes from the step at which the one around it stands."""
    while thread not in places and ">" in thread:
        thread = thread.rpartition(">")[0]
    return places.get(thread, BEGUN)


def _spent(step: Step, source: str, thread: str) -> int | None:
    """How long the thread had stayed at the step that it left."""
    tasks = (one.opened for one in step.before.tasks.values() if (one.step, one.thread) == (source, thread))
    waits = (one.since for one in step.before.waiting.values() if (one.step, one.thread) == (source, thread))
    since = min((*tasks, *waits), default=None)
    return None if since is None else max(0, step.at - written(since))


# The course


def _course(driver: Driver, step: Step, stayed: list[str]) -> None:
    before, now = step.before, step.after
    was, clock = before.clocks.get(DEADLINE), now.clocks.get(DEADLINE)
    until = None if clock is None or clock.paused else written(clock.due)
    more = "".join(f"{one}{ONWARD}" for one in stayed)
    if before.opened is None:
        _OPEN.run(driver, _opened(now) | {"due": until, "steps": more})
        return
    if more or before.closed != now.closed:
        _GO_ON.run(driver, {"case": now.reference, "more": more, "end": written_or_none(now.closed),
                            "named": now.outcome})  # fmt: skip
    if clock is not None and clock != was:
        _DEADLINE.run(driver, {"case": now.reference, "until": until})
    elif clock is None and was is not None:
        _STOP.run(driver, {"case": now.reference, "at": step.at})


def _opened(case: Case) -> dict[str, Any]:
    assert case.opened is not None, "a case is opened by its first command"
    return {
        "reference": case.reference, "service": case.service, "version": case.version, "opened": written(case.opened),
        "closed": written_or_none(case.closed), "outcome": case.outcome, "stopped": None,
    }  # fmt: skip
