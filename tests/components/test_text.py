"""Words come out as they went in."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from components.base import Problem, Question, Seen
from components.long_text import LongText
from components.text import OneLineText

SEEN = Seen(today=date(2027, 3, 1))
NAUGHTY = [
    "<script>alert(1)</script>", "((reference))", "{{ 7 * 7 }}", "'; DROP TABLE wf_case; --", "![](http://example.org/x)",
    "\u202etest\u202e", "Ω≈ç√∫˜µ", "田中さん", "👩‍👩‍👧‍👦", "\ufeff", "\u200b",
    "../../etc/passwd", "\\", "%s", "=1+1", "\x01\x7f", "ı İ ß",
    " onfocus=alert(1) ", "الْقَائِمَةِ",
]  # fmt: skip


@pytest.mark.parametrize("question", [OneLineText(label="Say"), LongText(label="Say")])
@pytest.mark.parametrize("words", NAUGHTY)
def test_naughty_words_survive_unchanged(question: Question, words: str) -> None:
    assert question.answer(words, SEEN) == words
    assert "\n".join(question.show(words, SEEN)) == words


@given(words=st.text(min_size=1).filter(str.strip))
def test_any_words_survive_unless_no_database_keeps_them(words: str) -> None:
    question = LongText(label="Say")
    try:
        assert question.answer(words, SEEN) == words
    except Problem as problem:
        assert problem.said[0].sentence == "Your answer includes a character that we cannot keep"
        assert "\0" in words or any(0xD800 <= ord(character) <= 0xDFFF for character in words)


def test_a_short_label_is_named_in_the_sentence() -> None:
    with pytest.raises(Problem, match=r"^Car and colour must be 3 characters or less$"):
        OneLineText(label="Car and colour", limit=3).answer("Volvo", SEEN)


@pytest.mark.parametrize("label", ["What is the car?", "Tell us about the car", "It is a car.", "A car " * 10])
def test_a_question_or_a_request_is_not(label: str) -> None:
    with pytest.raises(Problem, match=r"^Your answer must be 3 characters or less$"):
        OneLineText(label=label, limit=3).answer("Volvo", SEEN)
