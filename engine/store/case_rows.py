"""The row of a case: its state, and what lists show and compare of it."""

from sqlalchemy import BigInteger, Index, Text, text
from sqlmodel import Field, SQLModel


class CaseRow(SQLModel, table=True):
    __tablename__ = "wf_case"
    __table_args__ = (
        Index("wf_case_practice", "practice", sqlite_where=text("practice"), postgresql_where=text("practice")),
        Index("wf_case_open", "service", sqlite_where=text("closed IS NULL"), postgresql_where=text("closed IS NULL")),
    )

    number: int | None = Field(default=None, primary_key=True)
    reference: str = Field(unique=True)
    #: The reference with nothing but its letters and digits.
    spelling: str = Field(index=True)
    service: str
    version: int
    revision: int
    state: str = Field(sa_type=Text)
    #: Of the last event.
    hash: str
    words: str = Field(sa_type=Text)
    service_title: str
    owner: str
    applicant: str
    opened: int = Field(sa_type=BigInteger)
    closed: int | None = Field(default=None, sa_type=BigInteger)
    outcome: str
    practice: bool
    #: Of the words and teams that it is found by: those are written again only when this changes.
    findable: str
    readers: str = Field(sa_type=Text)


cases = SQLModel.metadata.tables["wf_case"]
