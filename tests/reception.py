"""A sign-in desk for tests: accounts over a real database, a clock that the test turns, one person."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from argon2 import PasswordHasher
from sqlalchemy import select
from sqlmodel import SQLModel

from engine.store.database import Database
from engine.store.people import ATTEMPT, GRANT, INVITATION, MEMBERSHIP, PERSON, StoredRegisters
from engine.store.sessions import SESSION
from engine.who.people import Person, Role
from web.accounts import Accounts, Refused, SignedIn

GOOD = "herring gull over wroxham"
PRIYA = Person(
    "priya",
    "priya@example.org",
    "Priya Sharma",
    ("highways", "parks"),
    frozenset({Role("publish", "report-a-pothole")}),
)
TABLES = [PERSON, MEMBERSHIP, GRANT, INVITATION, ATTEMPT, SESSION]


class Clock:
    def __init__(self) -> None:
        self.now = datetime(2027, 3, 1, 9, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def turn(self, by: timedelta) -> None:
        self.now += by


class CountedRandom:
    """Different each time, the same in every run."""

    def __init__(self) -> None:
        self.calls = 0

    def __call__(self, size: int) -> bytes:
        self.calls += 1
        return self.calls.to_bytes(size, "big")


@dataclass(frozen=True)
class Desk:
    accounts: Accounts
    clock: Clock
    database: Database

    def sign_in(self, password: str = GOOD, email: str = PRIYA.email, address: str = "10.0.0.1") -> SignedIn | Refused:
        return self.accounts.sign_in(email, password, address)

    def refused(self, password: str = "not the password", **more: str) -> Refused:
        answer = self.sign_in(password, **more)
        assert isinstance(answer, Refused)
        return answer

    def signed_in(self) -> str:
        answer = self.sign_in()
        assert isinstance(answer, SignedIn)
        return answer.token

    def everything_kept(self) -> str:
        with self.database.read() as connection:
            return repr([connection.execute(select(table)).all() for table in TABLES])


def open_desk(url: str) -> Desk:
    """Make the tables, let Priya in and give her a password."""
    clock, database = Clock(), Database.open(url)
    with database.write() as connection:
        SQLModel.metadata.create_all(connection, tables=TABLES)
    hasher = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    accounts = Accounts(StoredRegisters(database), clock, CountedRandom(), hasher)
    accounts.accept(accounts.invite(PRIYA), GOOD)
    return Desk(accounts, clock, database)
