"""What other systems are asked while somebody answers: kept for a while, never waited for long, never for nothing."""

import threading
import time
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor

import pytest

from components.controls import Option
from engine.ports import Later
from outside.look_ups import AGAIN, AN_HOUR, FRESH, MOST_OPTIONS, OF_ALL, OF_ONE, Asking, as_options, asking

ELM_HILL = ({"line_1": "1 Elm Hill", "town": "Norwich", "postcode": "NR3 1HN", "uprn": "1"},)
ACLE = (Option("E1", "Acle"), Option("Alby", "Alby"))


class Theirs:
    """Another system, with what it was asked."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.fails = False
        self.now = 1_000_000.0

    def parishes(self) -> list[str | tuple[str, str]]:
        self.asked.append("parishes")
        if self.fails:
            raise OSError("down")
        return [("E1", "Acle"), "Alby"]

    def at(self, postcode: str) -> tuple[Mapping[str, str], ...]:
        self.asked.append(postcode)
        if self.fails:
            raise OSError("down")
        return ELM_HILL

    def asking(self, patience: float = 5) -> Asking:
        return asking({"parishes": self.parishes}, self.at, lambda: self.now, patience)


@pytest.fixture
def theirs() -> Theirs:
    return Theirs()


@pytest.fixture
def never() -> Iterator[threading.Event]:
    event = threading.Event()
    yield event
    event.set()


def test_a_list_is_kept_for_a_while(theirs: Theirs) -> None:
    lists = theirs.asking().lists

    assert lists.options("parishes") == lists.options("parishes") == ACLE
    assert theirs.asked == ["parishes"]

    theirs.now += FRESH
    lists.options("parishes")
    assert theirs.asked == ["parishes", "parishes"]


def test_what_was_said_last_stands_while_nobody_answers(theirs: Theirs) -> None:
    lists = theirs.asking().lists
    lists.options("parishes")
    theirs.fails, theirs.now = True, theirs.now + FRESH

    assert lists.options("parishes") == ACLE


def test_where_nobody_ever_answered_there_is_nothing(theirs: Theirs) -> None:
    theirs.fails = True

    assert theirs.asking().lists.options("parishes") is None
    assert theirs.asking().lists.options("of nobody") is None


def test_the_log_says_what_went_wrong_in_our_words_and_names_only_faults_that_are_not_ours(
    theirs: Theirs, caplog: pytest.LogCaptureFixture
) -> None:
    def down() -> list[str]:
        raise Later("OS Places did not answer")

    def broken() -> list[str]:
        raise OSError("down")

    lists = asking({"down": down, "broken": broken}, None, lambda: theirs.now, 5).lists
    lists.options("down")
    lists.options("broken")

    assert [one.getMessage().partition(" failed: ")[2] for one in caplog.records] == [
        "OS Places did not answer",
        "OSError: down",
    ]


def test_who_fails_again_and_again_is_left_alone_for_a_while(theirs: Theirs) -> None:
    theirs.fails, lists = True, theirs.asking().lists
    for _ in range(9):
        lists.options("parishes")
        theirs.now += AGAIN
    assert len(theirs.asked) == 5

    theirs.fails, theirs.now = False, theirs.now + 60
    assert lists.options("parishes") == ACLE


def test_a_page_that_asks_for_the_same_several_times_waits_once(theirs: Theirs) -> None:
    theirs.fails, person = True, theirs.asking().addresses("ada")
    assert person is not None
    assert [person.at("NR3 1HN") for _ in range(OF_ONE + 5)] == [None] * (OF_ONE + 5)
    assert theirs.asked == ["NR3 1HN"]

    theirs.fails, theirs.now = False, theirs.now + AGAIN
    assert person.at("NR3 1HN") == ELM_HILL


def test_nobody_waits_long_and_what_comes_late_is_there_for_the_next(theirs: Theirs, never: threading.Event) -> None:
    def slow() -> list[str]:
        theirs.asked.append("slow")
        never.wait(30)
        return ["Acle"]

    lists = asking({"slow": slow}, None, lambda: theirs.now, patience=0.05).lists
    assert lists.options("slow") is None
    theirs.now += AGAIN
    assert lists.options("slow") is None
    assert theirs.asked == ["slow"], "it is asked once, however many wait"

    never.set()
    until = time.monotonic() + 10
    while (late := lists.options("slow")) is None and time.monotonic() < until:
        time.sleep(0.01)
    assert late == (Option("Acle", "Acle"),)


def test_a_slow_answer_is_one_failure_however_many_wait_for_it(
    theirs: Theirs, never: threading.Event, caplog: pytest.LogCaptureFixture
) -> None:
    def slow() -> list[str]:
        theirs.asked.append("slow")
        never.wait(30)
        return ["Acle"]

    lists = asking({"slow": slow}, None, lambda: theirs.now, patience=1).lists
    with ThreadPoolExecutor(8) as people:
        assert {*people.map(lists.options, ["slow"] * 8)} == {None}

    assert (theirs.asked, len(caplog.records)) == (["slow"], 1)
    assert lists.remembered.breaker.pause("slow") == 0


def test_an_answer_that_never_comes_is_not_waited_for_again_and_again(theirs: Theirs, never: threading.Event) -> None:
    def hangs() -> list[str]:
        never.wait(30)
        return []

    lists = asking({"hangs": hangs}, None, lambda: theirs.now, patience=0.01).lists
    for _ in range(5):
        assert not lists.remembered.breaker.rests("hangs")
        lists.options("hangs")
        theirs.now += AGAIN

    assert lists.remembered.breaker.rests("hangs")


@pytest.mark.parametrize(
    "given",
    [[("", "x")], [("x", " ")], [(1, "x")], [7], ["x" * 201], [str(number) for number in range(MOST_OPTIONS + 1)]],
    ids=["no value", "no label", "a number for a value", "a number", "too long", "too many"],
)
def test_what_is_no_list_of_options_is_none(given: list[object]) -> None:
    with pytest.raises((ValueError, TypeError)):
        as_options(given)


def test_an_option_stands_once() -> None:
    assert as_options(["Acle", "Acle ", ("Acle", "Another")]) == (Option("Acle", "Acle"),)


def test_without_a_search_nobody_can_look_up_addresses(theirs: Theirs) -> None:
    assert asking({}, None, lambda: theirs.now).addresses("ada") is None


def test_one_person_looks_for_so_many_postcodes_in_an_hour(theirs: Theirs) -> None:
    ada = theirs.asking().addresses("ada")
    assert ada is not None

    found = [ada.at(f"NR1 {number}AA") for number in range(OF_ONE + 3)]

    assert found == [ELM_HILL] * OF_ONE + [None] * 3
    assert ada.at("NR1 0AA") == ELM_HILL, "what was found in the last while costs nothing"
    theirs.now += AN_HOUR
    assert ada.at("NR2 1AA") == ELM_HILL


def test_what_nobody_is_asked_for_costs_nobody_a_search(theirs: Theirs) -> None:
    theirs.fails, ada = True, theirs.asking().addresses("ada")
    assert ada is not None
    assert [ada.at(f"NR1 {number}AA") for number in range(OF_ONE + 5)] == [None] * (OF_ONE + 5)
    assert len(theirs.asked) == 5

    theirs.fails, theirs.now = False, theirs.now + 60
    assert ada.at("NR3 1HN") == ELM_HILL


def test_all_together_look_for_so_many_whatever_they_call_themselves(theirs: Theirs) -> None:
    whole = theirs.asking()
    found = 0
    for number in range(OF_ALL + 10):
        person = whole.addresses(f"robot {number}")
        found += person is not None and person.at(f"postcode {number}") is not None

    assert found == OF_ALL


def test_what_was_found_for_one_person_is_not_looked_for_again_for_the_next(theirs: Theirs) -> None:
    whole = theirs.asking()
    for who in ("ada", "grace", "ada"):
        person = whole.addresses(who)
        assert person is not None
        assert person.at("NR3 1HN") == ELM_HILL

    assert theirs.asked == ["NR3 1HN"]
