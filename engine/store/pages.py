"""How far people come in the pages of a service before they send it: counts by day, nobody's in particular."""

from collections.abc import Collection
from datetime import date

from sqlalchemy import Connection, text
from sqlmodel import Field, SQLModel

from engine.store.database import Database

#: Stands for a page where what was typed is sent.
SENT = -1


class PageRow(SQLModel, table=True):
    __tablename__ = "wf_page"
    __table_args__ = {"sqlite_with_rowid": False}

    service: str = Field(primary_key=True)
    version: int = Field(primary_key=True)
    #: As `date.toordinal` has it.
    day: int = Field(primary_key=True)
    page: int = Field(primary_key=True)
    #: How many reached it that day.
    reached: int


pages = SQLModel.metadata.tables["wf_page"]
_COUNT = text(
    "INSERT INTO wf_page (service, version, day, page, reached) VALUES (:service, :version, :day, :page, 1) "
    "ON CONFLICT (service, version, day, page) DO UPDATE SET reached = wf_page.reached + 1"
)


def count(connection: Connection, service: str, version: int, reached: Collection[int], day: date) -> None:
    """One more reached these pages; in one order, so that two who count at once do not wait for each other."""
    known = {"service": service, "version": version, "day": day.toordinal()}
    for page in sorted(reached):
        connection.execute(_COUNT, known | {"page": page})


class Pages:
    def __init__(self, database: Database) -> None:
        self._database = database

    def sent(self, service: str, version: int, day: date) -> None:
        """One more was sent."""
        with self._database.write() as connection:
            count(connection, service, version, [SENT], day)
