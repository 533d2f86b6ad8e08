"""Every naughty string in every box of every kind of question: the engine and both faces agree on what it is.

The engine reads all of them in each run; a page that is drawn for each takes so long that a short run shares them out.
"""

import pytest

from components.base import Question, Raw
from components.registry import kinds
from tests.components.test_every_kind import SEEN, assert_an_answer_or_a_sentence, sample
from tests.faces.at_plain import Page
from tests.faces.at_screen import Screen
from tests.faces.hand import boxes, emptied, saying
from tests.faces.length import WHOLE

SCREENFUL = 50
#: The kinds that have a box for words, wherever it stands.
KINDS = [kind for kind, question in kinds().items() if question.asks and boxes(saying(sample(kind), "!", SEEN))]


def some(kind: str, strings: list[str]) -> list[str]:
    """All of them in a long run; else so many for each kind that all kinds together meet all of them."""
    return strings if WHOLE else strings[KINDS.index(kind) :: len(KINDS)]


def raws_of(question: Question, strings: list[str]) -> list[Raw]:
    """A raw for each string, with it in every box."""
    return [saying(question, words, SEEN) for words in strings]


@pytest.mark.parametrize("kind", KINDS)
def test_the_engine_takes_it_or_says_why_not(kind: str, strings: list[str]) -> None:
    for raw in raws_of(sample(kind), strings):
        assert_an_answer_or_a_sentence(kind, sample(kind).answer, raw)


@pytest.mark.parametrize("kind", KINDS)
def test_a_plain_page_shows_it_and_sends_it_as_it_is(kind: str, strings: list[str]) -> None:
    question = sample(kind)
    for raw in raws_of(question, some(kind, strings)):
        drawn = Page(question, raw, SEEN)

        assert Page(question, emptied(question, raw, SEEN), SEEN).types(raw) == raw
        assert drawn.sends(drawn.untouched()) == raw


@pytest.mark.parametrize("kind", KINDS)
def test_a_screen_shows_it_and_sends_it_as_it_is(kind: str, strings: list[str]) -> None:
    question, every = sample(kind), raws_of(sample(kind), some(kind, strings))
    for first in range(0, len(every), SCREENFUL):
        raws = every[first : first + SCREENFUL]

        assert Screen(question, raws, SEEN).told() == raws
        assert Screen(question, [emptied(question, raw, SEEN) for raw in raws], SEEN).types(raws) == raws
