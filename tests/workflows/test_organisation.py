"""The organisation's own calendars: what they begin from, and on which days they are closed."""

from datetime import date

import pytest

from workflows.faults import Faulty
from workflows.load import load_organisation
from workflows.organisation import Organisation

TEAMS = "organisation: Norfolk County Council\nteams: {highways: Highways}\n"


def house(calendars: str) -> Organisation:
    return load_organisation(f"{TEAMS}calendars:\n{calendars}", "organisation.yaml")


def test_a_calendar_of_our_own_is_england_s_without_the_days_closed() -> None:
    ours = house("  school-days: {closed: [2027-02-15 to 2027-02-19, 2027-03-01]}\n").calendars["school-days"]

    assert [day for day in range(12, 24) if ours.works(date(2027, 2, day))] == [12, 22, 23]
    assert not ours.works(date(2027, 3, 1))
    assert not ours.works(date(2027, 8, 30))


@pytest.mark.parametrize(
    ("base", "works"),
    [("scotland", {2: True, 30: False}), ("every-day", {1: True, 30: True}), ("england", {2: True, 30: True})],
)
def test_a_calendar_of_our_own_may_begin_from_another(base: str, works: dict[int, bool]) -> None:
    ours = house(f"  ours: {{based on: {base}, closed: 2026-11-03}}\n").calendars["ours"]

    assert {day: ours.works(date(2026, 11, day)) for day in works} == works
    assert not ours.works(date(2026, 11, 3))
    assert ours.name == "ours"


@pytest.mark.parametrize(
    ("calendars", "code", "cure"),
    [
        ("  ours: {based on: scotlnd}\n", "unknown-calendar", 'Did you mean "scotland"?'),
        ("  england: {closed: 2026-12-24}\n", "twice", "Call it england-closed, say"),
        ("  ours: {closed: 24 December}\n", "wrong-value", "Write it as 2026-12-25"),
        ("  ours: {closed: 2027-01-01 to 2026-12-24}\n", "wrong-value", "Write the first day, to, and the last"),
    ],
)
def test_a_calendar_that_cannot_be_is_a_fault(calendars: str, code: str, cure: str) -> None:
    with pytest.raises(Faulty) as error:
        house(calendars)

    assert [(fault.code, fault.cure) for fault in error.value.faults] == [(code, cure)]
