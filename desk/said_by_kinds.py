"""What a kind of question says by itself, from its samples, and what of that no catalogue has."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Any

from components.base import Problem, Question, Seen
from components.controls import Option
from components.wording import Day, Figure, Money, Run, Sentence, says
from workflows.speaking import shipped, voice

#: What people read of a control; the rest is how it is kept and where it stands.
READ = ("label", "hint", "text", "shows", "title", "options", "controls", "items", "blocks")
#: How lists are joined, which babel knows.
JOINED = ("standard", "or")


def unsaid(kind: type[Question], seen: Seen) -> dict[str, list[str]]:
    """Of each language in which something is missing: what it is."""
    needs = needed(kind, seen)
    found = {language: sorted(needs - voice(language).words.keys()) for language in shipped()}
    return {language: missing for language, missing in found.items() if missing}


def needed(kind: type[Question], seen: Seen) -> set[str]:
    """The patterns that its sentences are looked up by."""
    return {pattern for sentence in _told_by(kind, seen) for pattern in _patterns(sentence)}


def _patterns(sentence: str) -> Iterator[str]:
    if isinstance(sentence, Sentence):
        if not isinstance(sentence, Run | Day | Figure | Money) and sentence.pattern not in JOINED:
            yield str(sentence.pattern)
        for part in sentence.parts.values():
            yield from _patterns(part) if isinstance(part, Sentence) else ()


def _told_by(kind: type[Question], seen: Seen) -> Iterator[str]:
    """Of a wrong answer, of none, in what it draws, and of an answer."""
    question, optional = kind.model_validate(kind.sample), kind.model_validate(kind.sample | {"optional": True})
    yield from _read_in((*question.controls(None, seen), *optional.controls(None, seen)))
    for raw, _ in (*kind.refuses, *kind.accepts):
        try:
            yield from question.show(question.answer(raw, seen), seen)
        except Problem as refused:
            yield from (one.sentence if isinstance(one.sentence, Sentence) else says(one.sentence)
                        for one in refused.said)  # fmt: skip


def _read_in(thing: Any) -> Iterator[str]:
    """Every text of what is drawn but what an option is kept as, and the names of boxes."""
    if isinstance(thing, str):
        yield thing
    elif isinstance(thing, tuple | list):
        for each in thing:
            yield from _read_in(each)
    elif isinstance(thing, Option):
        yield from (thing.label, thing.hint)
    elif is_dataclass(thing) and not isinstance(thing, type):
        for field in fields(thing):
            if field.name in READ:
                yield from _read_in(getattr(thing, field.name))
