"""While there is no room to save anything: whoever presses something reads so, and what they typed stays."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import TextArea

from engine.commands import Claim
from engine.store.errors import FULL
from tests.desk.making import Office, office
from tests.engine.making import ADA, END, NINE, REPORT
from tests.filling import fill, free
from tests.screens.standing import opened, run, says, stand

ASKED = REPORT.replace("type: text", "type: long text")
INSPECT = "- ask: inspect\n  who: highways\n  title: Inspect\n  questions: {found: {type: long text, label: Found}}\n"
#: More than there can be room for in what is left of a page.
LONG = "It is deep. " * 400


@pytest.fixture
def here(tmp_path: Path) -> Iterator[Office]:
    made = office(tmp_path, ASKED + INSPECT + END)
    made.begin("ROA-1")
    made.done(Claim(ADA, NINE, "ROA-1", "inspect.1"))
    stand(made, (ADA,), tmp_path)
    yield made
    made.engine.store.database.close()


def area(page: AppTest, label: str) -> TextArea:
    return next(each for each in page.text_area if each.label == label)


def press(page: AppTest, label: str) -> AppTest:
    next(button for button in page.button if button.label == label).click()
    return run(page)


def test_a_resident_keeps_what_they_typed_and_goes_on_when_there_is_room(here: Office) -> None:
    page = opened("apply", visitor="zoe", service="mend", page="0")
    page.text_area[0].set_value(LONG)
    fill(here.engine.store.database)

    page = press(page, "Continue")

    assert f"{FULL}." in says(page)
    assert page.text_area[0].value == LONG
    free(here.engine.store.database)
    page = press(page, "Continue")
    assert FULL not in says(page)
    assert here.engine.store.links.held("zoe")


def test_a_case_worker_keeps_what_they_typed_and_completes_it_when_there_is_room(here: Office) -> None:
    page = opened("case", person="ada", ref="ROA-1")
    fill(here.engine.store.database)
    area(page, "Found").set_value(LONG)

    page = press(page, "Complete")

    assert f"{FULL}." in says(page)
    assert area(page, "Found").value == LONG
    assert here.case(ADA, "ROA-1").tasks
    free(here.engine.store.database)
    press(page, "Complete")
    assert not here.case(ADA, "ROA-1").tasks


def test_a_note_that_cannot_be_saved_stays_where_it_was_typed(here: Office) -> None:
    page = opened("case", person="ada", ref="ROA-1")
    fill(here.engine.store.database)
    area(page, "Add a note").set_value(LONG)

    page = press(page, "Add the note")

    assert f"{FULL}." in says(page)
    assert area(page, "Add a note").value == LONG
    free(here.engine.store.database)
    page = press(page, "Add the note")
    assert [one.text for one in here.case(ADA, "ROA-1").notes] == [LONG.strip()]
