"""Gives cases of earlier programs what those did not keep: their stays, ways and course, from their own events; the
notes by which they are found; and, of actions that waited for a clock, what is asked of the outside."""

from functools import reduce

from sqlalchemy import bindparam, delete, false, select, update
from sqlmodel import SQLModel

from engine.case import Case, changed
from engine.events import evolve
from engine.store import effects, finding, history, stays
from engine.store.case_rows import cases
from engine.store.database import Database, Driver, driver_of
from engine.store.history import Entry
from engine.store.moments import written
from engine.store.readers import readers
from engine.store.state import read_case
from engine.store.timers import ERRAND

#: So many in one transaction: others write in between.
AT_ONCE = 100
_courses = SQLModel.metadata.tables["wf_course"]
_WITHOUT = (
    select(cases.c.reference)
    .outerjoin(_courses, _courses.c.reference == cases.c.reference)
    .where(cases.c.practice == false(), _courses.c.reference.is_(None))
    .limit(bindparam("limit"))
)
#: What is compared there is made anew by the next change: until then it says that the notes were found.
CAUGHT = "notes"
_NOT_FOUND = (
    select(cases.c.number, cases.c.reference)
    .where(cases.c.practice == false(), cases.c.findable == "")
    .limit(bindparam("limit"))
)
_FOUND = update(cases).where(cases.c.number == bindparam("known")).values(findable=CAUGHT)
_timers = SQLModel.metadata.tables["wf_timer"]
_ERRANDS = (
    select(_timers.c.clock, cases.c.state)
    .join(cases, cases.c.reference == _timers.c.reference)
    .where(_timers.c.clock.like(f"{ERRAND}%"))
)
_NO_ERRAND = delete(_timers).where(_timers.c.reference == bindparam("reference"), _timers.c.clock == bindparam("clock"))


def catch_up(database: Database) -> int:
    """Do it for every case that has none; how many there were without figures."""
    _catch_up_finding(database)
    _catch_up_calls(database)
    caught = 0
    while True:
        with database.write() as connection:
            found = connection.scalars(_WITHOUT, {"limit": AT_ONCE}).all()
            for reference in found:
                tell(driver_of(connection), history.entries(connection, reference, None, 2**31 - 1)[::-1])
        caught += len(found)
        if len(found) < AT_ONCE:
            return caught


def tell(driver: Driver, entries: list[Entry]) -> None:
    """Write the rows of a case from what happened to it, the oldest first."""
    before = Case()
    for entry in entries:
        after = changed(reduce(evolve, entry.events, before), revision=entry.seq)
        stays.follow(driver, stays.Step(before, after, entry.events, entry.seq, written(entry.at)))
        before = after


def _catch_up_finding(database: Database) -> None:
    while True:
        with database.write() as connection:
            found = connection.execute(_NOT_FOUND, {"limit": AT_ONCE}).all()
            for number, reference in found:
                entries = history.entries(connection, reference, None, 2**31 - 1)
                joining = [one for entry in entries for one in finding.added(entry.events) if one[1]]
                teams = connection.scalars(select(readers.c.team).where(readers.c.reference == reference)).all()
                if joining:
                    finding.write(driver_of(connection), number, reference, None, joining, teams)
                connection.execute(_FOUND, {"known": number})
        if len(found) < AT_ONCE:
            return


def _catch_up_calls(database: Database) -> None:
    """Actions that were asked of the clock are asked of the outside: their rows have no job yet, and are found so."""
    with database.write() as connection:
        driver = driver_of(connection)
        for timer, state in connection.execute(_ERRANDS).all():
            case, id = read_case(state), timer.removeprefix(ERRAND)
            waiting = case.waiting.get(id)
            if waiting is not None and waiting.what == "action" and not case.practice:
                of = {"reference": case.reference, "clock": timer}
                connection.execute(_NO_ERRAND, of)
                effects.keep(driver, case.reference, [(f"{case.reference} {case.revision} call {id}", "call", id)],
                             waiting.since)  # fmt: skip
