"""Names as a sentence says them."""

import pytest

from components.joining import joined, quoted


@pytest.mark.parametrize(
    ("names", "said"),
    [
        ([], ""),
        (["Ann"], "Ann"),
        (["Ann", "Ben"], "Ann and Ben"),
        (["Ann", "Ben", "Cleo"], "Ann, Ben and Cleo"),
        (["Ann", "Ben", "Cleo", "Dot"], "Ann, Ben, Cleo and Dot"),
    ],
)
def test_names_are_joined_as_people_say_them(names: list[str], said: str) -> None:
    assert joined(names) == joined(dict.fromkeys(names)) == joined(iter(names)) == said


def test_of_names_one_may_be_meant() -> None:
    assert joined(["a PDF", "a DOCX", "a photo"], "or") == "a PDF, a DOCX or a photo"


def test_what_is_quoted_within_quotes_stands_in_single_ones() -> None:
    assert quoted("Inspect the road") == "“Inspect the road”"
    assert quoted("Decide on “Ask for a skip permit”") == "“Decide on ‘Ask for a skip permit’”"
