"""The documents of a case, and what it waits for: for staff whole, for the applicant what was sent to them."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from desk import applying
from desk.awaited import awaited
from desk.casework import Desk
from desk.documents import as_paper, sent_to_applicant
from desk.files import Files
from desk.inbox import Inboxes, Wanted
from desk.views import CaseView, Inbox
from desk.written import Attached
from engine.commands import CLOCK, Complete, Open, Refusal, Settle, Tick
from engine.engine import Done, Engine
from engine.library import Library, path_of
from engine.store import Store
from outside.files import FolderFiles
from tests.engine.making import ADA, END, INSPECT, NAME, NINE, OFFICER, ORGANISATION, REPORT, SOMEBODY, files
from tests.migrated import database_in
from workflows.load import load
from workflows.organisation import Contact

VISITOR = "zoe"
LETTER = "- make: permit\n- send: decided\n  to: applicant\n  attach: [permit]\n"
AGAIN = "- make: permit\n"
ASK_POLICE = "- ask: look\n  who: police\n  sees: [place]\n  questions: {known: {type: text, label: Known}}\n"
PAY = "- pay: fee\n  amount: £50\n"
WAIT = "- wait: 3 days\n"
MESSAGES = "  decided:\n    subject: Decided\n    body: You wrote on ((received)). Read it here ((link))\n"
DOCUMENTS = (
    "list as: ((place)), ((full_name))\n"
    "documents:\n  permit:\n    title: Permit for ((place))\n    body: |\n      Given to ((full_name))\n"
)


def desk_for(folder: Path, steps: str, documents: str = DOCUMENTS, word_files: Mapping[str, str] | None = None) -> Desk:
    database = database_in(folder)
    store = Store(database)
    texts = files(
        REPORT.replace(", optional: yes", "") + steps + END, documents, MESSAGES if "decided" in steps else ""
    )
    house = load(texts | {path.partition("/")[2]: text for path, text in (word_files or {}).items()}, NAME).organisation
    kept = {"definitions/organisation.yaml": ORGANISATION, path_of("mend"): texts[NAME]} | dict(word_files or {})
    store.versions.publish("mend", "one", kept, NINE, "ada", "Ada Osei")
    engine = Engine(store, Library(store, lambda: house))
    return Desk(engine, Files(engine, FolderFiles(folder / "files"), lambda n: bytes(n), lambda: NINE))


def opened(desk: Desk) -> str:
    raw = {"place": "Elm Hill", "full_name": "Zoë Ng", "email": "z@example.org", "phone": "01632 960 001"}
    done = desk.engine.do(Open(SOMEBODY, NINE, "mend", 1, "ROA-1", raw, "click"))
    assert isinstance(done, Done), done
    desk.engine.store.links.bind(VISITOR, "case", "ROA-1")
    return done.case.reference


def case(desk: Desk, at: datetime = NINE) -> CaseView:
    view = desk.case(ADA, "ROA-1", at)
    assert isinstance(view, CaseView), view
    return view


def test_a_document_stands_with_the_case_and_is_named_by_the_message_it_went_with(tmp_path: Path) -> None:
    desk = desk_for(tmp_path, LETTER + INSPECT)
    opened(desk)

    view = case(desk)

    assert [(one.title, one.body.strip()) for one in view.documents] == [("Permit for Elm Hill", "Given to Zoë Ng")]
    assert [one.attached for one in view.messages] == [(Attached("Permit for Elm Hill", "permit"),)]
    assert [one.attached for one in desk.outbox(ADA, 0)] == [one.attached for one in view.messages]
    assert "Wrote the document “Permit for Elm Hill”" in [one.sentence for one in view.timeline]


def test_the_applicant_reads_what_was_sent_to_them_and_not_what_was_written_after(tmp_path: Path) -> None:
    desk = desk_for(tmp_path, LETTER + INSPECT + AGAIN + WAIT)
    opened(desk)
    residents = applying.Desk(desk.engine, lambda n: bytes(n))
    before = residents.document(VISITOR, "ROA-1", "permit")
    desk.do(Complete(ADA, NINE + timedelta(hours=1), "ROA-1", "inspect.1", {"found": "Hole"}, "done"))

    assert case(desk).documents[0].at == NINE + timedelta(hours=1)
    assert residents.document(VISITOR, "ROA-1", "permit") == before
    assert isinstance(residents.document("somebody else", "ROA-1", "permit"), Refusal)


def test_what_was_written_and_never_sent_stays_with_the_council(tmp_path: Path) -> None:
    desk = desk_for(tmp_path, AGAIN + INSPECT)
    opened(desk)

    assert case(desk).documents
    assert sent_to_applicant(desk.engine.store.cases.history("ROA-1"), "") == ()


def test_a_partner_reads_no_document(tmp_path: Path) -> None:
    desk = desk_for(tmp_path, LETTER + ASK_POLICE)
    opened(desk)

    assert isinstance(desk.document(OFFICER, "ROA-1", "permit", NINE), Refusal)
    assert not isinstance(desk.document(ADA, "ROA-1", "permit", NINE), Refusal)


def test_the_row_of_a_partner_s_task_tells_only_what_the_step_lets_them_see(tmp_path: Path) -> None:
    desk = desk_for(tmp_path, ASK_POLICE)
    opened(desk)

    inbox: Inbox = Inboxes(desk.engine).page(OFFICER, Wanted(), NINE)

    assert [row.words for row in inbox.rows] == ["Elm Hill"]


def test_completing_tells_a_partner_nothing_of_what_follows(tmp_path: Path) -> None:
    desk = desk_for(tmp_path, ASK_POLICE + LETTER)
    opened(desk)

    assert desk.foresee(OFFICER, "ROA-1", "look.1", {"known": "No"}, NINE) == "This completes your part"


@pytest.mark.parametrize(
    ("steps", "said"),
    [(PAY, "Waiting for the applicant to pay £50"), (WAIT, "Waiting until 4 March 2027")],
)
def test_what_a_case_waits_for_is_said_in_words(tmp_path: Path, steps: str, said: str) -> None:
    desk = desk_for(tmp_path, steps + INSPECT)
    opened(desk)

    assert case(desk).state == said
    assert [one.sentence for one in case(desk).awaited] == [said]


def test_a_payment_that_failed_and_came_is_told_in_plain_words(tmp_path: Path) -> None:
    desk = desk_for(tmp_path, PAY + INSPECT)
    opened(desk)
    desk.do(Settle(CLOCK, NINE, "ROA-1", "fee.1", "one", failed="The card was refused"))
    desk.do(Settle(CLOCK, NINE, "ROA-1", "fee.1", "two", {"payment": "p1"}))

    told = [one.sentence for one in case(desk).timeline]

    assert {"The payment has failed", "Paid £50"} <= set(told)
    assert case(desk).awaited == ()


def test_time_that_has_passed_is_waited_for_no_more(tmp_path: Path) -> None:
    desk = desk_for(tmp_path, WAIT + INSPECT)
    opened(desk)
    later = NINE + timedelta(days=5)
    desk.do(Tick(CLOCK, later, "ROA-1"))

    known = desk.engine.store.cases.load("ROA-1")

    assert known is not None
    assert awaited(desk.engine.library.version("mend", 1), known) == ()


def test_a_letter_read_where_its_link_leads_says_so_and_names_days_alone(tmp_path: Path) -> None:
    desk = desk_for(tmp_path, LETTER + INSPECT)
    opened(desk)

    status = applying.Desk(desk.engine, lambda n: bytes(n)).status(VISITOR, "ROA-1", NINE)

    assert not isinstance(status, Refusal)
    assert [one.title for one in status.documents] == ["Permit for Elm Hill"]
    (letter,) = status.messages
    assert letter.body == "You wrote on 1 March 2027. Read it here this page"


def test_a_document_becomes_a_file_in_the_council_s_name_and_says_how_to_reach_it(tmp_path: Path) -> None:
    desk = desk_for(tmp_path, LETTER + INSPECT)
    opened(desk)
    (permit,), house = case(desk).documents, desk.engine.library.house()
    house.contact = Contact.model_construct(phone="01632 960 100", email="", hours="9am to 5pm")

    paper = as_paper(permit, "ROA-1", house)

    assert (paper.title, paper.body, paper.at, paper.language) == (permit.title, permit.body, permit.at, "en")
    assert (paper.council, paper.reference) == (house.name, "ROA-1")
    assert paper.contact == ("01632 960 100", "9am to 5pm")
