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
