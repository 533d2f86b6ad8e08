"""An address by its postcode: what is asked on the way to one that is known, and how the one selected travels."""

import json
import re
from collections.abc import Mapping
from dataclasses import replace

from components.base import Addresses, Answer, Problem, Raw, Said, typed
from components.controls import Control, Group, One, Option, Text, Turn, Words
from components.options import look
from components.postcodes import postcode
from components.wording import says

#: The controls, by name, and what is pressed.
FIND, STEP, FOUND, BOXED = "find", "step", "found", "address"
SEARCH, BY_HAND = "find", "by hand"
#: The number that a council's gazetteer has for a place: up to 12 figures.
UPRN = re.compile(r"[0-9]{1,12}")
SELECT = "Find the address and select it, or enter it by hand"
NOT_A_POSTCODE = "Enter a full UK postcode, like NR1 1AA"
NONE_FOUND = "We found no address with this postcode and number."
NO_ANSWER = "We cannot look up addresses at the moment. Enter the address by hand."


def staged(raw: Raw) -> bool:
    """Whether it was asked by look-up, so that each control has its own value."""
    return isinstance(raw, Mapping) and any(name in raw for name in (FIND, STEP, FOUND, BOXED))


def by_hand(raw: Mapping[str, Raw]) -> bool:
    return raw.get(STEP) == BY_HAND


def controls(raw: Raw, known: Addresses, label: str, boxed: Group) -> list[Control]:
    """Postcode and number; then the addresses with them. `boxed` takes it by hand, which is always there."""
    values = raw if isinstance(raw, Mapping) else {}
    back = Turn(STEP, label, (Option(SEARCH, says("Find the address by its postcode")),))
    if by_hand(values):
        return [boxed, back]
    wanted = values.get(FIND)
    find = _search()
    ways = Turn(STEP, label, (Option(SEARCH, says("Find address")), Option(BY_HAND, says("Enter the address by hand"))))
    words = {name: _words(wanted, name) for name in ("postcode", "number")}
    if not words["postcode"]:
        return [find, ways]
    code = postcode(words["postcode"])
    if code is None:
        return [find, Words(says(NOT_A_POSTCODE)), ways]
    found = known.at(code)
    if found is None:
        return [Words(says(NO_ANSWER)), boxed, replace(back, stands=BY_HAND)]
    options = _options(found, words["number"])
    if not options:
        return [find, Words(says(NONE_FOUND)), ways]
    return [find, ways, One(FOUND, says("Select the address"), options, look=look(options))]


def _search() -> Group:
    boxes = (
        Text("postcode", says("Postcode"), width=10, autocomplete="postal-code", spellcheck=False),
        Text("number", says("House number or name (optional)"), width=20, spellcheck=False, optional=True),
    )
    return Group(FIND, says("Find the address by its postcode"), boxes)


def _words(values: Raw, name: str) -> str:
    value = values.get(name) if isinstance(values, Mapping) else None
    return value.strip() if isinstance(value, str) else ""


def _options(found: tuple[Mapping[str, str], ...], number: str) -> tuple[Option, ...]:
    """Each once. A number or a name is looked for from where a word begins: 1 is not 11."""
    starts = re.compile(rf"(?<![^\W_]){re.escape(number)}(?![0-9])", re.IGNORECASE)
    fitting = [one for one in found if not number or starts.search(_place(one))]
    return tuple({as_typed(one): Option(as_typed(one), ", ".join(_lines(one))) for one in fitting}.values())


def _place(one: Mapping[str, str]) -> str:
    return f"{one.get('line_1', '')} {one.get('line_2', '')}"


def _lines(one: Mapping[str, str]) -> list[str]:
    return [one[name] for name in ("line_1", "line_2", "town", "county", "postcode") if one.get(name)]


def as_typed(address: Mapping[str, str]) -> str:
    """The whole address as one text, so that it is known wherever it was selected."""
    return json.dumps({name: address[name] for name in sorted(address)}, ensure_ascii=False)


def selected(raw: Mapping[str, Raw]) -> dict[str, Answer]:
    """The address that was selected, as the boxes would hold it, with its UPRN. The postcode beside it is still its
    own: whoever changes that has not selected again."""
    text = typed(raw.get(FOUND))
    try:
        found = json.loads(text) if text else None
    except (ValueError, RecursionError):
        found = None
    if not isinstance(found, dict) or not UPRN.fullmatch(str(found.get("uprn", "0"))):
        raise Problem(Said(says(SELECT), f"{FIND}.postcode"))
    wanted = _words(raw.get(FIND), "postcode")
    if wanted and postcode(wanted) != found.get("postcode"):
        raise Problem(Said(says(SELECT), FOUND))
    return found
