"""What staff find: by any word that they may see, and by nothing else."""

from pathlib import Path

import pytest

from desk.finding import Finding
from engine.commands import Actor, AddNote, Attach, Complete
from tests.desk.making import Office, office
from tests.engine.making import ADA, END, INSPECT, NINE, OFFICER, REPORT, STRANGER
from tests.uploaded import PDF

LOOK = "- ask: look\n  who: police\n  sees: [place]\n  questions: {known: {type: text, label: Known}}\n"
SECRET = REPORT + "    health: {type: text, label: Health, sensitive: yes, optional: yes}\n"


@pytest.fixture
def here(tmp_path: Path) -> Office:
    made = office(tmp_path, SECRET + LOOK + INSPECT + END)
    made.begin("ROA-1", phone="07700 900123", health="Sciatica")
    made.done(AddNote(ADA, NINE, "ROA-1", "Rang about the herons", "note"))
    file = made.files.keep(ADA.id, "otters.pdf", PDF)
    made.done(Attach(ADA, NINE, "ROA-1", file))
    return made


def found(here: Office, actor: Actor, words: str) -> list[tuple[str, ...]]:
    return [one.why for one in Finding(here.engine).find(actor, words)]


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ("roa 1", ("Reference",)), ("elm", ("Where is it",)), ("zoe ng", ("Applicant", "Name")),
        ("+44 7700 900123", ("Applicant", "Phone")), ("z@example.org", ("Applicant", "Email")),
        ("herons", ("A note",)), ("otters", ("A document’s name",)),
    ],
)  # fmt: skip
def test_a_case_is_found_by_what_staff_may_see_and_says_by_what(here: Office, words: str, why: tuple[str, ...]) -> None:
    assert found(here, ADA, words) == [why]


def test_a_sensitive_answer_finds_nothing(here: Office) -> None:
    assert found(here, ADA, "sciatica") == []


def test_a_partner_finds_by_the_whole_reference_alone_and_reads_nothing_there(here: Office) -> None:
    for words in ("elm", "zoe", "07700 900123", "herons", "otters", "roa", "r"):
        assert found(here, OFFICER, words) == [], words
    (one,) = Finding(here.engine).find(OFFICER, "roa1")

    assert (one.reference, one.words, one.applicant, one.outcome) == ("ROA-1", "", "", "")


def test_a_stranger_finds_nothing_not_even_by_the_reference(here: Office) -> None:
    for words in ("ROA-1", "elm", "herons"):
        assert found(here, STRANGER, words) == []


def test_an_open_case_says_when_it_is_due_and_a_closed_one_does_not(tmp_path: Path) -> None:
    here = office(tmp_path, REPORT + INSPECT + "  due: {within: 10 days}\n" + END)
    here.begin("ROA-1")

    (ours,) = Finding(here.engine).find(ADA, "elm")
    assert ours.due is not None and ours.due == here.task(ADA, "ROA-1", "inspect.1").row.due

    task = here.task(ADA, "ROA-1", "inspect.1")
    here.done(Complete(ADA, NINE, "ROA-1", "inspect.1", {"found": "Hole"}, task.token))
    (closed,) = Finding(here.engine).find(ADA, "elm")
    assert closed.closed is not None and closed.due is None


@pytest.mark.parametrize("words", ["x367hdkn", "X367-HDKN", " x367 hdkn "])
@pytest.mark.parametrize("actor", [ADA, OFFICER])
def test_a_reference_is_found_without_the_letters_of_its_service(here: Office, words: str, actor: Actor) -> None:
    here.begin("ROA-X367-HDKN")

    assert found(here, actor, words) == [("Reference",)]
    assert found(here, STRANGER, words) == []
