"""Databases with something in them, of either kind, and what is kept in one, for comparing."""

from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from engine.case import Case
from engine.events import CaseOpened, ClockSet, MessageSent, NoteAdded
from engine.store import Store
from engine.store.database import Database
from engine.store.effects import Reach
from engine.store.files import File
from engine.store.keeping import snapshot
from engine.store.payments import KeptPayment
from engine.who.people import Person, Role, Session
from outside.files import FolderFiles
from tests.commandline.place import Place
from tests.engine.store.factories import DAY, NOW, change, opened

SERVICE = "report-a-pothole"
PHOTO = b"\x89PNG no real one\x00\xff" * 100
SIGNED_IN = "f1"
PHOTO_ID, LETTER_ID = "a" * 32, "b" * 32
SENT = MessageSent(
    id="received.1", message="received", to="applicant", channel="email", to_name="Zoë Ng",
    address="zoe@example.org", subject="We have it", body="Dear Zoë,\n\nwe have it.", unsent="", attached=(),
)  # fmt: skip
#: An address of an empty database of a kind: "sqlite" or "postgresql".
Empty = Callable[[str], str]


@dataclass(frozen=True)
class Kept:
    """A place with a database and its files."""

    place: Place
    url: str
    var: Path

    def wherry(self, *typed: str) -> Any:
        environment = self.place.environment | {"WHERRY_DATABASE": self.url, "WHERRY_VAR": str(self.var)}
        return Place(self.place.folder, environment).wherry(*typed)

    def store(self) -> Store:
        return Store(Database.open(self.url))

    def files(self) -> FolderFiles:
        return FolderFiles(self.var / "files")

    def rows(self) -> dict[str, list[Any]]:
        """Every row by its table, in an order that says nothing; so are the words of a case, to be found by."""
        database = Database.open(self.url)
        with snapshot(database) as taken:
            tables = {name: list(rows) for name, (_, rows) in taken.tables.items()} if taken else {}
        database.close()
        for row in tables.get("wf_find", []):
            row[1] = sorted(row[1].split())
        return {name: sorted(map(repr, rows)) for name, rows in tables.items()}


def filled(kept: Kept) -> Kept:
    """Cases with all that may hang on one: notes, messages, effects, payments, files; one is practice, one is emptied
    and one erased. Ada is signed in."""
    store = Store(Database.open(kept.url), reach=Reach(frozenset({"email"})))
    store.database.upgrade()
    store.versions.publish(SERVICE, "h1", {f"definitions/{SERVICE}.yaml": "service: x\n"}, NOW, "imran", "Imran")
    store.versions.save(f"definitions/{SERVICE}.yaml", "service: y\n", 0, NOW, "imran", "Imran")
    with store.registers.write() as register:
        person = Person("ada", "ada@example.org", "Ada Osei", ("highways",), frozenset({Role("manage", "highways")}))
        register.people.save(person)
        register.sessions.add(Session(SIGNED_IN, "ada", NOW, NOW))
    zoe = store.cases.commit(opened("POT-1"))
    note = NoteAdded("The crew went on Monday \N{EMOJI MODIFIER FITZPATRICK TYPE-3}")
    store.cases.commit(change(zoe, note, SENT, ClockSet("inspect.1", NOW, NOW + 14 * DAY, statutory=False)))
    fee = KeptPayment("POT-1 fee.1", "POT-1", "fee.1", 1, 1050, NOW, NOW + DAY)
    store.payments.begin(fee)
    store.payments.called(fee.key, "p1")
    store.payments.end(fee.key, "taken")
    for reference in ("POT-2", "POT-3"):
        store.cases.commit(opened(reference))
    tried = change(Case(), CaseOpened("POT-4", SERVICE, 1, NOW, practice=True), command="Open")
    store.cases.commit(tried)
    store.cases.erase_content("POT-2", NOW, "ada")
    store.cases.erase("POT-3", NOW)
    keep_file(kept, store, PHOTO_ID, "hole.PNG", PHOTO)
    keep_file(kept, store, LETTER_ID, "letter", b"Dear Zo\xc3\xab")
    store.audit.record(NOW, "ada", "refused", "POT-1", "Not of your team")
    store.database.close()
    return kept


def keep_file(kept: Kept, store: Store, id: str, name: str, data: bytes) -> None:
    kept.files().put(id, data)
    store.files.add(File(id, name, len(data), "image/png", sha256(data).hexdigest(), "case", "POT-1", NOW))
