"""A list in a service: its conditions, what is accepted of it, and how it is shown."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import pytest

from components.base import Said, Seen
from components.wording import lines_of
from workflows.asking import accept, asked_now, knowing
from workflows.calendars import LONDON
from workflows.conditions import Context
from workflows.faults import Faulty
from workflows.load import load
from workflows.workflow import Workflow

ORGANISATION = "organisation: Norfolk County Council\nteams: {schools: Schools}\n"
SERVICE = """\
service: school-bus
title: School bus
owner: schools
reference: BUS
contact: [email]
law: {basis: Education Act 1996 s.508B, checked: no}
privacy: {purpose: Taking children to school, basis: public task, keep: 3 years after closing}
steps:
- ask: apply
  questions:
    email: {type: email, label: Email}
    council: {type: choice, label: Council, options: [norfolk, suffolk]}
    children:
      type: list
      label: Your children
      item: child
      questions:
        name: {type: name, label: Full name}
        at_school: {type: yes or no, label: At school?}
        school:
          type: text
          label: School
          when: at_school is yes and council is "norfolk"
        starts: {type: date, label: First day}
        ends:
          type: date
          label: Last day
          accept when: ends is after starts
          problem: The last day must be after the first
          optional: yes
        trips:
          type: list
          label: Trips
          item: trip
          optional: yes
          questions:
            cost: {type: money, label: Cost}
            why:
              type: text
              label: Why
              when: cost > £10 and at_school is yes
- end: noted
  when: any child in children has child.at_school is yes
- end: nothing
outcomes:
  noted: {title: "((each child in children))((child.name)) starts on ((child.starts)). ((end))"}
  nothing: {title: Nothing to do}
"""
NOW = datetime(2027, 3, 1, 9, tzinfo=LONDON)
DAY = {"day": "1", "month": "9", "year": "2027"}
ANN = {"#": "a", "name": "Ann", "at_school": "no", "starts": DAY}


def bus(words: str = SERVICE) -> Workflow:
    return load({"school-bus.yaml": words, "organisation.yaml": ORGANISATION}, "school-bus.yaml")


def read(children: Any, **others: Any) -> tuple[Mapping[str, Any], tuple[Said, ...]]:
    workflow = bus()
    raw = {"email": "a@example.org", "council": "norfolk", "children": children} | others
    context = Context(NOW, workflow.organisation.calendars["england"])
    accepted = accept(workflow.first.all_pages(), raw, {}, Seen(NOW.date()), context)
    return accepted.answers, accepted.problems.get("children", ())


def test_each_item_is_read_with_its_own_answers() -> None:
    bo = {"#": "b", "name": "Bo", "at_school": "yes", "school": "Elm Hill", "starts": DAY}

    answers, problems = read([ANN, bo])

    assert problems == ()
    assert answers["children"] == [
        {"#": "a", "name": "Ann", "at_school": False, "starts": "2027-09-01", "trips": []},
        {"#": "b", "name": "Bo", "at_school": True, "school": "Elm Hill", "starts": "2027-09-01", "trips": []},
    ]


def test_a_question_passed_over_in_an_item_leaves_no_answer() -> None:
    answers, _ = read([ANN | {"school": "left behind"}])

    assert "school" not in answers["children"][0]


@pytest.mark.parametrize(("council", "said"), [("norfolk", "Child 1: Enter an answer: School"), ("suffolk", "")])
def test_a_question_inside_depends_on_its_neighbours_and_on_earlier_answers(council: str, said: str) -> None:
    _, problems = read([ANN | {"at_school": "yes"}], council=council)

    assert "".join(each.sentence for each in problems) == said


def test_a_problem_says_which_item_and_box_it_is_about() -> None:
    bo = {"#": "b", "name": "Bo", "at_school": "no", "starts": {"day": "1"}}

    _, problems = read([ANN, bo])

    assert problems == (Said("Child 2: First day must include a month and year", "b.starts.month", ("year",)),)


def test_an_answer_is_held_to_its_neighbours() -> None:
    _, problems = read([ANN | {"ends": DAY}])

    assert problems == (Said("Child 1: The last day must be after the first", "a.ends"),)


def test_a_list_in_a_list_sees_the_item_around_it() -> None:
    trip = {"#": "t", "cost": "12"}

    _, at_home = read([ANN | {"trips": [trip]}])
    _, at_school = read([ANN | {"at_school": "yes", "school": "Elm Hill", "trips": [trip]}])

    assert at_home == ()
    assert at_school == (Said("Child 1: Trip 1: Enter an answer: Why", "a.trips.t.why"),)


def test_only_what_is_asked_of_an_item_now_is_drawn() -> None:
    workflow = bus()
    context = Context(NOW, workflow.organisation.calendars["england"])
    answers = {"council": "norfolk"}
    (asked,) = (one for _, asked in asked_now(workflow.first.all_pages(), answers, context)
                for one in asked if one.id == "children")  # fmt: skip

    (control,) = asked.question.controls([ANN, ANN | {"#": "b", "at_school": "yes"}],
                                         knowing(Seen(NOW.date()), answers, context))  # fmt: skip

    drawn = [[block.name for block in item.blocks] for item in control.items]  # type: ignore[union-attr]
    assert drawn == [
        ["name", "at_school", "starts", "ends", "trips"],
        ["name", "at_school", "school", "starts", "ends", "trips"],
    ]


@pytest.mark.parametrize(
    ("written", "instead", "code"),
    [
        ("ends is after starts", "ends is after begins", "unknown-name"),
        ("at_school is yes and council", "council is yes and council", "wrong-type"),
        ("cost > £10", "cost > 10", "wrong-type"),
        ("trip\n", "trip\n          at mots: 3\n", "unknown-word"),
        ("school:\n          type: text", "school:\n          type: txet", "unknown-type"),
        ("        starts: {type: date, label: First day}", "        starts: again", "wrong-shape"),
    ],
)
def test_what_is_wrong_inside_a_list_is_told_on_its_line(written: str, instead: str, code: str) -> None:
    words = SERVICE.replace(written, instead)
    assert words != SERVICE

    with pytest.raises(Faulty) as faulty:
        bus(words)

    line = next(n for n, (before, after) in enumerate(zip(SERVICE.split("\n"), words.split("\n"), strict=False), 1)
                if before != after)  # fmt: skip
    told = [(fault.place.line, fault.code) for fault in faulty.value.faults if fault.level == "fault"]
    assert (line, code) in told
    assert len(told) == 1


def test_a_total_of_a_list_is_told_to_be_a_working_out() -> None:
    with pytest.raises(Faulty) as caught:
        bus(SERVICE.replace("      item: child\n", "      item: child\n      total: name\n", 1))

    [fault] = [one for one in caught.value.faults if one.code == "unknown-word"]
    assert "type: working out" in fault.cure
    assert "value: total of " in fault.cure


def test_a_list_is_as_sensitive_as_what_it_asks() -> None:
    workflow = bus(SERVICE.replace("label: Full name}", "label: Full name, sensitive: yes}"))

    assert "children" in workflow.sensitive()


def test_examples_tell_items_by_their_questions() -> None:
    question = bus().questions["children"]
    seen = Seen(NOW.date())

    told = question.told([{"name": "Ann", "at_school": "yes", "school": "Elm Hill", "starts": "2027-09-01"}], seen)

    assert told == [
        {"#": "1", "name": "Ann", "at_school": True, "school": "Elm Hill", "starts": "2027-09-01", "trips": []}
    ]
    assert question.show(told, seen) == ["Child 1: Ann, At school? Yes, Elm Hill, 1 September 2027"]


def test_a_page_reads_an_item_back_under_its_title_a_line_an_answer() -> None:
    question = bus().questions["children"]
    answer = [
        {"#": "a", "name": "Ann", "at_school": True, "school": "Elm Hill", "starts": "2027-09-01",
         "trips": [{"#": "t", "cost": 1250}, {"#": "u", "cost": 300}]},
        {"#": "b", "name": "Bo", "at_school": False, "trips": []},
    ]  # fmt: skip

    said = question.read_back(answer, Seen(NOW.date()))

    assert lines_of(said[1]) == ["Child 2", "Full name: Bo", "At school? No"]
    assert lines_of(said[0])[:3] == ["Child 1", "Full name: Ann", "At school? Yes"]
    assert said[0].endswith("\nFirst day: 1 September 2027\nTrips:\nTrip 1: £12.50\nTrip 2: £3")


@pytest.mark.parametrize("name", ["children.starts", "child.starts"])
def test_wording_shows_what_stands_inside_a_list_as_its_own_kind_does(name: str) -> None:
    question = bus().question(name)

    assert question is not None
    assert question.show("2027-09-01", Seen(NOW.date())) == ["1 September 2027"]


def test_an_amount_in_a_list_in_a_list_is_shown_in_pounds() -> None:
    question = bus().question("children.trips.cost")

    assert question is not None
    assert question.show(1250, Seen(NOW.date())) == ["£12.50"]
