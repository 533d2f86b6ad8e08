"""Erasing what is people's from a case, or the case whole, so that what stays still verifies."""

from datetime import datetime

from sqlalchemy import BigInteger, Connection, delete, insert, select, update
from sqlmodel import Field, SQLModel

from engine.case import EXTRA, Case
from engine.store import finding, history
from engine.store.case_rows import cases
from engine.store.chain import Link, digest
from engine.store.database import driver_of
from engine.store.drafts import SEVERAL, drafts, of_task
from engine.store.errors import Stale
from engine.store.files import files
from engine.store.links import holdings, links
from engine.store.moments import written
from engine.store.state import to_text, write_case


class TombstoneRow(SQLModel, table=True):
    """What is left of a case erased whole."""

    __tablename__ = "wf_case_tombstone"

    reference: str = Field(primary_key=True)
    service: str
    revision: int
    hash: str
    at: int = Field(sa_type=BigInteger)


_tombstones = SQLModel.metadata.tables["wf_case_tombstone"]
_PERSONAL = ("wf_party", "wf_message")
_ALL = (
    "wf_event", "wf_task", "wf_timer", "wf_reader", "wf_stay", "wf_way", "wf_course", "wf_linked", "wf_mention",
    "wf_asked", "wf_code", "wf_look", "wf_bulk", "wf_payment", *_PERSONAL,
)  # fmt: skip


def erase_content(connection: Connection, reference: str, at: datetime, actor: str) -> Case:
    """Raises `Stale` where there is no such case, or somebody is just writing it."""
    number, revision, previous = _take(connection, reference)
    table = history.events
    connection.execute(update(table).where(table.c.reference == reference).values(salt=None, content=None))
    link = Link(revision + 1, written(at), actor, "Erase", to_text([]), digest(b"", ""))
    sealed = link.hash(previous)
    history.write(driver_of(connection), reference, link, sealed, "", None, None)
    case = history.replayed(history.rows(connection, reference))
    row = {"revision": case.revision, "hash": sealed, "state": write_case(case), "words": "", "applicant": ""}
    connection.execute(update(cases).where(cases.c.number == number).values(**row, findable=""))
    tasks = SQLModel.metadata.tables["wf_task"]
    connection.execute(update(tasks).where(tasks.c.reference == reference).values(words="", name=""))
    told = (tasks.c.reference == reference) & tasks.c.task.startswith(EXTRA, autoescape=True)
    connection.execute(update(tasks).where(told).values(title=""))
    _forget(connection, reference, number, _PERSONAL)
    return case


def erase(connection: Connection, reference: str, at: datetime) -> list[str]:
    number, revision, last = _take(connection, reference)
    service = connection.scalar(select(cases.c.service).where(cases.c.number == number))
    stone = {"reference": reference, "service": service, "revision": revision, "hash": last, "at": written(at)}
    connection.execute(insert(_tombstones), stone)
    return _take_away(connection, reference, number)


def forget_practice(connection: Connection, reference: str) -> list[str]:
    """Nothing of anybody's was in it: no stone is set, and what was recorded of it goes too."""
    number, _, _ = _take(connection, reference)
    kept = _take_away(connection, reference, number)
    recorded = SQLModel.metadata.tables["wf_audit"]
    connection.execute(delete(recorded).where(recorded.c.subject == reference))
    return kept


def _take_away(connection: Connection, reference: str, number: int) -> list[str]:
    """Every row of a case, and of its files. Gives the ids of those."""
    held = (files.c.holder_kind == "case") & (files.c.holder == reference)
    kept = list(connection.scalars(select(files.c.id).where(held)))
    connection.execute(delete(files).where(held))
    for table in (links, holdings):
        connection.execute(delete(table).where(table.c.kind == "case", table.c.key == reference))
    _forget(connection, reference, number, _ALL)
    connection.execute(delete(cases).where(cases.c.number == number))
    return kept


def _take(connection: Connection, reference: str) -> tuple[int, int, str]:
    """The case's number, revision and last hash; nobody else writes it until the transaction ends."""
    row = connection.execute(
        select(cases.c.number, cases.c.revision, cases.c.hash).where(cases.c.reference == reference).with_for_update()
    ).one_or_none()
    if row is None:
        raise Stale()
    return row.number, row.revision, row.hash


def _forget(connection: Connection, reference: str, number: int, names: tuple[str, ...]) -> None:
    for name in names:
        table = SQLModel.metadata.tables[name]
        connection.execute(delete(table).where(table.c.reference == reference))
    typed = of_task(reference, "", "").rstrip(":") + ":"
    connection.execute(delete(drafts).where(drafts.c.id.startswith(typed, autoescape=True)))
    together = drafts.c.id.startswith(SEVERAL) & drafts.c.at.contains(f'["{reference}",', autoescape=True)
    connection.execute(delete(drafts).where(together))
    for table in (links, holdings):
        of_guests = (table.c.kind == "task") & table.c.key.startswith(f"{reference} ", autoescape=True)
        connection.execute(delete(table).where(of_guests))
    finding.remove(connection, number)
