"""Who may look into the files of a case, and what is recorded of it: looking is opening, by one door."""

from io import BytesIO
from pathlib import Path
from textwrap import indent

import pytest
from PIL import Image

from desk.shared_with import shared
from desk.showing import Revealed
from desk.unfolding import unfolded
from desk.views import AnswerLine
from engine.commands import Actor, Complete, Refusal, Rewind
from tests.desk.making import Office, office
from tests.engine.making import ADA, END, INSPECT, LEO, MEI, NINE, OFFICER, PAM, REPORT, STRANGER

ASKED = """\
    photo: {type: photo, label: Add a photo}
    proof: {type: file, label: Add the proof, sensitive: yes}
"""
POLICE = "- ask: look\n  who: police\n  sees: [photo]\n  questions: {known: {type: text, label: Known}}\n"
ASSESS = "- ask: assess\n  who: legal\n  sees: [proof]\n  questions: {verdict: {type: text, label: Verdict}}\n"
PLAN = "- ask: plan\n  who: highways\n  questions: {drawing: {type: file, label: Add a drawing, optional: yes}}\n"
BOTH = f"- together:\n    one:\n{indent(POLICE, '    ')}    two:\n{indent(ASSESS, '    ')}"
STEPS = REPORT + ASKED + PLAN + BOTH + INSPECT + END
CASE = "ROA-1"


def png() -> bytes:
    made = BytesIO()
    Image.new("RGB", (4, 2), "red").save(made, "PNG")
    return made.getvalue()


@pytest.fixture
def here(tmp_path: Path) -> Office:
    made = office(tmp_path, STEPS)
    photo = made.files.keep("somebody", "road.png", png())
    proof = made.files.keep("somebody", "proof.txt", b"Asthma")
    made.begin(CASE, photo=[photo], proof=[proof])
    drawing = made.files.keep("ada", "drawing.png", png())
    made.done(Complete(ADA, NINE, CASE, "plan.1", {"drawing": [drawing]}, "planned"))
    return made


def line(here: Office, actor: Actor, answer: str) -> AnswerLine | None:
    lines = (line for section in here.case(actor, CASE).sections for line in section.lines)
    return next((line for line in lines if line.answer == answer), None)


def id_of(here: Office, name: str) -> str:
    held = [*here.engine.store.files.held("draft", "somebody"), *here.engine.store.files.held("case", CASE)]
    return next(file.id for file in held if file.name == name)


def looks_into(here: Office, actor: Actor, name: str) -> bool:
    found = here.files.open(actor, CASE, id_of(here, name))
    if isinstance(found, Refusal):
        return False
    shown = unfolded(found[0], found[2])
    return bool(shown.picture or shown.words)


@pytest.mark.parametrize(
    ("actor", "seen"),
    [
        (ADA, {"road.png", "drawing.png"}),
        (LEO, {"road.png", "drawing.png", "proof.txt"}),
        (OFFICER, {"road.png"}),
        (PAM, set()),
        (STRANGER, set()),
    ],
    ids=lambda one: getattr(one, "id", ""),
)
def test_who_may_see_an_answer_may_look_into_its_files_and_nobody_else(
    here: Office, actor: Actor, seen: set[str]
) -> None:
    assert {name for name in ("road.png", "drawing.png", "proof.txt") if looks_into(here, actor, name)} == seen


def test_a_sensitive_file_is_not_even_named_before_it_is_asked_for(here: Office) -> None:
    hidden = line(here, LEO, "proof")

    assert hidden and (hidden.hidden, hidden.lines, hidden.files) == (True, (), ())
    assert line(here, ADA, "proof") is None


def test_who_has_a_sensitive_answer_shown_is_given_its_files_and_that_is_recorded(here: Office) -> None:
    shown = here.desk.show(LEO, CASE, "report", "proof", NINE)

    assert isinstance(shown, Revealed)
    assert ([file["name"] for file in shown.files], shown.lines) == (["proof.txt"], ("proof.txt (1 KB)",))
    assert [(one.actor, one.reason) for one in here.engine.store.audit.recent()] == [("leo", "proof")]
    assert isinstance(here.desk.show(ADA, CASE, "report", "proof", NINE), Refusal)


def test_a_partner_s_look_into_a_file_is_recorded_and_one_that_was_refused_is_not(here: Office) -> None:
    assert looks_into(here, OFFICER, "road.png")
    assert not looks_into(here, OFFICER, "proof.txt")

    found = shared(here.engine, ADA, CASE)
    assert not isinstance(found, Refusal)
    assert [(look.what, look.shown) for look in found.looks] == [("Opened a file", ("road.png",))]


def test_files_of_answers_that_were_set_aside_are_looked_into_by_those_who_are_shown_them(here: Office) -> None:
    here.done(Rewind(MEI, NINE, CASE, "report", "Another road", "back"))

    aside = [line for section in here.case(ADA, CASE).aside for line in section.lines]
    assert [file["name"] for line in aside for file in line.files] == ["road.png", "drawing.png"]
    assert looks_into(here, ADA, "drawing.png") and looks_into(here, ADA, "road.png")
    assert not looks_into(here, ADA, "proof.txt")
    assert not looks_into(here, OFFICER, "road.png")
