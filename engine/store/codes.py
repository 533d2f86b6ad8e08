"""The codes that open a case's status with its reference; only what is made of each is kept."""

from datetime import datetime

from sqlalchemy import BigInteger, bindparam, delete, select, text
from sqlmodel import Field, SQLModel

from engine.store.database import Database
from engine.store.moments import written
from engine.store.text import squeezed, storable

#: A case keeps so many codes, one a confirmation that was shown; the oldest go first.
MOST_CODES = 10


class CodeRow(SQLModel, table=True):
    __tablename__ = "wf_code"
    __table_args__ = {"sqlite_with_rowid": False}

    reference: str = Field(primary_key=True)
    code_hash: str = Field(primary_key=True)
    #: The reference with nothing but its letters and digits.
    spelling: str = Field(index=True)
    made: int = Field(sa_type=BigInteger)


_table = SQLModel.metadata.tables["wf_code"]
_OPENS = select(_table.c.reference).where(
    _table.c.spelling == bindparam("spelling"), _table.c.code_hash == bindparam("code_hash")
)
_ADD = text(
    "INSERT INTO wf_code (reference, code_hash, spelling, made) VALUES (:reference, :code_hash, :spelling, :made) "
    "ON CONFLICT (reference, code_hash) DO NOTHING"
)
_OLD = select(_table.c.code_hash).where(_table.c.reference == bindparam("reference"))
_OLDEST_LAST = _OLD.order_by(_table.c.made.desc(), _table.c.code_hash)


class Codes:
    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, reference: str, code_hash: str, at: datetime) -> None:
        row = {"reference": reference, "code_hash": code_hash, "spelling": squeezed(reference), "made": written(at)}
        with self._database.write() as connection:
            connection.execute(_ADD, row)
            old = list(connection.scalars(_OLDEST_LAST, {"reference": reference}))[MOST_CODES:]
            connection.execute(
                delete(_table).where(_table.c.reference == reference, _table.c.code_hash.in_(old))
            )  # fmt: skip

    def opens(self, reference: str, code_hash: str) -> str:
        """The reference, as it is written, of the case that this code opens; "" where there is none."""
        with self._database.read() as connection:
            values = {"spelling": squeezed(storable(reference)), "code_hash": code_hash}
            return connection.scalar(_OPENS, values) or ""
