"""Somebody asked by email: their link opens that one task, while it waits for them, and nothing else."""

from datetime import datetime, timedelta
from pathlib import Path
from random import Random

import pytest

from desk import casework
from desk.applying import Desk
from desk.coming_back import ComingBack
from desk.files import Files
from desk.shared_with import Shared, shared
from desk.views import Applying, Sent
from engine.commands import Complete, Correct, Problems, Refusal
from engine.engine import Engine
from engine.library import Library, path_of
from engine.store import Store
from engine.ticker import tick
from engine.who.people import Link, fingerprint
from outside.files import FolderFiles
from tests.engine.making import ADA, END, NAME, NINE, ORGANISATION, files
from tests.migrated import database_in
from workflows.load import load

REPORT = """\
- ask: report
  questions:
    place: {type: text, label: Where is it}
    email: {type: email, label: Email}
    health: {type: text, label: How is your health, sensitive: yes}
    referee: {type: email, label: Who can say more}
    phone: {type: phone, label: Phone, optional: yes}
"""
REFER = """\
- ask: refer
  who: referee
  title: Tell us what you know
  next: We will not write to you again.
  sees: [place, health]
  due: 10 days
  remind: 2 days before
  questions:
    known: {type: text, label: What do you know}
    since: {type: text, label: Since when}
"""
DECIDE = "- ask: decide\n  who: highways\n  questions: {verdict: {type: text, label: Verdict}}\n"
RAW = {"place": "Elm Hill", "email": "z@example.org", "health": "Asthma", "referee": "ref@example.org", "phone": ""}
ANSWERS = {"known": "All is well", "since": "May"}


CHILDREN = """\
- ask: report
  questions:
    children:
      type: list
      label: Your children
      item: child
      questions:
        first: {type: text, label: First name}
        parent: {type: email, label: Other parent}
    email: {type: email, label: Email}
    phone: {type: phone, label: Phone, optional: yes}
"""
EACH_PARENT = """\
- for each: child in children
  steps:
  - ask: agree
    who: child.parent
    title: Say whether you agree
    sees: [child.first]
    questions: {agreed: {type: yes or no, label: Do you agree}}
"""


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return desk_for(tmp_path, REPORT + REFER + DECIDE + END)


def desk_for(folder: Path, steps: str) -> Desk:
    database = database_in(folder)
    store = Store(database)
    texts = files(steps)
    house = load(texts, NAME).organisation
    kept = {"definitions/organisation.yaml": ORGANISATION, path_of("mend"): texts[NAME]}
    store.versions.publish("mend", "one", kept, NINE, "ada", "Ada Osei")
    return Desk(Engine(store, Library(store, lambda: house)), Random(1).randbytes)


def sent(desk: Desk) -> str:
    """The reference of a case in which somebody is asked by email."""
    view = desk.begin("zoe", "mend", NINE)
    for name, typed in RAW.items():
        assert isinstance(view, Applying), view
        view = desk.save("zoe", view, {name: typed}, NINE)  # type: ignore[assignment]
    assert isinstance(view, Applying), view
    result = desk.send("zoe", view.draft, view.token, NINE)
    assert isinstance(result, Sent), result
    return result.reference


def token_in(desk: Desk, reference: str, at: datetime = NINE) -> str:
    """The link in the last message to whoever is asked."""
    message = [one for one in desk.engine.store.messages.of(reference) if one.to == "referee"][-1]
    token = desk.link_in(reference, message.number, at)
    assert isinstance(token, str), token
    return token


def opens(desk: Desk, token: str, visitor: str = "ref", at: datetime = NINE) -> Link | None:
    coming = ComingBack(desk.engine, lambda: at)
    link = coming.find(fingerprint(token))
    if link:
        coming.bind(visitor, link)
    return link


def asked(desk: Desk, reference: str, visitor: str = "ref") -> Applying | Refusal:
    return desk.asked(visitor, reference, NINE, task="refer.1")


def answered(desk: Desk, reference: str, visitor: str = "ref", **answers: str) -> Applying:
    view = asked(desk, reference, visitor)
    for name, typed in (answers or ANSWERS).items():
        assert isinstance(view, Applying), view
        view = desk.save(visitor, view, {name: typed}, NINE)  # type: ignore[assignment]
    assert isinstance(view, Applying), view
    return view


def corrected(desk: Desk, reference: str, now: str) -> None:
    done = desk.engine.do(Correct(ADA, NINE, reference, "report", "referee", now, "It was misspelt"))
    assert not isinstance(done, Refusal | Problems), done


def test_the_link_opens_the_task_one_question_a_page_and_on_two_devices(desk: Desk) -> None:
    reference = sent(desk)
    token = token_in(desk, reference)

    for visitor in ("ref", "the phone of ref"):
        link = opens(desk, token, visitor)
        assert link and link.named() == {"case": reference, "task": "refer.1"}
        view = asked(desk, reference, visitor)
        assert isinstance(view, Applying) and view.page
        assert (view.title, view.asks, view.told) == ("Mend a road", "Tell us what you know", None)
        assert [one.id for one in view.page.asked] == ["known"]


def test_they_see_what_is_listed_and_nothing_else_and_that_they_looked_is_kept(desk: Desk) -> None:
    reference = sent(desk)
    opens(desk, token_in(desk, reference))
    view = asked(desk, reference)
    assert isinstance(view, Applying)

    shown = desk.shown("ref", view, NINE)

    assert [line.lines for section in shown for line in section.lines] == [("Elm Hill",), ("Asthma",)]
    assert [one.what for one in desk.engine.store.audit.recent()] == ["looked at a sensitive answer"]
    assert isinstance(desk.status("ref", reference, NINE), Refusal)
    assert isinstance(desk.document("ref", reference, "letter"), Refusal)
    assert isinstance(desk.asked("ref", reference, NINE), Refusal)


def test_what_they_were_shown_is_told_with_what_was_shared(desk: Desk) -> None:
    reference = sent(desk)
    opens(desk, token_in(desk, reference))
    view = asked(desk, reference)
    assert isinstance(view, Applying)

    desk.shown("ref", view, NINE)
    desk.shown("eve", view, NINE)

    told = shared(desk.engine, ADA, reference)
    assert isinstance(told, Shared)
    looks = [(look.name, look.who, look.what, look.shown) for look in told.looks]
    assert looks == [
        ("ref@example.org", "somebody asked by email (referee)", "Opened a task",
         ("How is your health", "Where is it")),
    ]  # fmt: skip


def test_sending_twice_acts_once_and_then_the_link_opens_nothing(desk: Desk) -> None:
    reference = sent(desk)
    token = token_in(desk, reference)
    opens(desk, token)
    view = answered(desk, reference)
    assert view.page is None

    first, second = (desk.send("ref", view.draft, view.token, NINE) for _ in range(2))

    assert isinstance(first, Sent) and isinstance(second, Sent)
    assert (first.again, second.again) == (False, True)
    assert (first.next, first.link, first.answers, first.due) == ("We will not write to you again.", "", (), None)
    case = desk.engine.store.cases.load(reference)
    assert case and case.answers["refer"] == ANSWERS and [task.step for task in case.tasks.values()] == ["decide"]
    assert opens(desk, token) is None
    assert isinstance(asked(desk, reference), Refusal)
    assert isinstance(desk.send("eve", view.draft, view.token, NINE), Refusal)


def test_nobody_without_the_link_opens_or_answers_it(desk: Desk) -> None:
    reference = sent(desk)
    opens(desk, token_in(desk, reference))
    view = answered(desk, reference)

    for visitor in ("eve", "zoe"):
        assert isinstance(asked(desk, reference, visitor), Refusal)
        assert desk.shown(visitor, view, NINE) == ()
        assert isinstance(desk.send(visitor, view.draft, view.token, NINE), Refusal)
        assert isinstance(desk.link(visitor, view.draft, NINE), Refusal)


def test_a_corrected_address_gets_a_link_of_its_own_and_the_old_one_opens_nothing(desk: Desk) -> None:
    reference = sent(desk)
    old = token_in(desk, reference)
    opens(desk, old)
    answered(desk, reference, known="Half of it")

    corrected(desk, reference, "other@example.org")

    assert opens(desk, old) is None
    assert isinstance(asked(desk, reference), Refusal)
    assert [one.address for one in desk.engine.store.messages.of(reference) if one.to == "referee"] == [
        "ref@example.org", "other@example.org",
    ]  # fmt: skip
    assert opens(desk, token_in(desk, reference), "other")
    view = asked(desk, reference, "other")
    assert isinstance(view, Applying) and view.page and view.page.raw == {}


def test_the_link_dies_with_the_case_or_its_time(desk: Desk) -> None:
    reference = sent(desk)
    token = token_in(desk, reference)
    assert opens(desk, token, at=NINE + timedelta(days=401)) is None

    desk.engine.store.cases.erase_content(reference, NINE, "records")

    assert opens(desk, token) is None
    assert desk.engine.store.links.find(fingerprint(token), NINE) is None


def test_who_saves_and_comes_back_later_has_what_they_typed(desk: Desk) -> None:
    reference = sent(desk)
    opens(desk, token_in(desk, reference))
    view = answered(desk, reference, known="Half of it")

    token = desk.link("ref", view.draft, NINE)

    assert isinstance(token, str) and opens(desk, token, "the phone of ref")
    later = asked(desk, reference, "the phone of ref")
    assert isinstance(later, Applying) and later.page and [one.id for one in later.page.asked] == ["since"]


def test_the_reminder_has_their_link_too(desk: Desk) -> None:
    reference = sent(desk)
    tick(desk.engine, "one", NINE + timedelta(days=9))

    message = desk.engine.store.messages.of(reference)[-1]
    assert (message.to, message.address, message.id) == ("referee", "ref@example.org", "remind refer.1")
    assert opens(desk, token_in(desk, reference), at=NINE + timedelta(days=9))


def test_the_timeline_says_who_did_it(desk: Desk, tmp_path: Path) -> None:
    reference = sent(desk)
    opens(desk, token_in(desk, reference))
    view = answered(desk, reference)
    desk.send("ref", view.draft, view.token, NINE)
    staff = casework.Desk(desk.engine, Files(desk.engine, FolderFiles(tmp_path), bytes, lambda: NINE))

    case = staff.case(ADA, reference, NINE)

    assert not isinstance(case, Refusal)
    done = [(one.who, one.sentence) for one in case.timeline if one.sentence.startswith("Completed")]
    assert done == [("ref@example.org", "Completed “Tell us what you know”")]


def test_staff_do_not_answer_in_their_place(desk: Desk) -> None:
    reference = sent(desk)

    refused = desk.engine.do(Complete(ADA, NINE, reference, "refer.1", dict(ANSWERS), "t"))

    assert isinstance(refused, Refusal) and "asked by email" in refused.reason


def test_each_of_several_guests_opens_only_their_own_item(tmp_path: Path) -> None:
    desk = desk_for(tmp_path, CHILDREN + EACH_PARENT + END)
    children = [{"#": "k1", "first": "Amy", "parent": "a@example.org"},
                {"#": "k10", "first": "Ben", "parent": "b@example.org"}]  # fmt: skip
    view = desk.begin("zoe", "mend", NINE)
    for name, typed in {"children": children, "email": "z@example.org", "phone": ""}.items():
        assert isinstance(view, Applying), view
        view = desk.save("zoe", view, {name: typed}, NINE)  # type: ignore[assignment]
    assert isinstance(view, Applying), view
    sent = desk.send("zoe", view.draft, view.token, NINE)
    assert isinstance(sent, Sent), sent
    amy, ben = (f"agree@children:{id}.1" for id in ("k1", "k10"))
    to_ben = next(one for one in desk.engine.store.messages.of(sent.reference) if one.address == "b@example.org")
    token = desk.link_in(sent.reference, to_ben.number, NINE)
    assert isinstance(token, str) and opens(desk, token)

    seen = desk.asked("ref", sent.reference, NINE, task=ben)

    assert isinstance(seen, Applying) and seen.asks == "Say whether you agree: Ben"
    assert [line.lines for part in desk.shown("ref", seen, NINE) for line in part.lines] == [("Ben",)]
    assert isinstance(desk.asked("ref", sent.reference, NINE, task=amy), Refusal)


def test_a_case_erased_whole_leaves_no_link(desk: Desk) -> None:
    reference = sent(desk)
    token = token_in(desk, reference)
    opens(desk, token)

    desk.engine.store.cases.erase(reference, NINE)

    assert opens(desk, token) is None
    assert desk.engine.store.links.held("ref") == []


def test_that_a_guest_looked_is_recorded_with_what_they_were_shown(desk: Desk) -> None:
    reference = sent(desk)
    opens(desk, token_in(desk, reference))
    view = asked(desk, reference)
    assert isinstance(view, Applying)

    desk.shown("ref", view, NINE)

    (look,) = desk.engine.store.looks.of(reference)
    assert (look.name, look.what, look.shown) == ("ref@example.org", "task", ("health", "place"))
