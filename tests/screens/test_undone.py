"""Not done: what was given up and what is still tried, on the page and in the menu; and dealing with it another way."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.store.effects import Effect
from tests.desk.making import Office, office
from tests.engine.making import ADA, END, INSPECT, NINE, REPORT
from tests.screens.standing import stand
from tests.screens.test_full import area, opened, press, says

LETTER = "  told: {subject: Your report, body: 'Thank you.'}\n"
STEPS = REPORT + "- send: told\n  to: applicant\n" + INSPECT + END


@pytest.fixture
def here(tmp_path: Path) -> Iterator[Office]:
    made = office(tmp_path, STEPS, messages=LETTER, channels=frozenset({"email"}))
    made.begin("ROA-1")
    stand(made, (ADA,), tmp_path)
    yield made
    made.engine.store.database.close()


def message(here: Office, reference: str) -> Effect:
    (one,) = here.engine.store.effects.waiting(reference)
    return one


def test_the_menu_says_how_much_waits_for_somebody(here: Office) -> None:
    assert "Not done</a>" in says(opened("inbox", person="ada"))

    here.engine.store.effects.dead(message(here, "ROA-1").key, "No such address", NINE)

    assert "Not done (1)</a>" in says(opened("inbox", person="ada"))


def test_what_is_tried_again_stays_on_the_page_until_it_went(here: Office) -> None:
    here.begin("ROA-2")
    here.engine.store.effects.later(message(here, "ROA-2"), "The mail server is down", None, NINE)
    here.engine.store.effects.dead(message(here, "ROA-1").key, "No such address", NINE)
    page = opened("not-done", person="ada")
    oldest = "the oldest since 1 March 2027, 9:00am: The mail server is down"
    assert f"1 message is still being tried; {oldest}" in says(page)

    press(page, "Try it again :gray[ROA-1]")

    assert "whatever your cases asked" not in says(page)
    assert "Somebody had it tried again" in says(page) and "ROA-1" in says(page)


def test_what_was_dealt_with_another_way_leaves_the_page_once_somebody_said_how(here: Office) -> None:
    key = message(here, "ROA-1").key
    here.engine.store.effects.dead(key, "No such address", NINE)
    page = opened("not-done", person="ada", otherwise=key)
    press(page, "Record it")
    assert "Enter what you did instead" in says(page)

    area(page, "What did you do instead?").input("I rang them")
    press(page, "Record it")

    assert here.engine.store.effects.how_many_dead(ADA.teams) == 0
    assert [one.unsent for one in here.engine.store.messages.of("ROA-1")] == ["I rang them (Ada Osei)"]
