"""A council at work for the matrix: people, cases in every state, and a mark in everything that may leak."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from itertools import count, product
from pathlib import Path
from typing import Any

from components.controls import ID
from desk.files import Files
from engine import commands as c
from engine.commands import CLOCK, Actor, Command, Problems, Refusal
from engine.engine import Done, Engine
from engine.library import Library, path_of
from engine.standing_in import actor_of
from engine.store import Store
from engine.store.cases import Change
from engine.store.database import Database
from engine.who.people import Absence, Person, Role
from outside.files import FolderFiles
from tests.engine.making import NINE
from tests.matrix.oracle import APPLICANT, Gone, Oracle, Record, Waits, Who
from tests.matrix.services import COUNCIL, FILES, ORGANISATION, PARTNERS, SERVICES
from workflows.load import load

FIRST = {"mend": "report", "fell": "ask_for", "dig": "ask_for"}
MARKED = re.compile(r"([a-z]+)q([bcdfg]{4})z")
MARKS = ["".join(letters) for letters in product("bcdfg", repeat=4)]
#: What a case may be marked in beside its answers.
BESIDE = frozenset({"note", "letter", "file", "writing", "reply"})


def marked(what: str, mark: str) -> str:
    """A word that is nowhere else, so that wherever it turns up it tells what was shown of which case."""
    return f"{what.replace('_', '')}q{mark}z"


class Accepted(Exception):
    """A command has passed everything, and would be committed now."""


class Uncommitted:
    """The cases of a store, where nothing more is kept: one world serves every cell."""

    def __init__(self, cases: Any) -> None:
        self._cases = cases

    def __getattr__(self, name: str) -> Any:
        return getattr(self._cases, name)

    def commit(self, change: Change) -> None:
        raise Accepted


class Unwritten:
    """What would be written down of refusals, where that is not kept either."""

    def __init__(self) -> None:
        self.reasons: list[str] = []

    def record(self, _at: datetime, _actor: str, _what: str, _subject: str, reason: str = "") -> None:
        self.reasons.append(reason)


@dataclass
class World:
    """`records` is the oracle's; everything else is what is tried."""

    engine: Engine
    files: Files
    oracle: Oracle
    folder: Path
    now: datetime = NINE
    records: dict[str, Record] = field(default_factory=dict)
    held: set[tuple[str, str]] = field(default_factory=set)
    clicks: Any = field(default_factory=lambda: count(1))
    #: People do not change here, and who they stand in for only with the time.
    known: dict[tuple[str, datetime], Actor | None] = field(default_factory=dict)

    def bytes(self, number: int) -> bytes:
        return int(next(self.clicks)).to_bytes(number, "big")

    def token(self) -> str:
        return f"click {next(self.clicks)}"

    # Who

    def who(self, id: str) -> Who:
        return self.oracle.now(id, self.now)

    def actor(self, who: Who) -> Actor | None:
        """Who they are to the engine, as the screens make it; None where they may not come in."""
        if who.kind == "clock":
            return CLOCK
        if who.kind == "guest":
            return Actor(who.role, "guest", "A guest", case=who.case, role=who.role)
        if who.kind == "applicant":
            return Actor(f"visitor:{who.id}", "applicant", "The applicant", case=who.case)
        if (who.id, self.now) not in self.known:
            house = self.engine.library.house()
            self.known[who.id, self.now] = actor_of(self.engine.store.registers, who.id, house, self.now)
        return self.known[who.id, self.now]

    def sure(self, id: str) -> Actor:
        actor = self.actor(self.who(id))
        assert actor is not None, id
        return actor

    def applicant(self, reference: str) -> Actor:
        return Actor(f"visitor:of {reference}", "applicant", "The applicant", case=reference)

    # What happens

    def do(self, command: Command) -> Done:
        result = self.engine.do(command)
        assert isinstance(result, Done), (command, result)
        return result

    def tries(self, command: Command) -> str:
        """What a command would come to, with nothing kept: "yes", "no" with its reason, or what is wrong with it."""
        store, unwritten = self.engine.store, Unwritten()
        kept = store.cases, store.audit
        store.cases, store.audit = Uncommitted(store.cases), unwritten  # type: ignore[assignment]
        try:
            result = self.engine.do(command)
        except Accepted:
            return "yes"
        finally:
            store.cases, store.audit = kept
        assert unwritten.reasons == ([result.reason] if isinstance(result, Refusal) else []), (
            "a refusal is written down"
        )
        if isinstance(result, Problems):
            return f"problems: {result.by_question}"
        return f"no: {result.reason}" if isinstance(result, Refusal) else "yes"

    def opens(
        self, reference: str, service: str = "mend", opener: str = "", practice: bool = False, **raw: Any
    ) -> Record:
        mark = MARKS[len(self.records)]
        record = Record(reference, SERVICES[service], mark, opener, practice)
        actor = self.sure(opener) if opener else Actor(f"visitor:of {reference}", "applicant", "The applicant")
        typed = self.typed(record, FIRST[service]) | raw
        self.do(c.Open(actor, self.now, service, 1, reference, typed, self.token(), practice=practice))
        self.engine.store.links.bind(f"of {reference}", "case", reference)
        self.records[reference] = record
        self._answered(record, FIRST[service])
        if opener:
            record.hands.setdefault(FIRST[service], set()).add(opener)
        return self._seen(record)

    def typed(self, record: Record, step: str) -> dict[str, Any]:
        """What is answered at a step, each answer with its mark."""
        raw: dict[str, Any] = {}
        for answer in record.service.steps[step].asks:
            word = marked(answer, record.mark)
            raw[answer] = f"{word}@example.org" if answer in ("email", "expert") else word
        if "holes" in raw:
            raw["holes"] = [{ID: "one", "size": marked("holes", record.mark)}]
        return raw

    def completes(self, record: Record, step: str, by: str = "", **raw: Any) -> Record:
        task = record.tasks[record.at(step)]
        actor = self._doer(record, task, by)
        typed = self.typed(record, step) | raw
        self.do(c.Complete(actor, self.now, record.reference, task.id, typed, self.token()))
        self._answered(record, step)
        record.hands.setdefault(step, set()).update({by} - {""})
        return self._seen(record)

    def _doer(self, record: Record, task: Waits, by: str) -> Actor:
        if by:
            return self.sure(by)
        if task.who == APPLICANT:
            return self.applicant(record.reference)
        return Actor(task.who, "guest", "A guest", case=record.reference, role=task.who)

    def claims(self, record: Record, step: str, by: str) -> Record:
        self.do(c.Claim(self.sure(by), self.now, record.reference, record.at(step)))
        return self._seen(record)

    def hands_over(self, record: Record, step: str, by: str, who: str) -> Record:
        command = c.HandOver(self.sure(by), self.now, record.reference, record.at(step), who, "Theirs", self.token())
        self.do(command)
        record.asked_by.setdefault(command.task, set()).add(by)
        return self._seen(record)

    def holds(self, record: Record, step: str, by: str) -> Record:
        until = self.now + timedelta(days=1)
        self.do(c.Hold(self.sure(by), self.now, record.reference, record.at(step), until, "Flood", self.token()))
        self.held.add((record.reference, record.at(step)))
        return self._seen(record)

    def asks_beside(self, record: Record, by: str, who: str) -> Record:
        """A task that the service did not foresee, with a mark of its own for each who is asked."""
        mark = f"extra{who}"
        self.do(
            c.AddTask(self.sure(by), self.now, record.reference, who, "Beside", marked(mark, record.mark), self.token())
        )
        record.extras[mark] = who
        before = set(record.tasks)
        seen = self._seen(record)
        seen.asked_by |= {task: {by} for task in set(seen.tasks) - before}
        return seen

    def notes(self, record: Record, by: str, mentions: tuple[str, ...] = ()) -> Record:
        text = marked("note", record.mark)
        self.do(c.AddNote(self.sure(by), self.now, record.reference, text, self.token(), mentions))
        record.said.add("note")
        record.mentions |= set(mentions)
        return record

    def attaches(self, record: Record, by: str) -> str:
        name = f"{marked('file', record.mark)}.txt"
        known = self.files.keep(record.reference, name, b"x")
        self.do(c.Attach(self.sure(by), self.now, record.reference, known))
        self.engine.store.files.move(known["id"], "case", record.reference)
        record.said.add("file")
        return str(known["id"])

    def writes(self, record: Record, by: str) -> Record:
        body = marked("writing", record.mark)
        self.do(c.Write(self.sure(by), self.now, record.reference, "A letter", body, self.token()))
        record.said.add("writing")
        return record

    def links(self, record: Record, other: Record, by: str) -> None:
        self.do(c.LinkCases(self.sure(by), self.now, record.reference, other.reference, self.token()))
        record.linked.add(other.reference)
        other.linked.add(record.reference)

    def closes(self, record: Record, by: str) -> Record:
        command = c.CloseEarly(self.sure(by), self.now, record.reference, "stopped", "Enough", self.token())
        self.do(command)
        return self._seen(record)

    def _answered(self, record: Record, step: str) -> None:
        record.answered |= record.service.steps[step].asks - {"whose"}

    def _seen(self, record: Record) -> Record:
        """The tasks that are open, as they are stored, and to whom each step was ever given."""
        case = self.engine.store.cases.load(record.reference)
        assert case is not None
        record.tasks = {
            one.id: Waits(one.id, one.step, one.who, one.person, one.on_behalf_of) for one in case.tasks.values()
        }
        for task in record.tasks.values():
            record.given.setdefault(task.step, set()).add(task.who)
        record.closed = case.closed is not None
        if "letter" in case.documents:
            record.said.add("letter")
        return record

    # What was shown

    def shown(self, result: object) -> set[tuple[str, str]]:
        """The marks in whatever a reading gave: (reference, what).

        What a page knows so that it can work out its own `when:` is not drawn, and is not looked at.
        """
        result = replace(result, seen=None) if hasattr(result, "seen") else result  # type: ignore[type-var]
        references = list(self.records)
        found = MARKED.findall(repr(result).casefold())
        return {(references[MARKS.index(mark)], what) for what, mark in found}

    def references(self, result: object) -> set[str]:
        return set(re.findall(r"(?:MND|FEL|DIG)-\d{4}", repr(result)))


def build(folder: Path, people: Iterable[Who], away: Callable[[datetime], list[Gone]], address: str = "") -> World:
    """The council with its people and their time away, and no case yet; in SQLite, or in the database at `address`."""
    database = Database.open(address or f"sqlite:///{folder}/wherry.db")
    database.upgrade()
    store = Store(database)
    for service, text in FILES.items():
        kept = {"definitions/organisation.yaml": ORGANISATION, path_of(service): text}
        store.versions.publish(service, "one", kept, NINE, "ada", "Ada")
    known = {one.id: one for one in people}
    gone = away(NINE)
    with store.registers.write() as register:
        for one in known.values():
            register.people.save(_person(one))
        for number, each in enumerate(gone):
            register.away.add(_absence(f"away-{number}", each, known))
    house = load({"organisation.yaml": ORGANISATION, "mend.yaml": FILES["mend"]}, "mend.yaml").organisation
    engine = Engine(store, Library(store, lambda: house))
    numbers = count(1)
    files = Files(engine, FolderFiles(folder / "files"), lambda n: next(numbers).to_bytes(n, "big"), lambda: NINE)
    return World(engine, files, Oracle(COUNCIL, PARTNERS, known, gone), folder)


def _person(one: Who) -> Person:
    roles = frozenset(Role("manage", team) for team in one.manages)
    designs = frozenset({Role("edit", "*"), Role("publish", "*")}) if one.edits else frozenset()
    return Person(
        one.id, f"{one.id}@example.gov.uk", one.id.title(), tuple(sorted(one.teams)), roles | designs, one.disabled
    )


def _absence(id: str, gone: Gone, people: Mapping[str, Who]) -> Absence:
    """As the desk keeps it: a manager who writes it down lends the teams that they manage."""
    absent, by = people[gone.person], people[gone.by]
    teams = () if gone.by == gone.person else tuple(sorted(one for one in absent.teams if by.manages_of(one)))
    return Absence(id, gone.person, gone.since, gone.until, gone.substitute, gone.by, NINE, teams)
