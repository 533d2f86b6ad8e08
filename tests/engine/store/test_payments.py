"""Payments that were begun: each once, called one thing, asked about by one machine at a time."""

from dataclasses import replace

from engine.store import Store
from engine.store.payments import KeptPayment
from tests.engine.store.factories import DAY, NOW, open_cases

FEE = KeptPayment("ROA-1 fee.1", "ROA-1", "fee.1", 1, 1000, NOW, NOW + DAY)
LATER = replace(FEE, key="ROA-1 fee.1 2", attempt=2, begun=NOW + DAY, look_at=NOW + 2 * DAY)


def test_a_payment_is_begun_once(store: Store) -> None:
    assert store.payments.begin(FEE)
    assert not store.payments.begin(replace(FEE, amount=5))

    assert store.payments.of("ROA-1") == [FEE]


def test_the_first_name_that_it_is_given_stands(store: Store) -> None:
    store.payments.begin(FEE)

    assert [store.payments.called(FEE.key, id) for id in ("a", "b")] == ["a", "a"]
    assert store.payments.by_id("a") == replace(FEE, id="a")
    assert store.payments.by_id("b") is None
    assert store.payments.by_id("") is None


def test_the_open_ones_are_due_the_longest_overdue_first(store: Store) -> None:
    store.payments.begin(LATER)
    store.payments.begin(FEE)

    assert store.payments.due(NOW) == []
    assert store.payments.due(NOW + 2 * DAY) == [FEE, LATER]
    store.payments.end(FEE.key, "taken")
    assert store.payments.due(NOW + 2 * DAY) == [LATER]


def test_one_machine_of_two_asks(store: Store) -> None:
    store.payments.begin(FEE)

    assert store.payments.put_off(FEE, NOW + 2 * DAY)
    assert not store.payments.put_off(FEE, NOW + 3 * DAY)


def test_what_ended_stays_as_it_ended(store: Store) -> None:
    store.payments.begin(FEE)

    assert store.payments.end(FEE.key, "failed", "The card was not accepted")
    assert not store.payments.end(FEE.key, "taken")
    assert not store.payments.put_off(FEE, NOW + 2 * DAY)
    assert store.payments.of("ROA-1") == [replace(FEE, state="failed", why="The card was not accepted")]


def test_a_case_that_is_erased_takes_its_payments_along(store: Store) -> None:
    open_cases(store, "ROA-1", "ROA-2")
    store.payments.begin(FEE)
    store.payments.begin(replace(FEE, key="ROA-2 fee.1", reference="ROA-2"))

    store.cases.erase("ROA-1", NOW)

    assert [len(store.payments.of(reference)) for reference in ("ROA-1", "ROA-2")] == [0, 1]
