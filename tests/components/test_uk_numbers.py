"""Numbers of the United Kingdom: real shapes and check digits, and the slips that they catch."""

from datetime import date
from typing import Any

import pytest

from components.base import Problem, Seen
from components.registry import kinds

SEEN = Seen(today=date(2027, 3, 1))


def read(kind: str, raw: str) -> Any:
    return kinds()[kind].model_validate(kinds()[kind].sample).answer(raw, SEEN)


def show(kind: str, answer: str) -> list[str]:
    return kinds()[kind].model_validate(kinds()[kind].sample).show(answer, SEEN)


def test_every_wrong_digit_of_a_pupil_s_number_is_found() -> None:
    number = "B801200005001"
    for at, digit in enumerate(number):
        for slip in set("0123456789") - {digit}:
            with pytest.raises(Problem):
                read("unique pupil number", number[:at] + slip + number[at + 1 :])


def test_a_pupil_of_a_new_authority_has_a_number_too() -> None:
    """942 is Cumberland, made in 2023."""
    assert read("unique pupil number", "W942200005001") == "W942200005001"


def test_letters_that_look_like_figures_are_in_no_pupil_number() -> None:
    with pytest.raises(Problem):
        read("unique pupil number", "B80120000500I")


@pytest.mark.parametrize(("typed", "kept"), [
    ("1234567", "01234567"), ("12345678", "12345678"), ("ni12345", "NI012345"), ("OC300001", "OC300001"),
    ("RS007123", "RS007123"), ("SP2345RS", "SP2345RS"), ("CE012345", "CE012345"),
])  # fmt: skip
def test_company_numbers_have_eight_characters(typed: str, kept: str) -> None:
    assert read("company number", typed) == kept


@pytest.mark.parametrize("number", [
    "AB51 ABC", "A1 ABC", "Q123 ABC", "ABC 1D", "A 1", "1 A", "ABC 123", "123 ABC", "AB 1234", "1234 AB", "AIZ 1234",
    "101 D 234", "101 X 234",
])  # fmt: skip
def test_every_shape_of_registration_number_is_taken_and_shown_as_on_its_plate(number: str) -> None:
    kept = read("vehicle registration", number)

    assert kept == number.replace(" ", "")
    assert show("vehicle registration", kept)[0].split() == [
        *number.replace("1 D 2", "1 D2").replace("1 X 2", "1 X2").split()
    ]


@pytest.mark.parametrize("slip", ["AB12 CD", "AB1 ABC", "AB512 ABC", "ABC 1234", "I123 ABC", "AB00 ABC", "AB51 AQC"])
def test_a_letter_or_figure_too_few_or_many_is_found(slip: str) -> None:
    with pytest.raises(Problem):
        read("vehicle registration", slip)


@pytest.mark.parametrize("slip", ["MORGA600054SM9IJ", "MORGA657324SM9IJ", "MORGA657004SM9IJ", "MORGA663054SM9IJ"])
def test_a_driving_licence_holds_a_month_and_a_day(slip: str) -> None:
    with pytest.raises(Problem):
        read("driving licence number", slip)


@pytest.mark.parametrize(("typed", "shown"), [
    ("tg2308", "TG 23 08"), ("TG 231 088", "TG 231 088"), ("TG 2310 0884", "TG 2310 0884"),
    ("TG2310308841", "TG 23103 08841"),
])  # fmt: skip
def test_a_grid_reference_is_shown_in_its_halves(typed: str, shown: str) -> None:
    assert show("national grid reference", read("national grid reference", typed)) == [shown]


@pytest.mark.parametrize("square", ["AA", "IJ", "JL", "TZ", "NP"])
def test_a_square_of_sea_is_no_place(square: str) -> None:
    with pytest.raises(Problem, match="begins with the letters of a place"):
        read("national grid reference", f"{square} 231 088")


def test_a_number_written_with_its_country_is_the_same() -> None:
    assert read("vat number", "GB980780684") == read("vat number", "XI 980 7806 84") == "980780684"
    assert show("vat number", "980780684") == ["GB 980 7806 84"]
    assert show("vat number", "980780684001") == ["GB 980 7806 84 001"]
