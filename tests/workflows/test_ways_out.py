"""Every way leads to an end, also one that begins where somebody was late."""

from tests.workflows.services import HEAD, NAME, ORGANISATION
from workflows.load import examine

LATE_INTO_A_LOOP = """\
    ours: {type: yes or no, label: Is it our road?}
- ask: look
  who: highways
  due: 2 working days
  if late:
  - go to: again
  questions:
    fit: {type: yes or no, label: Is it fit?}
- branch:
  - when: fit is yes
    then:
    - end: done
  - otherwise: go on
- ask: again
  who: highways
  questions:
    more: {type: text, label: What more?}
- go to: again
outcomes: {done: {title: It is done}}
"""


def ends_missed(text: str) -> list[str]:
    said = examine({"organisation.yaml": ORGANISATION, NAME: HEAD + text}, NAME).faults
    return [fault.sentence for fault in said if fault.code == "no-end"]


def test_a_loop_without_a_way_out_is_said_also_where_being_late_leads_into_it() -> None:
    assert ends_missed(LATE_INTO_A_LOOP) == ["From Again no way leads to an end"]


def test_a_way_to_a_step_that_is_not_there_is_no_loop() -> None:
    assert ends_missed(LATE_INTO_A_LOOP.replace("\n- go to: again", "\n- go to: agian")) == []
