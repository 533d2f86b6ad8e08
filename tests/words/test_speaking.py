"""Numbers, amounts and the language of a page, as each language has them."""

from datetime import date

import pytest

from components.base import Seen
from components.money import Money, in_pounds
from components.number import Number
from components.uploads import size_in_words
from components.wording import figure, says, too_long
from workflows.speaking import chosen, shipped, voice

FILES = "You can only select up to {most} files"


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("pl", {1: "1 plik", 2: "2 pliki", 5: "5 plików", 12: "12 plików", 22: "22 pliki", 25: "25 plików"}),
        ("lt", {1: "1 failą", 2: "2 failus", 10: "10 failų", 11: "11 failų", 21: "21 failą"}),
        ("cy", {1: "1 ffeil", 2: "2 ffeil", 5: "5 ffeil"}),
    ],
)
def test_a_sentence_agrees_with_its_number(language: str, said: dict[int, str]) -> None:
    for number, words in said.items():
        assert words in voice(language).say(FILES, most=number)


def test_a_number_in_a_sentence_with_somebodys_words_is_the_number() -> None:
    assert voice("pl").say(too_long("Opis", 2)) == "Opis: najwyżej 2 znaki"
    assert voice("").say(too_long("Notes", 2_000)) == "Notes must be 2,000 characters or less"


@pytest.mark.parametrize(
    ("language", "whole", "pence"),
    [("", "£1,250", "£1,250.50"), ("cy", "£1,250", "£1,250.50"), ("fr", "£1,250", "£1,250.50"),
     ("lt", "1 250 £", "1 250,50 £"), ("pl", "1 250 £", "1 250,50 £"), ("pt", "£ 1.250", "£ 1.250,50")],
)  # fmt: skip
def test_an_amount_is_written_as_its_language_writes_it_and_is_still_pounds(
    language: str, whole: str, pence: str
) -> None:
    said = [voice(language).pounds(amount).replace("\xa0", " ") for amount in (125_000, 125_050)]
    assert said == [whole, pence]


def test_a_number_keeps_all_its_places() -> None:
    between = says("{called} must be {low} or more", called="Pole", low=figure("0.12345"))
    assert voice("pl").say(between) == "Pole: co najmniej 0,12345"
    assert between == "Pole must be 0.12345 or more"
    assert voice("pl").say("It costs {amount}.", amount=in_pounds(1250)).replace("\xa0", " ") == "Koszt: 12,50 £."


@pytest.mark.parametrize("language", ["", *shipped()])
def test_what_a_language_reads_back_may_be_typed_so(language: str) -> None:
    number, money, seen = Number(label="N", decimals=2), Money(label="N"), Seen(today=date(2027, 3, 1))
    # Whole thousands with a point between are English decimals, so Portuguese has to leave it out there.
    thousands = (1250, 12_500, 1_250_000) if language != "pt" else ()
    for kept in (4, "0.5", "12.5", "0.05", "1250.5", "12500.75", "-1250.5", *thousands):
        assert number.answer(voice(language).own(number.show(kept, seen)[0]), seen) == kept
    for pence in (50, 1250, 125_050, 1_250_000_75, *(100 * pounds for pounds in thousands)):
        assert money.answer(voice(language).pounds(pence), seen) == pence


@pytest.mark.parametrize(("size", "said"), [(3_000_000, "3 MB"), (3_140_000, "3,1 MB"), (12_000, "12 KB")])
def test_the_size_of_a_file_is_a_number_of_its_language(size: int, said: str) -> None:
    assert voice("pl").say(size_in_words(size)) == said
    assert voice("").say(size_in_words(size)) == said.replace(",", ".")


@pytest.mark.parametrize(
    ("asked", "accepted", "language"),
    [
        ("", "", ""),
        ("", "pl-PL,pl;q=0.9,en;q=0.8", "pl"),
        ("", "en-GB,en;q=0.9,pl;q=0.8", ""),
        ("", "pl;q=0.2, ar;q=0.7", "ar"),
        ("", "lt", ""),
        ("en", "pl", ""),
        ("cy", "pl", "cy"),
        ("zz", "pl", "pl"),
        ('"><script>', "", ""),
        ("", ";q=1,,q=,*;q=9,pl;q=1e999", ""),
        ("", "," * 10_000, ""),
    ],
)
def test_the_language_of_a_page_is_what_was_chosen_else_what_the_browser_asks_for_and_a_service_has(
    asked: str, accepted: str, language: str
) -> None:
    assert chosen(asked, accepted, lambda: ("ar", "pl")) == language


def test_what_is_offered_is_not_asked_for_a_browser_that_reads_english() -> None:
    def offered() -> tuple[str, ...]:
        raise AssertionError("nobody needs to know")

    assert [chosen("", accepted, offered) for accepted in ("", "en-GB,en;q=0.9,pl;q=0.1", "*")] == ["", "", ""]
