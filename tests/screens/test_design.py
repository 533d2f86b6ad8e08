"""What a designer sees: faults and their cure at once, a page to try that keeps up, nothing overwritten."""

from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from desk import applying, casework
from desk.afterwards import Afterwards
from desk.designing import Designing, DesignView
from desk.files import Files
from desk.sources import FolderDrafts, House
from engine.commands import Actor
from engine.engine import Engine
from engine.library import Library
from engine.store import Store
from outside import papers
from outside.files import FolderFiles
from screens import wiring
from screens.design_rehearsal import Rehearsal, Tried
from screens.design_text import Writing
from tests.migrated import database_in
from tests.workflows.services import NAME, ORGANISATION, ROAD, road
from tests.workflows.test_translations import WELSH
from workflows.beginning import PURPOSE

NOW = datetime(2027, 3, 1, 9, 0, tzinfo=UTC)
SERVICE = "mend-a-road"
IMRAN = Actor("imran", name="Imran Hussain", edits=frozenset({"*"}), publishes=frozenset({"*"}))
MARTA = Actor("marta", name="Marta Kowalska", teams=frozenset({"highways"}))
WRONG_EXAMPLE = ROAD.replace("ends: mended", "ends: nothing", 1)
REPORTED = {"depth": "Deep", "urgent": "no", "email": "a@example.org"}


@pytest.fixture
def designing(tmp_path: Path) -> Iterator[Designing]:
    """The screens wired to a folder with one service."""
    folder = tmp_path / "definitions"
    folder.mkdir()
    (folder / NAME).write_text(ROAD, "utf-8")
    (folder / "organisation.yaml").write_text(ORGANISATION, "utf-8")
    database = database_in(tmp_path)
    drafts = FolderDrafts(folder)
    engine = Engine(Store(database), Library(Store(database), House(drafts, [], lambda: 0.0)))
    desk, numbers = Designing(engine, drafts), count()
    people = {IMRAN.id: IMRAN, MARTA.id: MARTA}

    def random(size: int) -> bytes:
        return next(numbers).to_bytes(size, "big")

    wiring.install(
        wiring.Wiring(
            casework.Desk(engine, Files(engine, FolderFiles(tmp_path / "files"), random, lambda: NOW)),
            applying.Desk(engine, random), Afterwards(engine), desk, lambda: NOW, lambda: "id", engine.library.house,
            people.get,
            "http://localhost", papers, True,
        )
    )  # fmt: skip
    yield desk
    database.close()


def opened(designing: Designing) -> DesignView:
    view = designing.open(IMRAN, SERVICE)
    assert isinstance(view, DesignView)
    return view


def drawn(person: str, service: str = SERVICE) -> AppTest:
    def page() -> None:
        from screens.design import design_screen

        design_screen()

    test = AppTest.from_function(page, default_timeout=20)
    test.user.update({"person": person})
    if service:
        test.query_params["service"] = service
    return test.run()


def words(test: AppTest) -> str:
    assert not test.exception, test.exception
    return " ".join(element.proto.body for element in test.get("html"))


# The screens


def test_the_services_are_listed_with_what_is_left_to_fix(designing: Designing):
    said = words(drawn("imran", service=""))
    assert "Mend a road" in said
    assert "Highways" in said


def test_whoever_is_not_signed_in_is_sent_to_sign_in(designing: Designing):
    assert "Sign in" in words(drawn("nobody"))


def test_whoever_may_not_build_services_is_told_so(designing: Designing):
    assert "You may not build services" in words(drawn("marta", service=""))


def test_whoever_may_only_read_a_service_gets_no_buttons(designing: Designing):
    test = drawn("marta")
    assert "You may only read it" in words(test)
    assert "save" not in {button.key for button in test.button}


def test_a_wrong_word_is_told_with_its_line_its_words_and_its_cure(designing: Designing):
    test = typed(drawn("imran"), ROAD.replace("who: highways", "who: highway"))
    said = words(test)
    assert "1 thing to fix before you can publish" in said
    assert f"Line {ROAD.split(chr(10)).index('  who: highways') + 1}:" in said
    assert "who: highway" in said
    assert "Did you mean &#34;highways&#34;?" in said
    assert test.button(key="publish").disabled


def test_a_fault_of_a_translation_is_told_with_that_file_and_its_own_words(designing: Designing, tmp_path: Path):
    welsh = WELSH.replace("Deep: Dwfn", "Deeep: Dwfn")
    line = welsh[: welsh.index("Deeep")].count("\n") + 1
    (tmp_path / "definitions/cy").mkdir()
    (tmp_path / "definitions/cy" / NAME).write_text(welsh, "utf-8")
    said = words(drawn("imran"))

    assert f"In cy/{NAME}, line {line}:" in said
    assert "options: {Shallow: Bas, Deeep: Dwfn}</pre>" in said
    assert f'class="w-here">{line:4}          options: {{Shallow: Bas, Deeep: Dwfn}}' in said
    assert f"Line {line}:" not in said


def test_words_that_a_translation_leaves_out_are_counted_where_one_looks_before_publishing(
    designing: Designing, tmp_path: Path
):
    (tmp_path / "definitions/cy").mkdir()
    (tmp_path / "definitions/cy" / NAME).write_text(WELSH.replace("title: Trwsio ffordd\n", ""), "utf-8")
    test = drawn("imran")

    assert words(test).count("1 thing has no words in Welsh yet") == 2
    assert "Nothing to fix.</strong>" not in words(test)
    assert f"In {NAME}" not in words(test)


def test_a_draft_is_saved_as_it_was_typed(designing: Designing):
    text = ROAD.replace("Mend a road", "Mend a street")
    test = typed(drawn("imran"), text)
    test.button(key="save").click().run()
    assert opened(designing).text == text


def test_the_reason_for_publishing_is_kept_with_the_version(designing: Designing):
    test = drawn("imran")
    test.button(key="publish").click().run()
    test.text_area(key="why").set_value("It is ready").run()
    test.button(key="publish now").click().run()
    assert "Version 1 is published" in words(test)
    assert [version.why for version in designing.versions(SERVICE)] == ["It is ready"]


def test_it_is_published_without_a_reason_too(designing: Designing):
    test = drawn("imran")
    test.button(key="publish").click().run()
    test.button(key="publish now").click().run()
    assert "Version 1 is published" in words(test)
    assert opened(designing).version == 1


def test_the_second_to_save_sees_the_difference_and_nothing_is_overwritten(designing: Designing):
    test = typed(drawn("imran"), ROAD.replace("Mend a road", "Mend a street"))
    theirs = ROAD.replace("Inspect the road", "Look at the road")
    designing.save(IMRAN, SERVICE, theirs, opened(designing).revision, NOW)
    test.button(key="save").click().run()
    assert "Somebody else saved this draft" in words(test)
    assert "Look at the road" in words(test)
    assert opened(designing).text == theirs
    test.button(key="theirs").click().run()
    assert test.text_area(key=f"text.{SERVICE}.2").value == theirs


def typed(test: AppTest, text: str) -> AppTest:
    """Type into the plain box, which stands for either editor."""
    test.checkbox(key=f"plain.{SERVICE}").check().run()
    test.text_area(key=f"text.{SERVICE}.1").set_value(text).run()
    return test


def test_examples_that_come_out_differently_are_said_wherever_nothing_else_is_to_fix(designing: Designing):
    said = words(typed(drawn("imran"), WRONG_EXAMPLE))
    assert said.count("1 example comes out differently") == 3
    assert "The service can be published" not in said
    assert "Nothing to fix." not in said


def test_words_that_a_new_service_brought_are_no_less_than_something_to_write(designing: Designing):
    said = words(typed(drawn("imran"), ROAD.replace("Keeping roads safe", PURPOSE, 1)))
    assert "1 still to write." in said
    assert f"“{PURPOSE}” is still as the new service began" in said
    assert "Nothing to fix" not in said


def test_what_was_put_in_is_shown_with_its_lines_and_can_be_taken_out_again(designing: Designing):
    test = drawn("imran")
    test.session_state["panel"] = "What can I write here?"
    test.run()
    test.button(key="put in").click().run()
    assert "“ask” is put in after ask report, on lines " in words(test)
    assert "What was put in" in words(test)
    test.button(key="take out").click().run()
    assert "It is taken out again" in words(test)
    assert test.session_state[f"writing.{SERVICE}"].text == ROAD


def test_what_is_typed_and_not_saved_is_found_again_by_who_typed_it(designing: Designing):
    text = ROAD.replace("Mend a road", "Mend a street")
    typed(drawn("imran"), text)
    again = drawn("imran")
    assert again.session_state[f"writing.{SERVICE}"].text == text
    assert "You have changes here that are not saved" in words(again)
    assert drawn("marta").session_state[f"writing.{SERVICE}"].text == ROAD


def test_what_was_found_again_can_be_thrown_away(designing: Designing):
    typed(drawn("imran"), ROAD.replace("Mend a road", "Mend a street"))
    again = drawn("imran")
    again.button(key="throw away").click().run()
    assert again.session_state[f"writing.{SERVICE}"].text == ROAD
    assert "You have changes here" not in words(drawn("imran"))


def test_what_is_saved_is_not_told_of_again(designing: Designing):
    text = ROAD.replace("Mend a road", "Mend a street")
    typed(drawn("imran"), text).button(key="save").click().run()
    again = drawn("imran")
    assert again.session_state[f"writing.{SERVICE}"].text == text
    assert "You have changes here" not in words(again)


def test_what_was_typed_over_an_older_draft_does_not_overwrite_it(designing: Designing):
    typed(drawn("imran"), ROAD.replace("Mend a road", "Mend a street"))
    theirs = ROAD.replace("Inspect the road", "Look at the road")
    designing.save(IMRAN, SERVICE, theirs, opened(designing).revision, NOW)
    again = drawn("imran")
    assert "Somebody else saved this draft" in words(again)
    assert opened(designing).text == theirs


def test_what_is_published_can_be_seen_as_a_resident(designing: Designing):
    test = drawn("imran")
    test.button(key="publish").click().run()
    test.text_area(key="why").set_value("It is ready").run()
    test.button(key="publish now").click().run()
    assert f'href="/apply?service={SERVICE}&amp;as=resident"' in words(test)


def test_the_text_of_an_earlier_version_can_be_the_draft_again(designing: Designing):
    designing.publish(IMRAN, SERVICE, opened(designing).revision, "The first", NOW)
    text = ROAD.replace("Mend a road", "Mend a street")
    designing.save(IMRAN, SERVICE, text, opened(designing).revision, NOW)
    designing.publish(IMRAN, SERVICE, opened(designing).revision, "Its name", NOW)
    test = drawn("imran")
    test.checkbox(key="versions").check().run()
    assert "The title is “Mend a street” now" in words(test)
    test.button(key="bring back 1").click().run()
    assert "The text of version 1 is the draft again" in words(test)
    assert (opened(designing).text, opened(designing).version) == (ROAD, 2)


# The text


def test_what_others_saved_is_taken_where_nothing_was_changed_here(designing: Designing):
    writing = Writing.of(opened(designing))
    designing.save(MARTA, SERVICE, "", writing.revision, NOW)
    designing.save(IMRAN, SERVICE, ROAD + "# more\n", writing.revision, NOW)
    writing.meet(opened(designing))
    assert writing.text == ROAD + "# more\n"
    assert not writing.changed


def test_what_others_saved_waits_where_something_was_changed_here(designing: Designing):
    writing = Writing.of(opened(designing))
    writing.text = "mine"
    designing.save(IMRAN, SERVICE, "theirs", writing.revision, NOW)
    writing.meet(opened(designing))
    assert (writing.text, writing.elsewhere) == ("mine", "theirs")


# Try it


def sent(tried: Tried | None = None) -> Rehearsal:
    rehearsal = Rehearsal(road(), tried or Tried())
    while rehearsal.view.page is not None:
        rehearsal.answer(rehearsal.view, REPORTED)
    rehearsal.send()
    return rehearsal


def test_a_case_is_tried_from_the_first_question_to_its_end(designing: Designing):
    rehearsal = sent()
    (row,) = rehearsal.tasks()
    rehearsal.complete(row, {"found": "Mended"}, rehearsal.task(row).token)
    status = rehearsal.status()
    assert status is not None
    assert status.state == "We have mended it"


def test_a_draft_is_tried_in_each_language_that_it_has(designing: Designing, tmp_path: Path):
    (tmp_path / "definitions/cy").mkdir()
    (tmp_path / "definitions/cy" / NAME).write_text(WELSH, "utf-8")
    test = drawn("imran")
    test.session_state["panel"] = "Try it"
    before = words(test.run())
    (language,) = [one for one in test.get("button_group") if one.label == "In which language?"]
    after = words(language.set_value("cy").run())

    assert "Pa mor ddwfn" not in before
    assert "Pa mor ddwfn yw’r twll?" in after
    assert "Parhau" in [one.label for one in test.button]
    assert "/apply/mend-a-road" in after


def test_every_letter_of_a_tried_case_can_be_read_filled_in(designing: Designing):
    rehearsal = sent()
    rehearsal.move(20)
    (late,) = rehearsal.letters()
    assert rehearsal.sent is not None
    assert rehearsal.sent.reference in late.subject + late.body
    assert "((" not in late.subject + late.body


def filled(test: AppTest, **words: str) -> AppTest:
    for name, value in words.items():
        test.text_input(key=f"new service.{name}").set_value(value)
    return test.selectbox(key="new service.first_kind").set_value("choice").run()


def test_a_new_service_asks_what_people_may_choose(designing: Designing):
    test = filled(drawn("imran", service=""), title="Book a room", first="Which library?", summary="Book one")
    test.button(key="make service").click().run()
    assert "Enter at least two things that they can choose for the first question" in words(test)
    test.text_area(key="new service.first_options").set_value("Central\n\nNorth\nCentral").run()
    test.button(key="make service").click().run()
    made = designing.open(IMRAN, "book-a-room")
    assert isinstance(made, DesignView)
    assert "options: [Central, North]" in made.text
    assert "summary: Book one" in made.text


def test_with_new_words_everything_is_done_again(designing: Designing):
    rehearsal = sent()
    rehearsal.move(3)
    again = Rehearsal(road(("title: Inspect the road", "title: Look at the road")), rehearsal.tried)
    assert again.sent is not None
    assert [row.title for row in again.tasks()] == ["Look at the road"]
    assert (again.trial.now - NOW).days == 3


def test_a_new_question_is_where_it_stops_again(designing: Designing):
    tried = sent().tried
    asked = road(("    urgent:", "    cause: {type: text, label: What made it?}\n    urgent:"))
    again = Rehearsal(asked, tried)
    assert again.sent is None
    assert again.view.page is not None
    assert [one.id for one in again.view.page.asked] == ["cause"]


def test_what_is_tried_is_late_when_its_time_is_over(designing: Designing):
    rehearsal = sent()
    rehearsal.move(20)
    (row,) = rehearsal.tasks()
    assert row.due is not None
    assert row.due < rehearsal.trial.now
