"""A command is written whole or not at all, and what happened can be read again and proved."""

import json
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import text

from engine.case import Case
from engine.events import (
    AnswersGiven,
    CaseClosed,
    ClockLate,
    ClockPaused,
    ClockSet,
    MessageSent,
    NoteAdded,
    PartyJoined,
    TaskClaimed,
    TaskDone,
)
from engine.store import Store
from engine.store.cases import Change
from engine.store.errors import Repeated, Stale
from tests.engine.store.factories import DAY, NOW, change, open_cases, opened, task


def test_a_case_is_read_as_it_was_written(store: Store) -> None:
    written = store.cases.commit(opened("POT-1"))

    assert store.cases.load("POT-1") == written
    assert written.revision == 1


def test_a_case_nobody_opened_is_not_there(store: Store) -> None:
    assert store.cases.load("POT-9") is None
    assert store.cases.load("odd \0 \ud800") is None


def test_of_two_who_decided_on_the_same_case_the_second_is_told(store: Store) -> None:
    case = store.cases.commit(opened("POT-1"))
    store.cases.commit(change(case, TaskClaimed("inspect.1", "worker-1", "Ada")))

    with pytest.raises(Stale):
        store.cases.commit(change(case, TaskClaimed("inspect.1", "worker-2", "Ben")))

    now = store.cases.load("POT-1")
    assert now is not None and now.tasks["inspect.1"].person == "worker-1"


def test_a_reference_is_given_to_one_case_only(store: Store) -> None:
    open_cases(store, "POT-1")

    with pytest.raises(Stale):
        open_cases(store, "POT-1")


def test_a_token_acts_once_and_says_where(store: Store) -> None:
    open_cases(store, "POT-1", token="abc")

    with pytest.raises(Repeated) as repeated:
        open_cases(store, "POT-2", token="abc")

    assert repeated.value.reference == "POT-1"
    assert store.cases.load("POT-2") is None
    assert store.cases.committed("abc") == "POT-1"
    assert store.cases.committed("other") == ""


def test_a_second_click_is_told_that_it_was_done_rather_than_that_it_is_late(store: Store) -> None:
    case = store.cases.commit(opened("POT-1"))
    done = change(case, TaskDone("inspect.1", "inspect", "worker-1", NOW), token="click")
    store.cases.commit(done)

    with pytest.raises(Repeated):
        store.cases.commit(done)


def test_twenty_at_once_move_a_case_one_by_one(store: Store) -> None:
    open_cases(store, "POT-1")

    def note(number: int) -> int:
        tries = 0
        while True:
            case = store.cases.load("POT-1")
            assert case is not None
            try:
                store.cases.commit(change(case, NoteAdded(f"note {number}")))
                return tries
            except Stale:
                tries += 1

    with ThreadPoolExecutor(20) as pool:
        list(pool.map(note, range(20)))

    assert {str(entry.events) for entry in store.cases.history("POT-1")[:-1]} == {
        str((NoteAdded(f"note {number}"),)) for number in range(20)
    }
    assert store.cases.verify("POT-1") == []


def test_of_twenty_with_one_token_one_opens_a_case(store: Store) -> None:
    def attempt(number: int) -> str:
        try:
            return store.cases.commit(opened(f"POT-{number}", token="same")).reference
        except Repeated as repeated:
            return repeated.reference

    with ThreadPoolExecutor(20) as pool:
        references = set(pool.map(attempt, range(20)))

    assert len(references) == 1


def test_history_is_newest_first_and_pages(store: Store) -> None:
    case = store.cases.commit(opened("POT-1"))
    for number in range(5):
        case = store.cases.commit(change(case, NoteAdded(f"note {number}"), actor_name="Zoë \ud800 \0"))

    first = store.cases.history("POT-1", limit=2)
    second = store.cases.history("POT-1", before_seq=first[-1].seq, limit=2)

    assert [entry.events for entry in first + second] == [(NoteAdded(f"note {n}"),) for n in (4, 3, 2, 1)]
    assert first[0].actor_name == "Zoë \ud800 \0"
    assert first[0].at == NOW


@pytest.mark.parametrize(
    ("tampering", "problem"),
    [
        ("UPDATE wf_event SET facts = replace(facts, 'note', 'nope') WHERE seq = 2", "Event 2 was changed"),
        ("UPDATE wf_event SET actor = 'somebody' WHERE seq = 2", "Event 2 was changed"),
        ("UPDATE wf_event SET content = replace(content, 'Ada', 'Ben') WHERE seq = 2", "content of event 2"),
        ("DELETE FROM wf_event WHERE seq = 2", "Event 2 is not there"),
        ("DELETE FROM wf_event WHERE seq = 3", "last event is not the one"),
        ("UPDATE wf_case SET state = replace(state, 'highways', 'parks')", "row is not what its events say"),
    ],
)
def test_what_was_changed_by_hand_is_noticed(store: Store, tampering: str, problem: str) -> None:
    case = store.cases.commit(opened("POT-1"))
    for _ in range(2):
        case = store.cases.commit(change(case, ClockSet("note", NOW, NOW)))
    assert store.cases.verify("POT-1") == []

    with store.database.write() as connection:
        connection.execute(text(tampering))

    assert problem in " ".join(store.cases.verify("POT-1"))


def test_erased_content_is_gone_and_the_chain_still_verifies(store: Store) -> None:
    case = store.cases.commit(opened("POT-1"))
    letter = MessageSent("m1", "answer", "applicant", "email", "Zoë Ng", "zoe@example.org", "Your report", "Mended")
    store.cases.commit(change(case, letter, NoteAdded("She rang"), words="Magdalen Street"))

    erased = store.cases.erase_content("POT-1", NOW, "records-1")

    assert store.cases.verify("POT-1") == []
    assert store.cases.load("POT-1") == store.cases.replayed("POT-1") == erased
    assert all(entry.erased for entry in store.cases.history("POT-1"))
    assert store.cases.holding(email="zoe@example.org") == []
    assert store.cases.find("magdalen", ["highways"]) == []
    assert everything_kept_holds_no(store, "Magdalen", "Zoë", "zoe", "Mended", "rang")


def test_who_decided_before_an_erasure_cannot_bring_the_words_back(store: Store) -> None:
    case = store.cases.commit(opened("POT-1"))
    store.cases.erase_content("POT-1", NOW, "records-1")

    with pytest.raises(Stale):
        store.cases.commit(change(case, NoteAdded("late")))


def test_a_case_goes_on_after_its_content_was_erased(store: Store) -> None:
    store.cases.commit(opened("POT-1"))
    case = store.cases.erase_content("POT-1", NOW, "records-1")

    store.cases.commit(change(case, AnswersGiven("inspect", {"result": "Repaired"})))

    assert store.cases.verify("POT-1") == []


def test_a_case_erased_whole_leaves_only_its_tombstone(store: Store) -> None:
    case = store.cases.commit(opened("POT-1"))
    open_cases(store, "POT-2")

    assert store.cases.erase("POT-1", NOW) == []

    assert store.cases.load("POT-1") is None
    assert store.cases.history("POT-1") == []
    assert store.cases.verify("POT-2") == []
    with store.database.read() as connection:
        stones = connection.execute(text("SELECT reference, revision FROM wf_case_tombstone")).all()
    assert [tuple(stone) for stone in stones] == [("POT-1", case.revision)]
    with pytest.raises(Stale):
        store.cases.commit(change(case, NoteAdded("late")))


def test_the_rows_of_tasks_and_clocks_follow_the_case(store: Store) -> None:
    due = NOW + DAY
    case = store.cases.commit(opened("POT-1", task={"due": due}))
    case = store.cases.commit(
        change(case, ClockSet("inspect.1", NOW, due, statutory=True), ClockSet("deadline", NOW, due + DAY))
    )
    assert [(timer.clock, timer.at) for timer in store.timers.due(due + DAY)] == [
        ("inspect.1", due),
        ("deadline", due + DAY),
    ]
    row = store.tasks.one("POT-1", "inspect.1")
    assert row is not None and (row.due, row.statutory, row.person) == (due, True, "")

    case = store.cases.commit(change(case, ClockPaused("inspect.1", NOW), TaskClaimed("inspect.1", "w1", "Ada")))
    row = store.tasks.one("POT-1", "inspect.1")
    assert row is not None and (row.due, row.paused, row.name) == (None, True, "Ada")
    assert [timer.clock for timer in store.timers.due(due + DAY)] == ["deadline"]

    case = store.cases.commit(change(case, ClockLate("deadline")))
    assert store.timers.due(due + DAY) == []

    store.cases.commit(change(case, CaseClosed("repaired", NOW)))
    assert store.tasks.one("POT-1", "inspect.1") is None


def test_a_change_of_the_few_words_reaches_every_open_task(store: Store) -> None:
    case = store.cases.commit(opened("POT-1"))

    store.cases.commit(change(case, task("second.1"), words="Elm Hill"))

    assert [store.tasks.one("POT-1", id).words for id in ("inspect.1", "second.1")] == ["Elm Hill"] * 2  # type: ignore[union-attr]


def test_only_a_reading_team_may_see_a_case(store: Store) -> None:
    case = store.cases.commit(opened("POT-1"))
    assert store.cases.may_see("POT-1", ["parks", "highways"])
    assert not store.cases.may_see("POT-1", ["parks"])
    assert not store.cases.may_see("POT-1", [])

    store.cases.commit(change(case, NoteAdded("over to parks"), readers=frozenset({"parks"})))

    assert store.cases.may_see("POT-1", ["parks"])
    assert not store.cases.may_see("POT-1", ["highways"])


def test_the_open_cases_of_each_service_are_counted(store: Store) -> None:
    case, *_ = open_cases(store, "POT-1", "POT-2")
    open_cases(store, "FOI-1", service="freedom-of-information")
    store.cases.commit(change(case, CaseClosed("repaired", NOW)))

    assert store.cases.open_by_service() == {"report-a-pothole": 1, "freedom-of-information": 1}


def test_everything_held_on_a_person_is_one_question(store: Store) -> None:
    (first,) = open_cases(store, "POT-1")
    open_cases(store, "POT-2")
    store.cases.commit(change(first, PartyJoined("helper", "Ben Ali", {"email": "ben@example.org"})))

    assert store.cases.holding(email="zoe@EXAMPLE.org") == ["POT-1", "POT-2"]
    assert store.cases.holding(name="zoe  ng") == ["POT-1", "POT-2"]
    assert store.cases.holding(phone="+44 1603 222222") == ["POT-1", "POT-2"]
    assert store.cases.holding(email="ben@example.org") == ["POT-1"]
    assert store.cases.holding() == []


def test_a_message_is_put_in_the_outbox_with_its_case(store: Store) -> None:
    case = store.cases.commit(opened("POT-1"))
    sent = MessageSent(
        "m1", "answer", "applicant", "email", "Zoë", "z@example.org", "Hello", "Body \0", attached=("a",)
    )
    lost = replace(sent, id="m2", address="", unsent="No address was given")

    store.cases.commit(change(case, sent, lost))

    assert [(m.id, m.state, m.attached, m.unsent) for m in store.messages.of("POT-1")] == [
        ("m1", "waiting", ("a",), ""),
        ("m2", "not sent", ("a",), "No address was given"),
    ]
    newest = store.messages.outbox(limit=1)
    assert [m.id for m in newest] == ["m2"]
    assert [m.id for m in store.messages.outbox(limit=1, after=newest[-1].number)] == ["m1"]


def test_what_fails_in_the_middle_leaves_nothing(store: Store) -> None:
    broken: Change = replace(opened("POT-1"), actor=None)  # type: ignore[arg-type]

    with pytest.raises(Exception, match=r"(?i)null"):
        store.cases.commit(broken)

    assert store.cases.load("POT-1") is None
    assert store.timers.due(NOW + timedelta(days=999)) == []


def everything_kept_holds_no(store: Store, *words: str) -> bool:
    with store.database.read() as connection:
        names = ("wf_case", "wf_event", "wf_task", "wf_party", "wf_message", "wf_find")
        rows = [str(row) for name in names for row in connection.execute(text(f"SELECT * FROM {name}"))]
    kept = "\n".join([*rows, *(json.dumps(row) for row in rows)])
    return not any(word in kept or json.dumps(word)[1:-1] in kept for word in words)


def test_a_case_no_event_opened_is_never_written(store: Store) -> None:
    with pytest.raises(AssertionError):
        store.cases.commit(change(Case(), NoteAdded("from nowhere")))

    assert store.cases.load("") is None
