"""Whatever a hand types, the engine and both faces agree on it: the same raw, and so the same answer or sentences."""

from collections.abc import Sequence

import pytest

from components.base import Answer, Problem, Question, Raw, Said
from components.registry import kinds
from tests.components.test_every_kind import SEEN, sample
from tests.faces.at_plain import Page
from tests.faces.at_screen import Screen
from tests.faces.hand import emptied, held, typings, untouched
from tests.faces.length import share

EACH = share(200)
#: So many on a screen: it may not be longer than anybody's patience with a test.
SCREENFUL = 50
asking = pytest.mark.parametrize("kind", [kind for kind, question in kinds().items() if question.asks])


def verdict(question: Question, raw: Raw) -> tuple[Answer, Sequence[Said]]:
    """What the engine says: an answer, or why not."""
    try:
        return question.answer(raw, SEEN), ()
    except Problem as problem:
        return None, problem.said


@asking
def test_a_hand_types_what_the_controls_can_hold(kind: str) -> None:
    question = sample(kind)
    raws = typings(question, SEEN, 200)

    assert [held(question.controls(raw, SEEN), raw) for raw in raws] == raws
    assert len({str(raw) for raw in raws}) >= 3 or len(question.accepts) < 2
    verdicts = [verdict(question, raw) for raw in raws]
    assert any(said for _, said in verdicts)
    assert any(answer is not None for answer, _ in verdicts)


@asking
def test_what_is_typed_at_a_plain_page_is_what_the_engine_reads(kind: str) -> None:
    question = sample(kind)
    for raw in typings(question, SEEN, EACH):
        sent = Page(question, emptied(question, raw, SEEN), SEEN).types(raw)
        again = Page(question, raw, SEEN)

        assert (sent, verdict(question, sent)) == (raw, verdict(question, raw))
        assert again.sends(again.untouched()) == untouched(question, raw, SEEN)


@asking
def test_what_is_typed_on_a_screen_is_what_the_engine_reads(kind: str) -> None:
    question = sample(kind)
    every = typings(question, SEEN, EACH)
    for first in range(0, EACH, SCREENFUL):
        raws = every[first : first + SCREENFUL]
        told = Screen(question, [emptied(question, raw, SEEN) for raw in raws], SEEN).types(raws)

        assert told == raws
        assert [verdict(question, raw) for raw in told] == [verdict(question, raw) for raw in raws]
        assert Screen(question, raws, SEEN).told() == [untouched(question, raw, SEEN) for raw in raws]


@asking
def test_both_faces_say_what_the_engine_says_is_wrong(kind: str) -> None:
    question = sample(kind)
    raws = typings(question, SEEN, EACH)
    wrong = {number: said for number, raw in enumerate(raws) if (said := verdict(question, raw)[1])}
    for number, said in wrong.items():
        page = Page(question, raws[number], SEEN, said)
        element = page.element()
        ids = {one.get("id") for one in element.every("input", "select", "textarea", "fieldset", "div")}

        assert [sentence for _, sentence in page.leads()] == [one.sentence for one in said]
        assert {lead for lead, _ in page.leads()} <= ids
        assert [one.sentence for one in said if not shown(one.sentence, element.words())] == []

    words = Screen(question, raws, SEEN, wrong).words()
    assert [one.sentence for said in wrong.values() for one in said if not shown(one.sentence, words)] == []


def shown(sentence: str, words: str) -> bool:
    """In a list of things, what is said of one stands under its title, and is said without it."""
    parts, all_of_them = sentence.split(": "), " ".join(words.split())
    without_titles = [" ".join(": ".join(parts[title:]).split()) for title in range(len(parts))]
    return any(one in all_of_them for one in without_titles if one.count(" ") > 1)
