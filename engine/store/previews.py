"""Links by which somebody without an account tries a draft; only what is made of each token is kept."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, Row, bindparam, delete, insert, select
from sqlmodel import Field, SQLModel

from engine.store.database import Database
from engine.store.moments import moment, written
from engine.store.text import storable


class PreviewRow(SQLModel, table=True):
    __tablename__ = "wf_preview"
    __table_args__ = {"sqlite_with_rowid": False}

    #: SHA-256 of the link's token: the token itself was shown once to whoever made it.
    token_hash: str = Field(primary_key=True)
    service: str = Field(index=True)
    by: str
    by_name: str
    made: int = Field(sa_type=BigInteger)
    until: int = Field(sa_type=BigInteger)
    #: In the words of whoever made it; may be empty.
    whom: str


@dataclass(frozen=True)
class Preview:
    """It opens the draft of a service before `until`, and was made by somebody."""

    token_hash: str
    service: str
    by: str
    by_name: str
    made: datetime
    until: datetime
    whom: str = ""


_table = SQLModel.metadata.tables["wf_preview"]
_LIVE = select(_table).where(_table.c.until > bindparam("now"))
_ONE = _LIVE.where(_table.c.token_hash == bindparam("token_hash"))
_OF_SERVICE = _LIVE.where(_table.c.service == bindparam("service")).order_by(_table.c.made.desc(), _table.c.token_hash)


class Previews:
    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, preview: Preview) -> None:
        """Keep it; those that are out of date go."""
        words = {"by_name": storable(preview.by_name), "whom": storable(preview.whom)}
        times = {"made": written(preview.made), "until": written(preview.until)}
        with self._database.write() as connection:
            connection.execute(delete(_table).where(_table.c.until <= times["made"]))
            connection.execute(insert(_table), vars(preview) | words | times)

    def find(self, token_hash: str, now: datetime) -> Preview | None:
        """The preview, unless it is out of date or was taken back."""
        with self._database.read() as connection:
            row = connection.execute(_ONE, {"token_hash": token_hash, "now": written(now)}).one_or_none()
        return _read(row) if row else None

    def of(self, service: str, now: datetime) -> list[Preview]:
        """Those that open a service's draft, the newest first."""
        with self._database.read() as connection:
            rows = connection.execute(_OF_SERVICE, {"service": storable(service), "now": written(now)})
            return [_read(row) for row in rows]

    def take_back(self, service: str, token_hash: str) -> bool:
        """Whether there was one to take back."""
        which = _table.c.service == service, _table.c.token_hash == token_hash
        with self._database.write() as connection:
            return bool(connection.execute(delete(_table).where(*which)).rowcount)


def _read(row: Row[Any]) -> Preview:
    return Preview(**dict(row._mapping) | {"made": moment(row.made), "until": moment(row.until)})
