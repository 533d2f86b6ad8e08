"""What designers are promised: nothing overwritten, nothing published by accident, a trial that keeps nothing."""

import shutil
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from desk.designing import Conflict, Designing, DesignView, Published
from desk.sources import Drafts, FolderDrafts, House, StoredDrafts
from desk.trial import Trial
from desk.views import Applying, CaseView, Sent
from engine.commands import Actor, Refusal
from engine.engine import Engine
from engine.library import Library
from engine.store import Store
from engine.store.database import Database
from tests.workflows.services import NAME, ORGANISATION, ROAD
from workflows.faults import Faulty

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


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("migrated") / "wherry.db"
    database = Database.open(f"sqlite:///{path}")
    database.upgrade()
    database.close()
    return path


@pytest.fixture
def store(migrated: Path, tmp_path: Path) -> Iterator[Store]:
    shutil.copy(migrated, tmp_path / "wherry.db")
    database = Database.open(f"sqlite:///{tmp_path / 'wherry.db'}")
    yield Store(database)
    database.close()


@pytest.fixture
def postgres_store(fresh_postgres_url: str) -> Iterator[Store]:
    database = Database.open(fresh_postgres_url)
    database.upgrade()
    yield Store(database)
    database.close()


@pytest.fixture(params=["folder", "database", "postgresql"])
def here(request: pytest.FixtureRequest, tmp_path: Path) -> Place:
    (tmp_path / "definitions").mkdir()
    store = request.getfixturevalue("postgres_store" if request.param == "postgresql" else "store")
    return place(request.param, tmp_path / "definitions", store)


@pytest.fixture
def files(tmp_path: Path, store: Store) -> Place:
    (tmp_path / "definitions").mkdir()
    return place("folder", tmp_path / "definitions", store)


@pytest.fixture
def stored(tmp_path: Path, store: Store) -> Place:
    (tmp_path / "definitions").mkdir()
    return place("database", tmp_path / "definitions", store)


def test_what_is_saved_is_what_is_read_again_letter_by_letter(here: Place) -> None:
    text = ROAD.replace("\n", "\r\n") + "# ż\t\n\n"

    saved = here.saved(text)

    assert here.open() == saved
    assert saved.text == text


def test_the_second_to_save_sees_the_firsts_text_and_may_choose(here: Place) -> None:
    first, second = here.open(), here.open()
    here.saved(ROAD + "# mine\n")

    conflict = here.designing.save(IMRAN, SERVICE, ROAD + "# yours\n", second.revision, NOW)
    assert isinstance(conflict, Conflict)
    chosen = here.designing.save(IMRAN, SERVICE, ROAD + "# yours\n", conflict.revision, NOW)

    assert first.revision == second.revision
    assert conflict.theirs == ROAD + "# mine\n"
    assert isinstance(chosen, DesignView)
    assert here.open().text == ROAD + "# yours\n"


def test_what_any_editor_saves_is_the_draft_at_once(files: Place) -> None:
    before = files.open()

    (files.folder / NAME).write_text(ROAD + "# by hand\n", "utf-8")

    assert files.open().text == ROAD + "# by hand\n"
    assert isinstance(files.designing.save(IMRAN, SERVICE, ROAD, before.revision, NOW), Conflict)


def test_what_is_saved_in_the_browser_is_the_file(files: Place) -> None:
    files.saved(ROAD + "# by browser\r\n")

    assert (files.folder / NAME).read_bytes() == ROAD.encode() + b"# by browser\r\n"
    assert sorted(file.name for file in files.folder.iterdir()) == [NAME, "organisation.yaml"]


def test_a_file_that_is_no_text_is_read_with_its_faults_and_not_harmed(files: Place) -> None:
    data = ROAD.encode("utf-16")
    (files.folder / NAME).write_bytes(data)

    view = files.open()
    saved = files.designing.save(IMRAN, SERVICE, view.text, view.revision, NOW)

    assert [fault.code for fault in files.designing.examine(SERVICE, view.text).faults] == ["not-utf-8"]
    assert isinstance(saved, Refusal)
    assert (files.folder / NAME).read_bytes() == data


def test_a_draft_in_the_database_leaves_the_folder_as_it_was(stored: Place) -> None:
    stored.saved(ROAD + "# kept in the database\n")

    assert (stored.folder / NAME).read_text("utf-8") == ROAD
    assert stored.open().text == ROAD + "# kept in the database\n"


def test_only_editors_save_and_only_publishers_publish(here: Place) -> None:
    editor = replace(IMRAN, publishes=frozenset())

    refused = here.designing.save(MARTA, SERVICE, "", here.open().revision, NOW)
    unpublished = here.designing.publish(editor, SERVICE, here.open().revision, "", NOW)
    other = here.designing.save(replace(MARTA, edits=frozenset({"other"})), SERVICE, "", here.open().revision, NOW)

    assert isinstance(refused, Refusal)
    assert isinstance(unpublished, Refusal)
    assert isinstance(other, Refusal)
    assert here.open().text == ROAD
    assert [record.what for record in here.store.audit.recent()] == ["refused save", "refused publish", "refused save"]


def test_staff_may_read_how_a_service_is_made_and_nobody_else(here: Place) -> None:
    view = here.open(MARTA)

    assert (view.may_edit, view.may_publish) == (False, False)
    assert [row.service for row in here.designing.services(MARTA, NOW)] == [SERVICE]
    for outsider in (CLAIRE, Actor("visitor", "applicant")):
        assert here.designing.services(outsider, NOW) == ()
        assert isinstance(here.designing.open(outsider, SERVICE), Refusal)


@pytest.mark.parametrize("name", ["../wherry", "organisation", "Road", "a\0b", "", "no-such-service"])
def test_what_is_no_service_cannot_be_opened(here: Place, name: str) -> None:
    assert isinstance(here.designing.open(IMRAN, name), Refusal)


def test_publishing_makes_a_version_once_and_is_recorded(here: Place) -> None:
    assert here.publish("The first") == Published(1)
    again = here.publish("The same")
    here.saved(ROAD.replace("Mend a road", "Mend a street"))
    assert here.publish("Called by its name") == Published(2)

    assert again == Refusal("Nothing has changed since version 1")
    assert [version.why for version in here.designing.versions(SERVICE)] == ["Called by its name", "The first"]
    assert [(record.what, record.subject) for record in here.store.audit.recent()] == [("published", SERVICE)] * 2
    assert here.open().version == 2


def test_what_each_version_changed_is_told(here: Place) -> None:
    here.publish("The first")
    here.saved(ROAD.replace("Mend a road", "Mend a street"))
    here.publish("Called by its name")
    second, first = here.designing.versions(SERVICE)

    assert here.designing.changes_of(first) == ()
    assert here.designing.changes_of(second) == ("The title is “Mend a street” now, not “Mend a road”",)


def test_a_version_brought_back_is_the_draft_and_is_not_published(here: Place) -> None:
    here.publish("The first")
    changed = here.saved(ROAD.replace("Mend a road", "Mend a street"))
    here.publish("Called by its name")
    back = here.designing.bring_back(IMRAN, SERVICE, 1, changed.revision, NOW)

    assert isinstance(back, DesignView)
    assert (back.text, back.version) == (ROAD, 2)
    assert here.store.audit.recent()[0].what == "brought back"


def test_bringing_a_version_back_overwrites_nobodys_draft(here: Place) -> None:
    here.publish("The first")
    read = here.open()
    here.saved(ROAD.replace("Mend a road", "Mend a street"))

    assert isinstance(here.designing.bring_back(IMRAN, SERVICE, 1, read.revision, NOW), Conflict)
    assert isinstance(here.designing.bring_back(CLAIRE, SERVICE, 1, here.open().revision, NOW), Refusal)
    assert here.designing.bring_back(IMRAN, SERVICE, 9, here.open().revision, NOW) == Refusal(
        "There is no version 9 of this service"
    )


def test_a_service_with_a_fault_or_an_example_gone_wrong_is_not_published(here: Place) -> None:
    here.saved(ROAD.replace("owner: highways", "owner: highway"))
    faulty = here.publish()
    here.saved(ROAD.replace("ends: mended", "ends: nothing", 1))
    red = here.publish()

    assert isinstance(faulty, Refusal)
    assert isinstance(red, Refusal)
    assert "something to fix" in faulty.reason
    assert "example" in red.reason
    assert here.designing.versions(SERVICE) == ()


def test_what_somebody_saved_meanwhile_is_not_published_unread(here: Place) -> None:
    read = here.open()
    here.saved(ROAD.replace("Mend a road", "Mend a street"))

    assert isinstance(here.designing.publish(IMRAN, SERVICE, read.revision, "", NOW), Refusal)
    assert here.designing.versions(SERVICE) == ()


def test_at_the_start_only_what_was_never_published_is(here: Place) -> None:
    assert here.designing.publish_unpublished(NOW) == ()
    here.saved(ROAD.replace("Mend a road", "Mend a street"))

    assert here.designing.publish_unpublished(NOW) == ()
    assert [version.by for version in here.designing.versions(SERVICE)] == ["wherry"]


def test_what_cannot_be_published_at_the_start_says_where_it_is_wrong(here: Place) -> None:
    here.saved(ROAD.replace("owner: highways", "owner: highway"))

    faults = here.designing.publish_unpublished(NOW)

    assert [(fault.place.file, fault.place.line) for fault in faults] == [(f"definitions/{NAME}", 4)]
    assert here.designing.versions(SERVICE) == ()


def test_changes_are_told_against_what_is_published(here: Place) -> None:
    changed = ROAD.replace("Is somebody in danger?", "Could somebody be hurt?")
    before = here.designing.changes(SERVICE, changed)
    here.publish()

    assert before == ("Nobody has published this service yet",)
    assert here.designing.changes(SERVICE, ROAD) == ()
    assert "Could somebody be hurt?" in here.designing.changes(SERVICE, changed)[0]
    assert here.designing.changes(SERVICE, "owner: [") == ()


def test_the_list_says_what_is_drafted_and_what_is_wrong(here: Place) -> None:
    here.publish()
    (published,) = here.designing.services(IMRAN, NOW)
    here.saved(ROAD.replace("owner: highways", "owner: highway"))
    (drafted,) = here.designing.services(IMRAN, NOW)

    assert (published.title, published.owner_name, published.version) == ("Mend a road", "Highways", 1)
    assert (published.changed, published.faults, published.draft_at) == (False, 0, None)
    assert (drafted.changed, drafted.faults, drafted.version) == (True, 1, 1)
    assert drafted.draft_at is not None


def test_a_new_service_has_a_name_that_nobody_has_and_a_file_may_have(here: Place) -> None:
    text = ROAD.replace("mend-a-road", "mend-a-wall")

    made = here.designing.new(IMRAN, "mend-a-wall", text, NOW)

    assert isinstance(made, DesignView)
    assert here.designing.examine("mend-a-wall", made.text).workflow
    for name in ("mend-a-wall", "organisation", "../wall", "Wall"):
        assert isinstance(here.designing.new(IMRAN, name, text, NOW), Refusal)
    assert isinstance(here.designing.new(MARTA, "mend-a-gate", text, NOW), Refusal)


def test_a_wrong_organisation_changes_nothing_until_it_is_mended(files: Place) -> None:
    before = files.house()
    file = files.folder / "organisation.yaml"

    file.write_text("organisation: [", "utf-8")
    files.seconds.passed += 2
    kept = files.house()
    file.write_text(ORGANISATION.replace("Parks", "Parks and trees"), "utf-8")
    files.seconds.passed += 2

    assert kept is before
    assert files.house().teams["parks"] == "Parks and trees"


def test_an_organisation_that_is_wrong_at_the_start_gives_way_to_the_published_one(files: Place) -> None:
    (files.folder / "organisation.yaml").write_text("organisation: [", "utf-8")

    house = House(files.drafts, [ORGANISATION], files.seconds)

    assert house().teams["highways"] == "Highways"
    with pytest.raises(Faulty):
        House(files.drafts, [], files.seconds)


def test_a_file_saved_in_the_database_names_who_saved_it(stored: Place) -> None:
    stored.saved(ROAD + "# more\n")

    draft = stored.drafts.get(f"definitions/{NAME}")

    assert draft is not None
    assert (draft.by_name, draft.at) == ("Imran Hussain", NOW)


def test_a_trial_takes_a_case_from_the_first_question_to_a_late_letter(files: Place) -> None:
    workflow = files.designing.examine(SERVICE, ROAD).workflow
    assert workflow is not None
    trial = files.designing.trial(workflow, NOW)

    sent = sent_by(trial)
    trial.move_clock(30)
    case = trial.desk.case(MARTA, sent.reference, trial.now)

    assert isinstance(case, CaseView)
    assert [task.title for task in case.tasks] == ["Inspect the road"]
    assert len(case.messages) == 1
    assert trial.now == NOW + timedelta(days=30)
    assert files.store.cases.load(sent.reference) is None


def test_two_trials_know_nothing_of_one_another(files: Place) -> None:
    workflow = files.designing.examine(SERVICE, ROAD).workflow
    assert workflow is not None
    one, other = files.designing.trial(workflow, NOW), files.designing.trial(workflow, NOW)

    sent = sent_by(one)

    assert isinstance(other.desk.case(MARTA, sent.reference, NOW), Refusal)
    assert sent_by(other).reference == sent.reference


def sent_by(trial: Trial) -> Sent:
    """What a resident of a trial sends, page by page."""
    typed = {"depth": "Deep", "urgent": "yes", "email": "a@example.org"}
    view = trial.applying.begin("visitor", SERVICE, trial.now)
    assert isinstance(view, Applying)
    while view.page is not None:
        saved = trial.applying.save("visitor", view, typed, trial.now)
        assert isinstance(saved, Applying)
        view = saved
    sent = trial.applying.send("visitor", view.draft, view.token, trial.now)
    assert isinstance(sent, Sent)
    return sent


def test_two_who_save_at_once_do_not_both_win(here: Place) -> None:
    read = here.open()

    def save(number: int) -> DesignView | Conflict | Refusal:
        return here.designing.save(IMRAN, SERVICE, ROAD + f"# {number}\n", read.revision, NOW)

    with ThreadPoolExecutor(8) as several:
        came = list(several.map(save, range(8)))

    (won,) = [one for one in came if isinstance(one, DesignView)]
    assert all(isinstance(one, DesignView | Conflict) for one in came)
    assert here.open().text == won.text


def test_a_file_with_a_name_that_no_service_has_is_shown_with_its_fault(files: Place) -> None:
    (files.folder / "Mend_A_Wall.yaml").write_text(ROAD, "utf-8")
    (files.folder / ".#mend-a-road.yaml").write_text(ROAD, "utf-8")

    rows = {row.service: row for row in files.designing.services(IMRAN, NOW)}

    assert set(rows) == {SERVICE, "Mend_A_Wall"}
    assert rows["Mend_A_Wall"].faults == 1
    assert isinstance(files.designing.save(IMRAN, "Mend_A_Wall", ROAD, "", NOW), Refusal)
