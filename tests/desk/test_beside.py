"""What stands beside a service: shared groups and translations are drafted, published and exchanged with it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest

from commandline.finding import written
from desk.designing import Designing, DesignView, Published
from desk.exchange import Exchange
from desk.sources import FolderDrafts, House, Saving, StoredDrafts
from engine.commands import Actor, Refusal
from engine.engine import Engine
from engine.library import Library
from engine.store import Store
from tests.migrated import database_in
from tests.workflows.services import NAME, ORGANISATION
from tests.workflows.test_shared import GROUP, PATH, files
from tests.workflows.test_translations import HERE, WELSH

NOW = datetime(2027, 3, 1, 9, 0, tzinfo=UTC)
IMRAN = Actor("imran", name="Imran Hussain", edits=frozenset({"*"}), publishes=frozenset({"*"}))
SERVICE = "mend-a-road"
WORDS = WELSH.replace("body: Rydym wedi trwsio’r ffordd.",
                      "body: Gwnaed. ((if parent.how is not missing))((parent.how))((end))")  # fmt: skip
OTHERS = GROUP.replace("How should we reach you?", "How can we reach you?")


@dataclass
class Place:
    folder: Path
    store: Store
    library: Library
    designing: Designing

    def write(self, name: str, text: str) -> None:
        file = self.folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")

    def open(self) -> DesignView:
        found = self.designing.open(IMRAN, SERVICE)
        assert isinstance(found, DesignView)
        return found

    def publish(self) -> Published | Refusal:
        return self.designing.publish(IMRAN, SERVICE, self.open().revision, "", NOW)


@pytest.fixture(params=["folder", "database"])
def here(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Place]:
    folder = tmp_path / "definitions"
    database = database_in(tmp_path)
    store = Store(database)
    for name, text in files().items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8")
    drafts = FolderDrafts(folder) if request.param == "folder" else StoredDrafts(store, FolderDrafts(folder))
    library = Library(store, House(drafts, [], lambda: 0.0))
    yield Place(folder, store, library, Designing(Engine(store, library), drafts))
    database.close()


def test_a_service_is_published_with_the_groups_it_uses(here: Place) -> None:
    here.write("shared/other.yaml", GROUP)

    assert here.publish() == Published(1)
    version = here.store.versions.latest(SERVICE)
    assert version is not None
    assert set(version.files) == {f"definitions/{name}" for name in (NAME, "organisation.yaml", PATH)}


def test_a_version_never_changes_when_its_group_does(here: Place) -> None:
    here.publish()
    here.write(PATH, OTHERS)

    workflow = Library(here.store, here.library.house).version(SERVICE, 1)

    assert workflow.questions["parent.how"].label == "How should we reach you?"


def test_a_group_that_changed_since_is_an_update_until_it_is_published(here: Place) -> None:
    here.publish()
    assert here.open().updates == ()

    here.write(PATH, OTHERS)
    told, row = here.open().updates, here.designing.services(IMRAN, NOW)[0]
    sentences = here.designing.changes(SERVICE, here.open().text)

    assert (told, row.updates) == (("contact-details",), ("contact-details",))
    assert len(sentences) == 1
    assert "How can we reach you?" in sentences[0]
    assert here.publish() == Published(2)
    assert here.open().updates == ()


def test_words_in_another_language_are_published_and_told_of(here: Place) -> None:
    here.publish()
    here.write(HERE, WORDS)

    assert here.designing.changes(SERVICE, here.open().text) == ("There are words in Welsh now",)
    assert here.publish() == Published(2)
    workflow = here.library.version(SERVICE, 2)
    assert workflow.translated("cy").title == "Trwsio ffordd"


def test_what_stands_beside_services_is_none(here: Place) -> None:
    here.write(HERE, WORDS)

    assert [row.service for row in here.designing.services(IMRAN, NOW)] == [SERVICE]
    assert isinstance(here.designing.open(IMRAN, "shared/contact-details"), Refusal)
    assert isinstance(here.designing.open(IMRAN, f"cy/{SERVICE}"), Refusal)


def test_groups_and_translations_go_to_the_database_and_come_back(here: Place, tmp_path: Path) -> None:
    here.write(HERE, WORDS)
    elsewhere = tmp_path / "elsewhere"

    pushed = Exchange(here.store, here.folder).push(Saving("imran", "Imran Hussain", NOW))
    Exchange(here.store, elsewhere).pull()

    assert {one.file: one.what for one in pushed} == dict.fromkeys((HERE, NAME, "organisation.yaml", PATH), "went")
    assert (elsewhere / PATH).read_text("utf-8") == GROUP
    assert (elsewhere / HERE).read_text("utf-8") == WORDS


def test_what_was_published_is_pulled_with_all_that_it_was_read_with(here: Place, tmp_path: Path) -> None:
    here.publish()

    pulled = Exchange(here.store, tmp_path / "elsewhere").pull()

    assert {one.file: one.what for one in pulled} == dict.fromkeys((NAME, "organisation.yaml", PATH), "came")


def test_a_folder_is_checked_with_its_groups_and_translations(here: Place) -> None:
    here.write(HERE, WORDS.replace("  report:", "  reprot:"))
    here.write("shared/other.yaml", GROUP.replace("contact-details", "other").replace("type: email", "type: emial"))

    found = {(Path(fault.place.file).name, fault.code) for one in written([here.folder], here.folder)
             for fault in one.faults() if fault.level == "fault"}  # fmt: skip
    alone = written([here.folder / HERE], here.folder)

    assert found == {(NAME, "not-there"), ("other.yaml", "unknown-type")}
    assert [Path(one.path) for one in alone] == [here.folder / NAME]
    assert ORGANISATION in alone[0].files.values()
