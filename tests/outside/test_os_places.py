"""Addresses by OS Places: in the boxes of an address, and whatever goes wrong on the way is said in a moment."""

from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from engine.ports import Failed, Later
from outside import os_places
from outside.addresses import Address, inside
from outside.os_places import HOME, OsPlaces, PlacesSettings, as_address
from tests.outside.stubs.places import ELM_HILL, KEY, Fault, Places, point, running


@pytest.fixture
def stub() -> Iterator[Places]:
    with running() as places:
        yield places


def here(stub: Places) -> frozenset[tuple[Address, int]]:
    return frozenset([inside(httpx.URL(stub.url).netloc.decode())])


def places_at(stub: Places, key: str = KEY) -> OsPlaces:
    return OsPlaces.of(PlacesSettings(key, stub.url), here(stub))


def test_a_postcode_gives_its_addresses_in_boxes(stub: Places) -> None:
    first, second, third = places_at(stub).at("NR3 1HN")

    assert first == {"line_1": "1 Elm Hill", "town": "Norwich", "postcode": "NR3 1HN", "uprn": "100090000001"}
    assert second["line_1"] == "11 Elm Hill"
    assert (third["line_1"], third["line_2"]) == ("Flat 2A, St Andrew's House", "Elm Hill")
    assert stub.asked == ["NR3 1HN"]


def test_a_postcode_without_addresses_gives_none(stub: Places) -> None:
    assert places_at(stub).at("NR1 1AA") == ()


@pytest.mark.parametrize("fault", ["429", "500", "half", "odd", "words", "html"])
def test_what_goes_wrong_may_pass(stub: Places, fault: Fault) -> None:
    stub.faults.append(fault)
    places = places_at(stub)

    with pytest.raises(Later):
        places.at("NR3 1HN")

    assert len(places.at("NR3 1HN")) == 3


def test_nobody_waits_half_a_minute(stub: Places, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os_places, "SECONDS", 0.3)
    stub.faults.append("slow")

    with pytest.raises(Later, match="did not answer: TimeoutError"):  # and not: it hung up
        places_at(stub).at("NR3 1HN")


def test_a_wrong_key_is_said_to_whoever_looks_after_the_server(stub: Places) -> None:
    with pytest.raises(Failed, match="WHERRY_OS_PLACES_KEY"):
        places_at(stub, "another").at("NR3 1HN")


def test_an_address_of_the_house_is_reached_only_where_it_is_named(stub: Places) -> None:
    places = OsPlaces.of(PlacesSettings(KEY, stub.url), frozenset())

    with pytest.raises(Failed, match="not public"):
        places.at("NR3 1HN")

    assert stub.asked == []


@pytest.mark.parametrize(
    ("more", "lines"),
    [
        ({"ORGANISATION_NAME": "COUNTY COUNCIL"}, ("County Council", "1 Elm Hill")),
        ({"DEPENDENT_LOCALITY": "OLD CATTON"}, ("1 Elm Hill", "Old Catton")),
        ({"BUILDING_NAME": "ROSE COTTAGE", "BUILDING_NUMBER": "", "street": ""}, ("Rose Cottage", "")),
        ({"PO_BOX_NUMBER": "123", "BUILDING_NUMBER": "", "street": ""}, ("PO Box 123", "")),
        ({"POST_TOWN": "STOKE-ON-TRENT"}, ("1 Elm Hill", "")),
    ],
)
def test_each_way_of_writing_has_its_lines(more: dict[str, str], lines: tuple[str, str]) -> None:
    found = as_address(point("1", more.pop("BUILDING_NUMBER", "1"), **more))

    assert found is not None
    assert (found["line_1"], found.get("line_2", "")) == lines


@pytest.mark.parametrize("more", [{"POST_TOWN": ""}, {"POSTCODE": "x"}, {"street": "E" * 101}])
def test_what_fits_into_no_boxes_is_left_out(more: dict[str, str]) -> None:
    assert as_address(point("1", "1", **more)) is None


def test_what_is_no_uprn_is_left_out() -> None:
    found = as_address({**ELM_HILL[0], "UPRN": "<script>"})

    assert found is not None
    assert "uprn" not in found


def test_the_settings_name_the_key() -> None:
    assert PlacesSettings.from_environment({}) is None
    assert PlacesSettings.from_environment({"WHERRY_OS_PLACES_KEY": f" {KEY} "}) == PlacesSettings(KEY, HOME)


@pytest.mark.parametrize("told", [{"WHERRY_OS_PLACES_URL": HOME}, {"WHERRY_OS_PLACES_KEY": "two words"}])
def test_what_is_set_wrongly_is_said(told: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="WHERRY_OS_PLACES_KEY"):
        PlacesSettings.from_environment(told)


def test_their_key_stands_in_no_address(stub: Places) -> None:
    places_at(stub).at("NR3 1HN")

    (address,) = stub.addresses
    assert address.startswith("/search/places/v1/postcode?postcode=NR3%201HN&")
    assert KEY not in address
