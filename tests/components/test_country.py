"""The list of countries: what stands on it, and what does not."""

import pytest

from components.country import Country, names


def test_the_four_nations_stand_for_the_united_kingdom_where_they_are_asked_for() -> None:
    nations, whole = set(names(nations=True)), set(names(nations=False))

    assert whole - nations == {"United Kingdom"}
    assert nations - whole == {"England", "Northern Ireland", "Scotland", "Wales"}


@pytest.mark.parametrize("name", ["European Union", "Eurozone", "United Nations", "Unknown Region", "Pseudo-Accents"])
def test_what_is_no_country_is_not_on_the_list(name: str) -> None:
    assert name not in names(nations=False)


def test_a_rule_knows_every_country() -> None:
    assert Country(label="Born in").gives().options == names(nations=False)


def test_a_letter_with_an_accent_stands_with_its_like() -> None:
    listed = names(nations=False)

    assert listed.index("Åland Islands") == listed.index("Afghanistan") + 1
