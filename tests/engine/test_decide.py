"""What each command comes to, and every way in which it is refused."""

from engine.commands import AddNote, Assign, Attach, Claim, Complete, Correct, Open, Refusal, Release
from engine.events import AnswerCorrected, FileAttached, NoteAdded, TaskDone
from tests.engine.making import (
    ADA,
    BEN,
    END,
    INSPECT,
    LEO,
    MEI,
    NAME,
    OFFICER,
    PAM,
    REPORT,
    SOMEBODY,
    STRANGER,
    ZOE,
    Trial,
    accepted,
    files,
    refused,
    service,
    trial,
    wrong,
)
from workflows.load import load

STEPS = REPORT + INSPECT + END


def test_a_case_opens_with_what_was_typed_and_waits_for_the_first_team() -> None:
    case = Trial(service(STEPS))

    accepted(case.open(place="Elm Hill", full_name="Zoë Ng", email="zoe@example.org"))

    assert case.case.values() == {"place": "Elm Hill", "full_name": "Zoë Ng", "email": "zoe@example.org"}
    assert case.waiting == ["inspect"]
    assert case.case.tasks["inspect.1"].title == "Inspect the road"
    party = case.case.party("applicant")
    assert party is not None
    assert (party.name, party.contacts, party.person) == ("Zoë Ng", {"email": "zoe@example.org"}, "link")


def test_everything_wrong_with_what_was_typed_is_said_at_once_and_nothing_happens() -> None:
    case = Trial(service(STEPS))

    said = wrong(case.open(place="", email="nobody"))

    assert list(said) == ["place", "email"]
    assert not case.events


def test_a_service_is_begun_by_whom_it_names() -> None:
    by_menders = Trial(service(STEPS, top="starts: [menders, police]\n"))
    by_staff = Trial(service(STEPS, top="starts: staff\n"))

    assert refused(by_menders.open(SOMEBODY)) == "You may not begin this service"
    assert refused(by_menders.open(STRANGER)) == "You may not begin this service"
    assert refused(by_staff.open(OFFICER)) == "You may not begin this service"
    accepted(by_staff.open(STRANGER))
    accepted(by_menders.open(OFFICER))


def test_the_last_task_done_closes_the_case() -> None:
    case = trial(STEPS)

    accepted(case.complete("inspect", found="Hole"))

    assert (case.case.outcome, case.case.closed) == ("done", case.now)
    assert not case.case.tasks and not case.case.clocks and not case.case.places
    assert case.case.done["inspect"].people == ("ada",)


def test_a_task_is_claimed_by_one_person_only() -> None:
    case = trial(STEPS)
    accepted(case.claim("inspect", ADA))

    second = case.claim("inspect", BEN)

    assert second == Refusal("Ada Osei has this task", "ada")
    assert refused(case.complete("inspect", BEN, found="Hole")) == "Ada Osei has this task"
    assert refused(case.claim("inspect", ADA)) == "You have this task already"
    accepted(case.complete("inspect", ADA, found="Hole"))


def test_the_second_to_complete_a_task_is_told_who_has() -> None:
    case = trial(REPORT + INSPECT + INSPECT.replace("inspect", "repair").replace("found", "mended") + END)
    accepted(case.complete("inspect", ADA, found="Hole"))

    second = case.complete("inspect", BEN, found="Crack")

    assert second == Refusal("Somebody has completed this already", "ada")


def test_a_task_that_never_was_cannot_be_done() -> None:
    case = trial(STEPS)

    assert refused(case.do(Complete, case="ROA-1", task="mend.1", raw={}, token=""))
    assert case.waiting == ["inspect"]


def test_a_task_is_done_by_its_team() -> None:
    case = trial(STEPS)

    assert refused(case.complete("inspect", PAM, found="Hole")) == "This is a task for Highways"
    assert refused(case.claim("inspect", OFFICER)) == "This is a task for Highways"
    assert refused(case.complete("inspect", ZOE, found="Hole")) == "This is not yours to answer"


def test_answers_that_are_not_accepted_leave_the_task_open() -> None:
    case = trial(STEPS)

    assert "found" in wrong(case.complete("inspect", found="A badger"))
    assert case.waiting == ["inspect"]


def test_a_task_is_given_back_by_whoever_has_it_or_by_their_manager() -> None:
    case = trial(STEPS)
    words = {"case": "ROA-1", "task": "inspect.1"}
    assert refused(case.do(Release, MEI, **words)) == "Nobody has this task"
    accepted(case.claim("inspect", ADA))

    assert "manager" in refused(case.do(Release, BEN, **words))
    accepted(case.do(Release, ADA, **words))
    accepted(case.claim("inspect", BEN))
    accepted(case.do(Release, MEI, **words))

    assert case.case.tasks["inspect.1"].person == ""


def test_a_manager_gives_a_task_to_one_of_their_people() -> None:
    case = trial(STEPS)
    words = {"case": "ROA-1", "task": "inspect.1", "person": "ben", "name": "Ben Carter", "token": "press"}

    assert "manager" in refused(case.do(Assign, ADA, **words))
    accepted(case.do(Assign, MEI, **words))

    assert case.case.tasks["inspect.1"].name == "Ben Carter"
    assert refused(case.complete("inspect", ADA, found="Hole")) == "Ben Carter has this task"


CHECKED = """\
- ask: sign_off
  who: highways
  not whoever did: [inspect]
  questions: {right: {type: yes or no, label: Is it right}}
- branch:
  - when: right is no
    then:
    - go to: inspect
"""


def test_nobody_signs_off_what_they_did_themselves() -> None:
    case = trial(REPORT + INSPECT + CHECKED + END)
    accepted(case.complete("inspect", ADA, found="Hole"))
    own = "You did “Inspect the road” in this case, so somebody else must do this"

    assert refused(case.complete("sign_off", ADA, right="yes")) == own
    assert refused(case.claim("sign_off", ADA)) == own
    words = {"case": "ROA-1", "task": "sign_off.1", "person": "ada", "name": "Ada Osei", "token": "press"}
    assert refused(case.do(Assign, MEI, **words)) == own.replace("You", "Ada Osei", 1)
    accepted(case.complete("sign_off", BEN, right="yes"))


def test_everybody_who_ever_did_it_is_barred() -> None:
    case = trial(REPORT + INSPECT + CHECKED + END)
    accepted(case.complete("inspect", ADA, found="Hole"))
    accepted(case.complete("sign_off", BEN, right="no"))
    accepted(case.complete("inspect", MEI, found="Crack"))

    assert refused(case.complete("sign_off", ADA, right="yes"))
    assert refused(case.complete("sign_off", MEI, right="yes"))
    assert case.case.done["inspect"].people == ("ada", "mei")


def test_a_note_is_staff_s_and_not_empty() -> None:
    case = trial(STEPS)
    words = {"case": "ROA-1", "token": ""}

    assert refused(case.do(AddNote, ADA, text="  ", **words)) == "Write a note first"
    assert refused(case.do(AddNote, ADA, text="x" * 10_001, **words)) == "A note has at most 10,000 characters"
    for by in (ZOE, OFFICER):
        assert refused(case.do(AddNote, by, text="Hello", **words)) == "Only the council’s own staff write notes"
    accepted(case.do(AddNote, ADA, text=" Seen by bus ", **words))

    assert case.all(NoteAdded) == [NoteAdded("Seen by bus")]


def test_a_file_joins_an_open_case() -> None:
    case = trial(STEPS)
    file = {"id": "f1", "name": "hole.jpg", "size": 10, "type": "image/jpeg"}
    accepted(case.do(Attach, ADA, case="ROA-1", file=file))
    accepted(case.complete("inspect", found="Hole"))

    assert refused(case.do(Attach, OFFICER, case="ROA-1", file=file)) == "Only the council’s own staff add files"
    assert refused(case.do(Attach, ADA, case="ROA-1", file=file)) == "This case is closed"
    assert case.all(FileAttached) == [FileAttached(file)]


def correct(case: Trial, raw: object, by: object = ADA, answer: str = "place", **words: object) -> object:
    asked = {"case": "ROA-1", "step": "report", "answer": answer, "raw": raw, "why": "They rang us"} | words
    return case.do(Correct, by, **asked)  # type: ignore[arg-type]


def test_a_corrected_answer_keeps_the_old_one_in_the_timeline() -> None:
    case = trial(STEPS, place="Elm Hil")

    correct(case, "Elm Hill")

    assert case.case.values()["place"] == "Elm Hill"
    corrected = AnswerCorrected("report", "place", "Elm Hil", "Elm Hill", "They rang us", ("ada",))
    assert case.all(AnswerCorrected) == [corrected]


def test_a_corrected_address_is_where_the_next_message_goes() -> None:
    case = trial(STEPS, email="old@example.org")

    correct(case, "new@example.org", answer="email")

    party = case.case.party("applicant")
    assert party is not None and party.contacts == {"email": "new@example.org"}


def test_an_answer_corrected_to_nothing_is_missing() -> None:
    case = trial(STEPS, email="old@example.org")

    correct(case, "", answer="email")

    assert "email" not in case.case.values()
    party = case.case.party("applicant")
    assert party is not None and party.contacts == {}


CYCLES = """\
- ask: report
  questions:
    depth: {type: number, label: How deep, at most: 99}
    cycles: {type: yes or no, label: Is it on a cycle route}
    route:
      type: text
      label: Which route
      when: cycles is yes
    width:
      type: number
      label: How wide
      accept when: width >= depth
      problem: A hole is at least as wide as it is deep
    email: {type: email, label: Email, optional: yes}
    phone: {type: phone, label: Phone, optional: yes}
"""


def cycle_case() -> Trial:
    case = Trial(service(CYCLES + INSPECT + END))
    raw = {"depth": "5", "cycles": "yes", "route": "NCN 1", "width": "9"}
    accepted(case.do(Open, SOMEBODY, service="mend", version=1, reference="ROA-1", raw=raw, token=""))
    return case


def test_what_a_correction_passes_over_leaves_no_answer() -> None:
    case = cycle_case()

    accepted(correct(case, "no", answer="cycles"))  # type: ignore[arg-type]

    assert "route" not in case.case.values()
    assert [event.answer for event in case.all(AnswerCorrected)] == ["cycles", "route"]


def test_a_correction_is_accepted_by_the_same_rules_as_the_answer() -> None:
    case = cycle_case()

    assert "width" in wrong(correct(case, "2", answer="width"))  # type: ignore[arg-type]
    assert refused(correct(case, "20", answer="depth")) == (  # type: ignore[arg-type]
        "With this answer “How wide” has to be answered too: the step must be done again"
    )


def test_who_may_correct_what() -> None:
    case = trial(STEPS)

    assert "no such answer" in refused(correct(case, "x", answer="email"))  # type: ignore[arg-type]
    assert "Only a team" in refused(correct(case, "x", by=ZOE))  # type: ignore[arg-type]
    assert "Only a team" in refused(correct(case, "x", by=OFFICER))  # type: ignore[arg-type]
    assert refused(correct(case, "x", why=" ")) == "Say why the answer is corrected"  # type: ignore[arg-type]
    assert "place" in wrong(correct(case, ""))  # type: ignore[arg-type]
    accepted(case.complete("inspect", found="Hole"))
    assert refused(correct(case, "x")) == "This case is closed"  # type: ignore[arg-type]


def test_nothing_more_is_done_in_a_closed_case() -> None:
    case = trial(STEPS)
    accepted(case.complete("inspect", found="Hole"))

    for kind in (Claim, Release):
        assert refused(case.do(kind, ADA, case="ROA-1", task="inspect.1")) == "This case is closed"
    assert refused(case.complete("inspect", found="Hole")) == "This case is closed"
    words = {"case": "ROA-1", "task": "inspect.1", "person": "ben", "name": "Ben Carter", "token": "press"}
    assert refused(case.do(Assign, MEI, **words)) == "This case is closed"


def test_staff_who_type_for_somebody_count_as_the_hands_that_did_it() -> None:
    second = "- ask: check\n  who: highways\n  not whoever did: [report]\n  questions: {ok: {type: text, label: Ok}}\n"
    case = Trial(service(REPORT + second + END))
    accepted(case.open(ADA))

    assert "You did" in refused(case.complete("check", ADA, ok="x"))
    accepted(case.complete("check", BEN, ok="x"))


def test_what_waits_for_the_applicant_nobody_else_can_claim_or_answer() -> None:
    case = trial(REPORT + "- ask: more\n  questions: {extra: {type: text, label: More}}\n" + END, email="z@example.org")
    assert case.case.tasks["more.1"].who == "applicant"

    assert refused(case.complete("more", LEO, extra="x")) == "This waits for the applicant"
    assert refused(case.complete("more", ADA, extra="x")) == "This waits for the applicant"
    assert refused(case.do(Claim, ADA, case="ROA-1", task="more.1")) == "This waits for the applicant"
    assert refused(case.complete("more", SOMEBODY, extra="x")) == "This is not yours to answer"
    accepted(case.complete("more", ZOE, extra="x"))

    assert case.all(TaskDone)[-1].person == ZOE.id


def test_the_applicant_s_own_name_is_the_one_that_contact_names() -> None:
    other = (
        "- ask: report\n  questions:\n    place: {type: text, label: Where}\n    person: {type: name, label: Whose}\n"
    )
    own = other + "    full_name: {type: name, label: Your name}\n    email: {type: email, label: Email}\n" \
        "    phone: {type: phone, label: Phone, optional: yes}\n"  # fmt: skip
    said = {"person": "Bo Lee", "full_name": "Ada Osei", "email": "a@example.org"}

    for contact, name in (("[email, phone]", "Bo Lee"), ("[full_name, email, phone]", "Ada Osei")):
        texts = files(own + END)
        texts[NAME] = texts[NAME].replace("contact: [email, phone]", f"contact: {contact}")
        case = Trial(load(texts, NAME))
        accepted(case.open(**said))
        party = case.case.party("applicant")
        assert party is not None and (party.name, party.contacts) == (name, {"email": "a@example.org"})
