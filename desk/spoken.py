"""What somebody is shown, in the language that they read: our own words in it are said, everybody else's stay."""

from collections.abc import Mapping, Sequence
from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar

from markupsafe import Markup

from components.base import Answer, Question, Said, Seen
from components.wording import Sentence, lines_of, run
from desk.pictures import drawn_in, picture
from workflows.speaking import voice

Thing = TypeVar("Thing")


def spoken(thing: Thing, language: str) -> Thing:
    """The same with every sentence of ours in it said: a control, a block, a list of lines."""
    return _spoken(thing, language) if language else thing


def _spoken(thing: Any, language: str) -> Any:
    if len(lines := lines_of(thing)) > 1:
        return run(_spoken(lines, language), "\n")
    if isinstance(thing, Sentence):
        words, drawn = voice(language).say(thing), {str(number): one for number, one in enumerate(drawn_in(thing))}
        return Sentence(words, words, **drawn) if drawn else words
    if isinstance(thing, tuple | list):
        return type(thing)(_spoken(each, language) for each in thing)
    if is_dataclass(thing) and not isinstance(thing, type):
        held = {field.name: getattr(thing, field.name) for field in fields(thing)}
        said = {name: _spoken(value, language) for name, value in held.items()}
        return replace(thing, **{name: value for name, value in said.items() if value is not held[name]})
    return thing


def said(problems: Mapping[str, Sequence[Said]], language: str) -> dict[str, tuple[Said, ...]]:
    """What is wrong with each question. A sentence that a service wrote itself is in no catalogue, and stays."""
    if not language:
        return {id: tuple(each) for id, each in problems.items()}
    say = voice(language).say
    return {id: tuple(replace(one, sentence=say(one.sentence)) for one in each) for id, each in problems.items()}


def shown(question: Question, answer: Answer, seen: Seen) -> tuple[str, ...]:
    """An answer in lines, as its reader reads it."""
    return tuple(spoken(question.read_back(answer, seen), seen.language))


def for_templates(language: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """What a face's templates say in one language: their functions, and their filters for moments.

    `say` says words of ours; `own` marks an element that holds only those, and `mark` one that may hold them, where
    the page is in a language that they are not in; `beside` marks one that holds somebody's words in another.
    `lines_of` are the lines of what is read back of one thing, and `picture` what was drawn with one of them.
    """
    voice_ = voice(language)
    words = {
        "say": voice_.say, "own": Markup(voice_.otherwise), "mark": lambda words: Markup(voice_.mark(words)),
        "beside": lambda code: Markup(voice_.beside(code)), "lines_of": lines_of,
        "picture": lambda line: picture(line, voice_.say),
    }  # fmt: skip
    filters = {"moment": voice_.moment, "day": voice_.day_of, "date": voice_.day, "pounds": voice_.pounds}
    return words, filters
