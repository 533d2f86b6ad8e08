"""Subscriptions of clients: what a change has to tell whom, written with it, and when one is told nothing more."""

from dataclasses import replace
from datetime import datetime
from itertools import count

from engine.case import Case
from engine.events import CaseClosed, CaseOpened, CaseReopened, NoteAdded, TaskDone, TaskHandedOver
from engine.store import Store
from engine.store.clients import Client
from engine.store.database import Database
from engine.store.effects import Effect, keep
from engine.store.subscriptions import KINDS, KNOWN_FOR, MOST_FAILURES, Subscription
from tests.engine.store.factories import DAY, NOW, change, open_cases

NOBODY: frozenset[str] = frozenset()


def subscribes(
    store: Store, name: str = "crm", *kinds: str, teams: frozenset[str] = frozenset({"highways"}), url: str = "u"
) -> Subscription:
    client = Client(f"id-{name}", name, NOBODY, teams, "ada", NOW)
    if name not in {one.name for one in store.clients.everyone()}:
        store.clients.add(client, f"fingerprint of {name}")
    made = Subscription(f"sub-{name}-{url}", client.id, f"https://{name}.example/{url}", frozenset(kinds or KINDS), NOW)
    assert store.subscriptions.add(made)
    return made


def told(store: Store) -> list[str]:
    """Everything that is to be told, in the order of its keys."""
    return [one.what for one in sorted(waiting(store), key=lambda one: one.key)]


def waiting(store: Store) -> list[Effect]:
    return store.effects.overdue(NOW + DAY, 1_000)


def close(store: Store, case: Case) -> Case:
    return store.cases.commit(
        change(case, TaskDone("inspect.1", "inspect", "worker-1", NOW), CaseClosed("repaired", NOW))
    )


def test_what_happened_is_to_be_told_from_the_moment_that_it_is_kept(store: Store) -> None:
    one = subscribes(store)

    (case,) = open_cases(store, "POT-1")
    assert told(store) == [f"{one.id} case.opened", f"{one.id} task.opened inspect.1"]
    case = close(store, case)
    assert told(store)[2:] == [f"{one.id} case.closed"]
    store.cases.commit(change(case, CaseReopened(NOW, "a mistake")))
    assert told(store)[3:] == [f"{one.id} case.reopened"]

    assert {(effect.kind, effect.reference) for effect in waiting(store)} == {("tell", "POT-1")}


def test_a_client_is_told_only_of_what_it_asked_for(store: Store) -> None:
    one = subscribes(store, "crm", "case.closed")

    (case,) = open_cases(store, "POT-1")
    assert told(store) == []
    close(store, case)

    assert told(store) == [f"{one.id} case.closed"]


def test_a_client_is_told_of_cases_that_its_teams_may_see_and_of_tasks_that_are_theirs(store: Store) -> None:
    parks = subscribes(store, "parks", teams=frozenset({"parks"}))
    police = subscribes(store, "police", teams=frozenset({"police"}))
    subscribes(store, "nobody", teams=NOBODY)

    open_cases(store, "POT-1", readers=frozenset({"highways", "parks"}))
    assert told(store) == [f"{parks.id} case.opened"]
    open_cases(store, "POT-2", readers=frozenset({"highways", "police"}), task={"who": "police"})

    assert told(store)[1:] == [f"{police.id} case.opened", f"{police.id} task.opened inspect.1"]


def test_a_task_that_is_handed_over_is_news_to_the_team_that_gets_it(store: Store) -> None:
    parks = subscribes(store, "parks", "task.opened", teams=frozenset({"parks"}))
    (case,) = open_cases(store, "POT-1")

    handed = TaskHandedOver("inspect.1", "parks", "Their tree")
    case = store.cases.commit(change(case, handed, readers=frozenset({"highways", "parks"})))
    store.cases.commit(change(case, NoteAdded("Seen"), readers=frozenset({"highways", "parks"})))

    assert told(store) == [f"{parks.id} task.opened inspect.1"]


def test_nobody_is_told_of_practice(store: Store) -> None:
    subscribes(store)

    store.cases.commit(change(Case(), CaseOpened("POT-1", "report-a-pothole", 1, NOW, practice=True)))

    assert told(store) == []


def test_a_step_reads_nothing_to_find_that_nobody_subscribed(database: Database) -> None:
    """What another machine is told of subscriptions comes to be known here some seconds later, and no sooner."""
    passed = [0.0]
    here, elsewhere = Store(database, seconds=lambda: passed[0]), Store(database)
    open_cases(here, "POT-1")
    one = subscribes(elsewhere, "crm", "case.opened")

    passed[0] = KNOWN_FOR - 0.1
    open_cases(here, "POT-2")
    assert told(here) == []
    passed[0] = KNOWN_FOR
    open_cases(here, "POT-3")

    assert told(here) == [f"{one.id} case.opened"]


def test_where_it_was_made_it_counts_at_once(store: Store) -> None:
    open_cases(store, "POT-1")
    one = subscribes(store, "crm", "case.opened")
    open_cases(store, "POT-2")
    assert told(store) == [f"{one.id} case.opened"]

    assert store.subscriptions.remove("id-crm", one.id)
    open_cases(store, "POT-3")
    assert len(told(store)) == 1


def test_of_two_that_subscribe_one_address_at_once_one_has_it(store: Store) -> None:
    one = subscribes(store)

    assert not store.subscriptions.add(one)
    assert not store.subscriptions.add(replace(one, id="other"))
    assert store.subscriptions.of("id-crm") == [one]


def test_who_is_let_in_no_more_is_told_no_more(store: Store) -> None:
    one = subscribes(store)
    store.clients.revoke("crm", NOW)

    open_cases(store, "POT-1")

    assert (told(store), store.subscriptions.one(one.id)) == ([], None)


def test_after_too_many_in_a_row_that_could_not_be_told_it_is_told_nothing_until_one_can(database: Database) -> None:
    store = Store(database, seconds=count(0, KNOWN_FOR).__next__)
    one = subscribes(store, "crm", "case.opened")
    open_cases(store, *(f"POT-{number}" for number in range(MOST_FAILURES + 1)))
    first, *others = (effect.key for effect in waiting(store))
    for key in others[1:]:
        store.effects.dead(key, "gone", NOW)
    store.effects.done(first, "", NOW)
    assert stopped(store, one) is None, "one that was told makes good for those before"

    store.effects.revive(others[1], NOW)
    for key in others[:2]:
        store.effects.dead(key, "gone", NOW)
    assert stopped(store, one) is None
    for _ in range(MOST_FAILURES - 2):
        store.effects.revive(others[1], NOW)
        store.effects.dead(others[1], "gone", NOW)
    assert stopped(store, one) == NOW
    open_cases(store, "POT-A")
    assert told(store) == []

    store.effects.revive(others[1], NOW)
    store.effects.done(others[1], "", NOW)
    assert stopped(store, one) is None
    open_cases(store, "POT-B")
    assert told(store) == [f"{one.id} case.opened"]


def stopped(store: Store, one: Subscription) -> datetime | None:
    (found,) = store.subscriptions.of(one.client)
    return found.stopped


def test_what_could_not_be_told_is_nobodys_trouble_once_it_is_taken_away(store: Store) -> None:
    one, other = subscribes(store, "crm", "case.opened"), subscribes(store, "other", "case.opened")
    open_cases(store, "POT-1")
    for effect in waiting(store):
        store.effects.dead(effect.key, "gone", NOW)

    assert not store.subscriptions.remove(other.client, one.id)
    assert store.subscriptions.remove(one.client, one.id)

    assert [effect.what for effect in store.effects.dead_ones({"highways"})] == [f"{other.id} case.opened"]


def test_what_could_not_be_told_stands_after_what_case_workers_can_mend(store: Store) -> None:
    subscribes(store, "crm", "case.opened")
    open_cases(store, "POT-1")
    (news,) = waiting(store)
    with store.database.step() as driver:
        keep(driver, "POT-1", [("a call", "call", "lamp.1")], NOW)
    store.effects.dead("a call", "no such lamp", NOW)
    store.effects.dead(news.key, "gone", NOW + DAY)

    assert [effect.kind for effect in store.effects.dead_ones({"highways"})] == ["call", "tell"]
