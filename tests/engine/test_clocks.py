"""When things are due, what stops the clock, and what happens when time is up."""

from datetime import date

from engine.commands import CLOCK, Tick
from engine.events import ClockSet, ClockStopped, MessageSent
from tests.engine.making import ADA, END, INSPECT, LEO, PAM, REPORT, Trial, accepted, refused, trial
from workflows.calendars import LONDON


def due(case: Trial, clock: str) -> date:
    return case.case.clocks[clock].due.astimezone(LONDON).date()


def inspect(limit: str, late: str = "") -> str:
    return INSPECT + f"  due: {limit}\n" + (f"  if late:\n{late}" if late else "")


def test_a_task_is_due_at_the_end_of_its_last_day() -> None:
    case = trial(REPORT + inspect("5 working days") + END)

    assert due(case, "inspect.1") == date(2027, 3, 8)
    assert case.case.tasks["inspect.1"].due == case.case.clocks["inspect.1"].due


def test_a_clock_goes_off_once() -> None:
    case = trial(REPORT + inspect("1 day", "  - send: late\n    to: highways\n") + END)

    assert case.later(days=1) == ()
    accepted(case.later(days=1))
    assert case.later(days=1) == ()

    assert case.sent == ["late"]
    assert case.waiting == ["inspect"] and case.case.clocks["inspect.1"].late


def test_a_late_task_is_handed_to_another_team() -> None:
    case = trial(REPORT + inspect("1 day", "  - hand to: legal\n") + END)
    accepted(case.claim("inspect", ADA))

    case.later(days=2)

    task = case.case.tasks["inspect.1"]
    assert (task.who, task.person) == ("legal", "")
    assert refused(case.complete("inspect", ADA, found="Hole")) == "This is a task for Legal services"
    accepted(case.complete("inspect", LEO, found="Hole"))


def test_a_late_task_may_end_the_case() -> None:
    case = trial(REPORT + inspect("1 day", "  - send: late\n    to: highways\n  - end: lapsed\n") + END)

    case.later(days=2)

    assert (case.case.outcome, case.sent) == ("lapsed", ["late"])


def test_a_late_list_s_end_that_does_not_hold_leaves_the_task_open() -> None:
    case = trial(
        REPORT + inspect("1 day", "  - end: lapsed\n    when: email is missing\n") + END, email="z@example.org"
    )

    case.later(days=2)

    assert case.waiting == ["inspect"]


def test_a_late_task_may_lead_elsewhere_and_is_taken_away() -> None:
    repair = "- ask: repair\n  who: parks\n  questions: {mended: {type: text, label: Mended}}\n"
    case = trial(REPORT + inspect("1 day", "  - go to: repair\n") + repair + END)

    case.later(days=2)

    assert case.waiting == ["repair"]
    assert "inspect.1" not in case.case.clocks


def test_due_in_a_late_letter_is_the_clock_that_went_off() -> None:
    case = trial(REPORT + inspect("1 day", "  - send: late\n    to: highways\n") + END, top="deadline: 20 days\n")

    case.later(days=2)

    assert [event.body for event in case.events if hasattr(event, "body")] == ["Due 2 March 2027"]


DEADLINE = """\
deadline:
  within: 20 working days
  from: received
  calendar: uk-any
  kind: statutory
  pause while: more
  until: answer
"""
MORE = "- ask: more\n  who: parks\n  questions: {extra: {type: text, label: More}}\n"
ANSWER = "- send: thanks\n  id: answer\n  to: applicant\n"


def pam_says(case: Trial, **raw: str) -> None:
    accepted(case.complete("more", PAM, **raw))


def test_the_deadline_runs_from_the_beginning_and_stops_for_good() -> None:
    case = trial(REPORT + INSPECT + ANSWER + MORE + END, top=DEADLINE)
    assert due(case, "deadline") == date(2027, 4, 1), "Saint Patrick's Day is none in Northern Ireland"
    assert case.case.clocks["deadline"].statutory

    accepted(case.complete("inspect", found="Hole"))

    assert list(case.case.clocks) == []
    assert case.all(ClockStopped) == [ClockStopped("deadline")]
    assert case.later(days=60) == ()


def test_the_deadline_stands_still_while_somebody_is_asked() -> None:
    case = trial(REPORT + MORE + INSPECT + ANSWER + END, top=DEADLINE)
    assert case.case.clocks["deadline"].paused == case.now

    assert case.later(days=90) == ()
    pam_says(case, extra="x")

    clock = case.case.clocks["deadline"]
    assert clock.paused is None and clock.due > case.now
    assert due(case, "deadline") > date(2027, 6, 1)


def test_a_deadline_that_passes_may_end_the_case_and_take_everything_away() -> None:
    case = trial(REPORT + inspect("50 days") + END, top="deadline:\n  within: 3 days\n  if late:\n  - end: lapsed\n")

    case.later(days=4)

    assert case.case.outcome == "lapsed" and not case.case.tasks and not case.case.clocks


def test_a_deadline_that_passes_may_hand_over_all_that_is_open() -> None:
    case = trial(REPORT + INSPECT + END, top="deadline:\n  within: 3 days\n  if late:\n  - hand to: legal\n")

    case.later(days=4)

    assert case.case.tasks["inspect.1"].who == "legal"


def test_it_counts_from_the_latest_of_several_that_has_happened() -> None:
    limits = "\n    within: 10 days\n    from: [received, more]"
    case = trial(REPORT + MORE + inspect(limits) + END)
    case.now = case.now.replace(day=11)
    pam_says(case, extra="x")

    assert due(case, "inspect.1") == date(2027, 3, 21)


def test_it_counts_from_a_step_however_late_the_task_opens() -> None:
    limits = "\n    within: 10 days\n    from: report"
    case = trial(REPORT + MORE + inspect(limits) + END)
    case.now = case.now.replace(day=20)
    pam_says(case, extra="x")

    assert due(case, "inspect.1") == date(2027, 3, 11)
    accepted(case.do(Tick, CLOCK, case="ROA-1"))
    assert case.case.clocks["inspect.1"].late


def test_it_counts_from_a_date_that_was_given() -> None:
    seen = "- ask: seen\n  who: parks\n  questions: {on: {type: date, label: When}}\n"
    limits = "\n    within: 10 days\n    from: seen_on"
    case = trial(REPORT + seen.replace("{on:", "{seen_on:") + inspect(limits) + END)
    accepted(case.complete("seen", PAM,
                           seen_on={"day": "5", "month": "3", "year": "2027"}))  # fmt: skip

    assert due(case, "inspect.1") == date(2027, 3, 15)


def test_a_month_that_was_given_begins_on_its_first_day() -> None:
    paid = "- ask: paid\n  who: parks\n  questions: {last_paid: {type: month, label: Which month}}\n"
    case = trial(REPORT + paid + inspect("\n    within: 10 days\n    from: last_paid") + END)

    accepted(case.complete("paid", PAM, last_paid={"month": "mar", "year": "2027"}))

    assert due(case, "inspect.1") == date(2027, 3, 11)


def test_a_step_done_again_begins_its_clock_again() -> None:
    again = '- branch:\n  - when: found is "Crack"\n    then:\n    - go to: inspect\n'
    case = trial(REPORT + inspect("5 days") + again + END)
    case.now = case.now.replace(day=4)

    accepted(case.complete("inspect", found="Crack"))

    assert due(case, "inspect.2") == date(2027, 3, 9)
    assert [event.clock for event in case.all(ClockSet)] == ["inspect.1", "inspect.2"]


def test_a_stuck_case_has_no_clock_of_a_step_whose_name_begins_alike() -> None:
    depth = "    depth: {type: number, label: How deep}\n"
    divided = "- work out:\n    share: 100 / depth\n  id: inspect_share\n"
    case = trial(REPORT + INSPECT + depth + "  due: 5 days\n" + divided + END)

    accepted(case.complete("inspect", found="Nothing", depth="0"))

    assert case.case.clocks == {}


def test_due_is_a_late_clocks_own_in_its_list_and_the_cases_where_that_leads() -> None:
    late = INSPECT + "  due: 1 day\n  if late:\n  - send: overdue\n    to: highways\n  - go to: tell\n"
    tell = "- send: told\n  id: tell\n  to: highways\n"
    case = trial(REPORT + late + tell + END, top="deadline: {within: 10 days, from: received}\n")

    case.later(days=3)

    assert [event.body for event in case.all(MessageSent)] == ["Due 2 March 2027", "Due 11 March 2027"]
