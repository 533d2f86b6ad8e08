"""Who does what only one may do, such as ticking the clocks, and until when."""

from datetime import datetime

from sqlalchemy import BigInteger, text
from sqlmodel import Field, SQLModel

from engine.store.database import Database
from engine.store.moments import written


class LeaseRow(SQLModel, table=True):
    __tablename__ = "wf_lease"

    name: str = Field(primary_key=True)
    holder: str
    until: int = Field(sa_type=BigInteger)


_TAKE = text(
    "INSERT INTO wf_lease (name, holder, until) VALUES (:name, :holder, :until) "
    "ON CONFLICT (name) DO UPDATE SET holder = excluded.holder, until = excluded.until "
    "WHERE wf_lease.until <= :now OR wf_lease.holder = excluded.holder OR wf_lease.until > :never"
)


_HELD = text("SELECT holder FROM wf_lease WHERE name LIKE :start || '%' AND until > :now")


class Leases:
    def __init__(self, database: Database) -> None:
        self._database = database

    def take(self, name: str, holder: str, until: datetime, now: datetime) -> bool:
        """Take or renew it. False while somebody else has it.

        One that lasts as long again as this one would is of a clock that has been put back since, and holds nobody up.
        """
        values = {"name": name, "holder": holder, "until": written(until), "now": written(now)}
        values |= {"never": written(until + (until - now))}
        with self._database.write() as connection:
            return connection.execute(_TAKE, values).rowcount == 1

    def held(self, start: str, now: datetime) -> frozenset[str]:
        """Who has a lease whose name starts so."""
        with self._database.read() as connection:
            return frozenset(connection.scalars(_HELD, {"start": start, "now": written(now)}))
