"""An address by its postcode: what is asked on the way, and that by hand it is the same answer."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from components.address import Address
from components.base import Problem, Said, Seen
from components.controls import Control, Group, Items, One, Turn, Words
from components.list import List

HOUSE = {"line_1": "1 Elm Hill", "town": "Norwich", "postcode": "NR3 1HN", "uprn": "100090000001"}
FLAT = {"line_1": "Flat 2", "line_2": "11 Elm Hill", "town": "Norwich", "postcode": "NR3 1HN", "uprn": "100090000002"}
HOME = Address(label="What is your address?")
FIND = {"find": {"postcode": "nr31hn", "number": ""}}


class Known:
    def __init__(self, *found: Mapping[str, str]) -> None:
        self.found: tuple[Mapping[str, str], ...] | None = found

    def at(self, postcode: str) -> tuple[Mapping[str, str], ...] | None:
        return self.found if postcode == "NR3 1HN" or self.found is None else ()


KNOWN = Known(HOUSE, FLAT)
SEEN = Seen(date(2027, 3, 1), addresses=KNOWN)
BY_HAND = replace(SEEN, addresses=None)


def names(raw: Any, seen: Seen = SEEN) -> list[str]:
    return ["words" if isinstance(one, Words) else one.name for one in HOME.controls(raw, seen)]


def only(kind: type[Control], raw: Any, seen: Seen = SEEN) -> Any:
    return next(one for one in HOME.controls(raw, seen) if isinstance(one, kind))


def select(raw: Any, at: int) -> dict[str, Any]:
    return {**raw, "found": only(One, raw).options[at].value}


def test_first_the_postcode_is_asked_and_by_hand_is_there() -> None:
    assert names(None) == ["find", "step"]
    assert [one.value for one in only(Turn, None).options] == ["find", "by hand"]


def test_then_the_addresses_are_there_to_select_from() -> None:
    assert [one.label for one in only(One, FIND).options] == [
        "1 Elm Hill, Norwich, NR3 1HN", "Flat 2, 11 Elm Hill, Norwich, NR3 1HN"
    ]  # fmt: skip


@pytest.mark.parametrize(("number", "found"), [("1", 1), ("11", 1), ("flat 2", 1), ("3", 0), ("elm", 2), (".*", 0)])
def test_a_number_or_a_name_leaves_those_that_have_it(number: str, found: int) -> None:
    raw = {"find": {"postcode": "NR3 1HN", "number": number}}

    assert ("found" in names(raw)) == bool(found)
    assert found == 0 or len(only(One, raw).options) == found


def test_what_was_selected_is_the_answer_with_its_uprn() -> None:
    assert HOME.answer(select(FIND, 0), SEEN) == HOUSE
    assert HOME.show(HOUSE, SEEN) == ["1 Elm Hill", "Norwich", "NR3 1HN"]


def test_by_hand_it_is_the_same_answer_without_the_uprn() -> None:
    boxes = {name: words for name, words in HOUSE.items() if name != "uprn"}

    assert HOME.answer({"step": "by hand", "address": boxes}, SEEN) == boxes == HOME.answer(boxes, BY_HAND)


def test_nothing_that_reads_an_answer_asks_another_system() -> None:
    selected = select(FIND, 1)

    assert HOME.answer(selected, BY_HAND) == FLAT


@pytest.mark.parametrize("answer", [HOUSE, FLAT, {"line_1": "1 Elm Hill", "town": "Norwich", "postcode": "NR3 1HN"}])
def test_an_answer_reads_as_itself_when_it_is_changed(answer: dict[str, str]) -> None:
    written = HOME.write(answer)

    assert HOME.answer(written, SEEN) == HOME.answer(written, BY_HAND) == answer


def test_an_address_that_was_selected_is_selected_again() -> None:
    raw = HOME.write(FLAT)

    assert only(One, raw).options[1].value == raw["found"]


def test_what_was_given_in_boxes_is_changed_in_boxes() -> None:
    assert names({"line_1": "1 Elm Hill", "town": "Norwich", "postcode": "NR3 1HN"}) == ["address"]


def test_who_changes_the_postcode_has_not_selected_again() -> None:
    raw = select(FIND, 0) | {"find": {"postcode": "NR1 1AA"}}

    with pytest.raises(Problem, match="Find the address and select it, or enter it by hand"):
        HOME.answer(raw, SEEN)


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (FIND, "Find the address and select it, or enter it by hand"),
        ({"step": "by hand", "address": {"line_1": "1"}}, "Enter a town or city"),
        ({"step": "by hand"}, "Enter address line 1"),
        ({"step": "find"}, "What is your address? Enter an address"),
        (FIND | {"found": "{"}, "Find the address"),
        (FIND | {"found": '{"uprn": "1; drop"}'}, "Find the address"),
        (FIND | {"found": '{"postcode": "NR3 1HN"}'}, "Enter address line 1"),
    ],
)
def test_what_is_missing_is_asked_for(raw: Any, said: str) -> None:
    with pytest.raises(Problem) as refused:
        HOME.answer(raw, SEEN)

    assert refused.value.said[0].sentence.startswith(said)


def test_what_is_wrong_is_said_at_its_box() -> None:
    with pytest.raises(Problem) as refused:
        HOME.answer({"step": "by hand", "address": {"line_1": "1", "postcode": "NR3 1HN"}}, SEEN)

    assert [one.part for one in refused.value.said] == ["address.town"]


def test_an_empty_address_says_all_that_is_missing_at_once() -> None:
    for raw, seen, at in ((None, BY_HAND, ""), ({"town": " "}, BY_HAND, ""), ({"step": "by hand"}, SEEN, "address.")):
        with pytest.raises(Problem) as refused:
            HOME.answer(raw, seen)

        assert [one.part for one in refused.value.said] == [f"{at}line_1", f"{at}town", f"{at}postcode"]


def test_in_a_services_own_words_it_is_said_once_of_every_box() -> None:
    own = Address.model_validate({"label": "Home", "if empty": "Say where you live"})

    with pytest.raises(Problem) as refused:
        own.answer({"step": "by hand"}, SEEN)

    assert refused.value.said == (Said("Say where you live", "address", ("line_1", "town", "postcode")),)


def test_pressing_a_button_answers_nothing() -> None:
    assert Address(label="Home", optional=True).answer({"step": "by hand", "address": {"line_1": " "}}, SEEN) is None


@pytest.mark.parametrize(
    ("postcode", "said"), [("NR", "Enter a full UK postcode"), ("NR1 1AA", "We found no address with this postcode")]
)
def test_where_nothing_is_found_it_says_so_and_by_hand_is_there(postcode: str, said: str) -> None:
    raw = {"find": {"postcode": postcode}}

    assert only(Words, raw).text.startswith(said)
    assert "by hand" in [one.value for one in only(Turn, raw).options]


def test_where_nobody_answers_the_boxes_are_there_at_once() -> None:
    silent = Known()
    silent.found = None
    seen = replace(SEEN, addresses=silent)

    assert names(FIND, seen) == ["words", "address", "step"]
    assert only(Turn, FIND, seen).stands == "by hand"
    assert len(only(Group, FIND, seen).controls) == 5


@pytest.mark.parametrize("raw", [7, [], {"find": 7}, {"find": {"postcode": 7}}, {"step": 7}, {"address": "x"}], ids=str)
def test_whatever_stands_in_a_draft_is_drawn_and_read(raw: Any) -> None:
    assert HOME.controls(raw, SEEN)
    with pytest.raises(Problem):
        HOME.answer(raw, SEEN)


def test_inside_a_list_each_item_is_asked_by_look_up() -> None:
    each = List.model_validate({"label": "Where", "questions": {"home": {"type": "address", "label": "Home"}}})
    raw = [{"#": "a", "home": FIND}, {"#": "b"}]

    found = next(one for one in each.controls(raw, SEEN) if isinstance(one, Items))

    shown = [[type(one) for one in item.blocks[0].controls] for item in found.items]
    assert shown == [[Group, Turn, One], [Group, Turn]]
    assert each.turns(SEEN) and not each.turns(replace(SEEN, addresses=None))


def test_an_address_in_an_item_is_read_as_any_and_comes_back() -> None:
    each = List.model_validate({"label": "Where", "questions": {"home": {"type": "address", "label": "Home"}}})
    answer = [{"#": "a", "home": HOUSE}]

    assert each.answer(each.write(answer), SEEN) == answer
