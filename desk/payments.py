"""What a case was paid, and what it still waits to be paid, in a line each for its staff."""

from collections.abc import Iterable

from components.money import in_pounds
from desk.showing import words_of
from engine import events as e
from engine.case import Case, Waiting, key_of
from engine.commands import PAID_BY
from engine.dates import day_of, in_words
from engine.store.history import Entry
from workflows.items import step_of


def payments_of(case: Case, entries: Iterable[Entry]) -> tuple[tuple[str, str], ...]:
    """What each payment is for and how it stands: those that were made in their order, then what waits."""
    taken = [
        (_named(event.step), _taken(entry, event))
        for entry in sorted(entries, key=lambda one: one.seq) for event in entry.events
        if isinstance(event, e.PaymentTaken)
    ]  # fmt: skip
    waits = [(_named(key_of(id)), _waits(case, id, one)) for id, one in case.waiting.items() if one.what == "payment"]
    return (*taken, *waits)


def _named(key: str) -> str:
    return words_of(step_of(key))


def _taken(entry: Entry, event: e.PaymentTaken) -> str:
    how = f" {PAID_BY[event.how]}" if event.how else ""
    reference = f", reference {found}" if (found := event.receipt or event.payment) else ""
    return f"{in_pounds(event.amount)}, paid{how} {day_of(entry.at)}{reference}"


def _waits(case: Case, id: str, one: Waiting) -> str:
    until = f", until {in_words(case.clocks[id].due)}" if id in case.clocks else ""
    return f"{in_pounds(one.details['amount'])}, not paid yet{until}"
