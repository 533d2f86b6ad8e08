"""What the gallery shows of a kind of question, in whatever face: every state that people can meet it in."""

from collections.abc import Iterator
from dataclasses import dataclass

from components.base import Problem, Question, Raw, Said, Seen
from desk.spoken import said as spoken
from desk.spoken import shown
from workflows.speaking import ENGLISH, shipped
from workflows.translations import own_name

EMPTY, ANSWERED, REFUSED = "Before anything is typed", "Answered", "Not accepted"
#: Over what of its words no catalogue has.
WORDS = "Its words in other languages"


@dataclass(frozen=True)
class State:
    """`title` is one of those above; several may have the same. `id` tells it from all others of the kind."""

    id: str
    title: str
    raw: Raw = None
    #: The answer as people read it.
    lines: tuple[str, ...] = ()
    said: tuple[Said, ...] = ()


def purpose(kind: type[Question]) -> str:
    """What its author says it is for, in a sentence."""
    return (kind.__doc__ or "").strip().partition("\n")[0]


def read_in(asked: str) -> str:
    """The language that the address asks for, where our words are in it."""
    return asked if asked in shipped() else ENGLISH


def languages(read: str) -> list[tuple[str, str]]:
    """Those that a kind can be seen in instead, with what each calls itself."""
    return [(code, own_name(code or "en")) for code in (ENGLISH, *shipped()) if code != read]


def states(question: Question, seen: Seen) -> Iterator[State]:
    """Empty; answered, for the first sample, and read back; then each thing that can be wrong with it, once: in
    the language of `seen`."""
    yield State("empty", EMPTY)
    for raw, _answer in question.accepts[:1]:
        lines, said = _read(question, raw, seen)
        yield State("answered", REFUSED if said else ANSWERED, raw, lines, said)
    told = set()
    for number, raw in enumerate((None, *(raw for raw, _ in question.refuses)) if question.asks else ()):
        said = _read(question, raw, seen)[1]
        sentences = tuple(each.sentence for each in said)
        if said and sentences not in told:
            told.add(sentences)
            yield State(f"refused-{number}", REFUSED, raw, (), said)


def _read(question: Question, raw: Raw, seen: Seen) -> tuple[tuple[str, ...], tuple[Said, ...]]:
    """The answer as people read it, or why it is not accepted."""
    try:
        answer = question.answer(raw, seen)
    except Problem as problem:
        return (), spoken({"": problem.said}, seen.language)[""]
    return (() if answer is None else shown(question, answer, seen)), ()
