"""Writing to the applicant and what they write back, and tasks that no service foresaw."""

from datetime import timedelta
from pathlib import Path

import pytest

from desk.extras import Extras
from desk.letters_both_ways import ByApplicant, Contact, Letters
from desk.written import MessageView
from engine.case import EXTRA, Case
from engine.commands import AddTask, Complete, Problems, Refusal, Write
from engine.store.drafts import of_task
from tests.desk.making import Office, office
from tests.engine.making import ADA, BEN, END, INSPECT, LEO, MEI, NINE, OFFICER, PAM, REPORT, STRANGER
from tests.uploaded import JPEG, PDF

LOOK = "- ask: look\n  who: police\n  sees: [place]\n  questions: {known: {type: text, label: Known}}\n"
SENDS = "- send: told\n  to: applicant\n- send: internal\n  to: legal\n"
MESSAGES = (
    "  told: {subject: 'Your report ((reference))', body: 'About ((place)).'}\n"
    "  sorry: {subject: Sorry, body: We are sorry about ((place)).}\n"
    "  internal: {subject: For legal, body: ((reference))}\n"
)


@pytest.fixture
def here(tmp_path: Path) -> Office:
    return office(tmp_path, REPORT + LOOK + INSPECT + SENDS + END, messages=MESSAGES)


def applicant(here: Office) -> ByApplicant:
    return ByApplicant(Extras(here.engine, here.files))


def write(here: Office, reference: str, token: str = "letter") -> None:
    here.done(Write(BEN, NINE, reference, "Your report", "Which side of the road?", token))


# Letters


def test_a_letter_begins_from_the_services_own_words_or_freely(here: Office) -> None:
    reference = here.begin("ROA-1")

    drafts = Letters(here.engine).to_begin_with(ADA, reference, NINE)

    assert not isinstance(drafts, Refusal)
    assert [(one.name, one.subject, one.body) for one in drafts] == [
        ("", "Mend a road, ROA-1", ""),
        ("told", "Your report ROA-1", "About Elm Hill."),
        ("sorry", "Sorry", "We are sorry about Elm Hill."),
    ]


def test_a_letter_to_begin_with_is_called_by_its_subject(here: Office, tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    twice = f"{MESSAGES}  sorry_again: {{subject: Sorry, body: Still}}\n"
    other = office(tmp_path / "other", REPORT + INSPECT + SENDS + END, messages=twice)

    def titles(office: Office) -> list[str]:
        drafts = Letters(office.engine).to_begin_with(ADA, office.begin("ROA-1"), NINE)
        assert not isinstance(drafts, Refusal)
        return [one.title for one in drafts]

    assert titles(here) == ["An empty message", "Your report ROA-1", "Sorry"]
    assert titles(other)[2:] == ["Sorry (sorry)", "Sorry (sorry again)"]


def test_nobody_else_begins_a_letter(here: Office) -> None:
    reference = here.begin("ROA-1")

    assert isinstance(Letters(here.engine).to_begin_with(OFFICER, reference, NINE), Refusal)
    assert isinstance(Letters(here.engine).to_begin_with(STRANGER, reference, NINE), Refusal)


def test_what_staff_write_is_in_the_outbox_and_in_the_timeline_by_their_name(here: Office) -> None:
    reference = here.begin("ROA-1")
    write(here, reference)

    message = here.case(ADA, reference).messages[-1]
    told = here.case(ADA, reference).timeline[0]

    assert (message.to, message.subject) == ("Zoë Ng", "Your report")
    assert message.state == "Not sent: nothing was set up to send it"
    assert (told.who, told.sentence) == ("Ben Carter", "A message for Zoë Ng: Your report")


def test_a_letter_on_a_closed_case_promises_no_answer(tmp_path: Path) -> None:
    here = office(tmp_path, f"{REPORT}{END}")
    reference = here.begin("ROA-1")
    write(here, reference)

    body = here.case(ADA, reference).messages[-1].body

    assert "Use your link to read this again: [your link]" in body and "to answer:" not in body
    assert body.endswith("This case is closed, so you cannot answer this message with your link.")
    assert not applicant(here).may_reply(reference, reference)


def test_the_applicant_answers_by_the_link_and_it_arrives_as_a_task(here: Office) -> None:
    reference, zoe = here.begin("ROA-1"), applicant(here)
    assert not zoe.may_reply(reference, reference)
    write(here, reference)
    photo = here.files.keep_unsent(reference, "road.jpg", JPEG)
    assert isinstance(photo, dict) and zoe.may_reply(reference, reference)

    sent = zoe.reply(reference, reference, "The left", [photo["id"]], "once", NINE)
    again = zoe.reply(reference, reference, "The left", [], "once", NINE)

    assert isinstance(sent, Case) and isinstance(again, Case)
    view = here.task(BEN, reference, f"{EXTRA}.1")
    assert view.row.title == "Read the reply from Zoë Ng" and view.row.person == "ben"
    assert view.extra is not None and (view.extra.asks, view.extra.asker) == ("The left", "")
    assert [file["name"] for file in view.extra.files] == ["road.jpg"]
    assert view.pages == () and "complete" in view.may
    assert here.files.open(BEN, reference, photo["id"]) == ("road.jpg", "image/jpeg", JPEG)
    assert len([row for row in here.case(BEN, reference).tasks if row.task.startswith(EXTRA)]) == 1


def test_a_reply_is_told_to_both_in_their_words(here: Office) -> None:
    from desk.applying import Desk as Applying
    from desk.views import Status

    reference, zoe = here.begin("ROA-1"), applicant(here)
    write(here, reference)
    zoe.reply(reference, reference, "The left", [], "once", NINE)

    status = Applying(here.engine, here.random).status(reference, reference, NINE)

    assert isinstance(status, Status)
    assert [(one.sentence, one.details) for one in status.happened[:1]] == [("You wrote to us", ())]
    assert "We wrote to you: Your report" in [one.sentence for one in status.happened]
    assert "Wrote to us" in here.told(reference)


def test_what_was_written_and_what_came_back_is_one_thread_for_both(here: Office) -> None:
    from desk.applying import Desk as Applying
    from desk.views import Status

    reference, zoe = here.begin("ROA-1"), applicant(here)
    write(here, reference)
    photo = here.files.keep_unsent(reference, "road.jpg", JPEG)
    assert isinstance(photo, dict)
    later = NINE + timedelta(hours=1)
    zoe.reply(reference, reference, "The left", [photo["id"]], "once", later)
    last, task = later + timedelta(hours=1), f"{EXTRA}.2"
    here.done(AddTask(ADA, last, reference, "applicant", "Send a photo", "One of the hole", "more"))
    Extras(here.engine, here.files).complete(MEI, reference, task, "I have none", [], "x", last, helped="phone")

    ours = [
        (one.author, one.subject)
        if isinstance(one, MessageView)
        else (one.who, one.about, one.text, one.files, one.helped)
        for one in here.case(ADA, reference).thread[::-1]
    ]
    status = Applying(here.engine, here.random).status(reference, reference, later)

    assert ours == [
        ("Ben Carter", "Your report"),
        ("Zoë Ng", "", "The left", ("road.jpg",), ""),
        ("Ada Osei", "Send a photo, ROA-1"),
        ("Zoë Ng", "Send a photo", "I have none", (), "on the phone, written by Mei Lin"),
    ]
    assert isinstance(status, Status)
    assert [one.subject if isinstance(one, MessageView) else one.text for one in status.thread[::-1]] == [
        "Your report", "The left", "Send a photo, ROA-1", "I have none",
    ]  # fmt: skip
    assert "[your link]" not in "".join(one.body for one in status.messages)


def test_only_the_browser_that_came_by_the_link_answers(here: Office) -> None:
    reference, zoe = here.begin("ROA-1"), applicant(here)
    write(here, reference)

    assert isinstance(zoe.reply("somebody else", reference, "Me", [], "x", NINE), Refusal)
    assert isinstance(zoe.contact("somebody else", reference, NINE), Refusal)
    assert isinstance(zoe.change_contact("somebody else", reference, {"email": "m@example.org"}, "y", NINE), Refusal)
    assert zoe.more("somebody else", reference) == ()


# More is asked for, and other tasks


def test_the_applicant_gives_what_was_asked_of_them(here: Office) -> None:
    reference, zoe = here.begin("ROA-1"), applicant(here)
    due = NINE + timedelta(days=7)
    here.done(AddTask(ADA, NINE, reference, "applicant", "Send a photo", "One of the hole", "1", due))
    (more,) = zoe.more(reference, reference)
    assert (more.title, more.asks, more.due) == ("Send a photo", "One of the hole", due)

    nothing = zoe.give_more(reference, reference, more.task, " ", [], "2", NINE)
    given = zoe.give_more(reference, reference, more.task, "I have none", [], "2", NINE)

    assert isinstance(nothing, Problems) and isinstance(given, Case)
    assert zoe.more(reference, reference) == ()
    assert here.task(ADA, reference, f"{EXTRA}.2").row.holder == "Ada Osei"


def test_staff_give_what_was_asked_for_somebody_on_the_phone(here: Office) -> None:
    reference, extras = here.begin("ROA-1"), Extras(here.engine, here.files)
    here.done(AddTask(ADA, NINE, reference, "applicant", "Which side?", "Left or right", "1"))
    assert isinstance(extras.complete(ADA, reference, f"{EXTRA}.1", "Left", [], "2", NINE), Refusal)

    done = extras.complete(ADA, reference, f"{EXTRA}.1", "Left", [], "3", NINE, helped="phone")

    assert isinstance(done, Case) and list(done.tasks) == ["look.1"], "whoever asked knows the answer"
    told = here.case(ADA, reference).timeline[0]
    assert (told.who, told.details) == ("Ada Osei", ("Left",))
    assert told.sentence.startswith("Completed “Which side?” for the applicant")
    assert ("helper", "Ada Osei", ()) in here.case(ADA, reference).parties


def test_a_file_of_somebody_else_cannot_be_sent_along(here: Office) -> None:
    reference, zoe = here.begin("ROA-1"), applicant(here)
    write(here, reference)
    theirs = here.files.keep_unsent("somebody else", "road.jpg", JPEG)
    assert isinstance(theirs, dict)

    sent = zoe.reply(reference, reference, "Here", [theirs["id"]], "once", NINE)

    assert isinstance(sent, Case)
    view = here.task(BEN, reference, f"{EXTRA}.1")
    assert view.extra is not None and view.extra.files == ()


def test_a_title_that_quotes_something_is_quoted_with_other_quotes(here: Office) -> None:
    reference = here.begin("ROA-1")
    here.done(AddTask(ADA, NINE, reference, "legal", "Check the “new” lease", "Whose is it?", "1"))

    done = Extras(here.engine, here.files).complete(LEO, reference, f"{EXTRA}.1", "It is ours", [], "2", NINE)

    assert isinstance(done, Case)
    assert here.case(ADA, reference).timeline[0].sentence == "Completed “Check the ‘new’ lease”"


def test_an_extra_task_is_done_with_words_and_files_by_its_team(here: Office) -> None:
    reference, extras = here.begin("ROA-1"), Extras(here.engine, here.files)
    here.done(AddTask(ADA, NINE, reference, "legal", "Check the lease", "Whose is it?", "1"))
    view = here.task(LEO, reference, f"{EXTRA}.1")
    assert view.extra is not None and (view.extra.asks, view.extra.asker) == ("Whose is it?", "Ada Osei")
    plan = here.files.keep(LEO.id, "plan.pdf", PDF)

    done = extras.complete(LEO, reference, f"{EXTRA}.1", "It is ours", [plan["id"]], "2", NINE)

    assert isinstance(done, Case)
    happened = here.case(ADA, reference).timeline[0]
    assert (happened.who, happened.sentence) == ("Leo Hart", "Completed “Check the lease”")
    assert happened.details == ("It is ours", "With plan.pdf")
    assert [file["name"] for file in here.case(ADA, reference).files] == ["plan.pdf"]
    assert here.files.open(ADA, reference, plan["id"]) == ("plan.pdf", "application/pdf", PDF)


def test_what_was_typed_into_an_extra_task_is_there_again_until_it_is_done(here: Office) -> None:
    reference, extras = here.begin("ROA-1"), Extras(here.engine, here.files)
    here.done(AddTask(ADA, NINE, reference, "legal", "Check the lease", "Whose is it?", "1"))
    task = f"{EXTRA}.1"

    here.desk.save_typed(LEO, reference, task, {"said": "It is"}, NINE)
    here.desk.save_typed(BEN, reference, task, {"said": "Not mine"}, NINE)

    assert here.task(LEO, reference, task).raw == {"said": "It is"}
    assert here.task(BEN, reference, task).raw == {}
    extras.complete(LEO, reference, task, "It is ours", [], "2", NINE)
    assert here.engine.store.drafts.get(of_task(reference, task, "leo")) is None


def test_a_task_may_be_for_anybody_and_only_staff_are_told_whom(here: Office) -> None:
    reference, extras = here.begin("ROA-1"), Extras(here.engine, here.files)

    assert extras.who(ADA, reference)[0] == ("applicant", "The applicant")
    assert {id for id, _ in extras.who(ADA, reference)} >= {"legal", "police", "rail"}
    assert extras.who(OFFICER, reference) == () and extras.who(STRANGER, reference) == ()


def test_a_partner_asked_beside_the_course_sees_the_task_and_no_answer(here: Office) -> None:
    from engine.commands import Actor

    rail = Actor("rae", name="Rae Ling", teams=frozenset({"rail"}))
    reference = here.begin("ROA-1")
    here.done(AddTask(ADA, NINE, reference, "rail", "Is it your bridge?", "At Elm Hill", "1"))

    view = here.case(rail, reference)

    assert view.sections == () and [row.title for row in view.tasks] == ["Is it your bridge?"]
    assert here.task(rail, reference, f"{EXTRA}.1").row.words == ""


# Contact details


def test_the_applicant_puts_right_where_they_are_reached(here: Office) -> None:
    reference, zoe = here.begin("ROA-1"), applicant(here)
    shown = zoe.contact(reference, reference, NINE)
    assert isinstance(shown, Contact)
    assert [one.id for one in shown.asked] == ["email", "phone"] and shown.raw["email"] == "z@example.org"

    wrong = zoe.change_contact(reference, reference, {"email": "nonsense"}, "1", NINE)
    changed = zoe.change_contact(reference, reference, {"email": "new@example.org"}, "1", NINE)

    assert isinstance(wrong, Problems) and set(wrong.by_question) == {"email"}
    assert isinstance(changed, Case)
    write(here, reference)
    assert here.engine.store.messages.of(reference)[-1].address == "new@example.org"
    assert here.engine.store.cases.holding(email="new@example.org") == [reference]
    assert here.engine.store.cases.holding(email="z@example.org") == []


# All of it together


def test_everything_beside_the_course_replays_verifies_and_is_erased(here: Office) -> None:
    reference, zoe = here.begin("ROA-1"), applicant(here)
    write(here, reference)
    zoe.reply(reference, reference, "I am Zoë Ng", [], "1", NINE)
    here.done(AddTask(ADA, NINE, reference, "applicant", "Zoë, a photo", "Of Zoë’s hole", "2"))
    here.done(AddTask(ADA, NINE, reference, "legal", "Zoë’s lease", "Is it hers?", "3"))
    zoe.give_more(reference, reference, f"{EXTRA}.2", "Zoë: none", [], "4", NINE)
    store = here.engine.store
    assert store.cases.verify(reference) == []
    assert store.cases.replayed(reference) == store.cases.load(reference)

    store.cases.erase_content(reference, NINE, "keeper")

    assert store.cases.verify(reference) == []
    with store.database.read() as connection:
        for table in ("wf_event", "wf_task", "wf_message", "wf_case", "wf_mention", "wf_linked"):
            rows = connection.exec_driver_sql(f"SELECT * FROM {table}").all()
            assert "Zo" not in repr(rows), table


def test_a_completed_extra_task_says_so_to_whoever_comes_too_late(here: Office) -> None:
    reference = here.begin("ROA-1")
    here.done(AddTask(ADA, NINE, reference, "highways", "Look again", "Please", "1"))
    here.done(Complete(BEN, NINE, reference, f"{EXTRA}.1", {"said": ""}, "2"))

    late = here.desk.do(Complete(MEI, NINE, reference, f"{EXTRA}.1", {"said": ""}, "3"))

    assert late == Refusal("Ben Carter has completed this already", "ben")
    assert isinstance(here.desk.do(Complete(PAM, NINE, reference, f"{EXTRA}.9", {}, "4")), Refusal)
