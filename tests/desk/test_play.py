"""An example that comes out otherwise is told so that whoever wrote it can mend it at once."""

import pytest

from desk.play import Played, play
from tests.workflows.services import ORGANISATION
from workflows.beginning import Wanted, template
from workflows.load import load

NAME = "book-a-room.yaml"
WANTED = Wanted(
    "Book a room", "parks", "Which library?", "What size?", first_kind="choice", second_kind="choice",
    first_options=("Central", "North"), second_options=("Small", "Large"),
)  # fmt: skip
TEXT = template(WANTED)


def played(text: str) -> list[Played]:
    return play(load({NAME: text, "organisation.yaml": ORGANISATION}, NAME))


def line(text: str, words: str) -> int:
    return text[: text.index(words)].count("\n") + 1


def test_an_answer_that_is_no_option_is_told_with_the_options_there_are():
    first, second = played(TEXT.replace("[Central, North]", "[Central, Mile Cross, Earlham]"))
    assert first.difference == ""
    assert second.difference == "The example answers “North”, but the options are Central, Mile Cross, Earlham"


def test_every_answer_that_is_no_option_is_told_at_once_each_at_its_place():
    text = (
        TEXT.replace("[Central, North]", "[East, West]").replace("[Small, Large]", "[Wide, Narrow]")
        .replace("[Accept, Refuse]", "[Yes, No]").replace('decision is "Accept"', 'decision is "Yes"')
    )  # fmt: skip
    first = played(text)[0]
    assert [one.place.line for one in first.differs] == [
        line(text, "library: Central"), line(text, "size: Small"), line(text, "- decide: {decision: Accept"),
    ]  # fmt: skip
    assert [one.sentence.split(",")[0] for one in first.differs] == [
        "The example answers “Central”", "The example answers “Small”", "The example answers “Accept”",
    ]  # fmt: skip


# What is paid


PAID = TEXT.replace("- branch:\n", "- pay: fee\n  amount: £10\n- branch:\n", 1)


def paying(line: str) -> Played:
    """The first example, with a line after the decision."""
    decided = "  - decide: {decision: Accept, reason: Why}\n"
    return played(PAID.replace(decided, decided + line, 1))[0]


def test_a_payment_is_paid_or_it_fails():
    assert paying("  - fee: paid\n").difference == ""
    assert paying("  - fails: fee\n  - fee: paid\n").difference == ""


@pytest.mark.parametrize("word", ["no", "failed", "banana", "Paid"])
def test_no_other_word_pays(word: str):
    told = paying(f"  - fee: {word}\n")
    assert told.difference == f"“{word}” is nothing that a payment comes to. Write paid, or “fails: fee”"


def test_what_is_written_of_a_payment_is_one_word():
    told = paying("  - fee: {paid: yes}\n").difference
    assert told == "A payment is one word in an example. Write paid, or “fails: fee”"


def test_a_payment_that_nobody_made_is_told_with_what_to_write():
    assert paying("  - decide: {decision: Accept, reason: Why}\n").difference == (
        "The example answers decide, but by then fee waits to be paid. Write “- fee: paid”"
    )
    assert paying("").difference == "It is open, waiting for fee, not accepted. Write “- fee: paid”"


def test_a_payment_before_its_time_is_told_with_what_the_case_waits_for():
    told = played(PAID.replace("  - decide: {decision: Accept", "  - fee: paid\n  - decide: {decision: Accept", 1))[0]
    assert told.difference == "The example pays fee, but by then decide waits to be answered"


def test_a_list_of_many_options_is_cut():
    many = ", ".join(f"Room {number}" for number in range(20))
    first = played(TEXT.replace("[Central, North]", f"[{many}]"))[0]
    assert first.difference.endswith("Room 11 and 8 more")


def test_an_option_that_is_spelt_otherwise_is_what_was_meant():
    second = played(TEXT.replace("[Central, North]", "[Central, Northh]"))[1]
    assert second.difference.endswith('but the options are Central, Northh. Did you mean "Northh"?')
