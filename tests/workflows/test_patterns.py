"""The 43 patterns of docs/patterns.md: each sample passes the checker and plays as the page says, or there is a why.

A line of a play is `step -> what is open then`, or the outcome; `step(no)` answers no.
"""

import re
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

import pytest

from engine.commands import CLOCK, AddItem, Settle, Withdraw
from tests.engine.making import BEN, PAM, ZOE, Trial, accepted, files, refused
from tests.workflows.services import FILES
from workflows.load import examine, load
from workflows.workflow import Workflow

PAGE = (Path(__file__).parents[2] / "docs" / "patterns.md").read_text("utf-8")
HEADING = re.compile(r"^### (?P<number>\d+)\. (?P<name>.*)\n\n(?P<text>[^\n]*)", re.MULTILINE)
SAMPLE = re.compile(r"^```yaml pattern=(?P<number>\d+)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)
SAMPLES = {int(found["number"]): found["text"] for found in SAMPLE.finditer(PAGE)}
FIRST = """\
- ask: report
  questions:
    place: {type: text, label: Where is it}
    email: {type: email, label: Email, optional: yes}
    phone: {type: phone, label: Phone, optional: yes}
    urgent: {type: yes or no, label: Is it urgent}
    needs: {type: choices, label: What is needed, options: [Ramp, Bus], optional: yes}
    sites:
      type: list
      label: The sites
      item: site
      questions:
        name: {type: text, label: What is it called}
"""
#: The teams of the page are those of the demo, so that its samples work where people try them.
HOUSE = {"organisation.yaml": FILES["organisation.yaml"]}
THREE = [{"#": "a", "name": "Ash"}, {"#": "b", "name": "Birch"}, {"#": "c", "name": "Cedar"}]
DONE = "- end: done\n"
LINE = re.compile(r"(?P<step>[\w@:]+)(?P<no>\(no\))? -> (?P<after>.*)")

PLAYS = {
    1: ["-> look", "look -> mend", "mend -> done"],
    2: ["-> path road", "path -> road", "road -> done"],
    3: ["-> path road", "road -> path", "path -> decide", "decide -> done"],
    4: ["-> some_day", "some_day -> done"],
    5: ["-> some_day", "some_day -> sign", "sign -> done"],
    6: ["-> bus ramp", "ramp -> bus", "bus -> done"],
    7: ["-> bus ramp", "bus -> ramp", "ramp -> sign", "sign -> done"],
    8: [
        "-> look look look",
        "look@sites:b -> look look sign",
        "sign@sites:b -> look look",
        "look@sites:a -> look sign",
    ],
    10: ["-> look", "look -> mend", "mend(no) -> look", "look -> mend", "mend -> done"],
    13: ["-> path road", "road -> path", "path -> sign", "sign -> done"],
    14: ["-> look look look", "look -> look look", "look -> look", "look -> sign", "sign -> done"],
    16: ["-> reply", "reply -> thank", "thank -> done"],
    18: ["-> amend decide", "amend -> amend decide", "amend -> amend decide", "decide -> done"],
    21: ["-> mend", "mend(no) -> mend", "mend(no) -> mend", "mend -> done"],
    25: ["-> call_off look", "look -> call_off path road", "call_off -> sign", "sign -> done"],
    26: ["-> call_off look look look", "look -> call_off look look", "call_off -> sign", "sign -> done"],
    27: ["-> look look look", "look -> look look", "look(no) -> sign", "sign -> done"],
    29: ["-> law path road", "path -> decide", "decide -> done"],
    32: ["-> law path road", "path -> law road", "law -> decide", "decide -> done"],
    35: ["-> look look look", "look -> look look", "look -> sign", "sign -> done"],
    36: ["-> look look look", "look(no) -> look look", "look -> sign", "sign -> done"],
    37: ["-> bus ramp", "bus -> ramp", "ramp -> sign", "sign -> done"],
    41: ["-> look look look", "look -> look look", "look -> look", "look -> sign", "sign -> done"],
    42: ["-> look look look", "look -> look look", "look -> look", "look -> done"],
}
#: Played by hand below: what time, the applicant or another system does.
BY_HAND = {12, 15, 19, 20, 22, 23, 24, 43}


def written(number: int) -> tuple[dict[str, str], str]:
    top, _, steps = SAMPLES[number].rpartition("steps:\n") if SAMPLES[number][0] != "-" else ("", "", SAMPLES[number])
    parts = files(FIRST + steps + DONE, top)
    outcomes = re.findall(r"end: (\w+)\}", top) + (["withdrawn"] if "withdraw:" in top else [])
    text = parts["mend.yaml"] + "".join(f"  {name}: {{title: It is {name}}}\n" for name in outcomes)
    return {**parts, **HOUSE, "mend.yaml": text}, "mend.yaml"


def workflow(number: int) -> Workflow:
    return load(*written(number))


def begun(number: int, urgent: str = "no") -> Trial:
    case = Trial(workflow(number))
    accepted(case.open(urgent=urgent, needs=["Ramp", "Bus"], sites=THREE, email="zoe@example.org"))
    return case


def stands(case: Trial) -> str:
    return case.case.outcome or " ".join(sorted(case.waiting))


def do(case: Trial, step: str, answer: str = "yes") -> None:
    """Whoever's task it is does it; of several the first, or the one of the item that is named."""
    task = next(one for one in case.case.tasks.values() if one.id.startswith((f"{step}.", f"{step}@")))
    doer = BEN if task.who in BEN.teams else replace(PAM, id=task.who, teams=frozenset({task.who}))
    accepted(case.do_task(task.id, doer, **{f"{task.step}_ok": answer}))


@dataclass(frozen=True)
class Pattern:
    number: int
    name: str
    text: str


PATTERNS = [Pattern(int(one["number"]), one["name"], one["text"]) for one in HEADING.finditer(PAGE)]


def test_all_43_are_there_each_with_a_sample_that_is_played_or_a_reason() -> None:
    assert sorted(one.number for one in PATTERNS) == list(range(1, 44))
    for one in PATTERNS:
        refused_here = one.text.startswith("Not in the language: ")
        assert refused_here != (one.number in SAMPLES), one
        assert refused_here != (one.number in {*PLAYS, *BY_HAND}), one


@pytest.mark.parametrize("number", sorted(SAMPLES))
def test_a_sample_passes_the_checker(number: int) -> None:
    found = examine(*written(number))

    assert [one.as_text() for one in found.faults if one.level == "fault"] == []


@pytest.mark.parametrize("number", sorted(PLAYS))
def test_a_sample_plays_as_the_page_says(number: int) -> None:
    case = begun(number)
    first, *lines = PLAYS[number]

    assert f"-> {stands(case)}" == first
    for line in lines:
        found = LINE.fullmatch(line)
        assert found is not None, line
        do(case, found["step"], "no" if found["no"] else "yes")
        assert stands(case) == found["after"], line


def test_a_case_of_its_own_for_each_item_is_not_waited_for() -> None:
    case = begun(12)

    assert stands(case) == "sign"
    assert [one.details["goes on"] for one in case.case.waiting.values()] == [True, True, True]


def test_an_item_may_be_added_while_the_others_are_done() -> None:
    case = begun(15)
    add = {"case": "ROA-1", "task": "look@sites:a.1", "token": "t"}

    accepted(case.do(AddItem, BEN, raw={"name": "Damson"}, **add))

    assert stands(case) == "look look look look"


def test_a_choice_is_left_to_time_where_nobody_is_quicker() -> None:
    case = begun(16)

    case.later(days=7)

    assert stands(case) == "chase"


def test_a_task_is_taken_away_when_its_time_is_over() -> None:
    case = begun(19)
    assert stands(case) == "reply"

    case.later(days=7)

    assert stands(case) == "chase"


def test_the_applicant_takes_the_whole_case_back() -> None:
    case = begun(20)

    accepted(case.do(Withdraw, ZOE, case="ROA-1"))

    assert stands(case) == "withdrawn" and not case.case.tasks


def test_a_service_runs_itself() -> None:
    assert [one.what for one in begun(22, urgent="yes").case.waiting.values()] == ["run"]
    assert stands(begun(22)) == "done"


def settle(case: Trial, waiting: str) -> object:
    return case.do(Settle, CLOCK, case="ROA-1", waiting=waiting, token="", given={})


def test_a_message_that_comes_before_it_is_waited_for_is_refused() -> None:
    case = begun(23)
    assert refused(settle(case, "permit.1")) == "Nothing waits for this any more"  # type: ignore[arg-type]

    do(case, "look")
    accepted(settle(case, "permit.1"))  # type: ignore[arg-type]

    assert stands(case) == "done"


def test_a_message_that_may_come_at_any_time_is_waited_for_beside_the_rest() -> None:
    case = begun(24)

    accepted(settle(case, "permit.1"))  # type: ignore[arg-type]
    do(case, "look")
    do(case, "mend")

    assert stands(case) == "done"


def test_the_end_of_a_deadline_takes_away_all_that_is_open() -> None:
    case = begun(43)
    do(case, "road")

    case.now += timedelta(days=40)
    case.later(days=0)

    assert stands(case) == "too_late" and not case.case.tasks and not case.case.places
