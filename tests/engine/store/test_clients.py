"""Clients of the API, and what each was answered, on both databases."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

from engine.store import Store
from engine.store.clients import KEPT, LOST, SCOPES, Answered, Client
from tests.engine.store.factories import DAY, NOW

GAUGES = Client("c1", "gauges", frozenset(SCOPES), frozenset({"highways"}), "ada", NOW)
DONE = Answered("hash", 201, "/api/v1/cases/POT-1", '{"reference":"POT-1"}')


def test_a_client_is_known_by_its_token_until_it_is_revoked(store: Store) -> None:
    store.clients.add(GAUGES, "fingerprint")
    assert store.clients.by_token("fingerprint") == GAUGES
    assert store.clients.by_token("another") is None

    assert store.clients.revoke("gauges", NOW + DAY)

    assert store.clients.by_token("fingerprint") is None
    assert store.clients.everyone() == [replace(GAUGES, revoked=NOW + DAY)]
    assert not store.clients.revoke("gauges", NOW + DAY)


def test_a_request_is_answered_by_one_of_many_that_come_at_once(store: Store) -> None:
    with ThreadPoolExecutor(8) as at_once:
        found = list(at_once.map(lambda _: store.clients.begin("c1", "key", "hash", NOW), range(8)))

    assert found.count(None) == 1
    assert {one.status for one in found if one} == {0}


def test_what_was_answered_is_given_again_until_it_is_old(store: Store) -> None:
    assert store.clients.begin("c1", "key", "hash", NOW) is None
    store.clients.keep("c1", "key", DONE)

    assert store.clients.begin("c1", "key", "hash", NOW + KEPT) == DONE
    assert store.clients.begin("c2", "key", "hash", NOW) is None
    assert store.clients.begin("c1", "key", "hash", NOW + KEPT + timedelta(seconds=1)) is None


def test_a_request_that_died_is_taken_over_once_by_the_same_request(store: Store) -> None:
    store.clients.begin("c1", "key", "hash", NOW)

    assert store.clients.begin("c1", "key", "other", NOW + LOST) == Answered("hash", 0, "", "")
    assert store.clients.begin("c1", "key", "hash", NOW + LOST) is None
    assert store.clients.begin("c1", "key", "hash", NOW + LOST) == Answered("hash", 0, "", "")


def test_a_request_that_was_not_answered_may_be_tried_again_and_an_answer_stays(store: Store) -> None:
    store.clients.begin("c1", "key", "hash", NOW)
    store.clients.drop("c1", "key")
    assert store.clients.begin("c1", "key", "hash", NOW) is None

    store.clients.keep("c1", "key", DONE)
    store.clients.drop("c1", "key")

    assert store.clients.begin("c1", "key", "hash", NOW) == DONE


def test_the_last_case_about_something_is_known(store: Store) -> None:
    assert store.clients.last_about("river", "c1", "Acle") == ""

    for reference in ("RIV-1", "RIV-2"):
        store.clients.told("river", "c1", "Acle", reference)

    assert store.clients.last_about("river", "c1", "Acle") == "RIV-2"
    assert store.clients.last_about("river", "c2", "Acle") == ""
