"""Differences are told by meaning, in sentences that whoever publishes can read."""

import pytest

from tests.workflows.services import road
from workflows.changes import changes

TOLD = [
    ("title: Mend a road", "title: Mend a street", "The title is “Mend a street” now, not “Mend a road”"),
    ("[Shallow, Deep]", "[Deep, Huge]", "The options of depth: Huge is new, Shallow is gone"),
    ("[Shallow, Deep]", "[Shallow, {value: Deep, label: Very deep}]",
     "The options of depth: Deep reads Very deep now"),
    ("due: 10 working days", "due: 5 working days",
     "Inspect the road is due 5 working days sooner: within 5 working days"),
    ("due: 10 working days", "due: 2 weeks", "Inspect the road is due within 2 weeks, not 10 working days"),
    ("  due: 10 working days\n  if late:\n  - send: late\n    to: highways\n", "", "Inspect the road: due is gone"),
    ("body: It was", "body: This was", "The letter late has new words"),
    ("title: We have mended it", "title: It is mended", "The outcome mended has new words"),
    ("    urgent: {type: yes or no, label: Is somebody in danger?}\n", "",
     "The question “Is somebody in danger?” of Tell us about the road is gone"),
    ("    urgent:", "    cause: {type: text, label: What made it?}\n    urgent:",
     "A new question in Tell us about the road: What made it?"),
    ("      label: How deep", "      hint: A guess is fine\n      label: How deep",
     "depth: hint is new: A guess is fine"),
    ("      optional: yes\n", "", "email: optional is “no” now, not “yes”"),
    ("    urgent: {type: yes or no,", "    urgent: {type: text,", "urgent is of another type: text, not yes or no"),
    ("      label: Where can", "      when: urgent is yes\n      label: Where can",
     "email: when it is asked is new: urgent is yes"),
    ("who: highways", "who: parks", "Inspect the road: who is “parks” now, not “highways”"),
    ('- when: found is "Mended"', '- when: found is not "Nothing" and found is not "More to look at"', 
     "Which way? parts by other conditions"),
    ("- branch:", "- send: answer\n  to: applicant\n- branch:", "A new step: Send answer to applicant"),
    ("  if late:\n  - send: late\n    to: highways\n", "", "The step Send late to highways is gone"),
    ("- story: It is mended", "- story: All is mended", "A new example: All is mended"),
    ("{found: Nothing}", "{found: Nothing}\n  - after: 1 day",
     "The example “There is nothing” plays or expects something else"),
    ("privacy: {purpose: Keeping", "privacy: {purpose: Making", "The privacy notice has changed"),
    ("owner: highways", "owner: highways\ndeadline: {within: 20 working days, from: received}",
     "The case has a deadline now"),
    ("owner: highways", "owner: highways\nexit quickly: yes",
     "“Exit this page” stands on every page for residents now"),
]  # fmt: skip


@pytest.mark.parametrize("old, new, sentence", TOLD)
def test_a_change_is_told_in_a_sentence(old: str, new: str, sentence: str):
    told = changes(road(), road((old, new)))
    assert any(one == sentence or one.startswith(sentence) for one in told), told


def test_nothing_is_told_where_nothing_changed():
    assert changes(road(), road()) == ()


def test_comments_and_empty_lines_are_no_change():
    assert changes(road(), road(("steps:\n", "# What happens\n\nsteps:\n"))) == ()


def test_one_change_is_one_sentence():
    assert len(changes(road(), road(("label: How deep is the hole?", "label: How deep?")))) == 1
    new = "    cause: {type: text, label: What made it?}\n    urgent:"
    assert len(changes(road(), road(("    urgent:", new)))) == 1


def test_a_document_is_told_of_by_its_name():
    made = (
        ("- branch:", "- make: badge\n- branch:"),
        ("outcomes:", "documents: {badge: {title: A, body: B}}\noutcomes:"),
    )
    told = changes(road(), road(*made))
    assert "A new document: badge" in told
    assert "A new step: Make badge" in told


TOGETHER = """\
- together:
    roads:
    - ask: check_roads
      who: highways
      questions: {fit: {type: yes or no, label: Is it fit?}}
    paths:
    - ask: check_paths
      who: parks
      questions: {clear: {type: yes or no, label: Is it clear?}}
- branch:"""


def test_a_part_that_comes_is_told_of_with_its_steps():
    part = (
        "    light:\n    - ask: check_light\n      who: parks\n      questions: {lit: {type: yes or no, label: Lit?}}\n"
    )
    told = changes(
        road(("- branch:", TOGETHER)), road(("- branch:", TOGETHER.replace("- branch:", f"{part}- branch:")))
    )
    assert told == ("A new step: Check light", "At the same time: the part light is new")


def test_a_change_inside_a_part_is_told_once():
    told = changes(
        road(("- branch:", TOGETHER)), road(("- branch:", TOGETHER.replace("Is it clear?", "Are they clear?")))
    )
    assert told == ("clear: label is “Are they clear?” now, not “Is it clear?”",)


def test_after_how_much_a_together_goes_on_is_told():
    first = TOGETHER.replace("- branch:", "  finish when: first\n- branch:")
    told = changes(road(("- branch:", TOGETHER)), road(("- branch:", first)))
    assert told == ("At the same time: finish when is “1 done” now, not “all”",)


LAMPS = (
    "    lamps: {type: list, label: Lamps, optional: yes, questions: {place: {type: text, label: Where?}}}\n    urgent:"
)


def test_a_question_of_each_in_a_list_is_told_of():
    more = LAMPS.replace("label: Where?}", "label: Where?}, dark: {type: yes or no, label: Is it dark?}")
    told = changes(road(("    urgent:", LAMPS)), road(("    urgent:", more)))
    assert told == ("A new question of each in lamps: Is it dark?",)


def test_a_changed_question_of_a_list_says_of_which():
    told = changes(road(("    urgent:", LAMPS)), road(("    urgent:", LAMPS.replace("Where?", "Which one?"))))
    assert told == ("lamps: place: label is “Which one?” now, not “Where?”",)
