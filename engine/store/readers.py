"""Which teams may see a case: a row each, written with the case."""

from collections.abc import Collection

from sqlalchemy import Connection, bindparam, delete, insert, select
from sqlmodel import Field, SQLModel

from engine.store.database import Driver, Statement


class ReaderRow(SQLModel, table=True):
    __tablename__ = "wf_reader"
    __table_args__ = {"sqlite_with_rowid": False}

    reference: str = Field(primary_key=True)
    team: str = Field(primary_key=True)


readers = SQLModel.metadata.tables["wf_reader"]
_DELETE = Statement(delete(readers).where(readers.c.reference == bindparam("reference")))
_INSERT = Statement(insert(readers))
_SEES = (
    select(readers.c.team)
    .where(readers.c.reference == bindparam("reference"), readers.c.team.in_(bindparam("teams", expanding=True)))
    .limit(1)
)


def write(driver: Driver, reference: str, teams: Collection[str]) -> None:
    """These teams and no others."""
    _DELETE.run(driver, {"reference": reference})
    _INSERT.run_each(driver, [{"reference": reference, "team": team} for team in sorted(teams)])


def may_see(connection: Connection, reference: str, teams: Collection[str]) -> bool:
    values = {"reference": reference, "teams": list(teams)}
    return bool(teams) and connection.execute(_SEES, values).first() is not None
