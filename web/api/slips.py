"""What a client sends, held to what is asked: every slip at its place, in words from which it can be mended.

A name that is not known, a value of another form, an answer to what is not asked now. No kind is known here.
"""

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from components.base import Answer, Problem, Question, Raw, Seen
from components.controls import ID, Control, Drawing, File, Group, Items, Many, One, Option, Text, Words
from components.drawings import TALL, WIDE, strokes
from components.joining import joined
from components.list import LONGEST_ID
from engine.commands import Problems
from web.api.problems import Wrong, of_problems, pointer, stranger
from workflows.asking import Accepted, Page, accept, knowing
from workflows.expressions import Context
from workflows.faults import did_you_mean

#: So many are told at once: each guess at a name takes time.
MOST = 100
#: So many values are named; of more, the one that is most like what was sent.
MOST_VALUES = 20
#: A longer example would not be read.
LONGEST_EXAMPLE = 200
LONGEST_NUMBER = 20

UNDER = "/answers"
AS_STROKES = f"Write a list of strokes, each a list of whole numbers in pairs, up to {WIDE} and {TALL}"
AS_FILES = "Write a list of files, each as POST /files answered it"
OWN_ID = f"Give each an id of its own at “{ID}”: text of up to {LONGEST_ID} characters without a full stop"
NOT_ASKED = "This is asked only where {rule}, and that does not hold. Leave it out"
NOT_OF_THIS = "This is not asked of this {word}. Leave it out"


@dataclass(frozen=True)
class Asking:
    """What is asked at a step, and what is known there before it is answered."""

    pages: Sequence[Page]
    earlier: Mapping[str, Answer]
    seen: Seen
    context: Context


@dataclass(frozen=True)
class Slip:
    """`instead`: it says what the question would say itself, so that the other can mend it.

    `example` is what was sent, as it should have been. Of a sensitive question none is said: answers are kept
    so that they can be sent again.
    """

    at: str
    detail: str
    instead: bool = True
    example: str = ""


def wrong_with(asking: Asking, raw: Mapping[str, Raw]) -> list[Wrong]:
    """All that is wrong with these answers: the slips, then what the questions themselves do not accept."""
    accepted = accept(asking.pages, raw, asking.earlier, asking.seen, asking.context)
    misshapen = list(islice(_misshapen(asking, raw), MOST))
    sure = {id: raw[id] for id in accepted.answers if id in raw and not _about(id, misshapen)}
    slips = [*misshapen, *islice(_unasked(asking, raw, accepted, sure), MOST)]
    better = [f"{one.at}/" for one in slips if one.instead]
    own = of_problems(Problems(accepted.problems), UNDER).errors
    kept = [one for one in own if not any(at.startswith(f"{one.at}/") for at in better)]
    return [*(Wrong(at=one.at, detail=f"{one.detail}{one.example}") for one in slips), *kept][:MOST]


def _about(id: str, slips: Sequence[Slip]) -> bool:
    at = pointer(UNDER, id)
    return any(f"{one.at}/".startswith(f"{at}/") for one in slips)


def _misshapen(asking: Asking, raw: Mapping[str, Raw]) -> Iterator[Slip]:
    questions = {one.id: one.question for page in asking.pages for one in page.questions if one.question.asks}
    yield from _strangers(raw, questions, UNDER)
    for id, question in questions.items():
        if id in raw:
            yield from _of_question(question, raw[id], pointer(UNDER, id), asking.seen)


def _strangers(raw: Mapping[str, Raw], known: Collection[str], at: str) -> Iterator[Slip]:
    for name in raw:
        if name not in known:
            yield Slip(pointer(at, name), stranger(name, known), instead=False)


# The form of an answer


def _of_question(question: Question, raw: Raw, at: str, seen: Seen) -> Iterator[Slip]:
    controls = question.controls(None, seen)
    for slip in _values(controls, raw, at):
        whole = slip.at == at and isinstance(controls[0], Group)
        example = _example(question, raw, seen) if whole else slip.example
        yield replace(slip, example="" if question.sensitive else example)


def _example(question: Question, raw: Raw, seen: Seen) -> str:
    """What was sent, as it should have been, where it can be understood."""
    try:
        told = question.told(raw, seen) if isinstance(raw, str) else None
    except Problem:
        return ""
    written = "" if told is None else json.dumps(question.write(told), ensure_ascii=False)
    return f", such as {written}" if 0 < len(written) <= LONGEST_EXAMPLE else ""


def _values(controls: Sequence[Control], raw: Raw, at: str) -> Iterator[Slip]:
    """A question of one control has that control's value; one of several a value for each, by name."""
    named = [one for one in controls if not isinstance(one, Words)]
    return _value(named[0], raw, at) if len(named) == 1 else _parts(named, raw, at)


def _value(control: Control, raw: Raw, at: str) -> Iterator[Slip]:
    if _left_out(raw):
        return
    match control:
        case Text() if not isinstance(raw, str):
            yield Slip(at, "Write it as text", example=_as_text(raw))
        case One():
            yield from _option(control.options, raw, at)
        case Many():
            yield from _options(control.options, raw, at)
        case Group():
            yield from _parts(control.controls, raw, at)
        case File() if not isinstance(raw, list):
            yield Slip(at, AS_FILES)
        case Drawing() if strokes(raw) is None:
            yield Slip(at, AS_STROKES)
        case Items():
            yield from _items(control, raw, at)


def _left_out(raw: Raw) -> bool:
    return raw is None or raw == [] or (isinstance(raw, str) and not raw.strip())


def _as_text(raw: Raw) -> str:
    is_number = isinstance(raw, int | float) and not isinstance(raw, bool)
    return f': "{raw}"' if is_number and len(str(raw)) <= LONGEST_NUMBER else ""


def _option(options: Sequence[Option], raw: Raw, at: str) -> Iterator[Slip]:
    values = [one.value for one in options]
    if raw not in values:
        yield Slip(at, f"Give one of {_named(values, raw)}")


def _options(options: Sequence[Option], raw: Raw, at: str) -> Iterator[Slip]:
    values = [one.value for one in options]
    if not isinstance(raw, list):
        yield Slip(at, f"Write a list of any of {_named(values, raw)}")
        return
    for number, one in enumerate(raw):
        yield from _option(options, one, pointer(at, str(number)))


def _named(values: Sequence[str], raw: Raw) -> str:
    if len(values) <= MOST_VALUES:
        return f"these values, as text: {', '.join(json.dumps(one, ensure_ascii=False) for one in values)}"
    like = did_you_mean(raw, values) if isinstance(raw, str) else ""
    return f"the {len(values)} values that the schema lists, as text. {like}".rstrip(". ")


def _parts(controls: Sequence[Control], raw: Raw, at: str) -> Iterator[Slip]:
    if not isinstance(raw, Mapping):
        yield Slip(at, _as_object(controls))
        return
    parts = {one.name: one for one in controls if not isinstance(one, Words)}
    yield from _strangers(raw, parts, at)
    for name, control in parts.items():
        yield from _value(control, raw.get(name), pointer(at, name))


def _as_object(controls: Sequence[Control]) -> str:
    parts = {one.name: getattr(one, "optional", False) for one in controls if not isinstance(one, Words)}
    needed, others = ([f'"{name}"' for name, may in parts.items() if may == wanted] for wanted in (False, True))
    left = f" ({joined(others)} may be left out)" if others else ""
    return f"Write it as an object with {joined(needed)}{left}"


def _items(control: Items, raw: Raw, at: str) -> Iterator[Slip]:
    if not isinstance(raw, list):
        yield Slip(at, f"Write a list with an object for each {control.word}")
        return
    if len(raw) > control.most:  # nothing more of these: each takes time
        yield Slip(at, f"You can send up to {control.most}")
        return
    known: set[str] = set()
    for number, item in enumerate(raw):
        if isinstance(item, Mapping):
            yield from _item(control, item, number, at, known)
        else:
            yield Slip(pointer(at, str(number)), f"Write each {control.word} as an object")


def _item(control: Items, item: Mapping[str, Raw], number: int, at: str, known: set[str]) -> Iterator[Slip]:
    """`known` are the ids of those before it."""
    id = item.get(ID)
    own = isinstance(id, str) and 0 < len(id) <= LONGEST_ID and "." not in id and id not in known
    if own:
        known.add(str(id))
    else:
        yield Slip(pointer(at, str(number)), OWN_ID)
    here = pointer(at, str(id) if own else str(number))
    blocks = {one.name: one.controls for one in control.blocks}
    yield from _strangers(item, {ID, *blocks}, here)
    for name, controls in blocks.items():
        yield from _values(controls, item.get(name), pointer(here, name))


# What is not asked now


def _unasked(asking: Asking, raw: Mapping[str, Raw], accepted: Accepted, sure: Mapping[str, Raw]) -> Iterator[Slip]:
    """Where the answer that decides is itself wrong, nothing is said of what hangs on it.

    `sure` is what was sent in the right shape and accepted.
    """
    asked = [(page.when, one) for page in asking.pages for one in page.questions if one.question.asks]
    own = {one.id for _, one in asked}
    known = {name: answer for name, answer in asking.earlier.items() if name not in own} | accepted.answers
    seen, unsure = knowing(asking.seen, known, asking.context), set(accepted.problems)
    for when, one in asked:
        fails = [rule for rule in (when, one.when) if rule is not None and not rule.holds(known, asking.context)]
        if any(read.name.partition(".")[0] in unsure for rule in fails for read in rule.reads):
            unsure.add(one.id)
        elif fails and not _blank(raw.get(one.id)):
            yield Slip(pointer(UNDER, one.id), NOT_ASKED.format(rule=fails[0].text), instead=False)
        elif one.id in sure:
            yield from _unasked_inside(one.question.controls(sure[one.id], seen), sure[one.id], pointer(UNDER, one.id))


def _unasked_inside(controls: Sequence[Control], raw: Raw, at: str) -> Iterator[Slip]:
    """Of what is in the right shape, so that every item has its id and is one of not too many."""
    for control in (one for one in controls if isinstance(one, Items)):
        for item, given in zip(control.items, raw if isinstance(raw, list) else (), strict=True):
            asked = {one.name: one.controls for one in item.blocks}
            for name in (one.name for one in control.blocks):
                here = pointer(at, item.id, name)
                if name in asked:
                    yield from _unasked_inside(asked[name], given.get(name), here)
                elif not _blank(given.get(name)):
                    yield Slip(here, NOT_OF_THIS.format(word=control.word), instead=False)


def _blank(raw: Raw) -> bool:
    """Whether nothing was typed."""
    return all(map(_blank, raw.values())) if isinstance(raw, Mapping) else _left_out(raw)
