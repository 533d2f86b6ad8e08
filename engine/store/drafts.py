"""What somebody has typed and not sent: rows outside the chain, changed and deleted freely."""

import json
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, Connection, Row, Text, bindparam, delete, insert, select, update
from sqlalchemy.exc import IntegrityError
from sqlmodel import Field, SQLModel

from engine.store import pages
from engine.store.database import Database
from engine.store.moments import moment, written
from engine.store.state import to_text
from workflows.calendars import LONDON


class DraftRow(SQLModel, table=True):
    __tablename__ = "wf_draft"

    id: str = Field(primary_key=True)
    holder: str
    service: str
    version: int
    raw: str = Field(sa_type=Text)
    at: str = Field(sa_type=Text)
    created: int = Field(sa_type=BigInteger)
    updated: int = Field(sa_type=BigInteger)


@dataclass(frozen=True)
class Draft:
    """`raw` is what was typed, by question; `at` says where they are. A resident's `holder` is their visitor id."""

    id: str
    holder: str
    service: str
    version: int
    created: datetime
    updated: datetime
    raw: dict[str, Any] = field(default_factory=dict)
    at: dict[str, Any] = field(default_factory=dict)


drafts = SQLModel.metadata.tables["wf_draft"]
SEVERAL = "tasks:"
_ONE = select(drafts).where(drafts.c.id == bindparam("id"))


def of_task(reference: str, task: str, person: str) -> str:
    """The id of what a person has typed at a task."""
    return f"task:{reference}:{task}:{person}"


def of_several(person: str) -> str:
    """The id of what a person has typed to complete several tasks together; which these are, `at` says."""
    return f"{SEVERAL}{person}"


def task_of(draft: str) -> str:
    """The task at which this was typed, or ""."""
    return draft.split(":", 2)[2].rpartition(":")[0] if draft.startswith("task:") else ""


class Drafts:
    def __init__(self, database: Database) -> None:
        self._database = database

    def get(self, id: str) -> Draft | None:
        with self._database.read() as connection:
            row = connection.execute(_ONE, {"id": id}).one_or_none()
        return _read(row) if row else None

    def save(self, draft: Draft) -> None:
        """Keep it as it now is, new or not; when it was made stays as it was."""
        try:
            self._save(draft)
        except IntegrityError:  # a doubled press began it at the same moment
            self._save(draft)

    def _save(self, draft: Draft) -> None:
        values = _values(draft)
        with self._database.write() as connection:
            _count(connection, draft)
            again = {name: value for name, value in values.items() if name not in ("id", "created")}
            if not connection.execute(update(drafts).where(drafts.c.id == draft.id).values(again)).rowcount:
                connection.execute(insert(drafts), values)

    def delete(self, id: str) -> None:
        with self._database.write() as connection:
            connection.execute(delete(drafts).where(drafts.c.id == id))


def _count(connection: Connection, draft: Draft) -> None:
    """The pages that are reached for the first time count for the figures of the service; practice does not."""
    if "seen" not in draft.at or draft.at.get("case") or draft.at.get("practice"):
        return
    before = connection.scalar(select(drafts.c.at).where(drafts.c.id == draft.id))
    known = json.loads(before).get("seen", []) if before else []
    new = set(draft.at["seen"]) - set(known)
    pages.count(connection, draft.service, draft.version, new, draft.updated.astimezone(LONDON).date())


def _values(draft: Draft) -> dict[str, Any]:
    return vars(draft) | {
        "raw": to_text(draft.raw),
        "at": to_text(draft.at),
        "created": written(draft.created),
        "updated": written(draft.updated),
    }


def _read(row: Row[Any]) -> Draft:
    return Draft(
        **dict(row._mapping)
        | {
            "raw": json.loads(row.raw),
            "at": json.loads(row.at),
            "created": moment(row.created),
            "updated": moment(row.updated),
        }
    )
