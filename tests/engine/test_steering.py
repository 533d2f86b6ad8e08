"""What staff steer by hand: tasks handed over and put on hold, a case closed early, or taken back to a step."""

from datetime import timedelta

import pytest

from engine.case import EXTRA, HOLD
from engine.commands import (
    Actor,
    AddTask,
    CloseEarly,
    Correct,
    EndHold,
    HandOver,
    Hold,
    Problems,
    Reopen,
)
from engine.events import HoldEnded, MessageSent, TaskHandedOver, TaskHeld
from tests.engine.making import (
    ADA,
    BEN,
    CHECK,
    DAY,
    END,
    GUEST,
    INSPECT,
    LEO,
    MEI,
    NINE,
    OFFICER,
    PAM,
    REPORT,
    ZOE,
    Trial,
    accepted,
    refused,
    trial,
)

DUE = "- ask: inspect\n  who: highways\n  due: 10 days\n  questions: {found: {type: text, label: Found}}\n"


def hand(case: Trial, who: str, by: Actor = ADA, step: str = "inspect", why: str = "It is a park"):  # type: ignore[no-untyped-def]
    return case.do(HandOver, by, case="ROA-1", task=case.task_at(step), who=who, why=why, token="")


def hold(case: Trial, days: float, by: Actor = ADA, why: str = "The road is flooded"):  # type: ignore[no-untyped-def]
    until = case.now + timedelta(days=days)
    return case.do(Hold, by, case="ROA-1", task=case.task_at("inspect"), until=until, why=why, token="")


# Handing over


def test_a_task_goes_to_another_team_with_a_note_and_back() -> None:
    case = trial(REPORT + INSPECT + END)
    accepted(case.claim("inspect"))

    accepted(hand(case, "parks"))
    task = case.case.tasks["inspect.1"]
    assert (task.who, task.person) == ("parks", "") and case.all(TaskHandedOver)[0].why == "It is a park"
    assert "task for Parks" in refused(hand(case, "highways"))
    accepted(hand(case, "highways", PAM, why="It is not"))

    accepted(case.complete("inspect", found="Hole"))


@pytest.mark.parametrize("by", [PAM, LEO, OFFICER, ZOE, GUEST])
def test_only_whoever_may_do_a_task_or_manages_its_team_hands_it_over(by: Actor) -> None:
    case = trial(REPORT + INSPECT + END)

    assert refused(hand(case, "legal", by))


def test_what_somebody_else_has_only_its_manager_hands_over() -> None:
    case = trial(REPORT + INSPECT + END)
    accepted(case.claim("inspect", BEN))

    assert "Ben Carter" in refused(hand(case, "parks", ADA))
    accepted(hand(case, "parks", MEI))


def test_a_task_is_not_handed_to_a_partner_who_never_had_it_nor_without_a_word() -> None:
    case = trial(REPORT + INSPECT + END)

    assert "cannot be handed" in refused(hand(case, "police"))
    assert "cannot be handed" in refused(hand(case, "highways"))
    assert "cannot be handed" in refused(hand(case, "nobody"))
    assert refused(hand(case, "parks", why=" ")) == "Say why it is handed over"


def test_a_partner_hands_back_to_the_council_and_gets_it_again() -> None:
    case = trial(REPORT + "- ask: look\n  who: police\n  questions: {seen: {type: text, label: Seen}}\n" + END)

    accepted(hand(case, "highways", OFFICER, "look"))
    accepted(hand(case, "police", ADA, "look"))

    assert case.case.tasks["look.1"].who == "police"


def test_an_extra_task_of_the_council_goes_to_no_partner_because_one_had_another() -> None:
    case = trial(REPORT + INSPECT + END)
    for who in ("police", "legal"):
        accepted(case.do(AddTask, ADA, case="ROA-1", who=who, title="Look", asks="Please", token=""))

    to_police = case.do(HandOver, LEO, case="ROA-1", task=f"{EXTRA}.2", who="police", why="So", token="")
    to_parks = case.do(HandOver, LEO, case="ROA-1", task=f"{EXTRA}.2", who="parks", why="So", token="")

    assert "cannot be handed" in refused(to_police)
    accepted(to_parks)


def test_what_was_handed_over_is_still_not_done_by_whoever_did_the_step_before() -> None:
    case = trial(REPORT + INSPECT + CHECK + END)
    accepted(case.complete("inspect", found="Hole"))
    accepted(hand(case, "parks", BEN, "check"))
    both = Actor("ada", name="Ada Osei", teams=frozenset({"highways", "parks"}))

    assert "somebody else" in refused(case.claim("check", both))
    accepted(case.claim("check", PAM))


def test_what_the_applicant_is_asked_goes_to_nobody_else() -> None:
    case = trial(REPORT + "- ask: more\n  questions: {b: {type: text, label: B}}\n" + END, email="z@example.org")

    assert "waits for the applicant" in refused(hand(case, "parks", step="more"))


# Holding


def wrong(decision: object) -> str:
    """What is said of the day that a task is held until."""
    assert isinstance(decision, Problems), decision
    ((said,),) = (decision.by_question["until"],)
    return said.sentence


def test_a_task_is_put_away_until_a_day_and_comes_back_by_itself() -> None:
    case = trial(REPORT + DUE + END)
    accepted(hold(case, 3))
    assert case.case.tasks["inspect.1"].held == NINE + 3 * DAY

    case.later(days=2)
    assert case.case.tasks["inspect.1"].held
    case.later(days=1)

    assert case.case.tasks["inspect.1"].held is None and case.case.clocks.keys() == {"inspect.1"}
    assert len(case.all(HoldEnded)) == 1


def test_nothing_is_held_beyond_the_moment_it_is_due_nor_once_it_is_late() -> None:
    case = trial(REPORT + DUE + END)

    assert wrong(hold(case, 11)) == "It is due on 11 March 2027: choose that day or an earlier one"
    assert wrong(hold(case, 0)) == "Choose a day in the future"
    assert refused(hold(case, 2, why="")) == "Say why it waits"
    case.later(days=12)
    assert refused(hold(case, 1)) == "It is late, so it cannot wait"


def test_nor_beyond_the_deadline_of_the_case() -> None:
    case = trial(REPORT + INSPECT + END, top="deadline: 5 days\n")

    assert wrong(hold(case, 6)) == "It is due on 6 March 2027: choose that day or an earlier one"
    accepted(hold(case, 4))


def test_a_hold_ends_when_a_correction_makes_it_due_before() -> None:
    due = DUE.replace("due: 10 days", "due: {within: 10 days, from: seen_on}")
    raw = {"seen_on": {"day": "1", "month": "3", "year": "2027"}}
    case = trial(REPORT + "    seen_on: {type: date, label: Seen}\n" + due + END, **raw)
    accepted(hold(case, 9))

    sooner = {"day": "24", "month": "2", "year": "2027"}
    accepted(case.do(Correct, ADA, case="ROA-1", step="report", answer="seen_on", raw=sooner, why="It was in February"))

    assert case.case.tasks["inspect.1"].held is None and len(case.all(HoldEnded)) == 1


def test_a_task_whose_clock_stands_still_may_be_held_until_that_goes_on() -> None:
    due = DUE.replace("due: 10 days", "due: {within: 10 days, pause while: asked_for_more}")
    case = trial(REPORT + due + END, email="z@example.org")
    accepted(case.do(AddTask, ADA, case="ROA-1", who="applicant", title="A photo", asks="Send one", token=""))
    assert case.case.clocks["inspect.1"].paused

    accepted(hold(case, 30))
    case.later(days=2)
    raw = {"said": "Here"}
    accepted(case.do_task(f"{EXTRA}.1", ZOE, **raw))

    assert case.case.tasks["inspect.1"].held is None, "it would be late before the hold ended"
    assert HOLD + "inspect.1" not in case.case.clocks


def test_a_hold_is_ended_by_hand_by_handing_over_and_by_doing_the_task() -> None:
    case = trial(REPORT + DUE + END)
    end = {"case": "ROA-1", "task": "inspect.1", "token": ""}
    assert "not on hold" in refused(case.do(EndHold, ADA, **end))
    accepted(hold(case, 3))
    assert "task for Highways" in refused(case.do(EndHold, PAM, **end))
    accepted(case.do(EndHold, ADA, **end))

    accepted(hold(case, 3))
    accepted(hand(case, "parks"))
    assert case.case.tasks["inspect.1"].held is None and HOLD + "inspect.1" not in case.case.clocks

    accepted(hand(case, "highways", PAM))
    accepted(hold(case, 3))
    accepted(case.complete("inspect", found="A hole"))
    assert case.case.outcome == "done" and case.case.clocks == {}


def test_holding_again_moves_the_day() -> None:
    case = trial(REPORT + DUE + END)
    accepted(hold(case, 5))
    accepted(hold(case, 2))

    assert case.case.tasks["inspect.1"].held == NINE + 2 * DAY
    assert [event.until for event in case.all(TaskHeld)] == [NINE + 5 * DAY, NINE + 2 * DAY]


@pytest.mark.parametrize("by", [PAM, OFFICER, ZOE, GUEST])
def test_only_whoever_may_do_a_task_puts_it_on_hold(by: Actor) -> None:
    assert refused(hold(trial(REPORT + DUE + END), 2, by))


def test_a_deadline_that_hands_all_over_leaves_what_staff_asked_for_beside() -> None:
    late = "deadline:\n  within: 2 days\n  if late:\n  - hand to: legal\n"
    case = trial(REPORT + INSPECT + END, top=late)
    accepted(case.do(AddTask, ADA, case="ROA-1", who="parks", title="Look", asks="Please", token=""))

    case.later(days=4)

    assert {task.who for task in case.case.tasks.values() if not task.extra} == {"legal"}
    assert case.case.tasks[f"{EXTRA}.1"].who == "parks"


# Closing early


EARLY = "close early: {who: highways, as: [nothing]}\n"
NOTHING = '- end: nothing\n  when: found is "Nothing"\n'


def close(case: Trial, by: Actor = ADA, outcome: str = "nothing", why: str = "Reported twice"):  # type: ignore[no-untyped-def]
    return case.do(CloseEarly, by, case="ROA-1", outcome=outcome, why=why, token="")


def test_a_case_is_closed_early_as_the_service_lets_its_team() -> None:
    case = trial(REPORT + INSPECT + NOTHING + END, top=EARLY, email="z@example.org")
    sent = len(case.all(MessageSent))

    accepted(close(case))

    assert case.case.outcome == "nothing" and case.case.tasks == {}
    assert len(case.all(MessageSent)) == sent, "no letter goes by itself"
    assert refused(close(case)) == "This case is closed"


@pytest.mark.parametrize("by", [PAM, LEO, OFFICER, ZOE, GUEST])
def test_nobody_else_closes_it_early(by: Actor) -> None:
    assert refused(close(trial(REPORT + INSPECT + NOTHING + END, top=EARLY), by)) == "You may not close this case early"


def test_closing_early_takes_a_reason_and_an_outcome_that_the_service_names() -> None:
    case = trial(REPORT + INSPECT + NOTHING + END, top=EARLY)

    assert refused(close(case, why=" ")) == "Say why it is closed early"
    assert refused(close(case, outcome="done")) == "Choose how it is closed"
    assert refused(close(trial(REPORT + INSPECT + END))) == "You may not close this case early"


def test_what_was_closed_early_is_taken_up_again_like_any_other() -> None:
    again = EARLY + "reopen: {who: highways, within: 28 days, at: inspect}\n"
    case = trial(REPORT + INSPECT + NOTHING + END, top=again)
    accepted(close(case))

    accepted(case.do(Reopen, ADA, case="ROA-1", why="It broke again"))
    accepted(case.complete("inspect", found="Hole"))

    assert case.case.outcome == "done"
