"""What staff do beside the course of a case: extra tasks, letters both ways, mentions, contact details."""

from datetime import timedelta

import pytest

from engine.case import EXTRA
from engine.commands import (
    Actor,
    AddNote,
    AddTask,
    ChangeContact,
    Claim,
    Complete,
    Reply,
    Write,
)
from engine.events import ClockLate, ClockPaused, ClockResumed, MessageSent, NoteAdded
from engine.who import access
from engine.who.staff import Staff
from tests.engine.making import (
    ADA,
    BEN,
    END,
    GUEST,
    INSPECT,
    LEO,
    NINE,
    OFFICER,
    REPORT,
    ZOE,
    Trial,
    accepted,
    refused,
    trial,
    wrong,
)

ZOES = {"email": "zoe@example.org", "full_name": "Zoë Ng"}
STAFF = Staff({"highways": {"ada": 0, "ben": 0}, "parks": {"pam": 0}}, {"ada": "Ada Osei", "ben": "Ben Carter"})


def begun(**raw: str) -> Trial:
    case = trial(REPORT + INSPECT + END, **(ZOES | raw))
    case.staff = STAFF
    return case


def ask(case: Trial, who: str = "legal", by: Actor = ADA, **words: object):  # type: ignore[no-untyped-def]
    asked = {"title": "Check the lease", "asks": "Whose is the verge?", "token": ""} | words
    return case.do(AddTask, by, case="ROA-1", who=who, **asked)


def done(case: Trial, task: str, by: Actor, said: str = "Ours", files: tuple[object, ...] = ()):  # type: ignore[no-untyped-def]
    return case.do(Complete, by, case="ROA-1", task=task, raw={"said": said, "files": files}, token="")


# Extra tasks


def test_an_extra_task_is_done_by_its_team_and_moves_no_step() -> None:
    case = begun()
    accepted(ask(case))
    extra = f"{EXTRA}.1"
    assert case.case.tasks[extra].title == "Check the lease" and case.case.places == {"main": "inspect"}

    assert "Legal services" in refused(done(case, extra, ADA))
    accepted(done(case, extra, LEO))

    assert list(case.case.tasks) == ["inspect.1"] and case.case.places == {"main": "inspect"}
    assert "already" in refused(done(case, extra, LEO))


def test_an_extra_task_is_claimed_handed_and_late_like_any_other() -> None:
    case = begun()
    accepted(ask(case, due=NINE + timedelta(days=2)))
    accepted(case.do(Claim, LEO, case="ROA-1", task=f"{EXTRA}.1"))

    case.later(days=3)

    assert case.case.tasks[f"{EXTRA}.1"].person == "leo"
    assert [event.clock for event in case.all(ClockLate)] == [f"{EXTRA}.1"]


def test_the_end_of_the_case_takes_extra_tasks_away() -> None:
    case = begun()
    accepted(ask(case, due=NINE + timedelta(days=2)))

    accepted(case.complete("inspect", found="Hole"))

    assert not case.case.open and case.case.tasks == {} and case.case.clocks == {}
    assert refused(ask(case)) == "This case is closed"


@pytest.mark.parametrize("by", [OFFICER, ZOE, GUEST], ids=["a partner", "the applicant", "a guest"])
def test_only_the_councils_own_staff_add_tasks_and_write(by: Actor) -> None:
    case = begun()

    assert "own staff" in refused(ask(case, by=by))
    assert "own staff" in refused(case.do(Write, by, case="ROA-1", subject="Hello", body="Hello", token=""))


def test_a_partner_is_asked_and_sees_no_answer_by_it() -> None:
    case = begun()
    assert not access.may_see(case.workflow, case.case, OFFICER)

    accepted(ask(case, who="police"))

    assert access.may_see(case.workflow, case.case, OFFICER)
    assert access.visible(case.workflow, case.case, OFFICER, case.house) == frozenset()
    accepted(done(case, f"{EXTRA}.1", OFFICER))


def test_what_is_missing_or_too_long_is_said_where_it_was_typed() -> None:
    case = begun()

    said = wrong(ask(case, title=" ", asks="x" * 10_001, due=NINE))

    assert said == {
        "title": "Enter the title",
        "asks": "What you need must be 10,000 characters or less",
        "due": "The date it is due by must be in the future",
    }
    assert "no such team" in refused(ask(case, who="nobody"))


def test_two_extra_tasks_are_apart() -> None:
    case = begun()
    accepted(ask(case))
    accepted(ask(case, who="parks"))

    accepted(done(case, f"{EXTRA}.1", LEO))
    accepted(ask(case, who="parks"))

    assert [id for id in case.case.tasks if id.startswith(EXTRA)] == [f"{EXTRA}.2", f"{EXTRA}.3"]


# Asking for more


PAUSED = "deadline:\n  within: 10 working days\n  pause while: asked_for_more\n"


def test_the_clock_stands_still_while_the_applicant_was_asked_for_more() -> None:
    case = trial(REPORT + INSPECT + END, top=PAUSED, **ZOES)
    before = case.case.clocks["deadline"].due
    accepted(ask(case, who="applicant"))
    assert case.all(ClockPaused) and case.case.clocks["deadline"].paused

    case.later(days=14)
    accepted(done(case, f"{EXTRA}.1", ZOE, "It is by the school"))

    assert case.all(ClockResumed) and not case.all(ClockLate)
    assert case.case.clocks["deadline"].due > before


def test_a_task_for_a_team_lets_the_clock_run() -> None:
    case = trial(REPORT + INSPECT + END, top=PAUSED, **ZOES)

    accepted(ask(case, who="legal"))

    assert case.case.clocks["deadline"].paused is None


def test_the_applicant_is_written_to_with_their_link_and_what_they_send_goes_to_whoever_asked() -> None:
    case = begun()
    accepted(ask(case, who="applicant"))
    letter = case.all(MessageSent)[-1]
    assert (letter.address, letter.author) == ("zoe@example.org", "ada")
    assert "Whose is the verge?" in letter.body and "[your link]" in letter.body

    photo = {"id": "f1", "name": "verge.jpg", "size": 3, "type": "image/jpeg"}
    accepted(done(case, f"{EXTRA}.1", ZOE, "", (photo,)))

    task = case.case.tasks[f"{EXTRA}.2"]
    assert (task.title, task.who, task.person, task.files) == (
        "Read the reply from Zoë Ng",
        "highways",
        "ada",
        (photo,),
    )


def test_the_applicant_sends_words_or_a_file() -> None:
    case = begun()
    accepted(ask(case, who="applicant"))

    assert wrong(done(case, f"{EXTRA}.1", ZOE, " ")) == {"said": "Enter the answer"}
    assert "waits for the applicant" in refused(done(case, f"{EXTRA}.1", ADA))


# Letters both ways


def test_what_staff_write_can_be_answered_and_the_answer_is_a_task_for_the_writer() -> None:
    case = begun()
    assert "Nobody has written" in refused(case.do(Reply, ZOE, case="ROA-1", text="Hello", token=""))
    accepted(case.do(Write, BEN, case="ROA-1", subject="Your report", body="Which side?", token=""))

    accepted(case.do(Reply, ZOE, case="ROA-1", text="The left", token=""))

    task = case.case.tasks[f"{EXTRA}.1"]
    assert (task.asks, task.who, task.person, task.name) == ("The left", "highways", "ben", "Ben Carter")
    assert case.case.places == {"main": "inspect"}


def test_an_answer_to_somebody_who_left_the_team_is_the_teams() -> None:
    case = begun()
    accepted(case.do(Write, BEN, case="ROA-1", subject="Your report", body="Which side?", token=""))
    case.staff = Staff({"highways": {"ada": 0}}, {"ada": "Ada Osei"})

    accepted(case.do(Reply, ZOE, case="ROA-1", text="The left", token=""))

    assert case.case.tasks[f"{EXTRA}.1"].person == "" and case.case.tasks[f"{EXTRA}.1"].who == "highways"


def test_a_letter_needs_words_and_somebody_to_go_to() -> None:
    nowhere = trial(REPORT + INSPECT + END)
    assert "no address" in refused(nowhere.do(Write, ADA, case="ROA-1", subject="A", body="B", token=""))

    case = begun()
    accepted(case.do(Write, ADA, case="ROA-1", subject="Your report\nBcc: all", body="Line\nline", token=""))
    letter = case.all(MessageSent)[-1]
    assert letter.subject == "Your report Bcc: all" and letter.body.startswith("Line\nline\n")
    said = wrong(case.do(Write, ADA, case="ROA-1", subject="", body=" ", token=""))
    assert said == {"subject": "Enter the subject", "body": "Enter the message"}


def test_a_closed_case_may_be_written_about_and_not_answered() -> None:
    case = begun()
    accepted(case.complete("inspect", found="Hole"))

    accepted(case.do(Write, ADA, case="ROA-1", subject="Your report", body="It is mended.", token=""))

    assert refused(case.do(Reply, ZOE, case="ROA-1", text="Thank you", token="")) == "This case is closed"


# Mentions


def test_a_note_mentions_only_people_who_may_see_the_case() -> None:
    case = begun()

    accepted(case.do(AddNote, ADA, case="ROA-1", text="@Ben Carter look", token="", mentions=("ben",)))
    reason = refused(case.do(AddNote, ADA, case="ROA-1", text="@Pam", token="", mentions=("pam",)))

    assert case.all(NoteAdded)[-1].mentions == ("ben",) and "may see this case" in reason


# Contact details


def contact(case: Trial, by: Actor = ZOE, **raw: object):  # type: ignore[no-untyped-def]
    return case.do(ChangeContact, by, case="ROA-1", raw=raw, token="")


def test_the_new_address_is_used_from_then_on() -> None:
    case = begun()

    accepted(contact(case, email="new@example.org"))
    accepted(case.do(Write, ADA, case="ROA-1", subject="A", body="B", token=""))

    assert case.all(MessageSent)[-1].address == "new@example.org"
    assert case.case.values()["full_name"] == "Zoë Ng"


def test_an_address_that_was_not_given_before_may_be_added_and_one_taken_away() -> None:
    case = begun()

    accepted(contact(case, email="", phone="07700 900123"))

    party = case.case.party("applicant")
    assert party is not None and party.contacts == {"text": "+447700900123"}


def test_only_the_applicant_changes_their_contact_and_nothing_else_by_it() -> None:
    case = begun()

    assert "Only the applicant" in refused(contact(case, ADA, email="x@example.org"))
    assert "cannot be changed" in refused(contact(case, place="Elsewhere"))
    assert "cannot be changed" in refused(contact(case))
    assert set(wrong(contact(case, email="nonsense"))) == {"email"}
    accepted(case.complete("inspect", found="Hole"))
    assert refused(contact(case, email="new@example.org")) == "This case is closed"
