"""A place where designers draft and publish, for the tests of it: files in a folder, or drafts in a database."""

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from desk.designing import Designing, DesignView, Published
from desk.sources import Drafts, FolderDrafts, House, StoredDrafts
from engine.commands import Actor, Refusal
from engine.engine import Engine
from engine.library import Library
from engine.store import Store
from tests.workflows.services import NAME, ORGANISATION, ROAD

NOW = datetime(2027, 3, 1, 9, 0, tzinfo=UTC)
IMRAN = Actor("imran", name="Imran Hussain", edits=frozenset({"*"}), publishes=frozenset({"*"}))
MARTA = Actor("marta", name="Marta Kowalska", teams=frozenset({"highways"}))
CLAIRE = Actor("claire", name="Claire Bunting", teams=frozenset({"national-highways"}))
SERVICE = "mend-a-road"


@dataclass
class Seconds:
    """Counts only when it is told to."""

    passed: float = 0.0

    def __call__(self) -> float:
        return self.passed


@dataclass
class Place:
    folder: Path
    store: Store
    drafts: Drafts
    seconds: Seconds
    house: House
    designing: Designing

    def open(self, actor: Actor = IMRAN) -> DesignView:
        found = self.designing.open(actor, SERVICE)
        assert isinstance(found, DesignView)
        return found

    def saved(self, text: str) -> DesignView:
        found = self.designing.save(IMRAN, SERVICE, text, self.open().revision, NOW)
        assert isinstance(found, DesignView)
        return found

    def publish(self, why: str = "") -> Published | Refusal:
        return self.designing.publish(IMRAN, SERVICE, self.open().revision, why, NOW)


def place(kind: str, folder: Path, store: Store) -> Place:
    (folder / NAME).write_text(ROAD, "utf-8")
    (folder / "organisation.yaml").write_text(ORGANISATION, "utf-8")
    files = FolderDrafts(folder)
    drafts: Drafts = files if kind == "folder" else StoredDrafts(store, files)
    seconds = Seconds()
    house = House(drafts, [], seconds)
    return Place(folder, store, drafts, seconds, house, Designing(Engine(store, Library(store, house)), drafts))
