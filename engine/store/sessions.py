"""Who is signed in, one row a session."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import BigInteger, Connection, delete, insert, select, update
from sqlmodel import Field, SQLModel

from engine.store.moments import moment, written
from engine.who.people import Session


class SessionRow(SQLModel, table=True):
    __tablename__ = "wf_session"

    fingerprint: str = Field(primary_key=True)
    person: str = Field(index=True)
    began: int = Field(sa_type=BigInteger, index=True)
    seen: int = Field(sa_type=BigInteger)


SESSION = SQLModel.metadata.tables["wf_session"]


@dataclass(frozen=True)
class SessionRows:
    connection: Connection

    def add(self, session: Session) -> None:
        times = {"began": written(session.began), "seen": written(session.seen)}
        self.connection.execute(insert(SESSION).values(fingerprint=session.fingerprint, person=session.person, **times))

    def find(self, fingerprint: str) -> Session | None:
        row = self.connection.execute(select(SESSION).where(SESSION.c.fingerprint == fingerprint)).mappings().first()
        return Session(fingerprint, row["person"], moment(row["began"]), moment(row["seen"])) if row else None

    def saw(self, fingerprint: str, at: datetime) -> None:
        self.connection.execute(update(SESSION).where(SESSION.c.fingerprint == fingerprint).values(seen=written(at)))

    def end(self, fingerprint: str) -> None:
        self.connection.execute(delete(SESSION).where(SESSION.c.fingerprint == fingerprint))

    def end_all(self, person: str) -> None:
        self.connection.execute(delete(SESSION).where(SESSION.c.person == person))

    def forget(self, began_before: datetime) -> None:
        self.connection.execute(delete(SESSION).where(SESSION.c.began < written(began_before)))
