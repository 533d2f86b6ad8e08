"""Staff go through the pages with somebody: the case, the link and the code are that person's, not the helper's."""

from pathlib import Path
from random import Random

import pytest

from desk import helping
from desk.applying import Desk
from desk.casework import Desk as Casework
from desk.coming_by_code import ByCode
from desk.files import Files
from desk.views import Applying, CaseView, Completed, Sent, Status, TaskView
from engine.commands import Actor, Complete, Problems, Refusal
from engine.engine import Engine
from engine.library import Library, path_of
from engine.store import Store
from outside.files import FolderFiles
from tests.engine.making import ADA, BEN, END, INSPECT, NAME, NINE, OFFICER, ORGANISATION, REPORT, files, service
from tests.migrated import database_in

HEALTH = "    health: {type: text, label: Health, sensitive: yes, optional: yes}\n"
MORE = """\
- ask: more
  title: Tell us more
  questions:
    place: again
    health: again
    depth: {type: text, label: How deep}
"""
STEPS = REPORT + HEALTH + MORE + INSPECT + END
PAGES = (
    {"place": "Elm Hill"},
    {"full_name": "Zoë Ng"},
    {"email": "z@example.org"},
    {"phone": ""},
    {"health": "Asthma"},
)


@pytest.fixture
def engine(tmp_path: Path) -> Engine:
    database = database_in(tmp_path)
    store = Store(database)
    kept = {"definitions/organisation.yaml": ORGANISATION, path_of("mend"): files(STEPS)[NAME]}
    store.versions.publish("mend", "one", kept, NINE, "ada", "Ada Osei")
    house = service(STEPS).organisation
    return Engine(store, Library(store, lambda: house))


@pytest.fixture
def desk(engine: Engine) -> Desk:
    return Desk(engine, Random(1).randbytes)


@pytest.fixture
def casework(engine: Engine, tmp_path: Path) -> Casework:
    return Casework(engine, Files(engine, FolderFiles(tmp_path / "files"), bytes, lambda: NINE))


def filled(desk: Desk, how: str = "phone") -> Applying:
    view = helping.begin(desk, "staff browser", ADA, "mend", how, NINE)
    for raw in PAGES:
        assert isinstance(view, Applying), view
        saved = desk.save("staff browser", view, raw, NINE)
        assert isinstance(saved, Applying), saved
        view = saved
    assert isinstance(view, Applying)
    return view


@pytest.fixture
def sent(desk: Desk) -> Sent:
    view = filled(desk)
    done = desk.send("staff browser", view.draft, view.token, NINE, ADA)
    assert isinstance(done, Sent), done
    return done


def test_the_pages_know_how_staff_help(desk: Desk) -> None:
    assert filled(desk, "visit").helped == "visit"
    assert {way for way, _ in helping.WAYS} == {"phone", "desk", "visit", "letter"}


def test_the_helpers_browser_does_not_open_the_case_as_its_applicant(desk: Desk, sent: Sent) -> None:
    assert isinstance(desk.status("staff browser", sent.reference, NINE), Refusal)
    assert desk.held("staff browser") == ()


def test_the_code_that_the_helper_reads_out_opens_it_for_the_applicant(desk: Desk, sent: Sent) -> None:
    assert ByCode(desk.engine, desk.random).open("home", sent.reference, sent.code, "", NINE) == sent.reference

    status = desk.status("home", sent.reference, NINE)
    assert isinstance(status, Status) and status.asked == (("more.1", "Tell us more", None),)


def test_a_link_that_was_made_before_sending_opens_the_case_too(desk: Desk) -> None:
    view = filled(desk)
    desk.link("staff browser", view.draft, NINE)
    desk.send("staff browser", view.draft, view.token, NINE, ADA)

    assert desk.held("staff browser") == ()


def test_whoever_opens_the_link_goes_on_by_themselves_and_holds_the_case_alone(desk: Desk) -> None:
    view = filled(desk)
    desk.engine.store.links.bind("home", "draft", view.draft)

    theirs = desk.resume("home", view.draft, None, NINE)
    assert isinstance(theirs, Applying) and (theirs.helped, theirs.seen.for_another) == ("", False)
    assert view.helped == "phone" and view.seen.for_another
    done = desk.send("home", view.draft, view.token, NINE)

    assert isinstance(done, Sent), done
    assert isinstance(desk.status("home", done.reference, NINE), Status)
    assert isinstance(desk.status("staff browser", done.reference, NINE), Refusal)


def test_the_confirmation_knows_how_staff_helped(desk: Desk) -> None:
    view = filled(desk, "letter")
    done = desk.send("staff browser", view.draft, view.token, NINE, ADA)

    assert isinstance(done, Sent) and done.helped == "letter"


def test_a_second_click_of_the_helper_finds_what_the_first_one_did(desk: Desk) -> None:
    view = filled(desk)
    first, second = (desk.send("staff browser", view.draft, view.token, NINE, ADA) for _ in range(2))

    assert isinstance(first, Sent) and isinstance(second, Sent)
    assert (second.reference, second.again) == (first.reference, True)
    assert isinstance(desk.send("staff browser", view.draft, view.token, NINE, BEN), Refusal)
    assert isinstance(desk.send("staff browser", view.draft, view.token, NINE), Refusal)


@pytest.mark.parametrize("actor", [OFFICER, Actor("nobody")])
def test_nobody_but_the_councils_staff_begins_for_somebody(desk: Desk, actor: Actor) -> None:
    assert isinstance(helping.begin(desk, "browser", actor, "mend", "phone", NINE), Refusal)
    assert isinstance(helping.begin(desk, "browser", ADA, "mend", "", NINE), Refusal)


def test_a_task_of_the_applicant_may_be_done_for_them_with_no_more_shown_than_may_be_seen(
    casework: Casework, sent: Sent
) -> None:
    view = casework.task(ADA, sent.reference, "more.1", NINE)

    assert isinstance(view, TaskView)
    assert "help" in view.may and "complete" not in view.may
    assert view.raw == {"place": "Elm Hill"}


def test_what_a_helper_typed_is_kept_and_completes_the_task(casework: Casework, sent: Sent) -> None:
    casework.save_typed(ADA, sent.reference, "more.1", {"depth": "De"}, NINE)
    view = casework.task(ADA, sent.reference, "more.1", NINE)
    assert isinstance(view, TaskView) and view.raw["depth"] == "De"

    raw = {"place": "Elm Hill", "depth": "Deep"}
    assert casework.foresee(ADA, sent.reference, "more.1", raw, NINE) == "This gives “Inspect the road” to Highways"
    done = casework.do(Complete(ADA, NINE, sent.reference, "more.1", raw, view.token, "desk"))

    assert isinstance(done, Completed) and done.state == "With Highways"


def test_the_timeline_says_who_helped_and_how(casework: Casework, sent: Sent) -> None:
    casework.do(Complete(BEN, NINE, sent.reference, "more.1", {"place": "Elm Hill", "depth": "1"}, "t", "letter"))

    case = casework.case(ADA, sent.reference, NINE)
    assert isinstance(case, CaseView)
    told = [(line.who, line.sentence) for line in case.timeline]
    assert ("Ben Carter", "Completed “Tell us more” for the applicant, from a letter") in told
    assert ("Ada Osei", "Completed “Report” for the applicant, on the phone") in told
    assert ("helper", "Ben Carter", ()) in case.parties


def test_what_is_wrong_is_said(casework: Casework, sent: Sent) -> None:
    wrong = casework.do(Complete(ADA, NINE, sent.reference, "more.1", {}, "t", "desk"))

    assert isinstance(wrong, Problems) and set(wrong.by_question) == {"place", "depth"}
