"""A case is taken back to a step that was done: what came after is set aside, and nothing is done twice."""

import pytest

from components.controls import ID
from engine.case import EXTRA
from engine.commands import (
    CLOCK,
    Actor,
    AddTask,
    Rewind,
    Settle,
)
from engine.course.walk import STUCK
from engine.events import AnswersSetAside
from tests.engine.making import (
    ADA,
    BEN,
    CHECK,
    END,
    GUEST,
    INSPECT,
    MEI,
    OFFICER,
    PAM,
    REPORT,
    ZOE,
    Trial,
    accepted,
    refused,
    trial,
)

SECOND = "- ask: price\n  who: highways\n  questions: {pounds: {type: number, label: Pounds}}\n"


def rewind(case: Trial, step: str, by: Actor = MEI, why: str = "The wrong road"):  # type: ignore[no-untyped-def]
    return case.do(Rewind, by, case="ROA-1", step=step, why=why, token="")


def test_a_manager_takes_a_case_back_and_what_came_after_is_set_aside_to_prefill() -> None:
    case = trial(REPORT + INSPECT + SECOND + CHECK + END)
    accepted(case.complete("inspect", found="Hole"))
    accepted(case.complete("price", pounds="5"))

    accepted(rewind(case, "inspect"))

    assert case.waiting == ["inspect"] and case.case.values().keys() == {"place"}
    assert case.case.aside == {"inspect": {"found": "Hole"}, "price": {"pounds": 5}}
    assert case.case.visits["inspect"] == 2


def test_nobody_approves_their_own_work_by_way_of_a_rewind() -> None:
    case = trial(REPORT + INSPECT + CHECK + END)
    accepted(case.complete("inspect", found="Hole"))
    accepted(rewind(case, "inspect"))
    accepted(case.complete("inspect", BEN, found="Crack"))

    assert "somebody else" in refused(case.complete("check", ADA, fine="yes"))
    assert "somebody else" in refused(case.complete("check", BEN, fine="yes"))
    accepted(case.complete("check", MEI, fine="yes"))


@pytest.mark.parametrize("by", [ADA, PAM, OFFICER, ZOE, GUEST])
def test_only_a_manager_of_the_owner_takes_a_case_back(by: Actor) -> None:
    case = trial(REPORT + INSPECT + SECOND + END)
    accepted(case.complete("inspect", found="Hole"))

    assert "Only a manager of Highways" in refused(rewind(case, "inspect", by))


def test_a_case_goes_back_only_to_a_step_of_its_own_list_that_was_done_and_with_a_reason() -> None:
    case = trial(REPORT + INSPECT + SECOND + END)
    accepted(case.complete("inspect", found="Hole"))

    for step in ("price", "done", "nowhere"):
        assert "cannot be taken back" in refused(rewind(case, step))
    assert refused(rewind(case, "inspect", why="")) == "Say why the case is taken back"
    accepted(case.complete("price", pounds="5"))
    assert refused(rewind(case, "inspect")) == "This case is closed"


def test_what_waits_in_threads_is_taken_away_with_them_and_extra_tasks_stay() -> None:
    look = "  - ask: {0}\n      who: {1}\n      due: 3 days\n      questions: {{{0}_seen: {{type: text, label: S}}}}\n"
    parts = (
        "- together:\n    one:\n  "
        + look.format("one_look", "parks")
        + "    two:\n  "
        + look.format("two_look", "legal")
    )
    case = trial(REPORT + INSPECT + parts + END)
    accepted(case.complete("inspect", found="Hole"))
    accepted(case.do(AddTask, ADA, case="ROA-1", who="legal", title="Look", asks="Please", token=""))
    accepted(case.complete("one_look", PAM, one_look_seen="Yes"))
    assert set(case.waiting) == {"two_look", EXTRA}

    accepted(rewind(case, "inspect"))

    assert set(case.waiting) == {"inspect", EXTRA} and case.case.joined == {} and case.case.clocks == {}
    assert {key for event in case.all(AnswersSetAside) for key in event.steps} == {"inspect", "one_look"}
    accepted(case.complete("inspect", found="Hole"))
    assert case.case.visits["one_look"] == 2 and set(case.waiting) == {"one_look", "two_look", EXTRA}


def test_items_are_visited_anew_after_a_rewind() -> None:
    holes = (
        "    holes:\n      type: list\n      label: Holes\n      item: hole\n"
        "      questions: {size: {type: text, label: Size}}\n"
    )
    visits = (
        "- for each: hole in holes\n  steps:\n  - ask: visit\n    who: parks\n"
        "    questions: {deep: {type: yes or no, label: Deep}}\n"
    )
    raw = {"holes": [{ID: "h1", "size": "Big"}, {ID: "h2", "size": "Small"}]}
    case = trial(REPORT + holes + INSPECT + visits + END, **raw)
    accepted(case.complete("inspect", found="Hole"))
    first = next(id for id in case.case.tasks if id.startswith("visit"))
    accepted(case.do_task(first, PAM, deep="yes"))

    accepted(rewind(case, "inspect"))
    assert [key for key in case.case.aside if key.startswith("visit")] and case.waiting == ["inspect"]
    accepted(case.complete("inspect", found="Crack"))

    assert sorted(case.waiting) == ["visit", "visit"]


def test_nothing_is_paid_twice_after_a_rewind() -> None:
    pay = "- pay: fee\n  amount: £20\n  who: applicant\n"
    case = trial(REPORT + INSPECT + pay + SECOND + END, email="z@example.org")
    accepted(case.complete("inspect", found="Hole"))
    (waiting,) = case.case.waiting
    accepted(case.do(Settle, CLOCK, case="ROA-1", waiting=waiting, token="", given={"payment": "p1"}))

    accepted(rewind(case, "inspect"))
    accepted(case.complete("inspect", found="Crack"))

    assert case.waiting == ["price"] and case.case.waiting == {}


def test_a_case_that_cannot_go_on_by_itself_is_taken_back() -> None:
    court = "- wait for: decision\n  from: the court\n  up to: 2 weeks\n  gives: {granted: yes or no}\n"
    case = trial(REPORT + INSPECT + court + END)
    accepted(case.complete("inspect", found="Hole"))
    (waiting,) = case.case.waiting
    accepted(case.do(Settle, CLOCK, case="ROA-1", waiting=waiting, token="", given={}, failed="No answer"))
    assert case.case.places == {"main": STUCK}

    accepted(rewind(case, "inspect"))

    assert case.waiting == ["inspect"] and list(case.case.tasks) == ["inspect.2"]


def test_a_case_goes_back_to_its_very_first_questions() -> None:
    case = trial(REPORT + INSPECT + END, email="zoe@example.org")

    accepted(rewind(case, "report"))

    assert [task.who for task in case.case.tasks.values()] == ["applicant"]
    accepted(case.complete("report", ZOE, place="Elm Hill", email="zoe@example.org"))
    assert case.waiting == ["inspect"]
