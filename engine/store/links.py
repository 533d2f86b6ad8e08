"""Return links, and what each visitor may open because they came by one or began it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal, TypeAlias, cast

from sqlalchemy import BigInteger, bindparam, delete, select, text
from sqlmodel import Field, SQLModel

from engine.store.database import Database
from engine.store.moments import moment, written

Kind: TypeAlias = Literal["draft", "case", "task"]


class LinkRow(SQLModel, table=True):
    __tablename__ = "wf_link"

    #: SHA-256 of the link's token: the token itself is only in the message.
    token_hash: str = Field(primary_key=True)
    kind: str
    key: str = Field(index=True)
    role: str
    expires: int = Field(sa_type=BigInteger)


class HoldingRow(SQLModel, table=True):
    __tablename__ = "wf_holding"

    visitor: str = Field(primary_key=True)
    kind: str = Field(primary_key=True)
    key: str = Field(primary_key=True, index=True)


@dataclass(frozen=True)
class ReturnLink:
    """Opens a draft by its id, a case by its reference, or a task for its guest (`key`), as the party of `role`."""

    token_hash: str
    kind: Kind
    key: str
    role: str
    expires: datetime


links = SQLModel.metadata.tables["wf_link"]
holdings = SQLModel.metadata.tables["wf_holding"]
_LIVE = select(links).where(links.c.token_hash == bindparam("token_hash"), links.c.expires > bindparam("now"))
_ADD = text(
    "INSERT INTO wf_link (token_hash, kind, key, role, expires) VALUES (:token_hash, :kind, :key, :role, :expires) "
    "ON CONFLICT (token_hash) DO NOTHING"
)
_BIND = text("INSERT INTO wf_holding (visitor, kind, key) VALUES (:visitor, :kind, :key) ON CONFLICT DO NOTHING")
_HELD = select(holdings.c.kind, holdings.c.key).where(holdings.c.visitor == bindparam("visitor"))
_HOLDS = _HELD.where(holdings.c.kind == bindparam("kind"), holdings.c.key == bindparam("key"))


class Links:
    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, link: ReturnLink) -> None:
        """A link that is there already stays as it is: a letter that is sent again has the same."""
        with self._database.write() as connection:
            connection.execute(_ADD, vars(link) | {"expires": written(link.expires)})

    def find(self, token_hash: str, now: datetime) -> ReturnLink | None:
        """The link, unless it has expired."""
        with self._database.read() as connection:
            row = connection.execute(_LIVE, {"token_hash": token_hash, "now": written(now)}).one_or_none()
        return ReturnLink(**dict(row._mapping) | {"expires": moment(row.expires)}) if row else None

    def become(self, draft: str, reference: str, held: bool = True) -> None:
        """A draft was sent: its links now open the case, and so may whoever holds it, unless they only helped."""
        case = {"kind": "case", "key": reference}
        with self._database.write() as connection:
            if not held:
                connection.execute(delete(holdings).where(holdings.c.kind == "draft", holdings.c.key == draft))
            for table in (links, holdings):
                connection.execute(table.update().where(table.c.kind == "draft", table.c.key == draft).values(case))

    def bind(self, visitor: str, kind: Kind, key: str) -> None:
        """From now on this visitor may open it."""
        with self._database.write() as connection:
            connection.execute(_BIND, {"visitor": visitor, "kind": kind, "key": key})

    def holds(self, visitor: str, kind: Kind, key: str) -> bool:
        with self._database.read() as connection:
            return connection.execute(_HOLDS, {"visitor": visitor, "kind": kind, "key": key}).first() is not None

    def held(self, visitor: str) -> list[tuple[Kind, str]]:
        with self._database.read() as connection:
            found = connection.execute(_HELD.order_by(holdings.c.key), {"visitor": visitor})
            return [(cast(Kind, row.kind), row.key) for row in found]
