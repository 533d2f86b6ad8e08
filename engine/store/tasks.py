"""Open tasks as rows that carry what an inbox shows, listed late first and paged by key."""

from collections.abc import Iterable, Mapping, Sequence
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
    not_,
    select,
    text,
    tuple_,
    union_all,
)
from sqlmodel import Field, SQLModel

from engine.case import Case, Clock, Task
from engine.store.asked_of_others import asked
from engine.store.database import Database, Driver, Statement
from engine.store.moments import EPOCH, moment, moment_or_none, written, written_or_none
from engine.store.readers import readers
from engine.store.text import storable
from workflows.moves import GUEST

View: TypeAlias = Literal["mine", "absent", "teams", "all", "waiting", "held"]
Figure: TypeAlias = Literal["", "late", "today", "unclaimed", "late-unclaimed"]
#: From the start, on from a row, or back from it.
Going: TypeAlias = Literal["", "on", "back"]
#: How many teams, how many others, how many absent, and by how many teams cases are read.
Size: TypeAlias = tuple[int, int, int, int]

#: Whatever is asked of somebody by email is between these.
GUESTS_END = GUEST[:-1] + chr(ord(GUEST[-1]) + 1)

#: The due moment of a task without one, and of one whose clock stands still: after all others.
NEVER = 2**63 - 1
#: A figure is counted no further: nobody reads more closely than "1,000 or more".
COUNTED = 1000


class TaskRow(SQLModel, table=True):
    __tablename__ = "wf_task"
    __table_args__ = (
        # The service at the end costs no more and lets a list of one service be read from the index alone.
        Index("wf_task_of_team", "who", "due", "reference", "task", "service", "held"),
        Index(
            "wf_task_unclaimed", "who", "due", "reference", "task", "held",
            sqlite_where=text("person IS NULL"), postgresql_where=text("person IS NULL"),
        ),
        Index(
            "wf_task_of_person", "person", "due", "reference", "task", "held",
            sqlite_where=text("person IS NOT NULL"), postgresql_where=text("person IS NOT NULL"),
        ),
        Index(
            "wf_task_held", "who", "due", "reference", "task",
            sqlite_where=text("held IS NOT NULL"), postgresql_where=text("held IS NOT NULL"),
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
    #: Until when it is put on hold; None where it is not.
    held: int | None = Field(default=None, sa_type=BigInteger)


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
    held: datetime | None = None


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
_SOONEST = (
    select(_table.c.reference, func.min(_table.c.due))
    .where(_table.c.reference.in_(bindparam("references", expanding=True)), _table.c.due < NEVER)
    .group_by(_table.c.reference)
)
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
        "held": written_or_none(task.held),
    }


def row_of(case: Case, task: Task, words: str, service_title: str) -> InboxRow:
    """A task as an inbox would show it; one of a practice case has no row."""
    return _read(_values(case, task, case.clocks.get(task.id)) | {"words": words, "service_title": service_title})


class Tasks:
    """What waits for somebody."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def inbox(
        self, teams: Iterable[str], person: str, view: View, figure: Figure = "", service: str = "", after: str = "",
        limit: int = 50, *, now: datetime, end_of_today: datetime, others: Iterable[str] = (), back: bool = False,
        absent: Iterable[str] = (), reading: Iterable[str] | None = None,
    ) -> tuple[list[InboxRow], str]:  # fmt: skip
        """One page, late first, and where the next begins ("" at the end). An odd `after` begins at the start.
        Going `back` it is the page before `after`, and where the one before that ends.

        "mine" is claimed by `person`, or by one of the `absent` for these teams; "absent" is that of one of them
        alone, then the `person`; "teams" belongs to one of `teams`,
        "all" is both and what waits for one of `others` in a case that the teams may see, and "waiting" waits there
        for the applicant, a guest, one of `others`, or whom the `person` asked. What is on hold is only in "held",
        which is of all, and in "waiting". Where not all of the teams may see a case for that, `reading` are those
        that may.
        """
        wanted = _Wanted(teams, person, service, others, now, end_of_today, absent, reading)
        last = _last(after)
        values = wanted.values | last | {"limit": limit + 1}
        going: Going = "" if not last else "back" if back else "on"
        statement = _page(wanted.size, view, figure, bool(service), going)
        with self._database.read() as connection:
            rows = [_read(row._mapping) for row in connection.execute(statement, values)]
        shown = rows[:limit]
        more = cursor(shown[-1]) if len(rows) > limit else ""
        return shown[::-1] if going == "back" else shown, more

    def figures(
        self, teams: Iterable[str], person: str, now: datetime, end_of_today: datetime, view: View = "all",
        service: str = "", others: Iterable[str] = (), absent: Iterable[str] = (),
        reading: Iterable[str] | None = None,
    ) -> Figures:  # fmt: skip
        """Of all that a view holds."""
        wanted = _Wanted(teams, person, service, others, now, end_of_today, absent, reading)
        values = wanted.values | {"limit": COUNTED}
        with self._database.read() as connection:
            late, today, unclaimed = (
                connection.scalar(_count(wanted.size, view, figure, bool(service)), values) or 0
                for figure in ("late", "today", "unclaimed")
            )
        return Figures(late, today, unclaimed)

    def one(self, reference: str, task: str) -> InboxRow | None:
        with self._database.read() as connection:
            row = connection.execute(_ONE, {"reference": reference, "task": task}).one_or_none()
        return _read(row._mapping) if row else None

    def soonest(self, references: Sequence[str]) -> dict[str, datetime]:
        """When the first open task of each of these cases is due, of those that have one with a due moment."""
        with self._database.read() as connection:
            rows = connection.execute(_SOONEST, {"references": references}).all() if references else []
        return {reference: moment(due) for reference, due in rows}

    def held(self) -> dict[str, int]:
        """How many open tasks each person has."""
        with self._database.read() as connection:
            return {row[0]: row[1] for row in connection.execute(_HELD)}

    def next_due(self, teams: Iterable[str], person: str) -> datetime | None:
        """When the first of all that is theirs or their teams' is due; None where nothing has a due moment."""
        wanted = _Wanted(teams, person, "", (), EPOCH, EPOCH)
        with self._database.read() as connection:
            row = connection.execute(
                _page(wanted.size, "all", "", False, ""), wanted.values | {"limit": 1}
            ).one_or_none()
        return _read(row._mapping).due if row else None


class _Wanted:
    """What is asked for, as values by name, and how many teams, others and absent that are."""

    def __init__(
        self, teams: Iterable[str], person: str, service: str, others: Iterable[str], now: datetime, end: datetime,
        absent: Iterable[str] = (), reading: Iterable[str] | None = None,
    ) -> None:  # fmt: skip
        ours = list(dict.fromkeys(teams))
        theirs, away, read = (
            list(dict.fromkeys(some)) for some in (others, absent, ours if reading is None else reading)
        )
        self.size = (len(ours), len(theirs), len(away), len(read))
        self.values: dict[str, Any] = {"person": person, "service": service, "now": written(now), "end": written(end)}
        self.values |= {f"team_{number}": team for number, team in enumerate(ours)}
        self.values |= {f"other_{number}": team for number, team in enumerate(theirs)}
        self.values |= {f"absent_{number}": one for number, one in enumerate(away)}
        self.values |= {f"read_{number}": team for number, team in enumerate(read)}


def _last(after: str) -> dict[str, Any]:
    """Where another page ended; nothing where the words are odd."""
    due, _, key = after.partition("~")
    reference, _, task = key.partition("~")
    if not (task and due.isascii() and due.isdigit() and int(due) <= NEVER):
        return {}
    return {"after_due": int(due), "after_reference": storable(reference), "after_task": storable(task)}


def cursor(row: InboxRow) -> str:
    """Where a page that begins after this row begins, or one that ends before it ends."""
    return f"{NEVER if row.due is None else written(row.due)}~{row.reference}~{row.task}"


def _read(row: Mapping[Any, Any]) -> InboxRow:
    values: dict[str, Any] = dict(row)
    due = values["due"]
    values |= {"person": values["person"] or "", "opened": moment(values["opened"])}
    values |= {"due": None if due == NEVER else moment(due), "held": moment_or_none(values["held"])}
    return InboxRow(**values)


@cache
def _page(size: Size, view: View, figure: Figure, service: bool, going: Going) -> Select[Any]:
    """Keys are read from an index, a page from each owner; only the page that is shown is read whole."""
    order = [part.desc() for part in _key] if going == "back" else list(_key)
    keys = _limited(_key, size, view, figure, _narrowed(service, going), order).subquery()
    return (
        select(_table)
        .join(keys, and_(_table.c.reference == keys.c.reference, _table.c.task == keys.c.task))
        .order_by(*order)
        .limit(bindparam("limit"))
    )


@cache
def _count(size: Size, view: View, figure: Figure, service: bool) -> Select[Any]:
    one: list[ColumnElement[Any]] = [literal_column("1").label("one")]
    counted = _limited(one, size, view, figure, _narrowed(service, ""), _key).limit(bindparam("limit"))
    return select(func.count()).select_from(counted.subquery())


def _limited(
    columns: Sequence[ColumnElement[Any]], size: Size, view: View, figure: Figure, more: list[ColumnElement[bool]],
    order: Sequence[ColumnElement[Any]],
) -> CompoundSelect[Any]:  # fmt: skip
    """One limited read for each owner, one after another: no task has two."""
    # Which is nothing that an applicant or a guest claims.
    asked_of_them = view == "waiting" and figure.endswith("unclaimed")
    held = [] if view == "waiting" else [_table.c.held.is_not(None) if view == "held" else _table.c.held.is_(None)]
    more = [*_of_figure(figure), *held, *more]
    reads = [
        select(select(*columns).where(owner, *more).order_by(*order).limit(bindparam("limit")).subquery())
        for owner in _owners(size, view)[2 if asked_of_them else 0 :]
    ]
    return union_all(*reads)


def _owners(size: Size, view: View) -> list[ColumnElement[bool]]:
    names: list[BindParameter[str]] = [bindparam(f"team_{number}") for number in range(size[0])]
    reading: list[BindParameter[str]] = [bindparam(f"read_{number}") for number in range(size[3])]
    others = [and_(_table.c.who == bindparam(f"other_{number}"), _read_by(reading)) for number in range(size[1])]
    if view == "waiting":
        guests = and_(_table.c.who >= GUEST, _table.c.who < GUESTS_END)
        return [
            *(and_(owner, _read_by(reading)) for owner in (_table.c.who == "applicant", guests)),
            *others,
            _waited_for(size),
        ]
    theirs = [_table.c.who == name for name in names]
    mine = and_(_table.c.person == bindparam("person"), _read_by(names))
    if view in ("all", "held"):
        listed = [*names, *(bindparam(f"other_{number}") for number in range(size[1]))]
        return [*theirs, *others, and_(mine, _table.c.who.not_in(listed))]
    if view == "absent":
        return [and_(_table.c.person == bindparam("person"), _table.c.who.in_(names))]
    if view == "mine":
        away = [_table.c.person == bindparam(f"absent_{number}") for number in range(size[2])]
        return [mine, *(and_(one, _table.c.who.in_(names)) for one in away)]
    return theirs or [false()]


def _waited_for(size: Size) -> ColumnElement[bool]:
    """What the person asked another team of the council for, or handed to it, in a case that they may see."""
    theirs: list[BindParameter[str]] = [bindparam(f"team_{number}") for number in range(size[0])]
    listed = [*theirs, *(bindparam(f"other_{number}") for number in range(size[1]))]
    guests = and_(_table.c.who >= GUEST, _table.c.who < GUESTS_END)
    person: BindParameter[str] = bindparam("person")
    return and_(
        _table.c.reference.in_(select(asked.c.reference).where(asked.c.person == person)),
        exists().where(
            asked.c.person == person, asked.c.reference == _table.c.reference, asked.c.task == _table.c.task
        ),
        _table.c.who.not_in([*listed, "applicant"]), not_(guests),
        _read_by([bindparam(f"read_{number}") for number in range(size[3])]),
    )  # fmt: skip


def _read_by(teams: Sequence[BindParameter[str]]) -> ColumnElement[bool]:
    return exists().where(readers.c.reference == _table.c.reference, readers.c.team.in_(teams))


def _narrowed(service: bool, going: Going) -> list[ColumnElement[bool]]:
    last = tuple_(bindparam("after_due"), bindparam("after_reference"), bindparam("after_task"))
    turned = {"": [], "on": [tuple_(*_key) > last], "back": [tuple_(*_key) < last]}[going]
    return [*([_table.c.service == bindparam("service")] if service else []), *turned]


def _of_figure(figure: Figure) -> list[ColumnElement[bool]]:
    if figure == "late":
        return [_table.c.due < bindparam("now")]
    if figure == "late-unclaimed":
        return [_table.c.person.is_(None), _table.c.due < bindparam("now")]
    if figure == "today":
        return [_table.c.due >= bindparam("now"), _table.c.due <= bindparam("end")]
    return [_table.c.person.is_(None)] if figure == "unclaimed" else []
