"""Our own words in every language: none is missing, none is left over, and each has the places of its sentence."""

import re

import pytest
from babel.messages.pofile import read_po

from components.registry import kinds
from components.wording import says
from desk.said_by_kinds import needed
from tests.words.ours import ours
from tests.words.test_kinds import SEEN
from workflows.speaking import FOLDER, shipped, voice

PLACE = re.compile(r"\{(\w+)")
#: Figures, marks and names are the same in every language.
ALIKE = {"Total: {amount}", "Roll number {number}", "Sort code {code}", "“{label}”"}


@pytest.fixture(scope="module")
def keys() -> set[str]:
    return ours() | {words for kind in kinds().values() for words in needed(kind, SEEN)}


def test_the_languages_are_those_that_are_promised() -> None:
    assert shipped() == ("cy", "lt", "pl", "pt")


@pytest.mark.parametrize("language", shipped())
def test_no_words_of_ours_are_missing(keys: set[str], language: str) -> None:
    missing = sorted(keys - voice(language).words.keys())
    assert not missing, f"add these to workflows/words/{language}.po: {missing}"


@pytest.mark.parametrize("language", shipped())
def test_no_words_are_left_over(keys: set[str], language: str) -> None:
    over = sorted(voice(language).words.keys() - keys)
    assert not over, f"nothing says these any more; take them out of workflows/words/{language}.po: {over}"


@pytest.mark.parametrize("language", shipped())
def test_every_place_of_a_sentence_is_in_its_translation(language: str) -> None:
    wrong = {
        english for english, said in voice(language).words.items()
        if sorted(PLACE.findall(english)) != sorted(PLACE.findall(said))
    }  # fmt: skip
    assert not wrong


@pytest.mark.parametrize("language", shipped())
def test_a_sentence_with_forms_has_all_of_them_with_its_places(language: str) -> None:
    with (FOLDER / f"{language}.po").open("rb") as file:
        wanted = read_po(file).num_plurals
    for english, forms in voice(language).forms.items():
        assert len(forms.said) == wanted, english
        assert {tuple(sorted(PLACE.findall(said))) for said in forms.said} == {tuple(sorted(PLACE.findall(english)))}


@pytest.mark.parametrize("language", shipped())
def test_a_translation_is_not_the_english_again(language: str) -> None:
    same = {english for english, said in voice(language).words.items() if english == said} - ALIKE
    assert not same


@pytest.mark.parametrize("language", shipped())
def test_a_catalogue_that_nobody_reviewed_says_so_and_no_resident_reads_it(language: str) -> None:
    with (FOLDER / f"{language}.po").open("rb") as file:
        assert "Unreviewed" in read_po(file).header_comment
    assert not any("review" in said.lower() for said in voice(language).words.values())


def test_a_language_without_a_catalogue_is_spoken_in_english() -> None:
    sentence = says("{called} must be a real date", called="Data")
    assert voice("fr").say(sentence) is sentence
    assert voice("fr").otherwise == ' lang="en"'
    assert voice("ar").otherwise == ' lang="en" dir="ltr"'
    assert voice("").otherwise == ""
    assert voice("pl").otherwise == ""


def test_a_country_of_a_language_speaks_as_the_language_does() -> None:
    assert voice("pt-br").say("Continue") == "Continuar"


def test_catalogues_are_where_the_program_reads_them() -> None:
    assert sorted(path.suffix for path in FOLDER.iterdir()) == [".po"] * len(shipped())
