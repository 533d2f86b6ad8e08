"""What a case worker is shown: cut to what they may see, and whole."""

from pathlib import Path

import pytest

from desk.casework import PAGE, Desk
from desk.files import Files
from desk.views import CaseView
from engine.commands import Attach, Open, Refusal
from engine.engine import Done, Engine
from engine.library import Library, path_of
from engine.store import Store
from outside.files import FolderFiles
from tests.engine.making import ADA, END, INSPECT, NAME, NINE, OFFICER, ORGANISATION, REPORT, SOMEBODY, STRANGER, files
from tests.migrated import database_in
from tests.uploaded import PDF
from workflows.load import load

TOLD = "- send: told\n  to: highways\n"
LOOK = "- ask: look\n  who: police\n  sees: [place]\n  questions: {known: {type: text, label: Known}}\n"


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    database = database_in(tmp_path)
    store = Store(database)
    texts = files(REPORT + TOLD + LOOK + INSPECT + END)
    house = load(texts, NAME).organisation
    kept = {"definitions/organisation.yaml": ORGANISATION, path_of("mend"): texts[NAME]}
    store.versions.publish("mend", "one", kept, NINE, "ada", "Ada Osei")
    engine = Engine(store, Library(store, lambda: house))
    return Desk(engine, Files(engine, FolderFiles(tmp_path / "files"), lambda n: bytes(n), lambda: NINE))


def opened(desk: Desk, number: int = 1) -> str:
    raw = {"place": "Elm Hill", "full_name": "Zoë Ng", "email": "z@example.org"}
    done = desk.engine.do(Open(SOMEBODY, NINE, "mend", 1, f"ROA-{number}", raw, f"click-{number}"))
    assert isinstance(done, Done), done
    return done.case.reference


def seen(view: CaseView | Refusal) -> CaseView:
    assert isinstance(view, CaseView), view
    return view


def test_the_outbox_goes_on_from_page_to_page_to_its_oldest_message(desk: Desk) -> None:
    for number in range(PAGE + 5):
        opened(desk, number)

    first = desk.outbox(ADA, 0)
    rest = desk.outbox(ADA, first[-1].number)

    assert (len(first), len(rest), desk.outbox(ADA, rest[-1].number)) == (PAGE, 5, ())
    assert desk.outbox(STRANGER, 0) == ()


def test_a_partner_sees_what_the_step_lets_them_see_and_no_more(desk: Desk) -> None:
    reference = opened(desk)

    theirs, ours = (seen(desk.case(actor, reference, NINE)) for actor in (OFFICER, ADA))

    assert [line.answer for section in theirs.sections for line in section.lines] == ["place"]
    assert (theirs.timeline, theirs.messages, theirs.parties, theirs.may) == ((), (), (), frozenset())
    assert ours.parties and ours.messages and ours.timeline
    assert isinstance(desk.case(STRANGER, reference, NINE), Refusal)


def test_a_file_is_opened_only_by_who_may_see_what_holds_it(desk: Desk) -> None:
    reference = opened(desk)
    file = desk.files.keep(ADA.id, "plan.pdf", PDF)
    desk.do(Attach(ADA, NINE, reference, file))
    desk.do(Attach(ADA, NINE, reference, file))  # a second click
    assert [one.command for one in desk.engine.store.cases.history(reference)].count("Attach") == 1

    assert desk.files.open(ADA, reference, file["id"]) == ("plan.pdf", "application/pdf", PDF)
    assert isinstance(desk.files.open(OFFICER, reference, file["id"]), Refusal)
    kept = desk.engine.store.files.one(file["id"])
    assert kept is not None and (kept.holder_kind, kept.holder) == ("case", reference)
