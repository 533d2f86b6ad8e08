"""What may be missing where it is read is found out in every service, however its loops cross."""

from tests.workflows.services import ORGANISATION
from workflows.load import examine

TOP = """\
service: loops
title: Mend a road
owner: highways
reference: LOOP
law: {basis: Highways Act 1980 s.41, checked: no}
privacy: {purpose: Keeping roads safe, basis: public task, keep: 3 years after closing}
deadline: 10 working days
"""
#: Two ways back to `look`, one of them by the clock: what is known there changes with each turn of the other.
CROSSING = """\
steps:
- ask: report
  questions:
    place: {type: text, label: Where is it}
    lane: {type: text, label: Which lane, when: colour is not missing}
- branch:
  - when: lane is one of "x", "y" or lane is not missing
    then:
    - ask: look
      who: highways
      questions:
        depth: {type: text, label: How deep}
    - branch:
      - when: width is not missing
        then:
        - ask: measure
          who: highways
          questions:
            colour: {type: text, label: Which colour}
            width: {type: text, label: How wide}
        - go to: look
      - when: place is one of "x", "y"
        then:
        - ask: visit
          who: highways
          questions:
            notes: {type: text, label: Your notes}
        - branch:
          - when: lane is not missing
            then:
            - ask: mend
              who: highways
              questions:
                depth: again
          - when: width is not missing and lane is missing
            then:
            - ask: wait
              who: highways
              questions:
                more: {type: text, label: Anything more}
              due: 5 days
              if late:
              - send: told
                to: highways
              - go to: look
          - otherwise: go on
      - otherwise: go on
  - otherwise: go on
- end: done
messages:
  told: {subject: It is late, body: Look again}
outcomes: {done: {title: It is done}}
"""


def test_loops_that_cross_are_checked_to_their_end() -> None:
    said = examine({"organisation.yaml": ORGANISATION, "loops.yaml": TOP + CROSSING}, "loops.yaml").faults

    assert [(one.code, one.place.line) for one in said if one.level == "fault"].count(("never-asked", 12)) == 1
