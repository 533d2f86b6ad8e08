"""Whether what is kept is whole: every case against its own events, its tasks in the lists and its clocks wound, and
nothing left of a case that is not there."""

from collections.abc import Iterator

from sqlalchemy import Connection, bindparam, select
from sqlmodel import SQLModel

from engine.case import Case
from engine.store import Store, history, timers
from engine.store.case_rows import cases
from engine.store.database import Database
from engine.store.state import read_case

#: So many references are held in memory.
AT_ONCE = 500
_PAGE = (
    select(cases.c.number, cases.c.reference)
    .where(cases.c.number > bindparam("last"))
    .order_by(cases.c.number)
    .limit(bindparam("limit"))
)  # fmt: skip
_ORPHANS = (
    select(history.events.c.reference)
    .distinct()
    .outerjoin(cases, cases.c.reference == history.events.c.reference)
    .where(cases.c.reference.is_(None))
    .order_by(history.events.c.reference)
)
_STATE = select(cases.c.state).where(cases.c.reference == bindparam("of"))
_tasks, _timers = (SQLModel.metadata.tables[name] for name in ("wf_task", "wf_timer"))
_IN_LISTS = select(_tasks.c.task).where(_tasks.c.reference == bindparam("of"))
_WOUND = select(_timers.c.clock).where(_timers.c.reference == bindparam("of"))
GONE = "It has events and no row: the case itself was taken away"


def verify(store: Store) -> Iterator[tuple[str, list[str]]]:
    """Each case with what is wrong with it, in words; nothing where all is well."""
    for reference in references(store.database):
        yield reference, store.cases.verify(reference) or _lost(store, reference)
    with store.database.read() as connection:
        orphans = connection.scalars(_ORPHANS).all()
    for reference in orphans:
        yield reference, [GONE]


def _lost(store: Store, reference: str) -> list[str]:
    """What a sound case waits for and nobody would ever see; and what a list shows that is not to be done."""
    with store.database.read() as connection:
        state = connection.scalar(_STATE, {"of": reference})
        case = read_case(state) if state else Case()
        return [*_lost_tasks(connection, case), *_lost_clocks(connection, case)]


def _lost_tasks(connection: Connection, case: Case) -> Iterator[str]:
    wanted = set() if case.practice else set(case.tasks)
    listed = set(connection.scalars(_IN_LISTS, {"of": case.reference}))
    yield from (f"The task {task} is in nobody's list" for task in sorted(wanted - listed))
    yield from (f"A list shows the task {task}, which is not open" for task in sorted(listed - wanted))


def _lost_clocks(connection: Connection, case: Case) -> Iterator[str]:
    """One too many does nothing when its moment comes."""
    wound = set(connection.scalars(_WOUND, {"of": case.reference}))
    yield from (f"Nothing will tell when {clock} is due" for clock in sorted(timers.running(case).keys() - wound))


def references(database: Database) -> Iterator[str]:
    """Every case that is not erased, the first to be opened first; each page of them is one read."""
    last = 0
    while True:
        with database.read() as connection:
            found = connection.execute(_PAGE, {"last": last, "limit": AT_ONCE}).all()
        yield from (reference for _, reference in found)
        if len(found) < AT_ONCE:
            return
        last = found[-1][0]
