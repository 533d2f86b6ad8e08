"""Tiles of a map: given, kept, and whatever their server does, it is a picture or nothing."""

import logging
from collections.abc import Iterator

import pytest

from components.controls import Map
from outside import tiles
from outside.addresses import inside
from outside.tiles import AGAIN, EXAMPLE, FRESH, Tiles, TileSettings
from tests.outside.stubs.tiles import KEY, Fault, TileServer, picture, running

HERE = (7, 480, 595)
SET = {"WHERRY_TILES": EXAMPLE.replace("…", KEY), "WHERRY_TILES_START": "tg 23 08"}


class Clock:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def stub() -> Iterator[TileServer]:
    with running() as server:
        yield server


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def ours(stub: TileServer, clock: Clock) -> Tiles:
    return Tiles.of(TileSettings(stub.template, Map("TG2308", 9)), frozenset([inside(stub.netloc)]), clock)


def test_a_tile_is_given_as_it_is(ours: Tiles, stub: TileServer) -> None:
    tile = ours.at(*HERE)

    assert tile is not None
    assert (tile.kind, tile.picture) == ("image/png", picture(*HERE))
    assert stub.asked == ["7/480/595"]


def test_a_tile_is_asked_for_once_a_day(ours: Tiles, stub: TileServer, clock: Clock) -> None:
    ours.at(*HERE)
    clock.now += FRESH - 1
    ours.at(*HERE)
    assert len(stub.asked) == 1

    clock.now += 2
    assert ours.at(*HERE) is not None
    assert len(stub.asked) == 2


@pytest.mark.parametrize("fault", ["500", "403", "404", "half", "html", "lies", "svg", "redirect", "huge"])
def test_what_is_no_picture_is_nothing_and_may_pass(ours: Tiles, stub: TileServer, clock: Clock, fault: Fault) -> None:
    stub.faults.append(fault)

    assert ours.at(*HERE) is None
    assert ours.at(*HERE) is None
    assert stub.asked == ["7/480/595"]

    clock.now += AGAIN
    assert ours.at(*HERE) is not None


def test_nobody_waits_half_a_minute(
    ours: Tiles, stub: TileServer, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(tiles, "SECONDS", 0.3)
    stub.faults.append("slow")

    assert ours.at(*HERE) is None
    assert "did not answer: TimeoutError" in caplog.text, "it was not waited for until it hung up"


def test_a_server_that_fails_again_and_again_is_left_alone(ours: Tiles, stub: TileServer, clock: Clock) -> None:
    stub.faults.extend(["500"] * 5)
    given = [ours.at(7, 480, y) for y in range(595, 605)]
    assert (given, len(stub.asked)) == ([None] * 10, 5)

    clock.now += 61
    assert ours.at(*HERE) is not None


def test_a_server_that_costs_money_is_not_asked_without_end(
    ours: Tiles, stub: TileServer, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tiles, "OF_ALL", 3)
    given = [ours.at(7, 480, y) is not None for y in (595, 596, 597, 598, 595)]
    assert given == [True, True, True, False, True]

    clock.now += tiles.AN_HOUR
    assert ours.at(7, 480, 598) is not None
    assert len(stub.asked) == 4


def test_what_nobody_is_asked_for_is_not_counted(
    ours: Tiles, stub: TileServer, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tiles, "OF_ALL", 6)
    stub.faults.extend(["500"] * 5)
    for y in range(595, 605):
        ours.at(7, 480, y)

    clock.now += 61
    assert ours.at(*HERE) is not None


def test_a_server_without_some_tiles_is_no_broken_one(ours: Tiles, stub: TileServer) -> None:
    stub.faults.extend(["404"] * 9)

    assert [ours.at(7, 480, y) for y in range(595, 604)] == [None] * 9
    assert ours.at(7, 480, 604) is not None


def test_what_is_kept_has_an_end(ours: Tiles, stub: TileServer, monkeypatch: pytest.MonkeyPatch) -> None:
    each = len(picture(*HERE)) + tiles.BESIDE
    monkeypatch.setattr(tiles, "MOST_KEPT", int(each * 2.5))
    for y in (595, 596, 595, 597):
        ours.at(7, 480, y)

    assert [ours.kept(7, 480, y)[0] for y in (595, 596, 597)] == [True, False, True]


def test_a_server_that_is_not_named_as_inside_is_not_called(stub: TileServer, clock: Clock) -> None:
    settings = TileSettings(stub.template, Map("TG2308", 9))

    assert Tiles.of(settings, frozenset(), clock).at(*HERE) is None
    assert stub.asked == []


@pytest.mark.parametrize("numbers", [(10, 480, 595), (7, 0, 0), (7, 480, 999_999), (-1, 0, 0), (7, -1, 595)])
def test_only_tiles_of_the_map_are_there(ours: Tiles, numbers: tuple[int, int, int]) -> None:
    assert not ours.has(*numbers)
    assert ours.has(*HERE)


@pytest.mark.parametrize("fault", ["500", "html", "redirect", "huge", "half"])
def test_the_key_stands_in_no_line_of_the_log(
    ours: Tiles, stub: TileServer, caplog: pytest.LogCaptureFixture, fault: Fault
) -> None:
    stub.faults.append(fault)
    with caplog.at_level(logging.DEBUG, "wherry"):
        ours.at(*HERE)

    assert "map’s server" in caplog.text
    assert KEY not in caplog.text
    assert KEY not in repr(ours)


def test_the_settings_say_where_tiles_come_from_and_where_a_map_begins() -> None:
    more = {"WHERRY_TILES_DEEPEST": "12", "WHERRY_TILES_CREDIT": " © Somebody 2027 "}
    found = TileSettings.from_environment(SET | more)

    assert TileSettings.from_environment({}) is None
    assert TileSettings.from_environment(SET) == TileSettings(SET["WHERRY_TILES"], Map("TG2308", 9))
    assert found is not None and found.map == Map("TG2308", 12, "© Somebody 2027")
    assert found.url(7, 480, 595) == f"https://api.os.uk/maps/raster/v1/zxy/Road_27700/7/480/595.png?key={KEY}"


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"WHERRY_TILES_START": ""}, "Set WHERRY_TILES_START to the grid reference"),
        ({"WHERRY_TILES_START": "Norwich"}, "Set WHERRY_TILES_START to the grid reference"),
        ({"WHERRY_TILES_DEEPEST": "14"}, "from 0 to 13"),
        ({"WHERRY_TILES_DEEPEST": "deep"}, "from 0 to 13"),
        ({"WHERRY_TILES": ""}, "Set WHERRY_TILES to where"),
        ({"WHERRY_TILES": "https://tiles.example.org/{z}/{x}"}, "Write WHERRY_TILES as"),
        ({"WHERRY_TILES": "https://{x}.example.org/{z}/{y}"}, "Write WHERRY_TILES as"),
        ({"WHERRY_TILES": "ftp://tiles.example.org/{z}/{x}/{y}"}, "Write WHERRY_TILES as"),
        ({"WHERRY_TILES": "{z}/{x}/{y}"}, "Write WHERRY_TILES as"),
        ({"WHERRY_TILES": "https://tiles.example.org/{z}/{x}/{y}?key=a b"}, "Write WHERRY_TILES as"),
    ],
)
def test_what_is_set_wrongly_is_said(wrong: dict[str, str], said: str) -> None:
    with pytest.raises(ValueError, match=said) as told:
        TileSettings.from_environment(SET | wrong)

    assert KEY not in str(told.value)
