"""Answers that hold more than one thing, and questions that show earlier answers or what is worked out of them."""

from datetime import datetime

import pytest

from components.base import Seen
from components.controls import Words
from desk.play import play
from tests.workflows.services import FILES
from workflows.asking import knowing
from workflows.calendars import EVERY_DAY, LONDON
from workflows.expressions import Context
from workflows.load import Examined, examine
from workflows.renaming import rename
from workflows.workflow import Workflow

NOW = datetime(2027, 3, 1, 9, tzinfo=LONDON)
TEXT = """\
service: sample
title: A sample
summary: Somebody is away
owner: highways
reference: SAM
law: {basis: Highways Act 1980 s.41, checked: no}
privacy: {purpose: Keeping roads safe, basis: public task, keep: 3 years after closing}
steps:
- ask: report
  questions:
    place: {type: text, label: Where is it, sensitive: yes}
    stay:
      type: date range
      label: When are you away?
      accept when: stay.first is after today
      problem: The first day must be after today
    visit: {type: date and time, label: When do we come}
    costs:
      type: table
      label: What does it cost
      rows: [Rent, Heating]
      total: amount
      questions:
        amount: {type: money, label: Amount}
    trips:
      type: list
      label: Which trips
      item: trip
      optional: yes
      questions:
        days: {type: date range, label: When}
        costs_more: {type: yes or no, label: Does it cost more, when: days.last is after stay.last}
    in_all:
      type: working out
      label: What it costs in all
      value: total of costs.amount + £1
    told:
      type: summary
      label: What you said
      of: [place, stay, costs]
- ask: look
  who: highways
  due: {within: 2 days, calendar: every-day, from: stay.last}
  if late:
  - send: late
    to: highways
  sees: [place]
  questions:
    so_far: {type: summary, label: What they said, of: [place, visit]}
    fine: {type: yes or no, label: Is it fine}
- send: told
  to: highways
  when: >
    stay.last is after today - 60 days and any row in costs has row.amount > £5
    and any trip in trips has trip.days.first is before stay.first and visit is before stay.last
- end: done
messages:
  late: {subject: It is late, body: Please look}
  told: {subject: Away, body: "From ((stay.first)): ((stay)). ((visit)). ((costs))"}
outcomes:
  done: {title: It is done}
examples:
- story: It is looked at late
  play:
  - report:
      place: Elm Hill
      stay: {first: 2027-03-10, last: 2027-03-12}
      visit: 2027-03-11 14:30
      costs: {rent: {amount: £4}, heating: {amount: £9}}
      trips:
      - days: {first: 2027-03-05, last: 2027-03-20}
        costs_more: yes
  - after: 13 days
  - look: {fine: yes}
  expect: {sent: [told]}
  ends: done
- story: It is looked at too late
  play:
  - report:
      place: Elm Hill
      stay: {first: 2027-03-10, last: 2027-03-12}
      visit: 2027-03-11 14:30
      costs: {rent: {amount: £4}, heating: {amount: £5}}
  - after: 14 days
  - look: {fine: yes}
  expect: {sent: [late]}
  ends: done
"""


def examined(*changed: tuple[str, str]) -> Examined:
    text = TEXT
    for old, new in changed:
        assert old in text, f"the service does not say {old!r}"
        text = text.replace(old, new, 1)
    return examine({**FILES, "sample.yaml": text}, "sample.yaml")


def sound() -> Workflow:
    found = examined()
    assert found.workflow is not None, found.faults
    return found.workflow


def words(question: str, answers: dict[str, object]) -> list[str]:
    """What a question that asks nothing shows where these answers are known."""
    asked = next(one for ask in sound().asks().values() for one in ask.asked() if one.id == question)
    seen = knowing(Seen(NOW.date()), answers, Context(NOW, EVERY_DAY))
    (control,) = asked.question.controls(None, seen)
    assert isinstance(control, Words)
    return [line for line in (control.label, control.shows, *control.text.splitlines()) if line]


def test_the_days_of_a_range_are_read_by_rules_limits_lists_and_letters():
    assert [one.difference for one in play(sound())] == ["", ""]


def test_a_range_is_shown_as_dates_in_a_letter():
    workflow = sound()
    days = workflow.question("stay.first")
    assert days is not None
    assert days.show("2027-03-10", Seen(NOW.date())) == ["10 March 2027"]


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        (("stay.first is after", "stay.lost is after"), "unknown-name"),
        (("of: [place, stay, costs]", "of: [place, stey]"), "unknown-answer"),
        (("of: [place, stay, costs]", "of: [fine]"), "never-asked"),
        (("value: total of costs.amount + £1", "value: total of costs.amont"), "unknown-name"),
        (("value: total of costs.amount + £1", "value: total of costs.amount + 1"), "wrong-type"),
        (("value: total of costs.amount + £1", "value: (("), "unfinished"),
        (("  sees: [place]\n", ""), "not-for-them"),
        (("        days: {type: date range, label: When}\n",
          "        days: {type: date range, label: When}\n        so: {type: summary, label: So far, of: [place]}\n"),
         "wrong-shape"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said(changed: tuple[str, str], code: str):
    assert code in [fault.code for fault in examined(changed).faults if fault.level == "fault"]


def test_a_summary_shows_what_is_known_in_the_words_of_each_question():
    answers = {"place": "Elm Hill", "stay": {"first": "2027-03-10", "last": "2027-03-12"}}
    assert words("told", answers) == [
        "What you said", "Where is it: Elm Hill", "When are you away? 10 March 2027 to 12 March 2027",
    ]  # fmt: skip


def test_what_is_worked_out_is_shown_in_its_own_type():
    costs = [{"#": "rent", "amount": 400}, {"#": "heating", "amount": 950}]
    assert words("in_all", {"costs": costs}) == ["What it costs in all", "£14.50"]


def test_what_cannot_be_worked_out_yet_says_so():
    assert words("in_all", {}) == ["What it costs in all", "Not known yet"]


@pytest.mark.parametrize(
    ("old", "new"), [("place", "spot"), ("stay", "away"), ("costs", "bills"), ("costs.amount", "costs.paid")]
)
def test_a_new_name_goes_wherever_an_answer_is_shown_or_worked_with(old: str, new: str):
    files = rename({**FILES, "sample.yaml": TEXT}, "sample.yaml", old, new, "answer").files
    found = examine({**FILES, **files}, "sample.yaml")
    assert found.workflow is not None, found.faults
    assert [one.difference for one in play(found.workflow)] == ["", ""]
