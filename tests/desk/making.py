"""A desk over a database of its own, with people in it; a test writes only the service that matters to it."""

from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any

from desk.casework import Desk
from desk.files import Files
from desk.views import CaseView, Completed, TaskView
from engine.commands import Actor, Command, Open
from engine.engine import Done, Engine
from engine.library import Library, path_of
from engine.store import Store
from engine.store.database import Database
from engine.store.effects import Reach
from engine.who.people import Person, Role
from outside.files import FolderFiles
from tests.engine.making import ADA, BEN, LEO, MEI, NAME, NINE, ORGANISATION, PAM, SOMEBODY, files
from tests.migrated import database_in
from workflows.load import load

NONE: frozenset[str] = frozenset()


@dataclass
class Office:
    """The desk, and what a test needs beside it."""

    desk: Desk
    engine: Engine
    files: Files
    random: Any

    def begin(self, reference: str, **raw: Any) -> str:
        """A case of somebody, who holds it in the browser that is called as the case is."""
        raw = {"place": "Elm Hill", "full_name": "Zoë Ng", "email": "z@example.org"} | raw
        done = self.engine.do(Open(SOMEBODY, NINE, "mend", 1, reference, raw, f"open {reference}"))
        assert isinstance(done, Done), done
        self.engine.store.links.bind(reference, "case", reference)
        return reference

    def done(self, command: Command) -> Completed:
        result = self.desk.do(command)
        assert isinstance(result, Completed), result
        return result

    def case(self, actor: Actor, reference: str) -> CaseView:
        view = self.desk.case(actor, reference, NINE)
        assert isinstance(view, CaseView), view
        return view

    def task(self, actor: Actor, reference: str, task: str) -> TaskView:
        view = self.desk.task(actor, reference, task, NINE)
        assert isinstance(view, TaskView), view
        return view

    def told(self, reference: str) -> list[str]:
        """The timeline as the owner's staff read it, the newest first."""
        return [happened.sentence for happened in self.case(ADA, reference).timeline]


def office(
    folder: Path, steps: str, top: str = "", messages: str = "", channels: frozenset[str] = NONE,
    organisation: str = ORGANISATION, scans: bool = False, database: Database | None = None,
) -> Office:  # fmt: skip
    """`channels` are those by which messages go out; `scans`: files are scanned for viruses. `database` has the
    schema, and is one of its own where none is given."""
    database = database or database_in(folder)
    store = Store(database, reach=Reach(channels, scans=scans))
    texts = files(steps, f"list as: ((place))\n{top}", messages) | {"organisation.yaml": organisation}
    house = load(texts, NAME).organisation
    kept = {"definitions/organisation.yaml": organisation, path_of("mend"): texts[NAME]}
    store.versions.publish("mend", "one", kept, NINE, "ada", "Ada Osei")
    with store.registers.write() as register:
        for actor in (ADA, BEN, MEI, PAM, LEO):
            roles = frozenset(Role("manage", team) for team in actor.manages)
            email = f"{actor.id}@example.gov.uk"
            register.people.save(Person(actor.id, email, actor.name, tuple(sorted(actor.teams)), roles))
    numbers = count(1)
    engine = Engine(store, Library(store, lambda: house))
    kept_files = Files(engine, FolderFiles(folder / "files"), lambda n: next(numbers).to_bytes(n, "big"), lambda: NINE)
    return Office(Desk(engine, kept_files), engine, kept_files, lambda n: next(numbers).to_bytes(n, "big"))
