"""Tasks that somebody asked others for or handed to them, as rows for the one who waits."""

from collections.abc import Collection, Iterable, Iterator

from sqlalchemy import bindparam, column, delete, insert, select, table
from sqlmodel import Field, SQLModel

from engine.case import EXTRA, Case
from engine.events import Event, ExtraOpened, TaskHandedOver
from engine.store.database import Database, Driver, Statement


class AskedRow(SQLModel, table=True):
    __tablename__ = "wf_asked"
    __table_args__ = {"sqlite_with_rowid": False}

    person: str = Field(primary_key=True)
    reference: str = Field(primary_key=True, index=True)
    task: str = Field(primary_key=True)


asked = SQLModel.metadata.tables["wf_asked"]
_OF_TASK = delete(asked).where(asked.c.reference == bindparam("reference"), asked.c.task == bindparam("task"))
_GONE = Statement(_OF_TASK)
_AGAIN = Statement(_OF_TASK.where(asked.c.person == bindparam("person")))
_INSERT = Statement(insert(asked))
_task = table("wf_task", column("reference"), column("task"), column("who"))
_OPEN = (
    select(asked.c.reference, asked.c.task, _task.c.who).distinct()
    .join_from(asked, _task, (_task.c.reference == asked.c.reference) & (_task.c.task == asked.c.task))
    .where(asked.c.reference.in_(bindparam("references", expanding=True)), asked.c.task.startswith(f"{EXTRA}."))
    .order_by(asked.c.task)
)  # fmt: skip


class AskedOfOthers:
    def __init__(self, database: Database) -> None:
        self._database = database

    def open_in(self, references: Collection[str]) -> dict[str, list[tuple[str, str]]]:
        """The extra tasks of these cases that somebody asked for and that are not done: each task, and of whom."""
        found: dict[str, list[tuple[str, str]]] = {}
        with self._database.read() as connection:
            rows = connection.execute(_OPEN, {"references": list(references)}).all() if references else []
        for reference, task, who in rows:
            found.setdefault(reference, []).append((task, who))
        return found


def follow(driver: Driver, before: Case, after: Case, person: str, events: Iterable[Event]) -> None:
    """What is done is waited for no longer; only a task that was asked for or handed over can have rows."""
    gone = [
        id for id, task in before.tasks.items()
        if id not in after.tasks and (task.extra or len(before.given_to.get(task.step, ())) > 1)
    ]  # fmt: skip
    _GONE.run_each(driver, [{"reference": after.reference, "task": id} for id in gone])
    waits = ((who, id) for who, id in _waits(person, events) if id in after.tasks)
    rows = [{"person": who, "reference": after.reference, "task": id} for who, id in dict.fromkeys(waits)]
    _AGAIN.run_each(driver, rows)
    _INSERT.run_each(driver, rows)


def _waits(person: str, events: Iterable[Event]) -> Iterator[tuple[str, str]]:
    for event in events:
        if isinstance(event, ExtraOpened) and event.person:
            yield event.person, event.id
        if isinstance(event, TaskHandedOver) and event.why:
            yield person, event.task
