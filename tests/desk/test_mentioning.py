"""Whom a note mentions, and who hears of it."""

from pathlib import Path

import pytest

from desk.mentioning import NOBODY, Mentioning, Named, named
from engine.commands import AddNote, Refusal
from tests.desk.making import Office, office
from tests.engine.making import ADA, BEN, END, INSPECT, MEI, NINE, OFFICER, REPORT


@pytest.fixture
def here(tmp_path: Path) -> Office:
    return office(tmp_path, REPORT + INSPECT + END)


def test_a_note_reaches_whoever_it_mentions_until_they_have_looked(here: Office) -> None:
    reference, mentioning = here.begin("ROA-1"), Mentioning(here.engine)
    rows = here.engine.store.mentions
    people = mentioning.people(ADA, reference)
    assert people == (("ben", "Ben Carter"), ("mei", "Mei Lin")), "not oneself"

    text = "Please look, @Ben Carter and @mei lin"
    found = named(text, dict(people))
    assert isinstance(found, Named) and found.words == "Ben Carter and Mei Lin"
    here.done(AddNote(ADA, NINE, reference, text, "1", found.people))

    assert [(one.reference, one.author) for one in rows.of("ben")] == [(reference, "ada")]
    assert len(rows.of("mei")) == 1 and rows.of("ada") == []
    mentioning.read(BEN, reference)
    assert rows.of("ben") == [] and len(rows.of("mei")) == 1


def test_nobody_is_mentioned_who_may_not_see_the_case(here: Office) -> None:
    reference = here.begin("ROA-1")

    assert isinstance(here.desk.do(AddNote(ADA, NINE, reference, "Look", "1", ("pam",))), Refusal)
    assert Mentioning(here.engine).people(OFFICER, reference) == ()


PEOPLE = {"ann": "Ann Li", "lister": "Ann Lister", "twin": "Ann Lister", "priya": "Priya Nair", "zoe": "Zoë O’Hara-Ng"}


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("See @Ann Lister", ["lister", "twin"]),
        ("See @ann li and @ANN LISTER", ["ann", "lister", "twin"]),
        ("@Priya, please ring", ["priya"]),
        ("@priya: and @Nair", ["priya"]),
        ("@Zoë and (@o’hara-ng)", ["zoe"]),
        ("See Ann Li, at ann@example.org, @ 5pm or @5", []),
    ],
)
def test_a_note_names_by_whole_names_and_by_words_that_one_name_has(text: str, people: list[str]) -> None:
    found = named(text, PEOPLE)

    assert isinstance(found, Named) and list(found.people) == people


def test_a_name_that_fits_nobody_or_several_is_refused_with_what_to_write() -> None:
    nobody, several = named("@Priya or @Prya?", PEOPLE), named("Ask @Ann", PEOPLE)

    assert isinstance(nobody, Refusal) and nobody.reason == NOBODY.format(name="Prya")
    assert isinstance(several, Refusal)
    assert several.reason == "There are several called “Ann”. Write @Ann Li or @Ann Lister"


def test_a_note_shows_whom_it_names(here: Office) -> None:
    reference = here.begin("ROA-1")

    here.done(AddNote(ADA, NINE, reference, "Please look, @Ben", "1", ("ben",)))

    assert [note.named for note in here.case(MEI, reference).notes] == [("Ben Carter",)]
