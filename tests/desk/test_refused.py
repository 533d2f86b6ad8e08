"""An applicant whose file the scanner refuses is written to, once, in their language, and can answer with another."""

from datetime import timedelta
from pathlib import Path

import pytest

from desk import refused
from desk.files import settle
from desk.following import status
from engine.case import Case
from engine.commands import CLOCK, AskAgain, Attach, Complete, Open, Refusal, Reply
from engine.engine import Done, Sight
from engine.store.files import Scan
from engine.store.messages import Message
from tests.desk.making import Office, office
from tests.engine.making import ADA, END, INSPECT, NINE, SOMEBODY, ZOE
from tests.engine.making import REPORT as PLACE_AND_NAME
from tests.uploaded import JPEG, PDF

REPORT = PLACE_AND_NAME + "    photo: {type: photo, label: Add a photo, optional: yes, at most: 2}\n"
STAFF = INSPECT + "    plan: {type: file, label: Add the plan, optional: yes}\n"
CASE, VIRUS = "ROA-1", "Test.Signature"
LATER = NINE + timedelta(minutes=1)


@pytest.fixture
def here(tmp_path: Path) -> Office:
    return office(tmp_path, REPORT + STAFF + END, channels=frozenset({"email"}), scans=True)


def photo(here: Office, name: str = "hole.jpg") -> dict[str, object]:
    return here.files.keep("zoe", name, JPEG)


def sent(here: Office, *photos: dict[str, object], language: str = "", **raw: str) -> None:
    typed = {"place": "Elm Hill", "full_name": "Zoë Ng", "email": "z@example.org", "photo": list(photos)} | raw
    done = here.engine.do(Open(SOMEBODY, NINE, "mend", 1, CASE, typed, "open", language=language))
    assert isinstance(done, Done), done
    settle(here.engine, done.case, NINE)


def replied(here: Office, again: dict[str, object]) -> Case:
    done = here.engine.do(Reply(ZOE, LATER, CASE, "Here it is", "reply", (again,)))
    assert isinstance(done, Done), done
    return done.case


def written(here: Office) -> list[Message]:
    return [one for one in here.engine.store.messages.of(CASE) if one.to == "applicant"]


def refuses(here: Office, id: object, scan: Scan = "infected") -> None:
    here.engine.store.files.settle(str(id), scan, VIRUS)
    assert refused.ask_again(here.engine, str(id), LATER) is None


def test_they_are_written_to_once_however_often_it_is_tried(here: Office) -> None:
    sent(here, hole := photo(here))

    refuses(here, hole["id"])
    refuses(here, hole["id"])

    (letter,) = written(here)
    assert (letter.channel, letter.address, letter.state) == ("email", "z@example.org", "waiting")
    assert letter.subject.endswith("we need something from you, ROA-1")
    assert letter.body.startswith("We found a virus in “hole.jpg”, so we did not open it.")
    assert here.told(CASE)[0] == f"A message for Zoë Ng: {letter.subject}"


def test_each_file_has_its_own_words(here: Office) -> None:
    sent(here, hole := photo(here), road := photo(here, "road.jpg"))

    refuses(here, hole["id"])
    refuses(here, road["id"], "failed")

    assert ["“hole.jpg”" in one.body for one in written(here)] == [True, False]
    assert "We could not check “road.jpg” for viruses" in written(here)[1].body


def test_it_is_in_the_language_that_they_read(here: Office) -> None:
    sent(here, hole := photo(here), language="pl")

    refuses(here, hole["id"])

    (letter,) = written(here)
    assert letter.body.startswith("W pliku „hole.jpg”")
    assert "Use your link" not in letter.body


def test_what_they_answer_comes_to_the_team_that_owns_the_service(here: Office) -> None:
    sent(here, hole := photo(here))
    refuses(here, hole["id"])

    replied(here, photo(here, "again.jpg"))

    assert [(row.title, row.who) for row in here.case(ADA, CASE).tasks][-1] == (
        "Read the reply from Zoë Ng", "highways",
    )  # fmt: skip


def test_a_file_of_theirs_in_an_answer_to_us_counts_as_much(here: Office) -> None:
    sent(here, hole := photo(here))
    refuses(here, hole["id"])
    again = photo(here, "again.jpg")
    settle(here.engine, replied(here, again), LATER, [str(again["id"])])

    refuses(here, again["id"])

    assert "“again.jpg”" in written(here)[-1].body


def test_what_staff_added_is_no_concern_of_theirs(here: Office) -> None:
    sent(here)
    plan = here.files.keep(ADA.id, "plan.pdf", PDF)
    here.done(Attach(ADA, NINE, CASE, plan))

    refuses(here, plan["id"])

    assert written(here) == []
    sight = here.engine.see(ZOE, CASE)
    assert isinstance(sight, Sight)
    assert status(here.engine, sight, NINE).send_again == ()
    assert here.case(ADA, CASE).unfit == (1, 0)


def test_what_was_found_while_they_were_sending_is_told_as_the_case_takes_the_file(here: Office) -> None:
    hole = photo(here)
    here.engine.store.files.settle(str(hole["id"]), "infected", VIRUS)

    assert refused.ask_again(here.engine, str(hole["id"]), NINE) is None
    sent(here, hole)

    assert len(written(here)) == 1


def test_whoever_was_not_told_because_the_program_died_is_told_with_what_comes_next(here: Office) -> None:
    sent(here, hole := photo(here))
    here.engine.store.files.settle(str(hole["id"]), "infected", VIRUS)
    assert written(here) == []

    case = here.engine.store.cases.load(CASE)
    assert case is not None
    for _ in range(2):
        settle(here.engine, case, LATER)

    assert len(written(here)) == 1


def test_nobody_is_written_to_where_the_case_is_closed(here: Office) -> None:
    sent(here, hole := photo(here))
    (task,) = (row.task for row in here.case(ADA, CASE).tasks)
    here.done(Complete(ADA, NINE, CASE, task, {"found": "Hole"}, "inspected"))

    refuses(here, hole["id"])

    assert written(here) == []


def test_only_the_program_asks_for_a_file_again(here: Office) -> None:
    sent(here)

    for actor in (ADA, ZOE):
        done = here.engine.do(AskAgain(actor, NINE, CASE, "f1", "Send it"))
        assert done == Refusal("Only the program itself does this")
    assert isinstance(here.engine.do(AskAgain(CLOCK, NINE, CASE, "f1", "Send it")), Done)
