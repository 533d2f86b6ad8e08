"""Open tasks as rows that carry what an inbox shows, listed late first and paged by key."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any, Literal, TypeAlias

from sqlalchemy import (
    BigInteger,
    BindParameter,
    ColumnElement,
    CompoundSelect,
    Index,
    Row,
    Select,
    Text,
    and_,
    bindparam,
    delete,
    exists,
    false,
    func,
    insert,
    literal_column,
    select,
    text,
    tuple_,
    union_all,
)
from sqlmodel import Field, SQLModel

from engine.case import Case, Clock, Task
from engine.store.database import Database, Driver, Statement
from engine.store.moments import moment, written
from engine.store.readers import readers
from engine.store.text import storable

View: TypeAlias = Literal["mine", "teams", "all", "waiting"]
Figure: TypeAlias = Literal["", "late", "today", "unclaimed"]

#: The due moment of a task without one, and of one whose clock stands still: after all others.
NEVER = 2**63 - 1
#: A figure is counted no further: nobody reads more closely than "1,000 or more".
COUNTED = 1000


class TaskRow(SQLModel, table=True):
    __tablename__ = "wf_task"
    __table_args__ = (
        # The service at the end costs no more and lets a list of one service be read from the index alone.
        Index("wf_task_of_team", "who", "due", "reference", "task", "service"),
        Index(
            "wf_task_unclaimed", "who", "due", "reference", "task",
            sqlite_where=text("person IS NULL"), postgresql_where=text("person IS NULL"),
        ),
        Index(
            "wf_task_of_person", "person", "due", "reference", "task",
            sqlite_where=text("person IS NOT NULL"), postgresql_where=text("person IS NOT NULL"),
        ),
        {"sqlite_with_rowid": False},
    )  # fmt: skip

    reference: str = Field(primary_key=True)
    task: str = Field(primary_key=True)
    service: str
    service_title: str
    title: str
    words: str = Field(sa_type=Text)
    who: str
    #: None is nobody's yet: the indexes are split on it.
    person: str | None = None
    name: str
    opened: int = Field(sa_type=BigInteger)
    due: int = Field(sa_type=BigInteger)
    statutory: bool
    paused: bool


@dataclass(frozen=True)
class InboxRow:
    """A task as an inbox shows it. `person` is "" where nobody has it; no `due` while its clock stands still."""

    reference: str
    task: str
    service: str
    service_title: str
    title: str
    words: str
    who: str
    person: str
    name: str
    opened: datetime
    due: datetime | None
    statutory: bool
    paused: bool


@dataclass(frozen=True)
class Figures:
    """How many are late, due today, and claimed by nobody; at most `COUNTED` each."""

    late: int
    today: int
    unclaimed: int


_table = SQLModel.metadata.tables["wf_task"]
_key = (_table.c.due, _table.c.reference, _table.c.task)
_ONE = select(_table).where(_table.c.reference == bindparam("reference"), _table.c.task == bindparam("task"))
_DELETE = Statement(
    delete(_table).where(_table.c.reference == bindparam("reference"), _table.c.task == bindparam("task"))
)
_INSERT = Statement(insert(_table))
_HELD = select(_table.c.person, func.count()).where(_table.c.person.is_not(None)).group_by(_table.c.person)


def follow(driver: Driver, before: Case, after: Case, words: str, service_title: str, again: bool) -> None:
    """Make the rows of a case those of its open tasks; `again` where what every row carries has changed."""
    gone = [task for task in before.tasks if task not in after.tasks]
    changed = [task for task in after.tasks if again or _differs(before, after, task)]
    replaced = [task for task in changed if task in before.tasks]
    _DELETE.run_each(driver, [{"reference": after.reference, "task": task} for task in gone + replaced])
    carried = {"words": words, "service_title": service_title}
    _INSERT.run_each(driver, [_values(after, after.tasks[task], after.clocks.get(task)) | carried for task in changed])


def _differs(before: Case, after: Case, task: str) -> bool:
    return before.tasks.get(task) != after.tasks[task] or before.clocks.get(task) != after.clocks.get(task)


def _values(case: Case, task: Task, clock: Clock | None) -> dict[str, Any]:
    paused = clock is not None and clock.paused is not None
    return {
        "reference": case.reference,
        "task": task.id,
        "service": case.service,
        "title": storable(task.title),
        "who": task.who,
        "person": task.person or None,
        "name": storable(task.name),
        "opened": written(task.opened),
        "due": NEVER if paused or task.due is None else written(task.due),
        "statutory": clock is not None and clock.statutory,
        "paused": paused,
    }


class Tasks:
    """What waits for somebody."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def inbox(
        self, teams: Iterable[str], person: str, view: View, figure: Figure = "", service: str = "", after: str = "",
        limit: int = 50, *, now: datetime, end_of_today: datetime,
    ) -> tuple[list[InboxRow], str]:  # fmt: skip
        """One page, late first, and where the next begins ("" at the end). An odd `after` begins at the start.

        "mine" is claimed by `person`, "teams" belongs to one of `teams`, "all" is both, and "waiting" waits
        for the applicant of a case that the teams may see.
        """
        teams = _each_once(teams)
        values = _wanted(teams, person, service, after, now, end_of_today) | {"limit": limit + 1}
        statement = _page(len(teams), view, figure, bool(service), "after_due" in values)
        with self._database.read() as connection:
            rows = [_read(row) for row in connection.execute(statement, values)]
        more = rows[limit - 1] if len(rows) > limit else None
        return rows[:limit], _cursor(more) if more else ""

    def figures(self, teams: Iterable[str], person: str, now: datetime, end_of_today: datetime) -> Figures:
        """Of all that is theirs or their teams'."""
        teams = _each_once(teams)
        values = _wanted(teams, person, "", "", now, end_of_today) | {"limit": COUNTED}
        with self._database.read() as connection:
            late, today, unclaimed = (
                connection.scalar(_count(len(teams), figure), values) or 0 for figure in ("late", "today", "unclaimed")
            )
        return Figures(late, today, unclaimed)

    def one(self, reference: str, task: str) -> InboxRow | None:
        with self._database.read() as connection:
            row = connection.execute(_ONE, {"reference": reference, "task": task}).one_or_none()
        return _read(row) if row else None

    def held(self) -> dict[str, int]:
        """How many open tasks each person has."""
        with self._database.read() as connection:
            return {row[0]: row[1] for row in connection.execute(_HELD)}

    def next_due(self, teams: Iterable[str], person: str) -> datetime | None:
        """When the first of all that is theirs or their teams' is due; None where nothing has a due moment."""
        teams = _each_once(teams)
        values = _named(teams) | {"person": person, "limit": 1}
        with self._database.read() as connection:
            row = connection.execute(_page(len(teams), "all", "", False, False), values).one_or_none()
        return _read(row).due if row else None


def _each_once(teams: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(teams))


def _named(teams: Sequence[str]) -> dict[str, str]:
    return {f"team_{number}": team for number, team in enumerate(teams)}


def _wanted(
    teams: Sequence[str], person: str, service: str, after: str, now: datetime, end_of_today: datetime
) -> dict[str, Any]:
    values: dict[str, Any] = _named(teams)
    values |= {"person": person, "service": service, "now": written(now), "end": written(end_of_today)}
    due, _, key = after.partition("~")
    reference, _, task = key.partition("~")
    if task and due.isascii() and due.isdigit() and int(due) <= NEVER:
        values |= {"after_due": int(due), "after_reference": storable(reference), "after_task": storable(task)}
    return values


def _cursor(row: InboxRow) -> str:
    return f"{NEVER if row.due is None else written(row.due)}~{row.reference}~{row.task}"


def _read(row: Row[Any]) -> InboxRow:
    values = dict(row._mapping)
    due = values["due"]
    values |= {"person": values["person"] or "", "opened": moment(values["opened"])}
    values |= {"due": None if due == NEVER else moment(due)}
    return InboxRow(**values)


@cache
def _page(teams: int, view: View, figure: Figure, service: bool, after: bool) -> Select[Any]:
    """Keys are read from an index, a page from each team; only the page that is shown is read whole."""
    keys = _limited(_key, teams, view, figure, _narrowed(service, after)).subquery()
    return (
        select(_table)
        .join(keys, and_(_table.c.reference == keys.c.reference, _table.c.task == keys.c.task))
        .order_by(*_key)
        .limit(bindparam("limit"))
    )


@cache
def _count(teams: int, figure: Figure) -> Select[Any]:
    counted = _limited((literal_column("1").label("one"),), teams, "all", figure, []).limit(bindparam("limit"))
    return select(func.count()).select_from(counted.subquery())


def _limited(
    columns: Sequence[ColumnElement[Any]], teams: int, view: View, figure: Figure, more: list[ColumnElement[bool]]
) -> CompoundSelect[Any]:
    """One limited read for each owner, one after another: no task has two."""
    more = [*_of_figure(figure), *more]
    reads = [
        select(select(*columns).where(owner, *more).order_by(*_key).limit(bindparam("limit")).subquery())
        for owner in _owners(teams, view)
    ]
    return union_all(*reads)


def _owners(teams: int, view: View) -> list[ColumnElement[bool]]:
    names: list[BindParameter[str]] = [bindparam(f"team_{number}") for number in range(teams)]
    if view == "waiting":
        readable = exists().where(readers.c.reference == _table.c.reference, readers.c.team.in_(names))
        return [and_(_table.c.who == "applicant", readable)]
    theirs = [_table.c.who == name for name in names]
    mine = _table.c.person == bindparam("person")
    if view == "all":
        return [*theirs, and_(mine, _table.c.who.not_in(names))]
    return [mine] if view == "mine" else theirs or [false()]


def _narrowed(service: bool, after: bool) -> list[ColumnElement[bool]]:
    last = tuple_(bindparam("after_due"), bindparam("after_reference"), bindparam("after_task"))
    by_service = [_table.c.service == bindparam("service")] if service else []
    return [*by_service, *([tuple_(*_key) > last] if after else [])]


def _of_figure(figure: Figure) -> list[ColumnElement[bool]]:
    if figure == "late":
        return [_table.c.due < bindparam("now")]
    if figure == "today":
        return [_table.c.due >= bindparam("now"), _table.c.due <= bindparam("end")]
    return [_table.c.person.is_(None)] if figure == "unclaimed" else []
