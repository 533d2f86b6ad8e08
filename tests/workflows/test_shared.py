"""Shared questions: written once, asked by a service under a name of its own, checked where they stand."""

import pytest

from desk.play import play
from tests.workflows.services import NAME, ORGANISATION, ROAD
from workflows.conditions import Context
from workflows.faults import Fault
from workflows.load import Examined, check_group, examine, hash_of, read_with
from workflows.workflow import Workflow

PATH = "shared/contact-details.yaml"
GROUP = """\
shared: contact-details
questions:
  how:
    type: choice
    label: How should we reach you?
    options: [Email, Phone]
  email:
    type: email
    label: What is your email address?
    when: how is "Email"
  phone:
    type: phone
    label: What is your phone number?
    when: how is "Phone"
    accept when: phone is not "01632 960 999"
    problem: Enter a number of your own
"""
USE = """\
    parent:
      use: contact-details
      when: urgent is yes
    email:
"""
USED = (
    ("    email:\n", USE),
    ("contact: [email]", "contact: [parent.email, email]"),
    ("- ask: inspect\n", "- send: answer\n  to: parent.email\n  when: parent.email is not missing\n- ask: inspect\n"),
    ("      We have mended the road.\n",
     "      We have mended the road.\n      ((if parent.how is not missing))\n      ((parent.how))\n      ((end))\n"),
    ("- report: {depth: Deep, urgent: no}\n  - inspect: {found: Mended}\n",
     "- report: {depth: Deep, urgent: yes, parent: {how: Email, email: a@example.org}}\n  - inspect: {found: Mended}\n"
     "  expect: {parent: {how: Email}, sent: [answer, answer]}\n"),
)  # fmt: skip


def files(*changed: tuple[str, str], group: str = GROUP) -> dict[str, str]:
    text = ROAD
    for old, new in (*USED, *changed):
        assert old in text, f"the service does not say {old!r}"
        text = text.replace(old, new, 1)
    return {"organisation.yaml": ORGANISATION, NAME: text, PATH: group}


def examined(*changed: tuple[str, str], group: str = GROUP) -> Examined:
    return examine(files(*changed, group=group), NAME)


def sound(found: Examined) -> Workflow:
    assert found.workflow is not None, found.faults
    return found.workflow


def said(found: Examined) -> list[tuple[str, str]]:
    return [(fault.code, str(fault.place)) for fault in found.faults if fault.level == "fault"]


def test_answers_of_a_shared_group_stand_under_the_name_that_asks_it() -> None:
    workflow = sound(examined())

    asked = [one.id for one in workflow.first.asked()]
    assert asked == ["depth", "urgent", "parent.how", "parent.email", "parent.phone", "email"]
    assert workflow.names["parent.email"].channel == "email"


@pytest.mark.parametrize(
    ("answers", "asked"),
    [
        ({"urgent": False}, False),
        ({"urgent": True}, False),
        ({"urgent": True, "parent.how": "Email"}, True),
        ({"urgent": False, "parent.how": "Email"}, False),
        ({"urgent": True, "parent.how": "Phone", "how": "Email"}, False),
    ],
)
def test_a_question_of_a_group_is_asked_where_its_own_when_and_that_of_its_use_hold(
    answers: dict[str, object], asked: bool
) -> None:
    workflow = sound(examined())
    email = next(one for one in workflow.first.asked() if one.id == "parent.email")
    context = Context(None, workflow.organisation.calendars["england"])  # type: ignore[arg-type]

    assert email.when is not None
    assert email.when.holds(answers, context) is asked


def test_examples_write_a_group_s_answers_as_they_are_nested() -> None:
    assert [one.difference for one in play(sound(examined()))] == ["", ""]


def test_the_same_group_may_be_asked_twice() -> None:
    workflow = sound(examined(("    email:\n      type: email\n", "    carer: {use: contact-details}\n    email:\n"
                                "      type: email\n")))  # fmt: skip

    assert {"parent.email", "carer.email"} <= set(workflow.names)


def test_an_answer_of_a_group_is_asked_again_by_its_name() -> None:
    again = examined(("    found:\n", "    parent.phone: again\n    found:\n"))

    assert workflow_asks(again, "inspect") == ["parent.phone", "found"]


def workflow_asks(found: Examined, step: str) -> list[str]:
    return [one.id for one in sound(found).asks()[step].asked()]


def test_a_version_holds_the_text_of_the_groups_it_uses_and_no_other() -> None:
    written = files() | {"shared/other.yaml": GROUP}

    assert set(read_with(written, NAME)) == {NAME, "organisation.yaml", PATH}


def test_a_reading_is_known_by_its_groups_too() -> None:
    before, after = files(), files(group=GROUP.replace("reach you", "reach them"))

    assert hash_of(before, NAME) != hash_of(after, NAME)
    assert hash_of(before, NAME) == hash_of(before | {"shared/other.yaml": GROUP}, NAME)


@pytest.mark.parametrize(
    ("changed", "group", "expected"),
    [
        (("use: contact-details", "use: contact-detials"), GROUP, [("unknown-shared", "mend-a-road.yaml:19:7")]),
        (("use: contact-details", "use: contact-details\n      label: How"), GROUP,
         [("unknown-word", "mend-a-road.yaml:20:7")]),
        (("parent:\n", "Parent:\n"), GROUP, [("bad-id", "mend-a-road.yaml:18:5")]),
        (("urgent is yes", "urgnt is yes"), GROUP, [("unknown-name", "mend-a-road.yaml:20:13")]),
        (("to: parent.email", "to: parent.emale"), GROUP, [("unknown-team", "mend-a-road.yaml:26:3")]),
        (("  when: parent.email is not missing\n", ""), GROUP, [("may-be-missing", "mend-a-road.yaml:26:3")]),
        (("title", "title"), GROUP.replace('when: how is "Email"', 'when: who is "Email"'),
         [("unknown-name", f"{PATH}:10:11")]),
        (("title", "title"), GROUP.replace('when: how is "Email"', 'when: how is "E-mail"'),
         [("unknown-option", f"{PATH}:10:18")]),
        (("title", "title"), GROUP.replace('when: how is "Email"', 'when: depth is "Deep"'),
         [("unknown-name", f"{PATH}:10:11")]),
        (("title", "title"), GROUP.replace("shared: contact-details", "shared: contacts"),
         [("wrong-name", f"{PATH}:1:1")]),
        (("title", "title"), GROUP.replace("type: email", "type: emial"), [("unknown-type", f"{PATH}:8:11")]),
        (("title", "title"), GROUP + "  other: {use: contact-details}\n", [("group-in-group", f"{PATH}:17:3")]),
        (("title", "title"), GROUP.replace("questions:", "qestions:"), [("unknown-word", f"{PATH}:2:1")]),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_group_is_said_once_where_it_stands(
    changed: tuple[str, str], group: str, expected: list[tuple[str, str]]
) -> None:
    assert said(examined(changed, group=group)) == expected


def test_a_group_that_is_not_there_is_told_with_the_one_that_was_meant() -> None:
    found = examined(("use: contact-details", "use: contact-detials"))

    assert [fault.cure for fault in found.faults if fault.level == "fault"] == ['Did you mean "contact-details"?']


def codes(faults: tuple[Fault, ...]) -> list[str]:
    return [fault.code for fault in faults]


def test_a_group_is_checked_by_itself_too() -> None:
    assert check_group(GROUP, PATH) == ()
    assert codes(check_group(GROUP.replace("type: email", "type: emial"), PATH)) == ["unknown-type"]
    assert codes(check_group(GROUP.replace("questions:", "qestions:"), PATH)) == ["unknown-word"]
