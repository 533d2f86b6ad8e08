"""What staff may do beside the course of a case: what is offered to whom, what it would come to, and how it is told."""

from pathlib import Path

import pytest

from desk.inbox import Inboxes, Wanted
from desk.steering import Rewinding, Steering
from engine.commands import (
    Actor,
    AddTask,
    Assign,
    Claim,
    CloseEarly,
    Complete,
    EndHold,
    HandOver,
    Hold,
    Refusal,
    Reply,
    Rewind,
    Write,
)  # fmt: skip
from tests.desk.making import Office, office
from tests.engine.making import ADA, BEN, DAY, END, INSPECT, LEO, MEI, NINE, OFFICER, PAM, REPORT, STRANGER

TOP = "close early: {who: highways, as: [nothing]}\ndeadline: 20 days\n"
STEPS = (
    REPORT + INSPECT + "- send: told\n  to: applicant\n"
    "- ask: price\n  who: highways\n  title: Price the work\n  questions: {pounds: {type: number, label: Pounds}}\n"
    "- ask: look\n  who: police\n  sees: [place]\n  questions: {known: {type: text, label: Known}}\n"
    "- end: nothing\n  when: found is \"Nothing\"\n" + END
)  # fmt: skip


@pytest.fixture
def here(tmp_path: Path) -> Office:
    return office(tmp_path, STEPS, TOP)


def complete(here: Office, reference: str, task: str, **raw: str) -> None:
    here.done(Complete(ADA, NINE, reference, task, raw, f"{reference} {task}"))


def test_what_may_be_done_with_a_case_is_offered_to_whoever_may(here: Office) -> None:
    reference = here.begin("ROA-1")
    every = {"add task", "write", "link", "split", "close early"}

    assert every <= here.case(ADA, reference).may
    assert here.case(MEI, reference).may >= {*every, "rewind"} and "rewind" not in here.case(ADA, reference).may
    here.done(HandOver(ADA, NINE, reference, "inspect.1", "legal", "A claim", "1"))
    assert not here.case(LEO, reference).may & {"close early", "rewind"}


def test_a_partner_is_offered_nothing_of_it(here: Office) -> None:
    reference = here.begin("ROA-1")
    complete(here, reference, "inspect.1", found="Hole")
    complete(here, reference, "price.1", pounds="5")

    assert here.case(OFFICER, reference).may == frozenset()
    assert here.task(OFFICER, reference, "look.1").may >= {"claim", "hand over", "hold"}


def test_what_may_be_done_with_a_task_is_offered_to_whoever_may(here: Office) -> None:
    reference = here.begin("ROA-1")
    steering = Steering(here.engine)
    assert {"hand over", "hold"} <= here.task(ADA, reference, "inspect.1").may
    assert steering.receivers(ADA, reference, "inspect.1") == (
        ("finance", "Finance"), ("legal", "Legal services"), ("parks", "Parks"),
    )  # fmt: skip
    assert steering.held_at_most(ADA, reference, "inspect.1") == here.case(ADA, reference).deadline

    here.done(Hold(ADA, NINE, reference, "inspect.1", NINE + DAY, "Flooded", "1"))

    assert "end hold" in here.task(BEN, reference, "inspect.1").may
    assert here.task(ADA, reference, "inspect.1").row.held == NINE + DAY
    assert steering.receivers(STRANGER, reference, "inspect.1") == ()


def test_what_is_on_hold_is_in_no_list_but_its_own(here: Office) -> None:
    reference, other = here.begin("ROA-1"), here.begin("ROA-2")
    here.done(Hold(ADA, NINE, reference, "inspect.1", NINE + DAY, "Flooded", "1"))

    def listed(view: str) -> list[str]:
        return [row.reference for row in Inboxes(here.engine).page(ADA, Wanted(view), NINE).rows]

    assert (listed("teams"), listed("all"), listed("held")) == ([other], [other], [reference])
    here.done(EndHold(ADA, NINE, reference, "inspect.1", "2"))
    assert sorted(listed("teams")) == [reference, other] and listed("held") == []


def test_the_timeline_says_in_sentences_what_was_done_by_hand_and_why(here: Office) -> None:
    reference = here.begin("ROA-1")
    here.done(Hold(ADA, NINE, reference, "inspect.1", NINE + DAY, "Flooded", "1"))
    here.done(EndHold(ADA, NINE, reference, "inspect.1", "2"))
    here.done(HandOver(ADA, NINE, reference, "inspect.1", "parks", "It is a park", "3"))
    here.done(HandOver(PAM, NINE, reference, "inspect.1", "highways", "It is not", "4"))
    complete(here, reference, "inspect.1", found="Hole")
    here.done(Rewind(MEI, NINE, reference, "inspect", "The wrong road", "5"))
    here.done(CloseEarly(ADA, NINE, reference, "nothing", "Reported twice", "6"))

    timeline = here.case(ADA, reference).timeline
    told = {happened.sentence: (happened.who, happened.details) for happened in timeline}

    assert told["“Inspect the road” is on hold until 2 March 2027, 9:00am"] == ("Ada Osei", ("Because: Flooded",))
    assert "“Inspect the road” is no longer on hold" in told
    assert told["“Inspect the road” went to Parks"] == ("Ada Osei", ("Because: It is a park",))
    assert told["“Inspect the road” went to Highways"] == ("Pam Green", ("Because: It is not",))
    assert told["Taken back to “Inspect the road”"] == ("Mei Lin", ("Because: The wrong road",))
    assert told["Closed early"] == ("Ada Osei", ("Because: Reported twice",))
    assert here.engine.store.cases.verify(reference) == []


def test_a_doubled_click_acts_once(here: Office) -> None:
    reference = here.begin("ROA-1")
    over = HandOver(ADA, NINE, reference, "inspect.1", "parks", "It is a park", "one form")

    assert (here.done(over).again, here.done(over).again) == (False, True)
    assert here.told(reference).count("“Inspect the road” went to Parks") == 1
    add = AddTask(ADA, NINE, reference, "legal", "Check the lease", "Whose is it?", "another")
    assert (here.done(add).again, here.done(add).again) == (False, True)
    assert [row.title for row in here.case(ADA, reference).tasks].count("Check the lease") == 1


def test_what_taking_a_case_back_would_do_is_said_before_and_nothing_is_done(here: Office) -> None:
    reference, steering = here.begin("ROA-1"), Steering(here.engine)
    complete(here, reference, "inspect.1", found="Hole")
    complete(here, reference, "price.1", pounds="5")
    assert steering.earlier(MEI, reference) == (
        ("price", "Price the work"), ("inspect", "Inspect the road"), ("report", "Report"),
    )  # fmt: skip
    assert steering.earlier(ADA, reference) == ()

    foreseen = steering.rewinding(MEI, reference, "inspect", NINE)

    assert foreseen == Rewinding(
        set_aside=("Inspect the road", "Price the work"), taken_away=("Look",), opened=("Inspect the road",),
        sent=(), may_send_again=("About ROA-1",), paid=False,
    )  # fmt: skip
    assert [row.task for row in here.case(ADA, reference).tasks] == ["look.1"]
    assert isinstance(steering.rewinding(ADA, reference, "inspect", NINE), Refusal)
    assert isinstance(steering.rewinding(MEI, reference, "look", NINE), Refusal)


def test_the_ways_to_close_early_are_those_the_service_names(here: Office) -> None:
    reference, steering = here.begin("ROA-1"), Steering(here.engine)

    assert steering.endings(ADA, reference) == (("nothing", "Nothing", "It is nothing"),)
    assert steering.endings(PAM, reference) == ()


def test_one_step_of_a_partner_is_not_seen_by_another_that_was_never_asked(here: Office) -> None:
    reference = here.begin("ROA-1")

    assert isinstance(here.desk.case(OFFICER, reference, NINE), Refusal)
    assert Steering(here.engine).receivers(OFFICER, reference, "inspect.1") == ()


SENSITIVE = "    secret: {type: national insurance number, label: NI, sensitive: yes, optional: yes}\n"
SECRET = {"secret": "JG123456C"}


def test_a_team_that_was_let_in_sees_no_sensitive_answer_and_the_form_says_so_before(tmp_path: Path) -> None:
    here = office(tmp_path, STEPS.replace(REPORT, REPORT + SENSITIVE), TOP)
    reference = here.begin("ROA-1", **SECRET)
    told = Steering(here.engine).who_sees_it(ADA, reference)
    assert told.startswith("Highways can see this case already. Any other team of the council will see all of it but")

    here.done(HandOver(ADA, NINE, reference, "inspect.1", "legal", "A claim", "1"))

    shown = {line.answer for section in here.case(LEO, reference).sections for line in section.lines}
    assert "place" in shown and "secret" not in shown
    assert here.desk.show(LEO, reference, "report", "secret", NINE) == Refusal("You may not see this answer")
    assert not here.case(LEO, reference).may & {"correct", "split", "link"}
    assert here.case(LEO, reference).may >= {"note", "write", "add task"}
    assert "complete" in here.task(LEO, reference, "inspect.1").may


def test_a_task_says_until_when_and_why_it_is_on_hold(here: Office) -> None:
    reference = here.begin("ROA-1")

    here.done(Hold(ADA, NINE, reference, "inspect.1", NINE + DAY, "Flooded", "1"))

    assert here.task(BEN, reference, "inspect.1").held_because == "Flooded"
    assert here.case(ADA, reference).state == "On hold until 2 March 2027, 9:00am"
    here.done(EndHold(ADA, NINE, reference, "inspect.1", "2"))
    assert here.case(ADA, reference).timeline[0].who == "Ada Osei"
    assert here.task(BEN, reference, "inspect.1").held_because == ""


def test_why_what_is_late_cannot_wait_is_said(here: Office) -> None:
    reference, steering = here.begin("ROA-1"), Steering(here.engine)

    assert steering.late_because(ADA, reference, "inspect.1", NINE) == ""
    late = steering.late_because(ADA, reference, "inspect.1", NINE + 30 * DAY)

    assert late == "The case was due on 21 March 2027, so it cannot wait any longer."


def test_what_is_due_today_is_offered_no_hold_because_no_day_is_left(here: Office) -> None:
    reference, last = here.begin("ROA-1"), NINE + 20 * DAY

    told = Steering(here.engine).late_because(ADA, reference, "inspect.1", last)
    view, before = (here.desk.task(ADA, reference, "inspect.1", at) for at in (last, last - DAY))

    assert told == "The case is due today, 21 March 2027, so it cannot wait any longer."
    assert not isinstance(view, Refusal) and "hold" not in view.may and "hand over" in view.may
    assert not isinstance(before, Refusal) and "hold" in before.may


def test_whoever_is_handed_a_task_reads_the_note_with_it_also_when_it_comes_back(here: Office) -> None:
    reference = here.begin("ROA-1")
    assert here.task(ADA, reference, "inspect.1").handed_over is None
    here.done(HandOver(ADA, NINE, reference, "inspect.1", "parks", "It is a park", "1"))
    assert here.task(PAM, reference, "inspect.1").handed_over == ("Ada Osei", "It is a park")

    here.done(HandOver(PAM, NINE, reference, "inspect.1", "highways", "It is a road", "2"))

    assert here.task(BEN, reference, "inspect.1").handed_over == ("Pam Green", "It is a road")


def test_what_a_partner_is_asked_goes_back_to_the_owner_alone_with_a_note(here: Office) -> None:
    reference = here.begin("ROA-1")
    here.done(AddTask(ADA, NINE, reference, "police", "Close a lane", "Can you close one lane?", "1"))
    (row,) = here.case(OFFICER, reference).tasks
    assert Steering(here.engine).receivers(OFFICER, reference, row.task) == (("highways", "Highways"),)

    here.done(HandOver(OFFICER, NINE, reference, row.task, "highways", "Which lane?", "2"))

    assert here.task(ADA, reference, row.task).handed_over == ("Constable Shah", "Which lane?")


def test_whoever_has_a_task_gives_it_to_a_colleague(here: Office) -> None:
    reference = here.begin("ROA-1")
    assert "assign" not in here.task(ADA, reference, "inspect.1").may
    here.done(Claim(ADA, NINE, reference, "inspect.1"))

    view = here.task(ADA, reference, "inspect.1")
    assert "assign" in view.may and view.people == (("ben", "Ben Carter"), ("mei", "Mei Lin"))
    here.done(Assign(ADA, NINE, reference, "inspect.1", *view.people[0], "given"))

    assert here.task(BEN, reference, "inspect.1").row.person == "ben"
    assert "assign" not in here.task(ADA, reference, "inspect.1").may


def test_what_a_step_back_set_aside_stays_to_be_read_and_the_letter_says_why(here: Office) -> None:
    reference = here.begin("ROA-1")
    complete(here, reference, "inspect.1", found="Hole")
    told = Steering(here.engine).rewinding(MEI, reference, "report", NINE)
    assert isinstance(told, Rewinding) and told.asks_applicant

    here.done(Rewind(MEI, NINE, reference, "report", "The place is not in Norfolk", "1"))

    view = here.case(ADA, reference)
    assert [line.lines for section in view.aside for line in section.lines if line.answer == "found"] == [("Hole",)]
    assert view.words == "Elm Hill" and "The place is not in Norfolk" in view.messages[-1].body


def test_completing_what_closes_a_case_says_what_is_unread_and_the_timeline_what_was_open(tmp_path: Path) -> None:
    here = office(tmp_path, REPORT + INSPECT + END)
    reference = here.begin("ROA-1")
    here.done(Write(ADA, NINE, reference, "Where", "Where is it?", "1"))
    someone = Actor("visitor:x", "applicant", "The applicant", case=reference)
    here.done(Reply(someone, NINE, reference, "By the church", "2"))

    foreseen = here.desk.foresee(ADA, reference, "inspect.1", {"found": "Hole"}, NINE)
    assert foreseen.endswith("closes the case. “Read the reply from Zoë Ng” is unread, and will be taken away")

    complete(here, reference, "inspect.1", found="Hole")
    assert here.case(ADA, reference).timeline[0].details == ("“Read the reply from Zoë Ng” was still open",)
