"""What teams and partners get by email, as it leaves the council, and what their staff read of it."""

from dataclasses import replace
from pathlib import Path

import pytest

from desk.shared_with import Shared, shared
from engine.commands import Complete, Open
from engine.engine import Done
from tests.desk.making import Office, office
from tests.desk.test_doing_outside import Post, doing
from tests.engine.making import ADA, DAY, END, INSPECT, NINE, OFFICER, ORGANISATION, REPORT, SOMEBODY

HOUSE = ORGANISATION.replace("Norfolk Constabulary", "{title: Norfolk Constabulary, email: p@example.org}")
LOOK = "- ask: look\n  who: police\n  title: Say what you know\n  sees: [place]\n" \
       "  questions: {known: {type: text, label: What is known}}\n"  # fmt: skip
STEPS = REPORT + "- send: warned\n  to: police\n- send: note\n  to: highways\n" + LOOK + INSPECT + END
LETTERS = "  warned: {subject: A hole, body: 'A hole at ((place)).'}\n"


@pytest.fixture
def here(tmp_path: Path) -> Office:
    made = office(tmp_path, STEPS, messages=LETTERS, channels=frozenset({"email"}), organisation=HOUSE)
    made.begin("ROA-1")
    return made


def sent(here: Office, folder: Path) -> Post:
    """Everything that waits to go out, gone."""
    post = Post()
    for one in here.engine.store.effects.overdue(NINE + DAY):
        doing(here, folder / "f", post).do(one.key)
    return post


def test_a_partner_gets_the_message_and_then_its_task_with_the_address_to_sign_in_at(
    here: Office, tmp_path: Path
) -> None:
    warned, told = sent(here, tmp_path).sent

    assert (warned.channel, warned.address, warned.to_name, warned.subject, warned.body) == (
        "email", "p@example.org", "Norfolk Constabulary", "A hole", "A hole at Elm Hill.",
    )  # fmt: skip
    assert (told.address, told.subject) == ("p@example.org", "A task for you: Say what you know, ROA-1")
    assert told.body.endswith("https://forms.example/case?ref=ROA-1") and told.language == "en"


def test_what_is_typed_can_ask_for_no_link_of_the_applicant_s(tmp_path: Path) -> None:
    here = office(tmp_path, STEPS, messages=LETTERS, channels=frozenset({"email"}), organisation=HOUSE)
    here.begin("ROA-1", place="[your link]")

    warned, _ = sent(here, tmp_path).sent

    assert warned.body == "A hole at [your link]."


def test_staff_read_what_went_to_whom_and_what_went_nowhere(here: Office, tmp_path: Path) -> None:
    sent(here, tmp_path)

    assert [(one.to, one.state) for one in here.case(ADA, "ROA-1").messages] == [
        ("Norfolk Constabulary", "Sent 1 March 2027, 9:00am"),
        ("Highways", "Not sent by email: no address is set for Highways"),
        ("Norfolk Constabulary", "Sent 1 March 2027, 9:00am"),
    ]


def test_what_was_shared_names_what_a_partner_was_sent(here: Office) -> None:
    found = shared(here.engine, ADA, "ROA-1")

    assert isinstance(found, Shared)
    assert [one.to for one in found.messages] == ["Norfolk Constabulary", "Norfolk Constabulary"]


def test_a_practice_case_tells_nobody(here: Office) -> None:
    before = here.engine.store.effects.counts()
    practice = Open(SOMEBODY, NINE, "mend", 1, "ROA-2", {"place": "Elm Hill", "full_name": "Zoë Ng"}, "p")

    assert isinstance(here.engine.do(replace(practice, actor=ADA, practice=True)), Done)

    assert here.engine.store.effects.counts() == before
    assert {one.state for one in here.case(ADA, "ROA-2").messages} == {
        "Written to practise and not sent. Its time is by the clock of this case"
    }


def test_before_a_task_is_completed_that_a_partner_hears_of_the_next_one_is_said_once(tmp_path: Path) -> None:
    steps = REPORT + INSPECT + LOOK + END
    here = office(tmp_path, steps, channels=frozenset({"email"}), organisation=HOUSE)
    here.begin("ROA-1")

    said = here.desk.foresee(ADA, "ROA-1", "inspect.1", {"found": "Hole"}, NINE)

    assert said == "This gives “Say what you know” to Norfolk Constabulary"


def test_the_partner_completes_the_task_that_it_was_told_of(here: Office) -> None:
    here.done(Complete(OFFICER, NINE, "ROA-1", "look.1", {"known": "Nothing"}, "c"))

    assert [row.title for row in here.case(ADA, "ROA-1").tasks] == ["Inspect the road"]
