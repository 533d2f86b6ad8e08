"""A guide keeps nothing: whatever only a case has a use for is a fault in it, and what it needs is not asked for."""

import re
from pathlib import Path

import pytest

from desk.play import play
from tests.workflows.services import ORGANISATION
from workflows.faults import Fault
from workflows.load import examine

NAME = "find-the-owner.yaml"
GUIDE = """\
service: find-the-owner
title: Find the owner of a road
summary: Find out who looks after a road
owner: highways
law: {basis: Highways Act 1980 s.36, checked: no}
steps:
- ask: road
  questions:
    sort:
      type: choice
      label: What is it
      options: [Lane, Drive]
- work out:
    ours: sort is "Lane"
- branch:
  - when: ours is yes
    then:
    - end: council
  - otherwise: go on
- end: owner
outcomes:
  council: {title: It is ours}
  owner: {title: "It is yours: a ((sort))"}
examples:
- {story: A lane, play: [road: {sort: Lane}], ends: council}
- {story: A drive, play: [road: {sort: Drive}], ends: owner}
"""
CURE = "Remove it, or write reference: and privacy: at the top, so that cases are kept"
PRIVACY = "privacy: {purpose: Roads, basis: public task, keep: 1 year}\n"


def faults(*changed: tuple[str, str]) -> tuple[Fault, ...]:
    text = GUIDE
    for old, new in changed:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return examine({"organisation.yaml": ORGANISATION, NAME: text}, NAME).faults


def said(*changed: tuple[str, str]) -> list[tuple[int, str, str]]:
    return [(fault.place.line, fault.code, fault.sentence) for fault in faults(*changed)]


def test_a_guide_needs_neither_reference_nor_privacy() -> None:
    workflow = examine({"organisation.yaml": ORGANISATION, NAME: GUIDE}, NAME).workflow

    assert faults() == ()
    assert workflow is not None and workflow.guide


@pytest.mark.parametrize(
    ("change", "line", "what"),
    [
        (("owner: highways\n", "owner: highways\ncontact: []\n"), 5, "“contact:”"),
        (("owner: highways\n", "owner: highways\ncalled: reader\n"), 5, "“called:”"),
        (("owner: highways\n", "owner: highways\nlist as: ((sort))\n"), 5, "“list as:”"),
        (("owner: highways\n", "owner: highways\ndeadline: 5 days\n"), 5, "“deadline:”"),
        (("- end: owner\n", "- make: plan\n- end: owner\ndocuments:\n  plan: {title: A, body: B}\n"), 20, "“make:”"),
        (("- end: owner\n", "- wait: 2 days\n- end: owner\n"), 20, "“wait:”"),
        (("  questions:\n", "  who: highways\n  questions:\n"), 8, "a question to anybody but its reader"),
        (("  questions:\n", "  due: 2 days\n  questions:\n"), 8, "“due:”"),
        (("  questions:\n", "  next: We will write\n  questions:\n"), 8, "“next:”"),
        (("  questions:\n", "  check: no\n  questions:\n"), 8, "“check:”"),
        (("label: What is it\n", "label: What is it\n      sensitive: yes\n"), 9, "a sensitive question"),
        (("    sort:\n", "    map: {type: photo, label: A photo}\n    sort:\n"), 9, "a file"),
        (("It is ours", "It is ours by ((reference))"), 22, "((reference))"),
        (("{title: It is ours}", "{title: It is ours, body: By ((due))}"), 22, "((due))"),
    ],
)
def test_what_only_a_case_needs_has_no_place_in_a_guide(change: tuple[str, str], line: int, what: str) -> None:
    found = [fault for fault in faults(change) if fault.code == "not-in-guide"]

    assert found[0].sentence == f"A guide keeps nothing, so {what} has no place in it"
    assert (found[0].place.line, found[0].cure) == (line, CURE)


@pytest.mark.parametrize("word", ["contact: []", "list as: ((sort))"])
def test_it_is_said_once_and_nothing_beside_it(word: str) -> None:
    assert len(faults(("owner: highways\n", f"owner: highways\n{word}\n"))) == 1


def test_a_service_that_only_forgot_its_reference_is_told_of_that_alone() -> None:
    assert said(("steps:", f"{PRIVACY}contact: []\nsteps:")) == [(1, "word-missing", "“reference:” is missing here")]


def test_a_service_that_only_forgot_its_privacy_is_told_of_that_alone() -> None:
    assert said(("steps:", "reference: OWN\ncontact: []\nsteps:")) == [
        (1, "word-missing", "“privacy:” is missing here")
    ]


def test_a_reference_misspelt_is_told_of_as_misspelt_and_not_as_missing() -> None:
    assert [fault.code for fault in faults(("steps:", f"{PRIVACY}refrence: OWN\nsteps:"))] == ["unknown-word"]


def test_the_guide_of_the_page_is_sound_and_its_examples_come_out() -> None:
    page = (Path(__file__).parents[2] / "docs" / "guides.md").read_text("utf-8")
    written = re.search(r"^```yaml guide\n(service: (\S+)\n.*?)^```$", page, re.MULTILINE | re.DOTALL)
    assert written is not None

    examined = examine({"organisation.yaml": ORGANISATION, f"{written[2]}.yaml": written[1]}, f"{written[2]}.yaml")

    assert examined.faults == ()
    assert examined.workflow is not None and examined.workflow.guide
    assert [played.difference for played in play(examined.workflow)] == ["", "", ""]
