"""What may be missing is found out on every way: late ones, loops, and both at once."""

from collections.abc import Mapping

from tests.workflows.services import HEAD, NAME, ORGANISATION
from workflows.load import examine

QUESTIONS = """\
    ours: {type: yes or no, label: Is it our road?}
    whose: {type: team, of: road-owners, label: Whose road is it?, when: ours is no}
"""
TAIL = """\
- end: done
outcomes: {done: {title: It is done}}
messages:
  late: {subject: It is late, body: It was due by ((due)).}
  answer:
    subject: The answer
    body: ((if why is not missing))((why))((end))
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
    text = HEAD + QUESTIONS + steps + TAIL
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


WRITTEN = "((if why is not missing))((why))((end))"
LATE = """\
- ask: look
  who: highways
  due: 2 working days
  if late:
  - go to: write
  questions:
    fit: {type: yes or no, label: Is it fit?}
    why: {type: text, label: Why not?, when: fit is no}
- ask: write
  who: highways
  questions:
    reply: {type: text, label: What do we say?}
- send: answer
  to: highways
"""
TWO_STEPS = """\
- branch:
  - when: ours is no
    then:
    - ask: tell
      who: highways
      questions:
        why: {type: text, label: Why not?}
    - ask: ring
      who: highways
      questions:
        rang: {type: text, label: Who answered?}
- send: answer
  to: highways
"""
SOME = """\
- ask: look
  who: highways
  questions:
    kind: {type: choice, label: What is it?, options: [Hole, Crack, Flood, Other]}
    why: {type: text, label: Why?, when: 'kind is one of "Hole", "Crack"'}
- send: answer
  to: highways
"""
NOT_TAKEN = """\
- ask: look
  who: highways
  questions:
    fit: {type: yes or no, label: Is it fit?}
    why: {type: text, label: Why?, when: not (fit is no)}
- branch:
  - when: fit is no
    then:
    - end: done
- send: answer
  to: highways
"""


def shown(words: str) -> dict[str, str]:
    return {WRITTEN: words}


def test_after_a_late_way_an_answer_is_there_where_its_questions_own_condition_holds() -> None:
    assert faults(LATE, shown("((if fit is no))((why))((end))")) == []
    assert faults(LATE, shown("((if fit is yes))((why))((end))")) == ["may-be-missing"]
    assert faults(LATE, shown("((fit))")) == ["may-be-missing"]


def test_what_any_step_of_a_way_asked_is_there_where_the_ways_condition_holds() -> None:
    assert faults(TWO_STEPS, shown("((if ours is no))((why)) ((rang))((end))")) == []
    assert faults(TWO_STEPS, shown("((rang))")) == ["may-be-missing"]


def test_a_way_that_two_conditions_open_is_known_by_both() -> None:
    both = {"  - when: ours is no\n": '  - when: ours is no and whose is "national-highways"\n'}
    guard = '((if whose is "national-highways" and ours is no))((why))((end))'
    assert faults(TWO_STEPS, both | shown(guard)) == []
    assert faults(TWO_STEPS, both | shown("((if ours is no))((why))((end))")) == ["may-be-missing"]


def test_a_condition_that_did_not_hold_may_only_have_been_missing() -> None:
    optional = {"label: Is it fit?": "label: Is it fit?, optional: yes"}
    assert faults(NOT_TAKEN, shown("((why))")) == []
    assert faults(NOT_TAKEN, optional | shown("((why))")) == ["may-be-missing"]


def test_what_one_test_of_an_answer_says_of_another_is_known() -> None:
    assert faults(SOME, shown('((if kind is "Hole"))((why))((end))')) == []
    assert faults(SOME, shown('((if kind is one of "Hole", "Crack"))((why))((end))')) == []
    assert faults(SOME, shown('((if kind is one of "Hole", "Flood"))((why))((end))')) == ["may-be-missing"]
    unless = {'is one of "Hole", "Crack"': 'is not "Flood"'}
    assert faults(SOME, unless | shown('((if kind is "Hole"))((why))((end))')) == []
    assert faults(SOME, shown('((if kind is not "Flood"))((why))((end))')) == ["may-be-missing"]


def test_what_a_way_back_sets_aside_is_not_there_until_it_is_asked_again() -> None:
    again = "- branch:\n  - when: fit is no\n    then:\n    - go to: look\n- ask: write\n"
    back = LATE.replace("- ask: write\n", again)
    assert faults(back, shown("((if fit is yes))((fit))((end))")) == []
    assert faults(back.replace("  - go to: write\n", "  - send: answer\n    to: highways\n"),
                  shown("((if ours is no))((fit))((end))")) == ["may-be-missing"]  # fmt: skip


def test_due_is_a_word_only_where_a_time_limit_is_sure_to_run() -> None:
    assert faults(LATE, shown("By ((due))")) == ["may-be-missing"]
    assert faults(LATE, shown("((if due is not missing))By ((due))((end))")) == []
    deadline = {"steps:\n- ask: report": "deadline: {within: 5 days, from: received}\nsteps:\n- ask: report"}
    assert faults(LATE, deadline | shown("By ((due))")) == []
    stopped = {"5 days, from: received": "5 days, from: received, until: look"}
    assert faults(LATE, deadline | stopped | shown("By ((due))")) == ["may-be-missing"]
    started = {"5 days, from: received": "5 days, from: look"}
    assert faults(LATE, deadline | started | shown("By ((due))")) == ["may-be-missing"]
    never_passed_over = LATE.replace("  - go to: write\n", "  - hand to: parks\n")
    assert faults(never_passed_over, deadline | started | shown("By ((due))")) == []
