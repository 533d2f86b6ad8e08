"""Cases as rows: one transaction a command, in which everything it changed is written or nothing."""

import os
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple, NoReturn

from sqlalchemy import bindparam, func, insert, select, text, update

from engine.case import Case, changed
from engine.events import Event
from engine.events import write as write_events
from engine.store import (
    asked_of_others,
    effects,
    erasing,
    finding,
    history,
    linked,
    mentions,
    messages,
    parties,
    readers,
    stays,
    tasks,
    timers,
)
from engine.store.case_rows import cases
from engine.store.chain import Link, digest
from engine.store.database import Database, Driver, Statement, driver_of
from engine.store.errors import Repeated, Stale
from engine.store.finding import Found
from engine.store.history import Entry
from engine.store.moments import written, written_or_none
from engine.store.state import read_case, to_text, write_case
from engine.store.subscriptions import Subscriptions
from engine.store.text import squeezed, storable


@dataclass(frozen=True)
class Change:
    """An accepted command: the case before and after, what happened, and what its rows carry beside the state."""

    before: Case
    after: Case
    events: tuple[Event, ...]
    actor: str
    actor_name: str
    at: datetime
    command: str
    #: What makes a doubled click one act; "" where it does not matter.
    token: str
    #: The service's `list as:` in a few words.
    words: str
    service_title: str
    owner: str
    #: The teams that may see this case.
    readers: frozenset[str]
    #: What the case is found by, each under its label, no sensitive answers; None where neither this nor its
    #: readers changed.
    findable: Mapping[str, str] | None


class Accepted(NamedTuple):
    """A command that was accepted: of which case, by whom, and its kind."""

    reference: str
    actor: str
    command: str


_STATE = Statement(select(cases.c.state).where(cases.c.reference == bindparam("reference")))
_KNOWN = Statement(
    select(cases.c.number, cases.c.hash, cases.c.words, cases.c.service_title, cases.c.findable, cases.c.readers)
    .where(cases.c.reference == bindparam("reference"), cases.c.revision == bindparam("before"))
)  # fmt: skip
_CHANGING = (
    "version", "revision", "state", "hash", "words", "service_title", "owner", "applicant", "closed", "outcome",
    "findable", "readers",
)  # fmt: skip
_UPDATE = Statement(
    update(cases)
    .where(cases.c.number == bindparam("known"), cases.c.revision == bindparam("before"))
    .values({name: bindparam(name) for name in _CHANGING})
)
_INSERT = Statement(
    insert(cases)
    .values({column.name: bindparam(column.name) for column in cases.c if column.name != "number"})
    .returning(cases.c.number)
)
_SEALED = Statement(select(cases.c.hash, cases.c.state).where(cases.c.reference == bindparam("reference")))
#: Of their courses, whose index knows both: what is practice has none.
_OPEN = (
    select(stays.courses.c.service, func.count())
    .where(stays.courses.c.closed.is_(None))
    .group_by(stays.courses.c.service)
)
_PRACTICE = (
    # In text too: SQLAlchemy has SQLite ask whether it is 1, for which alone it takes no index.
    select(cases.c.reference)
    .where(text("practice"), cases.c.practice)
    .order_by(cases.c.number.desc())
    .limit(bindparam("limit"))
)  # fmt: skip
_OPENER = select(history.events.c.actor).where(
    history.events.c.reference == bindparam("reference"), history.events.c.seq == 1
)
_OF_TOKEN = Statement(
    select(history.events.c.reference, history.events.c.actor, history.events.c.command).where(
        history.events.c.token == bindparam("token")
    )
)


NO_REACH = effects.Reach()


class Cases:
    """Where every case stands, and how it came there."""

    def __init__(
        self,
        database: Database,
        subscriptions: Subscriptions,
        salt: Callable[[int], bytes] = os.urandom,
        reach: effects.Reach = NO_REACH,
    ) -> None:
        self._database = database
        self._subscriptions = subscriptions
        self._salt = salt
        self._reach = reach

    def load(self, reference: str) -> Case | None:
        row = self._database.glance(_STATE, {"reference": storable(reference)})
        return read_case(row[0]) if row else None

    def commit(self, change: Change) -> Case:
        """Write all of it or nothing, and give the case at its new revision.

        Raises `Stale` where somebody was first, `Repeated` where this token was used before.
        """
        after = changed(change.after, revision=change.before.revision + 1)
        salt = self._salt(16)
        facts, contents = write_events(change.events)
        content = to_text([change.actor_name, contents])
        link = Link(
            after.revision, written(change.at), change.actor, change.command, to_text(facts), digest(salt, content)
        )
        row = _row(change, after)
        wanted = [
            *effects.new(change.before, after, change.events, self._reach.channels),
            *effects.to_tell(change.before, after, change.readers, self._subscriptions.listening()),
        ]

        def commit(driver: Driver) -> None:
            known = _take(driver, change, row, link)
            with driver.without_waiting():
                history.write(driver, after.reference, link, row["hash"], change.token, salt, content)
                _follow(driver, change, row, known)

        try:
            if wanted:
                with self._database.step_with_others() as (driver, connection):
                    commit(driver)
                    effects.queue(driver, connection, after.reference, wanted, change.at, self._reach)
            else:
                with self._database.step() as driver:
                    commit(driver)
        except self._database.twin:
            self._refuse_twin(change)
            raise
        return after

    def accepted(self, token: str) -> Accepted | None:
        """The command that came with this token."""
        with self._database.read() as connection:
            return _accepted(driver_of(connection), token)

    def committed(self, token: str) -> str:
        """The reference of the case that a command with this token made or moved, or ""."""
        with self._database.read() as connection:
            return _reference_of(driver_of(connection), token)

    def _refuse_twin(self, change: Change) -> None:
        """Two of the same came at the same moment, and the database took one."""
        with self._database.read() as connection:
            driver = driver_of(connection)
            taken = _STATE.run(driver, {"reference": change.after.reference}).fetchone()
            if _reference_of(driver, change.token) or (taken and not change.before.revision):
                _refuse(driver, change.token)

    def may_see(self, reference: str, teams: Collection[str]) -> bool:
        with self._database.read() as connection:
            return readers.may_see(connection, reference, teams)

    def find(self, words: str, teams: Collection[str], limit: int = 50) -> list[Found]:
        """The newest cases the teams may see in which every word begins some word."""
        with self._database.read() as connection:
            return finding.find(connection, words, teams, limit)

    def spelt(self, reference: str, teams: Collection[str]) -> list[Found]:
        """The case of this reference, in any spelling, if the teams may see it."""
        with self._database.read() as connection:
            return finding.spelt(connection, reference, teams)

    def open_by_service(self) -> dict[str, int]:
        """How many cases of each service are open."""
        with self._database.read() as connection:
            return {row[0]: row[1] for row in connection.execute(_OPEN)}

    def holding(self, email: str = "", name: str = "", phone: str = "") -> list[str]:
        """The references of all we hold on a person."""
        with self._database.read() as connection:
            return parties.holding(connection, email, name, phone)

    def replayed(self, reference: str) -> Case:
        """The case again from its events alone: what its row must equal."""
        with self._database.read() as connection:
            return history.replayed(history.rows(connection, reference))

    def verify(self, reference: str) -> list[str]:
        """What is wrong with a case's chain or its row, in words; nothing where all is well."""
        with self._database.read() as connection:
            row = _SEALED.run(driver_of(connection), {"reference": storable(reference)}).fetchone()
            if row is None:
                return ["There is no such case"]
            events = history.rows(connection, reference)
        return list(history.breaks(events, row[0])) or list(_differs(row[1], events))

    def erase_content(self, reference: str, at: datetime, actor: str) -> Case:
        """Take all that is people's out of a case. Its chain still verifies; it stays, with empty names and answers."""
        with self._database.write() as connection:
            return erasing.erase_content(connection, reference, at, actor)

    def erase(self, reference: str, at: datetime) -> list[str]:
        """Take a case away whole but for a tombstone. Gives the ids of its files, for whoever keeps their bytes."""
        with self._database.write() as connection:
            return erasing.erase(connection, reference, at)

    def forget_practice(self, reference: str) -> list[str]:
        """Take a practice case away with no trace. Gives the ids of its files, for whoever keeps their bytes."""
        with self._database.write() as connection:
            return erasing.forget_practice(connection, reference)

    def practice(self, limit: int = 200) -> list[str]:
        """The references of practice cases, the newest first."""
        with self._database.read() as connection:
            return list(connection.scalars(_PRACTICE, {"limit": limit}))

    def opener(self, reference: str) -> str:
        """Who opened a case."""
        with self._database.read() as connection:
            return connection.scalar(_OPENER, {"reference": reference}) or ""

    def history(self, reference: str, before_seq: int | None = None, limit: int = 50) -> list[Entry]:
        """What happened to a case, the newest first."""
        with self._database.read() as connection:
            return history.entries(connection, reference, before_seq, limit)

    def by_command(self, references: Collection[str], command: str) -> list[tuple[str, Entry]]:
        """What this command did to these cases, each with the newest first."""
        with self._database.read() as connection:
            return history.by_command(connection, references, command) if references else []


def _differs(state: str, events: Sequence[Any]) -> Iterator[str]:
    """What is wrong with a row beside its sound chain."""
    try:
        same = history.replayed(events) == read_case(state)
    except (ValueError, KeyError, TypeError, AttributeError):
        yield "The case's row cannot be read"
    else:
        if not same:
            yield "The case's row is not what its events say"


class _Known(NamedTuple):
    """What stood in the row before; of a new case, nothing."""

    number: int
    hash: str = ""
    words: str = ""
    service_title: str = ""
    findable: str = ""
    readers: str = ""


def _row(change: Change, after: Case) -> dict[str, Any]:
    """What a command may change."""
    applicant = after.party("applicant")
    return {
        "version": after.version,
        "revision": after.revision,
        "state": write_case(after),
        "words": storable(change.words),
        "service_title": change.service_title,
        "owner": change.owner,
        "applicant": storable(applicant.name) if applicant else "",
        "closed": written_or_none(after.closed),
        "outcome": after.outcome,
    }


def _found_by(change: Change, known: _Known) -> dict[str, Any]:
    if change.findable is None:
        return {"findable": known.findable, "readers": known.readers}
    return {
        "findable": finding.digest(change.findable, change.readers),
        "readers": to_text(sorted(change.readers)),
    }


def _born(case: Case) -> dict[str, Any]:
    """What is written once."""
    assert case.opened is not None, "a case is opened by its first event"
    return {
        "reference": case.reference,
        "spelling": squeezed(case.reference),
        "service": case.service,
        "opened": written(case.opened),
        "practice": case.practice,
    }


def _take(driver: Driver, change: Change, row: dict[str, Any], link: Link) -> _Known:
    """Compare and set: from here on the case is ours until the transaction ends."""
    if change.before.revision == 0:
        row |= {"hash": link.hash("")} | _found_by(change, _Known(0))
        return _Known(_INSERT.run(driver, row | _born(change.after)).fetchone()[0])
    where = {"reference": change.after.reference, "before": change.before.revision}
    found = _KNOWN.run(driver, where).fetchone()
    if found is None:
        _refuse(driver, change.token)
    known = _Known(*found)
    row |= {"hash": link.hash(known.hash)} | _found_by(change, known)
    if _UPDATE.run(driver, row | where | {"known": known.number}).rowcount != 1:
        _refuse(driver, change.token)
    return known


def _follow(driver: Driver, change: Change, row: dict[str, Any], known: _Known) -> None:
    """Make every other row of the case what the case now is."""
    before, after = change.before, change.after
    again = (known.words, known.service_title) != (row["words"], row["service_title"])
    timers.follow(driver, before, after)
    linked.follow(driver, before, after)
    messages.queue(driver, after.reference, change.at, change.events, after.practice)
    if after.practice:
        return  # no list, no search and no figure may know of it
    tasks.follow(driver, before, after, row["words"], row["service_title"], again)
    parties.follow(driver, before, after)
    stays.follow(driver, stays.Step(before, after, change.events, before.revision + 1, written(change.at)))
    mentions.follow(driver, after, change.at, change.actor, change.events)
    asked_of_others.follow(driver, before, after, change.actor, change.events)
    if known.readers != row["readers"]:
        readers.write(driver, after.reference, change.readers)
    anew = change.findable if known.findable != row["findable"] else None
    joining = finding.added(change.events)
    if anew is not None or joining:
        finding.write(driver, known.number, after.reference, anew, joining, change.readers)


def _refuse(driver: Driver, token: str) -> NoReturn:
    reference = _reference_of(driver, token)
    raise Repeated(reference) if reference else Stale()


def _reference_of(driver: Driver, token: str) -> str:
    found = _accepted(driver, token)
    return found.reference if found else ""


def _accepted(driver: Driver, token: str) -> Accepted | None:
    found = _OF_TOKEN.run(driver, {"token": storable(token)}).fetchone() if token else None
    return Accepted(*found) if found else None
