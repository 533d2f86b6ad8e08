"""A hand at the controls of any question: what it may type, as a browser would send it. No kind is known here."""

from collections.abc import Mapping, Sequence
from random import Random
from typing import Any

from components.base import Problem, Question, Raw, Seen
from components.controls import ID, Block, Control, Drawing, File, Group, Items, Many, One, Text, join, split
from components.drawings import TALL, WIDE, strokes
from desk.faces import named

#: What people and their machines put between characters, seen or not, beside what is on every keyboard.
ODD = "\u00a0\u200b\u200f\u202e\u2011\u2013\u2019\u00e9\u0301\u0130\u1e9e\uff11\u0661\u674e\U0001f6a7"
KEYBOARD = "abcxyzABCXYZ0123456789 .,-/'\"<>&%£@:;()+=_"
MULTILINE = "\n"
FILE = {"id": "f1", "name": "plan.pdf", "size": 1200, "type": "application/pdf"}


def held(controls: Sequence[Control], raw: Raw) -> Raw:
    """The part of a raw that the controls of a question can hold: what could be typed and sent."""
    values = split(controls, raw)
    return join(controls, {one.name: _held(one, values.get(one.name)) for one in named(controls)})


def _held(control: Control, value: Raw) -> Raw:
    match control:
        case Text():
            words = value if isinstance(value, str) else ""
            return words if control.lines > 1 else words.replace(MULTILINE, " ")
        case One():
            return value if value in [option.value for option in control.options] else None
        case Many():
            chosen = value if isinstance(value, list) else []
            return [option.value for option in control.options if option.value in chosen]
        case Group():
            values = value if isinstance(value, Mapping) else {}
            return {part.name: _held(part, values.get(part.name)) for part in control.controls}
        case File():
            files = value if isinstance(value, list) else []
            each = {one["id"]: one for one in files if isinstance(one, dict) and FILE.keys() <= one.keys()}
            return list(each.values())[: 1 if control.most == 1 else None]  # a box for one lets nobody choose two
        case Drawing():
            return value if isinstance(value, list) and strokes(value) is not None else None
        case Items():
            known = {item.id: item.blocks for item in control.items if item.id}
            values = {item.get(ID): item for item in value or () if isinstance(item, Mapping)}
            items = [{ID: id} | _item(control, blocks, values.get(id, {})) for id, blocks in known.items()]
            return items or [{ID: "k1"} | _item(control, (), {})] * bool(control.least)
    raise TypeError(f"no hand is laid on {control!r}")


def _item(control: Items, asked: Sequence[Block], values: Mapping[str, Raw]) -> dict[str, Raw]:
    now = {block.name: block for block in (*control.blocks, *asked)}
    return {name: held(block.controls, values.get(name)) for name, block in now.items() if named(block.controls)}


def typed(question: Question, seen: Seen, chance: Random) -> Raw:
    """A sample as it is or with slips, or whatever the controls let anybody type."""
    samples = [raw for raw, _ in (*question.accepts, *question.refuses)]
    raw = chance.choice(samples)
    if chance.random() < 0.4:
        raw = _anything(question.controls(None, seen), chance)
    elif chance.random() < 0.7:
        raw = slipped(raw, chance)
    return held(question.controls(raw, seen), raw)


def slipped(raw: Raw, chance: Random) -> Raw:
    """With a character more, less or other in some of its words; ids stay."""
    match raw:
        case str():
            return _slip(raw, chance) if chance.random() < 0.4 else raw
        case list():
            return [slipped(one, chance) for one in raw]
        case dict():
            return {name: one if name in (ID, "id") else slipped(one, chance) for name, one in raw.items()}
    return raw


def _slip(words: str, chance: Random) -> str:
    at, other = chance.randrange(len(words) + 1), str(chance.choice(["", *ODD, *KEYBOARD]))
    return words[:at] + other + words[at + chance.randrange(2) :]


def _anything(controls: Sequence[Control], chance: Random) -> Raw:
    return join(controls, {one.name: _of(one, chance) for one in named(controls)})


def _of(control: Control, chance: Random) -> Any:
    match control:
        case Text():
            return _words(control, chance)
        case One():
            return chance.choice([None, *(option.value for option in control.options)])
        case Many():
            return [option.value for option in control.options if chance.random() < 0.5]
        case Group():
            return {part.name: _words(part, chance) for part in control.controls}
        case File():
            names = [f"{_words(None, chance)}{ending}" for ending in control.accept]
            return [FILE | {"id": f"f{number}", "name": chance.choice(names)} for number in range(chance.randrange(3))]
        case Drawing():
            return chance.choice([None, [_stroke(chance) for _ in range(chance.randrange(4))]])
        case Items():
            fixed = [item.id for item in control.items] if control.fixed else []
            ids = fixed or [f"k{number}" for number in range(chance.randrange(control.most + 2))]
            asked = [block for block in control.blocks if named(block.controls)]
            return [{ID: id} | {one.name: _anything(one.controls, chance) for one in asked} for id in ids]
    raise TypeError(f"no hand is laid on {control!r}")


def _stroke(chance: Random) -> list[int]:
    return [chance.randrange(most + 1) for _ in range(chance.randrange(1, 9)) for most in (WIDE, TALL)]


def _words(control: Text | None, chance: Random) -> str:
    """Nothing, a number, a few odd characters, or more than there is room for."""
    lines = MULTILINE if control and control.lines > 1 else ""
    longest = (control.limit if control and chance.random() < 0.1 else None) or 12
    of = chance.choice(["0123456789", "0123456789.,-", KEYBOARD + ODD + lines])
    return "".join(chance.choice(of) for _ in range(chance.choice([0, 1, 2, 4, longest, longest + 1])))


def typings(question: Question, seen: Seen, number: int) -> list[Raw]:
    """So many, the same in every run."""
    chance = Random(question.kind)
    return [typed(question, seen, chance) for _ in range(number)]


def emptied(question: Question, raw: Raw, seen: Seen) -> Raw:
    """What stands on the page before this is typed: its items and drawings, no file, and nothing in any box."""
    return held(question.controls(raw, seen), None if is_file(question, seen) else _ids(raw))


def is_file(question: Question, seen: Seen) -> bool:
    return isinstance(question.controls(None, seen)[0], File)


def untouched(question: Question, raw: Raw, seen: Seen) -> Raw:
    """What a page that nobody touches sends again: a file that its question refuses was told of once, and is gone."""
    return [file for file in raw if _takes(question, [file], seen)] if is_file(question, seen) else raw


def _takes(question: Question, raw: Raw, seen: Seen) -> bool:
    try:
        question.answer(raw, seen)
    except Problem:
        return False
    return True


def _ids(raw: Raw) -> Raw:
    """What somebody adds to a page by its buttons, not by typing."""
    if isinstance(raw, list):
        return [_ids(one) if ID in one else one for one in raw if isinstance(one, dict | list)]
    if isinstance(raw, dict):
        return {name: one if name == ID else _ids(one) for name, one in raw.items()}
    return None


def saying(question: Question, words: str, seen: Seen) -> Raw:
    """The same words in every box for words, in one item of each list."""
    raw = _saying(question.controls(None, seen), words)
    return held(question.controls(raw, seen), raw)


def _saying(controls: Sequence[Control], words: str) -> Raw:
    return join(controls, {one.name: _said(one, words) for one in named(controls)})


def _said(control: Control, words: str) -> Any:
    match control:
        case Text():
            return words
        case Group():
            return {part.name: words for part in control.controls}
        case Items():
            ids = [item.id for item in control.items] if control.fixed else ["k1"]
            asked = [block for block in control.blocks if named(block.controls)]
            return [{ID: id} | {one.name: _saying(one.controls, words) for one in asked} for id in ids]
    return None


def boxes(raw: Raw) -> list[str]:
    """Every word that stands in a box."""
    match raw:
        case str():
            return [raw]
        case list():
            return [words for one in raw for words in boxes(one)]
        case dict() if not FILE.keys() <= raw.keys():
            return [words for name, one in raw.items() if name != ID for words in boxes(one)]
    return []


def with_box(raw: Raw, number: int, words: str) -> Raw:
    """The same with these words in the box of this number, as `boxes` counts them."""
    return _filled(raw, [words if at == number else None for at in range(len(boxes(raw)))])


def _filled(raw: Raw, words: list[str | None]) -> Raw:
    """Takes the next of the words for each box; None leaves it as it is."""
    match raw:
        case str():
            new = words.pop(0)
            return raw if new is None else new
        case list():
            return [_filled(one, words) for one in raw]
        case dict() if not FILE.keys() <= raw.keys():
            return {name: one if name == ID else _filled(one, words) for name, one in raw.items()}
    return raw
