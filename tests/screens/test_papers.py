"""The documents of a case page: previewed in their place, folded again, and held back as everything else is."""

from base64 import b64decode
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from textwrap import indent

import pytest
from PIL import Image
from streamlit.testing.v1 import AppTest

from desk.shared_with import shared
from engine.commands import Actor, Attach, Refusal
from tests.desk.making import Office, office
from tests.engine.making import ADA, END, INSPECT, LEO, NINE, OFFICER, REPORT
from tests.screens.standing import opened, run, says, stand
from tests.uploaded import PDF

ASKED = """\
    photo: {type: photo, label: Add a photo}
    proof: {type: file, label: Add the proof, sensitive: yes}
    illness: {type: text, label: What is it, sensitive: yes}
"""
POLICE = "- ask: look\n  who: police\n  sees: [photo]\n  questions: {known: {type: text, label: Known}}\n"
ASSESS = "- ask: assess\n  who: legal\n  sees: [proof, illness]\n  questions: {verdict: {type: text, label: Verdict}}\n"
LETTERS = """\
documents:
  permit: {title: Permit, body: You may dig}
  award: {title: Award, body: For ((illness))}
"""
BOTH = f"- together:\n    one:\n{indent(POLICE, '    ')}    two:\n{indent(ASSESS, '    ')}"
STEPS = REPORT + ASKED + "- make: permit\n- make: award\n" + BOTH + INSPECT + END
CASE = "ROA-1"


def png() -> bytes:
    made = BytesIO()
    Image.new("RGB", (4, 2), "red").save(made, "PNG")
    return made.getvalue()


@pytest.fixture
def here(tmp_path: Path) -> Iterator[Office]:
    made = office(tmp_path, STEPS, LETTERS)
    photo = made.files.keep("somebody", "road.png", png())
    proof = made.files.keep("somebody", "proof.txt", b"Asthma, says the doctor")
    made.begin(CASE, photo=[photo], proof=[proof], illness="Asthma")
    plan = made.files.keep("ada", "plan.pdf", PDF)
    made.done(Attach(ADA, NINE, CASE, plan))
    stand(made, (ADA, LEO, OFFICER), tmp_path)
    yield made
    made.engine.store.database.close()


def page_of(actor: Actor) -> AppTest:
    return opened("case", person=actor.id, ref=CASE)


def buttons(page: AppTest, word: str) -> list[str]:
    """What the buttons are for that begin with a word."""
    found = [button.label for button in page.button if button.label.startswith(f"{word} ")]
    return [label.removeprefix(f"{word} :gray[").removesuffix("]") for label in found]


def press(page: AppTest, label: str) -> AppTest:
    next(button for button in page.button if button.label == label).click()
    return run(page)


def test_a_picture_is_shown_in_its_place_with_what_it_is_and_folds_again(here: Office) -> None:
    page = page_of(ADA)
    assert "<img" not in says(page)

    page = press(page, "Preview :gray[road.png]")
    _, _, begun = says(page).partition('<img class="w-picture" src="data:image/jpeg;base64,')
    data, _, rest = begun.partition('"')
    assert Image.open(BytesIO(b64decode(data))).size == (4, 2)
    assert rest.startswith(' alt="“road.png”, the answer to “Add a photo”"')

    assert "<img" not in says(press(page, "Hide :gray[road.png]"))


def test_what_cannot_be_shown_is_told_without_a_press(here: Office) -> None:
    page = page_of(ADA)

    assert "A PDF. Open it to read it." in says(page)
    assert "plan.pdf" not in buttons(page, "Preview")


def test_a_letter_is_read_where_it_stands(here: Office) -> None:
    page = page_of(ADA)
    assert "You may dig" not in says(page)

    assert "You may dig" in says(press(page, "Preview :gray[Permit]"))


def test_a_letter_that_says_a_sensitive_answer_is_shown_to_who_may_see_that_and_recorded(here: Office) -> None:
    theirs, ours = page_of(LEO), page_of(ADA)
    assert "Award" not in buttons(theirs, "Preview")

    assert "For Asthma" in says(press(theirs, "Show :gray[Award]"))
    assert [(one.actor, one.reason) for one in here.engine.store.audit.recent()] == [("leo", "award")]
    assert "Award" not in buttons(ours, "Show") + buttons(ours, "Preview")
    assert "Contains a sensitive answer that you may not see" in says(ours)


def test_a_sensitive_file_stays_behind_show(here: Office) -> None:
    page = page_of(LEO)
    assert "proof.txt" not in buttons(page, "Preview") and "proof.txt" not in says(page)

    page = press(page, "Show :gray[Add the proof]")
    assert "proof.txt" in buttons(page, "Preview")
    assert "Asthma, says the doctor" in says(press(page, "Preview :gray[proof.txt]"))


def test_a_partner_previews_what_they_are_shown_and_each_look_is_recorded(here: Office) -> None:
    page = page_of(OFFICER)
    assert buttons(page, "Preview") == ["road.png"]

    press(page, "Preview :gray[road.png]")

    found = shared(here.engine, ADA, CASE)
    assert not isinstance(found, Refusal)
    assert ("Opened a file", ("road.png",)) in [(look.what, look.shown) for look in found.looks]
