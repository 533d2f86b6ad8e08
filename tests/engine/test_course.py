"""What changes the course of a case beside its tasks: time, the outside, withdrawing, reopening, more time."""

from datetime import date, timedelta

import pytest

from engine.commands import CLOCK, Actor, Correct, Extend, Reopen, Settle, Withdraw
from engine.events import CaseReopened, ClockLate, DocumentMade, MessageSent, PaymentTaken
from engine.who import access
from engine.who.staff import Staff
from tests.engine.making import ADA, BEN, END, INSPECT, MEI, PAM, REPORT, ZOE, Trial, accepted, refused, service, trial

EMAIL = {"email": "ada@example.org"}
WAIT_FOR = "- wait for: decision\n  from: the court\n  up to: 2 weeks\n  gives:\n    granted: yes or no\n"
APPROVE = "- ask: approve\n  who: highways\n  questions: {approved: {type: yes or no, label: Approved}}\n"


def settle(case: Trial, failed: str = "", **given: object):  # type: ignore[no-untyped-def]
    (waiting,) = case.case.waiting
    return case.do(Settle, CLOCK, case="ROA-1", waiting=waiting, token="", given=given, failed=failed)


def test_a_wait_lasts_as_long_as_it_says() -> None:
    case = trial(REPORT + "- wait: 3 days\n" + INSPECT + END)
    assert case.waiting == []

    case.later(days=3)
    assert case.waiting == []
    case.later(days=1)

    assert case.waiting == ["inspect"] and case.case.clocks == {} and case.case.waiting == {}


def test_a_wait_until_a_day_ends_as_that_day_begins_and_one_that_is_past_is_none() -> None:
    day = "- ask: when\n  who: highways\n  questions: {day: {type: date, label: Day}}\n- wait until: day\n"
    case = trial(REPORT + day + END)
    accepted(case.complete("when", day={"day": "4", "month": "3", "year": "2027"}))

    case.later(days=2, hours=14)
    assert case.case.open
    case.later(hours=2)
    assert case.case.outcome == "done"

    past = trial(REPORT + day + END)
    accepted(past.complete("when", day={"day": "1", "month": "3", "year": "2026"}))
    assert past.case.outcome == "done"


def test_what_comes_from_outside_is_an_answer_like_any_other() -> None:
    case = trial(REPORT + WAIT_FOR + "- end: granted\n  when: granted is yes\n" + END)
    assert case.case.open and case.waiting == []

    accepted(settle(case, granted=True, other="left out"))

    assert case.case.outcome == "granted" and case.case.values()["granted"] is True
    assert "other" not in case.case.values()


def test_what_does_not_come_in_time_is_late_and_may_still_come() -> None:
    late = "  if late:\n  - send: reminder\n    to: highways\n"
    case = trial(REPORT + WAIT_FOR + late + END)

    case.later(days=15)
    assert case.sent == ["reminder"] and case.case.open
    accepted(settle(case, granted=False))

    assert case.case.outcome == "done"


def test_only_the_outside_settles_what_waits_for_it_and_only_once() -> None:
    case = trial(REPORT + WAIT_FOR + APPROVE + END)
    (waiting,) = case.case.waiting
    mine = case.do(Settle, ADA, case="ROA-1", waiting=waiting, token="", given={"granted": True})
    assert refused(mine) == "Only the system that is waited for may answer"

    accepted(settle(case, granted=True))

    again = case.do(Settle, CLOCK, case="ROA-1", waiting=waiting, token="", given={"granted": False})
    assert refused(again) == "Nothing waits for this any more"
    assert case.case.values()["granted"] is True


def test_a_payment_is_taken_once_however_often_the_case_comes_by() -> None:
    back = "- go to: fee\n  when: approved is no\n"
    case = trial(REPORT + "- pay: fee\n  amount: £10\n" + APPROVE + back + END, **EMAIL)
    asked = case.all(MessageSent)[-1]
    assert asked.subject == "Mend a road: £10 to pay, ROA-1"
    assert asked.body.startswith("There is £10 to pay before we can go on with ROA-1: Pay the fee.")

    accepted(settle(case, payment="p1"))
    accepted(case.complete("approve", approved="no"))
    assert case.waiting == ["approve"] and case.case.waiting == {}
    accepted(case.complete("approve", approved="yes"))

    assert [(event.payment, event.amount) for event in case.all(PaymentTaken)] == [("p1", 1000)]


@pytest.mark.parametrize("amount", ["£10 - £10", "£10 - £35"])
def test_where_nothing_is_owed_nobody_is_asked_to_pay_and_the_case_goes_on(amount: str) -> None:
    owed = f"- work out:\n    owed: {amount}\n- pay: fee\n  amount: owed\n"
    case = trial(REPORT + owed + END, **EMAIL)

    assert case.case.outcome == "done"
    assert case.case.waiting == {} and case.all(PaymentTaken) == []
    assert [event.subject for event in case.all(MessageSent) if "to pay" in event.subject] == []


def test_a_payment_that_fails_can_be_tried_again_or_leads_elsewhere() -> None:
    case = trial(REPORT + "- pay: fee\n  amount: £10\n" + END, **EMAIL)
    accepted(settle(case, failed="The card was refused"))
    assert len(case.case.waiting) == 1
    accepted(settle(case))
    assert case.case.outcome == "done"

    elsewhere = "  if failed:\n  - send: sorry\n    to: applicant\n  - end: unpaid\n"
    other = trial(REPORT + "- pay: fee\n  amount: £10\n" + elsewhere + END, **EMAIL)
    accepted(settle(other, failed="The card was refused"))
    assert (other.case.outcome, other.sent) == ("unpaid", ["sorry"])


def test_an_action_that_fails_is_a_task_for_the_owner_to_try_again() -> None:
    case = trial(REPORT + "- call: tell-them\n  with:\n    spot: place\n" + END)
    (waiting,) = case.case.waiting.values()
    assert waiting.details == {"action": "tell-them", "with": {"spot": "Elm Hill"}}

    accepted(settle(case, failed="Nobody answered"))
    assert "Nobody answered" in next(iter(case.case.tasks.values())).title
    accepted(case.complete("call_1"))
    accepted(settle(case))

    assert case.case.outcome == "done"


def test_a_document_keeps_the_words_it_was_made_with() -> None:
    letters = "documents:\n  letter: {title: For ((place)), body: We mended ((place))}\n"
    case = trial(REPORT + "- make: letter\n" + APPROVE + "- send: told\n  to: applicant\n  attach: [letter]\n" + END,
                 top=letters, **EMAIL)  # fmt: skip
    accepted(case.complete("approve", approved="yes"))

    (made,) = case.all(DocumentMade)
    assert (made.title, made.body) == ("For Elm Hill", "We mended Elm Hill")
    assert case.all(MessageSent)[-1].attached == ("letter",)


def test_a_case_may_be_withdrawn_until_the_step_that_says_so() -> None:
    top = "withdraw: until inspect\n"
    ends = '- end: withdrawn\n  when: found is "Crack"\n'
    case = trial(REPORT + INSPECT + APPROVE + ends + END, top=top)
    assert "Only the applicant" in refused(case.do(Withdraw, ADA, case="ROA-1"))
    accepted(case.do(Withdraw, ZOE, case="ROA-1"))
    assert case.case.outcome == "withdrawn" and case.case.tasks == {}

    later = trial(REPORT + INSPECT + APPROVE + ends + END, top=top)
    accepted(later.complete("inspect", found="Hole"))
    assert refused(later.do(Withdraw, ZOE, case="ROA-1")) == "This can no longer be withdrawn"


def test_a_closed_case_may_be_taken_up_again_for_so_long() -> None:
    top = "reopen: {who: applicant, within: 28 days, at: inspect}\n"
    case = trial(REPORT + INSPECT + END, top=top)
    assert refused(case.do(Reopen, ZOE, case="ROA-1", why="It broke again")) == "This case is open"
    accepted(case.complete("inspect", found="Hole"))

    assert refused(case.do(Reopen, PAM, case="ROA-1", why="It broke again")) == "This case cannot be reopened"
    assert refused(case.do(Reopen, ZOE, case="ROA-1", why=" ")) == "Say why it should be looked at again"
    case.now += timedelta(days=28)
    accepted(case.do(Reopen, ZOE, case="ROA-1", why="It broke again"))
    assert case.case.open and list(case.case.tasks) == ["inspect.2"]
    assert [event.why for event in case.all(CaseReopened)] == ["It broke again"]

    accepted(case.complete("inspect", found="Nothing"))
    case.now += timedelta(days=29)
    assert (
        refused(case.do(Reopen, ZOE, case="ROA-1", why="It broke again"))
        == "The time in which this could be reopened is over"
    )


MORE = "  due: {within: 10 days, may extend: 5 days}\n  if extended:\n  - send: longer\n    to: applicant\n"
BECAUSE = "  longer: {subject: More time, body: 'By ((due)), because ((extended_because))'}\n"


def test_a_time_limit_is_made_longer_once_and_with_a_reason() -> None:
    case = trial(REPORT + INSPECT + MORE + END, messages=BECAUSE, **EMAIL)
    assert refused(case.do(Extend, MEI, case="ROA-1", clock="inspect.1", why=" ")) == "Say why more time is needed"
    assert "Only the team" in refused(case.do(Extend, PAM, case="ROA-1", clock="inspect.1", why="Snow"))

    accepted(case.do(Extend, MEI, case="ROA-1", clock="inspect.1", why="Snow"))

    assert case.case.tasks["inspect.1"].due == case.case.clocks["inspect.1"].due
    assert case.case.clocks["inspect.1"].due.date() == date(2027, 3, 16)
    assert case.all(MessageSent)[-1].body == "By 16 March 2027, because Snow"
    assert refused(case.do(Extend, MEI, case="ROA-1", clock="inspect.1", why="Snow")) == "It has been extended already"
    assert (
        refused(case.do(Extend, MEI, case="ROA-1", clock="other", why="Snow")) == "This time limit cannot be extended"
    )


def test_whoever_does_it_is_reminded_once_before_it_is_due() -> None:
    case = trial(REPORT + INSPECT + "  due: 10 days\n  remind: 2 days before\n" + END)

    case.later(days=7)
    assert case.all(MessageSent) == []
    case.later(days=1)
    case.later(days=1)

    (said,) = case.all(MessageSent)
    assert (said.to, said.subject) == ("highways", "Due soon: Inspect the road, ROA-1")
    accepted(case.complete("inspect", found="Hole"))
    assert case.case.clocks == {}


def test_a_reminder_moves_with_its_clock() -> None:
    case = trial(REPORT + INSPECT + MORE + "  remind: 2 days before\n" + END, messages=BECAUSE)

    accepted(case.do(Extend, MEI, case="ROA-1", clock="inspect.1", why="Snow"))

    assert case.case.clocks["remind inspect.1"].due.date() == date(2027, 3, 14)


SECOND = "- ask: explain\n  who: highways\n  {}\n  questions: {{why: {{type: text, label: Why}}}}\n"
STAFF = Staff({"highways": {"ada": 3, "ben": 1, "mei": 1}}, {"ada": "Ada Osei", "ben": "Ben Carter", "mei": "Mei Lin"})


@pytest.mark.parametrize(
    ("words", "person"),
    [("whoever did: inspect", "ada"), ("assign: least busy", "ben"),
     ("assign: least busy\n  not whoever did: [inspect]", "ben")],
)  # fmt: skip
def test_a_task_is_given_to_whom_the_service_says(words: str, person: str) -> None:
    case = trial(REPORT + INSPECT + SECOND.format(words) + END)
    case.staff = STAFF

    accepted(case.complete("inspect", found="Hole"))

    task = case.case.tasks["explain.1"]
    assert (task.person, task.name) == (person, STAFF.names[person])


def test_the_least_busy_are_asked_without_those_who_may_not() -> None:
    case = trial(REPORT + INSPECT + SECOND.format("assign: least busy\n  not whoever did: [inspect]") + END)
    case.staff = STAFF

    accepted(case.complete("inspect", BEN, found="Hole"))

    assert case.case.tasks["explain.1"].person == "mei"


REFEREE = "- ask: name_referee\n  who: highways\n  questions: {referee: {type: email, label: Referee}}\n"
REFER = """\
- ask: refer
  who: referee
  title: Tell us what you know
  sees: [place]
  questions: {known: {type: text, label: What do you know}}
"""


def test_a_person_is_asked_by_email_for_one_thing_and_sees_what_they_are_shown() -> None:
    case = trial(REPORT + REFEREE + REFER + END, email="z@example.org")
    accepted(case.complete("name_referee", referee="ref@example.org"))
    asked = case.all(MessageSent)[-1]
    assert (asked.to, asked.address) == ("referee", "ref@example.org")

    guest = Actor("g", "guest", case="ROA-1", role="guest:referee")
    assert access.may_see(case.workflow, case.case, guest)
    assert access.visible(case.workflow, case.case, guest, case.house) == {"place", "known"}
    other = Actor("g", "guest", case="ROA-1", role="guest:somebody")
    assert not access.may_see(case.workflow, case.case, other)
    assert "asked by email" in refused(case.complete("refer", ADA, known="A"))
    assert refused(case.complete("refer", other, known="A")) == "This is not yours to answer"

    accepted(case.complete("refer", guest, known="All is well"))
    assert case.case.outcome == "done"


def test_a_case_that_only_a_message_begins_is_begun_by_nobody_else() -> None:
    case = Trial(service(REPORT + END, top="starts: message\n"))

    assert refused(case.open(ADA)) == refused(case.open()) == "You may not begin this service"
    accepted(case.open(CLOCK))
    assert case.case.outcome == "done"


EXPLAIN = """\
- ask: explain
  who: highways
  questions:
    cause: {type: text, label: Why, when: found is "Hole"}
    more: {type: text, label: More, when: cause is not missing}
    note: {type: text, label: Note}
"""


def test_what_was_asked_later_because_of_a_corrected_answer_leaves_no_answer() -> None:
    case = trial(REPORT + INSPECT + EXPLAIN + APPROVE + END)
    accepted(case.complete("inspect", found="Hole"))
    accepted(case.complete("explain", cause="Frost", more="Much", note="Seen"))

    accepted(case.do(Correct, ADA, case="ROA-1", step="inspect", answer="found", raw="Crack", why="Looked again"))

    assert case.case.answers["explain"] == {"note": "Seen"}


def test_what_was_answered_from_there_on_is_set_aside_when_a_case_is_taken_up_again() -> None:
    case = trial(REPORT + INSPECT + END, top="reopen: {who: applicant, within: 28 days, at: inspect}\n")
    accepted(case.complete("inspect", found="Hole"))

    accepted(case.do(Reopen, ZOE, case="ROA-1", why="It broke again"))

    assert "found" not in case.case.values() and case.case.aside["inspect"] == {"found": "Hole"}


@pytest.mark.parametrize("brought", [{}, {"granted": "perhaps"}, {"granted": None}])
def test_what_comes_from_outside_and_is_not_what_was_said_is_a_failure(brought: dict[str, object]) -> None:
    case = trial(REPORT + WAIT_FOR + END)

    accepted(settle(case, **brought))

    assert "It brought no granted that can be used" in next(iter(case.case.tasks.values())).title


NAMED_REFEREE = """\
- ask: name_referee
  who: highways
  questions:
    has_one: {type: yes or no, label: Is there a referee}
    referee: {type: email, label: Referee, when: has_one is yes}
"""


def test_a_person_whose_address_a_correction_takes_away_is_asked_no_more_and_the_owner_is() -> None:
    named = NAMED_REFEREE + REFER.replace("  title:", "  when: has_one is yes\n  title:")
    case = trial(REPORT + named + END)
    accepted(case.complete("name_referee", has_one="yes", referee="ref@example.org"))
    change = {"case": "ROA-1", "step": "name_referee", "why": "Asked again"}

    accepted(case.do(Correct, ADA, answer="referee", raw="other@example.org", **change))
    assert [one.address for one in case.all(MessageSent)] == ["ref@example.org", "other@example.org"]
    accepted(case.do(Correct, ADA, answer="has_one", raw="no", **change))

    assert case.case.tasks["refer.1"].who == "highways"


def test_a_time_limit_made_longer_after_it_ran_out_goes_off_once_more() -> None:
    late = INSPECT + "  due: {within: 2 days, may extend: 5 days}\n  if late:\n  - hand to: parks\n"
    case = trial(REPORT + late + END)
    case.later(days=4)
    accepted(case.do(Extend, PAM, case="ROA-1", clock="inspect.1", why="Snow"))
    assert not case.case.clocks["inspect.1"].late

    case.later(days=5)

    assert case.case.clocks["inspect.1"].late and len(case.all(ClockLate)) == 2


def test_a_time_limit_made_longer_by_too_little_is_still_late() -> None:
    case = trial(REPORT + INSPECT + "  due: {within: 2 days, may extend: 1 day}\n" + END)
    case.later(days=9)

    accepted(case.do(Extend, ADA, case="ROA-1", clock="inspect.1", why="Snow"))
    case.later(days=1)

    assert len(case.all(ClockLate)) == 1
