"""The pages that teach the language hold: every sample passes the checker and plays, every fragment in a service."""

import re
from dataclasses import dataclass
from pathlib import Path
from textwrap import dedent, indent

import pytest

from desk.play import play
from tests.workflows.services import FILES
from workflows import conditions
from workflows.load import examine, load

DOCS = Path(__file__).parents[2] / "docs"
PAGES = ("language.md", "writing-a-service.md")
FENCE = re.compile(r"^```(?P<info>\S[^\n]*)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)

ANSWER = """\
answer:
  subject: Your report
  body: We have looked at it.
"""
ANSWERED = """\
answered:
  title: We have answered
"""
PERMIT = """\
permit:
  title: Permit
  body: You may mend it.
"""
HOST = """\
service: host
title: Report a pothole
owner: highways
reference: HOS
contact: [email]
law: {{basis: none, checked: no}}
privacy: {{purpose: to test, basis: public task, keep: 1 day}}
{top}
steps:
- ask: report
  questions:
    place: {{type: location, label: Where is it}}
    depth: {{type: choice, label: How deep is it, options: [Shallow, Deep, Very deep]}}
    cycle_route: {{type: yes or no, label: Is it on a cycle route}}
    width: {{type: number, label: How wide is it}}
    length: {{type: number, label: How long is it}}
    damage: {{type: choices, label: What is broken, options: [Tyre, Wheel]}}
    happened_on: {{type: date, label: When did it happen}}
    lamps: {{type: list, label: Which lamps, optional: yes, questions: {{number: {{type: number, label: Its number}}}}}}
    photo: {{type: photo, label: Add a photo, optional: yes}}
    email: {{type: email, label: Your email address}}
{steps}
- send: answer
  id: answered
  to: applicant
- end: answered
messages:
  late: {{subject: Late, body: Please look at it}}
  claims: {{subject: Claims, body: You may claim}}
{messages}
documents:
{documents}
outcomes:
  withdrawn: {{title: You have withdrawn it}}
  no_answer: {{title: We did not hear from you}}
{outcomes}
examples:
{examples}
"""
#: What beginners write instead, each told of in "When something is wrong".
MISTAKES = {
    "      label: Is there water": "      lable: Is there water",
    "when: water is yes": 'when: water is "yes"',
    "label: Where is the drain?": "label: Where is it: the drain",
    "((done))": "((don))",
    "    - end: looked_at\n": "",
    "      label: Where is the drain?": "     label: Where is the drain?",
}
MORE = """\
- ask: more
  who: highways
  questions:
"""


@dataclass(frozen=True)
class Sample:
    page: str
    line: int
    info: str
    text: str

    def __str__(self) -> str:
        return f"{self.page}:{self.line}"


def samples() -> list[Sample]:
    found = []
    for page in PAGES:
        text = (DOCS / page).read_text("utf-8")
        for fence in FENCE.finditer(text):
            found.append(Sample(page, text.count("\n", 0, fence.start()) + 1, fence["info"], fence["text"]))
    return found


def of(info: str) -> list[Sample]:
    return [sample for sample in samples() if sample.info.startswith(info)]


WHOLE = [sample for sample in of("yaml") if sample.text.startswith("service:")]
FRAGMENTS = of("yaml fragment=")
PARTS = of("yaml part")


def in_a_service(kind: str, text: str) -> str:
    """A whole service with the fragment where its kind stands."""
    parts = {
        "top": "", "steps": "", "documents": indent(PERMIT, "  "), "messages": indent(ANSWER, "  "),
        "outcomes": indent(ANSWERED, "  "), "examples": "- {story: Nothing more, play: [], ends: answered}",
    }  # fmt: skip
    if kind == "questions":
        parts["steps"] = MORE + indent(text, "    ")
    else:
        parts[kind] = text if kind in ("top", "steps", "examples") else indent(text, "  ")
    return HOST.format(**parts)


def faults_of(name: str, text: str) -> list[str]:
    path = f"{name}.yaml"
    examined = examine({**FILES, path: text}, path)
    return [fault.as_text() for fault in examined.faults if fault.level == "fault"]


@pytest.mark.parametrize("sample", WHOLE, ids=str)
def test_a_whole_sample_passes_the_checker(sample: Sample) -> None:
    assert faults_of(sample.text.split()[1], sample.text) == []


@pytest.mark.parametrize("sample", FRAGMENTS, ids=str)
def test_a_fragment_passes_the_checker_in_a_service(sample: Sample) -> None:
    kind = sample.info.partition("=")[2]

    assert faults_of("host", in_a_service(kind, sample.text)) == []


@pytest.mark.parametrize("sample", WHOLE, ids=str)
def test_the_examples_of_a_whole_sample_play_as_they_say(sample: Sample) -> None:
    path = f"{sample.text.split()[1]}.yaml"
    played = play(load({**FILES, path: sample.text}, path))

    assert played and [one.difference for one in played] == [""] * len(played)


@pytest.mark.parametrize("sample", of("yaml fragment=examples"), ids=str)
def test_an_example_plays_as_it_says(sample: Sample) -> None:
    workflow = load({**FILES, "host.yaml": in_a_service("examples", sample.text)}, "host.yaml")

    assert [one.difference for one in play(workflow)] == [""]


@pytest.mark.parametrize("sample", PARTS, ids=str)
def test_a_part_stands_in_a_whole_sample_of_its_page(sample: Sample) -> None:
    flat = [[line.strip() for line in whole.text.splitlines()] for whole in WHOLE if whole.page == sample.page]
    part = [line.strip() for line in dedent(sample.text).splitlines()]

    assert any(part == lines[at : at + len(part)] for lines in flat for at in range(len(lines)))


@pytest.mark.parametrize("sample", of("conditions"), ids=str)
def test_every_condition_can_be_tested(sample: Sample) -> None:
    workflow = examine({**FILES, "host.yaml": in_a_service("top", "")}, "host.yaml").workflow
    assert workflow is not None
    lines = sample.text.strip().splitlines()

    assert [conditions.type_of(conditions.parse(line), workflow.names).name for line in lines] == ["yes or no"] * len(
        lines
    )


@pytest.mark.parametrize(("right", "mistake"), MISTAKES.items())
def test_the_checker_says_of_a_beginner_s_mistake_what_the_page_says(right: str, mistake: str) -> None:
    service = next(sample.text for sample in WHOLE if "- branch:" in sample.text and "drain" in sample.text)
    page = (DOCS / "writing-a-service.md").read_text("utf-8").replace("\\|", "|")
    assert right in service

    rows = [row.split(" | ") for row in page.splitlines() if row.startswith("| ") and row.count(" | ") >= 2]
    said = faults_of("report-a-blocked-drain", service.replace(right, mistake, 1))
    assert [row for row in rows for fault in said if row[1] in fault and row[-1].removesuffix(" |") in fault]


def test_every_sample_in_yaml_is_a_whole_service_or_says_where_it_belongs() -> None:
    elsewhere = of("yaml organisation")  # tests/workflows/test_pages_beside.py
    known = [*WHOLE, *FRAGMENTS, *PARTS, *elsewhere]

    assert [str(sample) for sample in of("yaml") if sample not in known] == []
    assert WHOLE and FRAGMENTS and PARTS
