"""What designers are promised of versions: nothing is published by accident, and each is kept and explained."""

from dataclasses import replace

from desk.designing import Conflict, DesignView, Published
from engine.commands import Refusal
from tests.desk.drafting import CLAIRE, IMRAN, MARTA, NOW, SERVICE, Place
from tests.workflows.services import NAME, ROAD


def test_a_service_that_runs_one_that_nobody_wrote_is_not_published(stored: Place) -> None:
    stored.saved(ROAD.replace("- branch:\n", "- run: mend-a-wall\n- branch:\n", 1))

    refused = stored.publish("They belong together")

    assert isinstance(refused, Refusal)
    faults = stored.designing.examine(SERVICE, stored.open().text).faults
    assert [fault.code for fault in faults if fault.level == "fault"] == ["unknown-service"]


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


def test_it_is_known_whether_a_draft_would_be_lost_for_good(here: Place) -> None:
    unpublished = here.designing.is_kept(SERVICE)
    here.publish("The first")
    published = here.designing.is_kept(SERVICE)
    here.saved(ROAD.replace("Mend a road", "Mend a street"))
    changed = here.designing.is_kept(SERVICE)
    here.publish("Called by its name")
    here.saved(ROAD)

    assert (unpublished, published, changed) == (False, True, False)
    assert here.designing.is_kept(SERVICE), "the first version has it still"


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
