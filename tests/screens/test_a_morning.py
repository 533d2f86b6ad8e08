"""What stands on a case worker's screens and is done with one press: found, linked, taken off hold, sent back."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from engine.commands import AddTask, Hold
from tests.desk.making import Office, office
from tests.engine.making import ADA, END, INSPECT, NINE, OFFICER, REPORT, STRANGER
from tests.screens.standing import opened, says, stand

BEGIN = 'href="/apply"'
LOOK = "- ask: look\n  who: police\n  questions: {known: {type: text, label: Known}}\n"


@pytest.fixture
def here(tmp_path: Path) -> Iterator[Office]:
    made = office(tmp_path, REPORT + INSPECT + LOOK + END)
    for reference, place in (("ROA-1", "Elm Hill"), ("ROA-2", "Mill Lane"), ("ROA-3", "Mill Lane")):
        made.begin(reference, place=place)
    stand(made, (ADA, OFFICER), tmp_path)
    yield made
    made.engine.store.database.close()


def labels(page: AppTest) -> list[str]:
    return [button.label for button in page.button]


def test_the_other_case_of_a_link_is_chosen_from_what_words_find(here: Office) -> None:
    page = opened("case", person=ADA.id, ref="ROA-1", do="link", sought="mill")

    assert "2 cases have “mill”." in says(page)
    assert [one.split(" ")[0] for one in page.radio[0].options] == ["ROA-3", "ROA-2"]


def test_a_hold_is_taken_off_by_one_press(here: Office) -> None:
    here.done(Hold(ADA, NINE, "ROA-1", "inspect.1", NINE + timedelta(days=1), "Flooded", "hold"))
    page = opened("case", person=ADA.id, ref="ROA-1", task="inspect.1")

    next(button for button in page.button if button.label == "Take it off hold").click()
    page.run()

    assert here.task(ADA, "ROA-1", "inspect.1").row.held is None


def test_what_waits_for_others_is_nothing_to_claim(here: Office) -> None:
    here.done(AddTask(ADA, NINE, "ROA-1", "applicant", "A photo", "Of the hole", "photo"))

    assert "Claim" in labels(opened("inbox", person=ADA.id))
    waiting = labels(opened("inbox", person=ADA.id, view="waiting"))
    assert "Write to them" in waiting and "Claim" not in waiting


def test_a_partner_sends_back_what_it_is_asked_and_begins_nothing(here: Office) -> None:
    here.done(AddTask(ADA, NINE, "ROA-1", "police", "Close a lane", "Of Elm Hill", "lane"))

    page = says(opened("case", person=OFFICER.id, ref="ROA-1"))

    assert "Send it back to Highways" in page and BEGIN not in page
    assert BEGIN in says(opened("case", person=ADA.id, ref="ROA-1"))


def test_whoever_comes_by_the_address_of_a_case_signs_in_and_is_there(here: Office) -> None:
    page = opened("case", person=STRANGER.id, ref="ROA-1")

    assert 'href="/sign-in?next=/case%3Fref%3DROA-1"' in says(page)
