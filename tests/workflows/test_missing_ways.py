"""What may be missing is found out on every way: late ones, loops, and both at once."""

from collections.abc import Mapping

from tests.workflows.services import NAME, ORGANISATION
from workflows.load import examine

HEAD = """\
service: mend-a-road
title: Mend a road
owner: highways
reference: ROA
law: {basis: Highways Act 1980 s.41, checked: no}
privacy: {purpose: Keeping roads safe, basis: public task, keep: 3 years after closing}
steps:
- ask: report
  questions:
    ours: {type: yes or no, label: Is it our road?}
    whose: {type: team, of: road-owners, label: Whose road is it?, when: ours is no}
"""
TAIL = """\
- end: done
outcomes: {done: {title: It is done}}
messages:
  late: {subject: It is late, body: It was due by ((due)).}
  answer: {subject: The answer, body: "((if why is not missing))((why))((end))"}
"""
LATE_AND_BACK = """\
- ask: look
  who: highways
  due: 2 working days
  if late:
  - send: late
    to: highways
  - go to: write
  questions:
    fit: {type: yes or no, label: Is it fit?}
    why: {type: text, label: Why not?, when: fit is no}
- ask: write
  who: highways
  questions:
    reply: {type: text, label: What do we say?}
- ask: check
  who: highways
  questions:
    good: {type: yes or no, label: Is it good?}
- branch:
  - when: good is no
    then:
    - go to: write
- send: answer
  to: highways
"""
LATE_UNDER_WHEN = """\
- ask: look
  who: whose
  when: ours is no
  due: 2 working days
  if late:
  - send: late
    to: whose
  questions:
    fit: {type: yes or no, label: Is it fit?}
"""


def faults(steps: str, changes: Mapping[str, str] | None = None) -> list[str]:
    text = HEAD + steps + TAIL
    for old, new in (changes or {}).items():
        assert old in text
        text = text.replace(old, new)
    found = examine({"organisation.yaml": ORGANISATION, NAME: text}, NAME).faults
    return [fault.code for fault in found if fault.level == "fault"]


def test_a_late_way_forward_into_a_loop_back_settles() -> None:
    assert faults(LATE_AND_BACK) == []


def test_what_a_late_way_left_out_may_be_missing_after_it() -> None:
    assert faults(LATE_AND_BACK, {"((if why is not missing))((why))((end))": "((fit))"}) == ["may-be-missing"]


def test_when_a_step_is_late_its_own_when_held() -> None:
    assert faults(LATE_UNDER_WHEN, {"((if why is not missing))((why))((end))": "Done"}) == []
    assert faults(LATE_UNDER_WHEN, {"((if why is not missing))((why))((end))": "Done", "  when: ours is no\n": ""}) == [
        "may-be-missing", "may-be-missing",
    ]  # fmt: skip
