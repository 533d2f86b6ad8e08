"""What designers are promised of drafts: nothing is overwritten, and what is wrong is shown and harms nothing."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from desk.designing import Conflict, DesignView
from desk.sources import House
from engine.commands import Actor, Refusal
from engine.course.letters import seen
from outside.modulus import Modulus
from tests.desk.drafting import CLAIRE, IMRAN, MARTA, NOW, SERVICE, Place
from tests.workflows.services import NAME, ORGANISATION, ROAD
from workflows.conditions import Context
from workflows.faults import Faulty


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


def test_what_banks_publish_is_known_to_questions_whatever_becomes_of_the_organisation(files: Place) -> None:
    accounts = Modulus([], {})
    house = House(files.drafts, [], files.seconds, accounts)
    before = house()

    (files.folder / "organisation.yaml").write_text(ORGANISATION.replace("Parks", "Parks and trees"), "utf-8")
    files.seconds.passed += 2

    assert [seen(one, Context(NOW, one.calendars["england"])).accounts for one in (before, house())] == [accounts] * 2
    assert house() is not before
    assert files.house().accounts is None


def test_a_file_saved_in_the_database_names_who_saved_it(stored: Place) -> None:
    stored.saved(ROAD + "# more\n")

    draft = stored.drafts.get(f"definitions/{NAME}")

    assert draft is not None
    assert (draft.by_name, draft.at) == ("Imran Hussain", NOW)


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
