"""How a case moves by itself: branches, tables, ways back, messages, and what happens when it cannot go on."""

import pytest

from engine.commands import CLOCK, Settle
from engine.course import walk
from engine.events import AnswersSetAside, CaseStuck, MessageSent
from tests.engine.making import BEN, END, INSPECT, LEO, OFFICER, PAM, REPORT, Trial, accepted, refused, service, trial

BRANCH = """\
- branch:
  - when: found is "Hole"
    then:
    - end: holed
  - when: found is "Crack"
    then:
    - ask: seal
      who: parks
      questions: {sealed: {type: yes or no, label: Is it sealed}}
  - otherwise: go on
- end: done
"""
BACK = """\
- ask: approve
  who: parks
  questions: {approved: {type: yes or no, label: Is it approved}}
- branch:
  - when: approved is no
    then:
    - go to: inspect
"""


READING = "- wait for: reading\n  gives: {level: number}\n"


@pytest.mark.parametrize(("found", "waiting", "outcome"), [("Hole", [], "holed"), ("Crack", ["seal"], ""),
                                                          ("Nothing", [], "done")])  # fmt: skip
def test_the_way_of_a_branch_that_holds_is_taken(found: str, waiting: list[str], outcome: str) -> None:
    case = trial(REPORT + INSPECT + BRANCH)

    accepted(case.complete("inspect", found=found))

    assert (case.waiting, case.case.outcome) == (waiting, outcome)


def test_a_step_whose_when_does_not_hold_is_passed_over() -> None:
    guarded = '- ask: why\n  who: highways\n  when: found is "Crack"\n  questions: {cause: {type: text, label: Why}}\n'
    case = trial(REPORT + INSPECT + guarded + END)

    accepted(case.complete("inspect", found="Hole"))

    assert case.case.outcome == "done"
    assert "why" not in case.case.visits and "why" not in case.case.done


def test_going_back_sets_aside_what_was_answered_since_and_keeps_it_to_prefill() -> None:
    case = trial(REPORT + INSPECT + BACK + END)
    accepted(case.complete("inspect", found="Hole"))

    accepted(case.complete("approve", PAM, approved="no"))

    assert case.all(AnswersSetAside) == [AnswersSetAside(("inspect", "approve"))]
    assert case.case.values() == {"place": "Elm Hill"}
    assert case.case.aside == {"inspect": {"found": "Hole"}, "approve": {"approved": False}}
    assert list(case.case.tasks) == ["inspect.2"]
    accepted(case.complete("inspect", found="Crack"))
    assert case.case.values()["found"] == "Crack"
    assert "inspect" not in case.case.aside


def hears(case: Trial, level: int) -> None:
    (waiting,) = case.case.waiting
    accepted(case.do(Settle, CLOCK, case="ROA-1", waiting=waiting, token="", given={"level": level}))


def test_what_a_message_told_counts_until_the_next_comes_where_the_way_leads_back_to_hear_that() -> None:
    case = trial(REPORT + READING + "- go to: reading\n  when: level >= 2\n" + INSPECT + END)

    hears(case, 3)
    assert (case.waiting, case.case.values()["level"], case.case.aside) == ([], 3, {})
    hears(case, 1)

    assert (case.waiting, case.case.values()["level"], case.case.aside) == (["inspect"], 1, {})


def test_what_a_message_told_is_set_aside_by_a_way_back_to_before_it() -> None:
    case = trial(REPORT + INSPECT + READING + "- go to: inspect\n  when: level >= 2\n" + END)
    accepted(case.complete("inspect", found="Hole"))

    hears(case, 3)

    assert case.waiting == ["inspect"] and "level" not in case.case.values()


def test_a_step_done_again_replaces_its_answers_whole() -> None:
    inspect = INSPECT.replace("options: [Hole, Crack, Nothing]}", "options: [Hole, Crack, Nothing]}\n"
                              "    depth: {type: number, label: Depth, when: 'found is \"Hole\"'}")  # fmt: skip
    case = trial(REPORT + inspect + BACK + END)
    accepted(case.complete("inspect", found="Hole", depth="4"))
    accepted(case.complete("approve", PAM, approved="no"))

    accepted(case.complete("inspect", found="Crack", depth="4"))

    assert case.case.answers["inspect"] == {"found": "Crack"}


def test_a_message_goes_by_the_first_contact_that_was_given() -> None:
    steps = REPORT + "- send: thanks\n  to: applicant\n" + INSPECT + END
    case = trial(steps, full_name="Zoë Ng", email="zoe@example.org", phone="01632 960 001")

    (message,) = case.all(MessageSent)

    assert (message.channel, message.address, message.to_name) == ("email", "zoe@example.org", "Zoë Ng")
    assert message.subject == "About ROA-1"


def test_where_no_contact_was_given_the_message_says_so_and_the_owner_stands_in() -> None:
    more = "- ask: more\n  questions: {extra: {type: text, label: More}}\n"
    case = trial(REPORT + "- send: thanks\n  to: applicant\n" + more + END)

    (message,) = case.all(MessageSent)

    assert (message.address, message.unsent) == ("", "No contact was given")
    assert case.case.tasks["more.1"].who == "highways"
    accepted(case.complete("more", extra="They came to the counter"))
    assert case.case.outcome == "done"


def test_who_is_asked_later_gets_the_link_without_any_message_being_written() -> None:
    more = "- ask: more\n  title: Tell us more\n  questions: {extra: {type: text, label: More}}\n"
    case = trial(REPORT + more + END, email="zoe@example.org")

    (message,) = case.all(MessageSent)

    assert (message.message, message.address) == ("", "zoe@example.org")
    assert "Tell us more" in message.body and case.sent == []


def test_who_was_just_sent_the_link_by_the_service_is_not_sent_another() -> None:
    more = "- send: please\n  to: applicant\n- ask: more\n  questions: {extra: {type: text, label: More}}\n"
    messages = "  please: {subject: Tell us more, body: Use ((link))}\n"
    case = trial(REPORT + more + END, messages=messages, email="zoe@example.org")

    assert [message.message for message in case.all(MessageSent)] == ["please"]


TEAM = "- ask: pass_on\n  who: legal\n  questions: {whose: {type: team, label: Whose, of: outsiders}}\n"


def test_an_answer_names_the_team_that_is_asked_and_written_to() -> None:
    check = "- ask: check\n  who: whose\n  questions: {known: {type: text, label: Known}}\n"
    case = trial(REPORT + TEAM + "- send: look\n  to: whose\n" + check + END)

    accepted(case.complete("pass_on", LEO, whose="police"))

    assert case.case.tasks["check.1"].who == "police"
    (message,) = case.all(MessageSent)
    assert (message.channel, message.address, message.to_name) == ("team", "police", "Norfolk Constabulary")
    assert refused(case.complete("check", LEO, known="x")) == "This is a task for Norfolk Constabulary"
    accepted(case.complete("check", OFFICER, known="x"))


TABLE = """\
- look up: urgency
  gives:
    urgent: choice of now, soon
  hit: first
  table: |
    found || urgent
    Hole  || now
    -     || soon
"""
MEASURE = "- ask: measure\n  who: highways\n  questions: {depth: {type: number, label: Depth}}\n"
SHARE = "- work out:\n    share: 100 / depth\n"


def test_a_table_gives_what_its_row_says_and_a_rule_reads_it() -> None:
    case = trial(REPORT + INSPECT + TABLE + '- end: hurried\n  when: urgent is "now"\n' + END)

    accepted(case.complete("inspect", found="Hole"))

    assert case.case.values()["urgent"] == "now"
    assert case.case.outcome == "hurried"


def test_a_case_that_no_rule_fits_stops_and_the_owner_is_told_why() -> None:
    case = trial(REPORT + MEASURE + SHARE + END)

    accepted(case.complete("measure", depth="0"))

    (stuck,) = case.all(CaseStuck)
    (task,) = case.case.tasks.values()
    assert stuck.why == "share cannot be worked out: something it needs is missing"
    assert (task.who, task.step) == ("highways", "work_out_1") and stuck.why in task.title
    assert case.case.open


def test_a_stuck_case_tries_again_when_the_owner_says_so() -> None:
    case = trial(REPORT + MEASURE + SHARE + END)
    accepted(case.complete("measure", depth="0"))

    accepted(case.complete("work_out_1", BEN))

    assert list(case.case.tasks) == ["(stuck).2"]
    assert len(case.all(CaseStuck)) == 2


def test_a_case_moves_at_most_so_often_without_a_person(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(walk, "MOST_MOVES", 20)
    case = Trial(service(REPORT + "".join(f"- send: m{n}\n  to: applicant\n" for n in range(21)) + END))

    accepted(case.open())

    (task,) = case.case.tasks.values()
    assert (task.step, task.who) == ("m20", "highways") or task.step.startswith("send_")
    assert "without stopping" in task.title
    accepted(case.complete(task.step))
    assert case.case.outcome == "done"
