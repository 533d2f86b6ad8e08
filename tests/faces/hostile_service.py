"""A service whose every answer is hostile, and goes into everything that a case shows and sends."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import count
from typing import Any

import yaml

from components.base import Problem, Question, Raw
from components.registry import kinds
from tests.components.test_every_kind import SEEN
from tests.faces.everything import answer_of, written
from tests.faces.hand import boxes, saying, with_box
from tests.faces.hostile import HOSTILE

KEPT, AT_ONCE = "hostile-and-kept", "hostile-at-once"
#: Of whoever sends it.
EMAIL = "zoe@example.org"


@dataclass(frozen=True)
class One:
    """A question of one kind, with a hostile string in its boxes."""

    kind: str
    number: int
    raw: Raw
    #: What is read back of its answer; empty where it is refused.
    lines: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        return f"{answer_of(self.kind)}_{self.number}"

    @property
    def question(self) -> dict[str, Any]:
        settings: dict[str, Any] = written(kinds()[self.kind].sample)
        return {"type": self.kind, "optional": "yes"} | settings | {"label": f"{self.kind.capitalize()} {self.number}"}


def _asking() -> list[Question]:
    """Every kind that has a box for words, wherever it stands."""
    made = [kind.model_validate(kind.sample) for kind in kinds().values() if kind.asks]
    return [one for one in made if boxes(saying(one, "!", SEEN))]


@cache
def kept() -> tuple[One, ...]:
    """Every string in a box of every kind that takes it, beside what is right in the others."""
    found = []
    for question in _asking():
        waiting = [*HOSTILE]
        for number in count(1):
            raw = _placed(question, waiting)
            taken = [words for words in waiting if words in boxes(raw)]
            if not taken:
                break
            lines = question.read_back(question.answer(raw, SEEN), SEEN)
            found.append(One(question.kind, number, raw, tuple(lines)))
            waiting = [words for words in waiting if words not in taken]
    return tuple(found)


def at_once(words: str) -> list[One]:
    """A question of every kind, with these words in all boxes of all of them."""
    return [One(question.kind, 1, saying(question, words, SEEN)) for question in _asking()]


def _accepts(question: Question, raw: Raw) -> bool:
    try:
        question.answer(raw, SEEN)
    except Problem:
        return False
    return True


def _placed(question: Question, waiting: Sequence[str]) -> Raw:
    """The fullest sample, with the first of what waits that it takes in each of its boxes."""
    raw: Raw = max((raw for raw, _ in question.accepts), key=lambda raw: len(boxes(raw)))
    left = [*waiting]
    for number in range(len(boxes(raw))):
        for words in left:
            changed = with_box(raw, number, words)
            if _accepts(question, changed):
                raw = changed
                left.remove(words)
                break
    return raw


def definition(name: str, asked: Sequence[One]) -> str:
    """What was accepted as text goes into the inbox, the letters and the document, too."""
    words = [one.name for one in asked if one.lines and _is_text(one.kind)]
    given = [f"((if {one} is not missing))(({one}))((end))" for one in words]
    body = "".join(f"{one}\n" for one in given) + "This is all.\n"
    letter = {"subject": "".join(given[:1]) or "Nothing", "body": body}
    service = {
        "service": name, "title": name.replace("-", " ").capitalize(), "owner": "highways", "starts": "anyone",
        "reference": "HOS", "contact": ["email"], "list as": " ".join(["It is", *given[:120]]),
        "law": {"basis": "none", "checked": "no"},
        "privacy": {"purpose": "A test", "basis": "public task", "keep": "1 years after closing"},
        "steps": _steps(asked), "documents": {"paper": {"title": letter["subject"], "body": body}},
        "messages": {"answered": letter | {"body": f"{body}Read it here: ((link))\n"}, "answered_inside": letter},
        "outcomes": {"looked": {"title": "Somebody has looked"}},
    }  # fmt: skip
    return str(yaml.safe_dump(service, allow_unicode=True, sort_keys=False, width=10_000))


def _steps(asked: Sequence[One]) -> list[dict[str, Any]]:
    everything = {"title": "Everything", "questions": {one.name: one.question for one in asked}}
    you = {"title": "You", "questions": {"email": {"type": "email", "label": "Email"}}}
    return [
        {"ask": "report", "title": "Hostile words", "next": "We read it.", "pages": [everything, you]},
        {"make": "paper"},
        {"send": "answered", "to": "applicant", "attach": ["paper"]},
        {"send": "answered_inside", "to": "highways"},
        {"ask": "look", "who": "highways", "title": "Look at it", "sees": [one.name for one in asked],
         "questions": {"fine": {"type": "yes or no", "label": "Is it fine?"}}},
        {"end": "looked"},
    ]  # fmt: skip


def _is_text(kind: str) -> bool:
    return kinds()[kind].model_validate(kinds()[kind].sample).gives().name == "text"
