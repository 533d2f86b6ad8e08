"""What says a sensitive answer is held back from those who may not see it, wherever staff read of a case."""

from pathlib import Path
from typing import Any

import pytest

from desk.casework import Desk
from desk.files import Files
from desk.finding import Finding
from desk.inbox import Inboxes, Wanted
from desk.views import CaseView, TaskView
from desk.written import MessageView
from engine.commands import Actor, Open, Refusal
from engine.engine import Done, Engine
from engine.library import Library, path_of
from engine.store import Store
from outside.files import FolderFiles
from tests.engine.making import ADA, END, INSPECT, LEO, NAME, NINE, ORGANISATION, REPORT, SOMEBODY, files
from tests.migrated import database_in
from workflows.load import load

CHILDREN = """\
    children:
      type: list
      item: child
      label: Children
      questions: {first: {type: text, label: First name, sensitive: yes}}
"""
VISIT = """\
- for each: child in children
  steps:
  - ask: visit
    who: legal
    sees: [children]
    title: Visit
    questions: {safe: {type: yes or no, label: Safe}}
"""
HEALTH = "    health: {type: text, label: Health, sensitive: yes}\n"
ASSESS = "- ask: assess\n  who: legal\n  sees: [health]\n  questions: {verdict: {type: text, label: Verdict}}\n"
SEND = "- make: permit\n- send: plain\n  to: applicant\n- send: told\n  to: applicant\n  attach: [permit]\n"
STEPS = REPORT + HEALTH + CHILDREN + SEND + VISIT + ASSESS + INSPECT + END
TOP = "list as: ((place)), ((health))\ndocuments:\n  permit: {title: A permit for ((health)), body: For ((health))}\n"
MESSAGES = (
    "  told: {subject: Of your ((health)), body: We know of your ((health)).}\n"
    "  plain: {subject: About ((place)), body: We know ((place)).}\n"
)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    database = database_in(tmp_path)
    store = Store(database)
    texts = files(STEPS, TOP, MESSAGES)
    house = load(texts, NAME).organisation
    store.versions.publish("mend", "one", {"definitions/organisation.yaml": ORGANISATION, path_of("mend"): texts[NAME]},
                           NINE, "ada", "Ada Osei")  # fmt: skip
    engine = Engine(store, Library(store, lambda: house))
    raw: dict[str, Any] = {"place": "Elm Hill", "email": "z@example.org", "health": "Asthma"}
    raw |= {"children": [{"#": "a", "first": "Rosemary"}]}
    assert isinstance(engine.do(Open(SOMEBODY, NINE, "mend", 1, "ROA-1", raw, "click")), Done)
    return Desk(engine, Files(engine, FolderFiles(tmp_path / "files"), lambda n: bytes(n), lambda: NINE))


def case(desk: Desk, actor: Actor) -> CaseView:
    view = desk.case(actor, "ROA-1", NINE)
    assert isinstance(view, CaseView), view
    return view


@pytest.mark.parametrize("actor", [ADA, LEO])
def test_no_list_and_no_case_says_a_sensitive_answer_unasked(desk: Desk, actor: Actor) -> None:
    inbox, view = Inboxes(desk.engine).page(actor, Wanted(), NINE), case(desk, actor)
    found = Finding(desk.engine).find(actor, "Elm")

    assert [row.words for row in view.tasks] == ["Elm Hill"] and len(found) == 1
    assert "Asthma" not in repr((inbox, found, view, desk.outbox(actor, 0)))


def test_a_task_in_hand_carries_no_sensitive_answer_that_it_does_not_ask(desk: Desk) -> None:
    (row,) = case(desk, ADA).tasks

    for actor in (ADA, LEO):
        view = desk.task(actor, "ROA-1", row.task, NINE)
        assert isinstance(view, TaskView) and view.pages
        assert "Asthma" not in repr(view) and not view.seen.answers


def test_a_message_that_says_nothing_sensitive_is_read_by_every_team(desk: Desk) -> None:
    plain, told = case(desk, ADA).messages

    said = plain.body.split("\n\n")[0]
    assert (plain.subject, said, plain.held) == ("About Elm Hill", "We know Elm Hill.", False)
    assert (told.subject, told.body, told.held, told.may_show) == ("Told", "", True, False)


def test_who_may_see_the_answer_reads_the_message_and_that_is_recorded(desk: Desk) -> None:
    _, told = case(desk, LEO).messages
    assert told.may_show

    whole = desk.message(LEO, "ROA-1", told.number, NINE)
    document = desk.document(LEO, "ROA-1", "permit", NINE)

    assert isinstance(whole, MessageView) and whole.body == "We know of your Asthma."
    assert not isinstance(document, Refusal) and document.body == "For Asthma"
    assert [(one.actor, one.what, one.reason) for one in desk.engine.store.audit.recent()] == [
        ("leo", "looked at a sensitive answer", name) for name in ("permit", "told")
    ]


def test_who_may_not_see_the_answer_reads_neither_message_nor_document(desk: Desk) -> None:
    _, told = case(desk, ADA).messages

    for found in (desk.message(ADA, "ROA-1", told.number, NINE), desk.document(ADA, "ROA-1", "permit", NINE)):
        assert found == Refusal("This says a sensitive answer that you may not see")


def test_a_task_names_a_sensitive_item_to_the_team_that_sees_it_and_to_no_other(desk: Desk) -> None:
    (theirs,), (ours,) = (case(desk, actor).tasks for actor in (LEO, ADA))

    assert [row.title for row in Inboxes(desk.engine).page(LEO, Wanted(), NINE).rows] == ["Visit: Rosemary"]
    assert (theirs.title, ours.title) == ("Visit: Rosemary", "Visit")
    assert "Rosemary" not in repr(case(desk, ADA))
