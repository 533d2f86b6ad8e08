"""The picture says who does what in words, and nothing in a service can break out of it."""

import re

from tests.workflows.services import road
from workflows.picture import picture


def edges(dot: str) -> set[tuple[str, str]]:
    return set(re.findall(r'^"(\w+)" -> "(\w+)"', dot, re.MULTILINE))


def test_every_step_is_drawn_and_a_go_to_is_the_way_itself():
    dot = picture(road())
    assert {"report", "inspect", "branch_1", "send_1", "send_2", "end_1", "end_2"} == set(
        re.findall(r'^"(\w+)" \[', dot, re.MULTILINE)
    )
    assert ("branch_1", "inspect") in edges(dot)


def test_whoever_does_a_step_is_named_in_it_and_not_only_coloured():
    dot = picture(road())
    assert "by Highways" in dot
    assert "by applicant" in dot


def test_only_the_ways_that_the_clock_takes_are_dashed():
    dashed = [line for line in picture(road()).splitlines() if "dashed" in line]
    assert len(dashed) == 1
    assert dashed[0].startswith('"inspect" -> "send_1"')


def test_the_ways_of_a_branch_say_their_conditions():
    dot = picture(road())
    assert r'label="if “What did you find?” is\n“Mended”"' in dot
    assert 'label="otherwise"' in dot


def test_letters_and_ends_are_called_by_their_words():
    dot = picture(road())
    assert "Send “… is late” to Highways" in dot.replace(r"\n", " ")
    assert "End: We have mended it" in dot.replace(r"\n", " ")


def test_a_subject_is_told_without_its_reference():
    dot = picture(road(("subject: ((reference)) is late", 'subject: "The hole, ((depth)), is late, ((reference))"')))
    assert "Send “The hole, …, is late” to Highways" in dot.replace(r"\n", " ")


def test_words_of_a_service_stay_words():
    hostile = r'title: "Inspect\" ] evil [label=<<b>x</b>>, URL=\"http://evil.example\" \\"'
    dot = picture(road(("title: Inspect the road", hostile)))
    outside_quotes = re.sub(r'"(?:\\.|[^"\\])*"', '""', dot)
    assert "evil" not in outside_quotes
    assert "URL" not in outside_quotes
    assert outside_quotes.count("[") == outside_quotes.count("]")


TOGETHER = (
    "- branch:",
    """\
- together:
    roads:
    - pay: fee
      amount: £10
      if failed:
      - send: answer
        to: applicant
    paths:
    - ask: check_paths
      who: parks
      due: {within: 5 days, may extend: 5 days}
      if extended:
      - send: answer
        to: applicant
      questions: {fit: {type: yes or no, label: Are they fit?}}
  finish when: first
- branch:""",
)


def test_what_goes_on_at_the_same_time_stands_in_frames_of_its_own():
    dot = picture(road(TOGETHER))
    assert 'subgraph "cluster together_1.0" {\nlabel="roads"' in dot
    assert 'subgraph "cluster together_1.1" {\nlabel="paths"' in dot
    assert r"At the same time\nuntil 1 done" in dot
    assert ("together_1", "fee") in edges(dot)
    assert {("fee", "branch_1"), ("check_paths", "branch_1")} <= edges(dot)


def test_what_a_failure_and_an_extension_open_is_dashed_and_says_so():
    dashed = [line for line in picture(road(TOGETHER)).splitlines() if "dashed" in line]
    assert [line for line in dashed if line.startswith('"fee" ->') and "when failed" in line]
    assert [line for line in dashed if line.startswith('"check_paths" ->') and "when extended" in line]


def test_a_for_each_is_a_frame_named_by_its_loop():
    lamps = (
        "    urgent:",
        "    lamps: {type: list, label: Lamps, questions: {place: {type: text, label: Where?}}}\n    urgent:",
    )
    loop = (
        "- branch:",
        "- for each: lamp in lamps\n  steps:\n  - ask: mend\n    who: parks\n"
        "    questions: {mended: {type: yes or no, label: Is it mended?}}\n- branch:",
    )
    examples = ("urgent: no}", "urgent: no, lamps: [{place: Here}]}")
    dot = picture(road(lamps, loop, examples))
    assert 'subgraph "cluster for_each_1.0" {\nlabel="each lamp"' in dot


def test_the_deadline_and_the_way_back_into_a_case_are_drawn_with_what_follows():
    top = "reopen: {within: 28 days, at: inspect}\ndeadline: {within: 20 days, if late: [{end: nothing}]}"
    dot = picture(road(("owner: highways", f"owner: highways\n{top}")))
    dashed = [line for line in dot.splitlines() if "dashed" in line]
    assert [line for line in dashed if line.startswith('"(deadline)" ->') and "when late" in line]
    assert [line for line in dashed if line.startswith('"(reopened)" -> "inspect"')]
