"""An inbox shows what is theirs and no more, late first, page by page."""

from datetime import datetime, timedelta
from itertools import count
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engine.events import HoldEnded, TaskClaimed, TaskHeld
from engine.store import Store
from engine.store.tasks import Figure, Figures, InboxRow, View, cursor
from tests.engine.store.factories import DAY, NOW, TONIGHT, change, open_cases, opened

HOUR = timedelta(hours=1)
RUNS = count(1)


def page(store: Store, view: View = "all", figure: Figure = "", **others: Any) -> list[str]:
    rows, _ = inbox(store, view, figure, **others)
    return [row.reference for row in rows]


def inbox(store: Store, view: View, figure: Figure, **others: Any) -> tuple[list[InboxRow], str]:
    asked: dict[str, Any] = {"teams": ["highways"], "person": "me", "now": NOW, "end_of_today": TONIGHT}
    return store.tasks.inbox(view=view, figure=figure, **asked | others)


def waits(store: Store, reference: str, due: datetime | None = None, who: str = "highways", person: str = "") -> None:
    case = store.cases.commit(opened(reference, task={"due": due, "who": who}))
    if person:
        store.cases.commit(change(case, TaskClaimed("inspect.1", person, person.title())))


def hold(store: Store, reference: str, until: datetime) -> None:
    case = store.cases.load(reference)
    assert case is not None
    store.cases.commit(change(case, TaskHeld("inspect.1", NOW, until, "The road is flooded")))


def test_what_is_on_hold_is_in_its_own_view_and_counted_nowhere_else(store: Store) -> None:
    waits(store, "POT-1", NOW + HOUR)
    waits(store, "POT-2", NOW + HOUR, person="me")
    waits(store, "POT-3", NOW - HOUR, who="parks")
    waits(store, "POT-4", NOW + DAY)
    for reference in ("POT-1", "POT-2", "POT-3"):
        hold(store, reference, NOW + HOUR)

    assert (page(store), page(store, "mine"), page(store, "teams")) == (["POT-4"], [], ["POT-4"])
    assert page(store, "held") == ["POT-1", "POT-2"]
    assert inbox(store, "held", "")[0][0].held == NOW + HOUR
    assert store.tasks.figures(["highways"], "me", NOW, TONIGHT) == Figures(0, 0, 1)
    assert store.tasks.next_due(["highways"], "me") == NOW + DAY


def test_a_hold_that_ended_puts_the_task_back_where_it_was(store: Store) -> None:
    waits(store, "POT-1", NOW + DAY)
    hold(store, "POT-1", NOW + HOUR)
    assert [timer.clock for timer in store.timers.due(NOW + HOUR)] == ["hold inspect.1"]

    case = store.cases.load("POT-1")
    assert case is not None
    store.cases.commit(change(case, HoldEnded("inspect.1")))

    assert page(store) == ["POT-1"] and page(store, "held") == []
    assert store.timers.due(NOW + HOUR) == []


def test_late_comes_first_and_what_has_no_due_moment_last(store: Store) -> None:
    waits(store, "POT-1")
    waits(store, "POT-2", NOW + DAY)
    waits(store, "POT-3", NOW - DAY)

    assert page(store) == ["POT-3", "POT-2", "POT-1"]


def test_a_view_holds_what_it_says(store: Store) -> None:
    waits(store, "POT-1", person="me")
    waits(store, "POT-2", person="you")
    waits(store, "POT-3")
    waits(store, "POT-4", who="parks", person="me")
    waits(store, "POT-5", who="parks")
    waits(store, "POT-6", who="applicant")

    assert page(store, "mine") == ["POT-1", "POT-4"]
    assert page(store, "teams") == ["POT-1", "POT-2", "POT-3"]
    assert page(store, "all") == ["POT-1", "POT-2", "POT-3", "POT-4"]
    assert page(store, "all", teams=["highways", "parks"]) == [f"POT-{number}" for number in range(1, 6)]
    assert page(store, "all", teams=[]) == page(store, "mine", teams=[]) == []
    assert page(store, "absent", person="me") == ["POT-1"]
    assert page(store, "absent", person="me", teams=["parks"]) == ["POT-4"]
    assert page(store, "teams", teams=[]) == []
    assert page(store, "teams", teams=["highways", "highways"]) == ["POT-1", "POT-2", "POT-3"]


def test_what_waits_for_the_applicant_is_listed_to_who_may_see_the_case(store: Store) -> None:
    waits(store, "POT-1", who="applicant")

    assert page(store, "waiting") == ["POT-1"]
    assert page(store, "waiting", teams=["parks"]) == []
    assert page(store, "waiting", teams=[]) == []


def test_what_waits_for_partners_and_guests_is_listed_with_it(store: Store) -> None:
    waits(store, "POT-1", who="guest:witness")
    waits(store, "POT-2", NOW, who="police")
    waits(store, "POT-3", who="parks")
    waits(store, "POT-4", who="highways")

    assert page(store, "waiting", others=["police"]) == ["POT-2", "POT-1"]
    assert page(store, "waiting", others=["police"], teams=["parks"]) == []


def test_what_a_partner_has_put_on_hold_still_waits_for_them(store: Store) -> None:
    waits(store, "POT-1", who="police")
    hold(store, "POT-1", NOW + HOUR)

    assert page(store, "waiting", others=["police"]) == ["POT-1"]
    assert page(store, "held", others=["police"]) == ["POT-1"]
    assert page(store, "all", others=["police"]) == []


def test_all_has_what_other_teams_do_in_cases_that_one_may_see(store: Store) -> None:
    waits(store, "POT-1", who="parks")
    waits(store, "POT-2", who="highways")

    assert page(store, "all") == page(store, "all", others=["parks"], reading=[]) == ["POT-2"]
    assert page(store, "all", others=["parks"]) == ["POT-1", "POT-2"]
    assert page(store, "all", others=["parks"], teams=["legal"]) == []


def test_a_figure_counts_what_its_list_shows(store: Store) -> None:
    waits(store, "POT-1", NOW - HOUR)
    waits(store, "POT-2", NOW + HOUR, person="me")
    waits(store, "POT-3", NOW + HOUR, who="parks", person="me")
    waits(store, "POT-4", NOW + DAY)
    waits(store, "POT-5", NOW - HOUR, who="parks")

    assert page(store, figure="late") == ["POT-1"]
    assert page(store, figure="today") == ["POT-2", "POT-3"]
    assert page(store, figure="unclaimed") == ["POT-1", "POT-4"]
    assert store.tasks.figures(["highways"], "me", NOW, TONIGHT) == Figures(late=1, today=2, unclaimed=2)
    assert store.tasks.figures([], "me", NOW, TONIGHT) == Figures(late=0, today=0, unclaimed=0)
    assert store.tasks.figures(["highways"], "me", NOW, TONIGHT, "mine") == Figures(late=0, today=2, unclaimed=0)
    assert store.tasks.figures(["highways"], "me", NOW, TONIGHT, "teams", "other") == Figures(0, 0, 0)


def test_a_list_is_of_one_service_where_one_is_chosen(store: Store) -> None:
    waits(store, "POT-1")
    open_cases(store, "FOI-1", service="freedom-of-information")

    assert page(store, service="freedom-of-information") == ["FOI-1"]


def test_the_next_due_is_the_first_that_is_theirs(store: Store) -> None:
    assert store.tasks.next_due(["highways"], "me") is None
    waits(store, "POT-1", NOW + DAY)
    waits(store, "POT-2", NOW + HOUR, who="parks")

    assert store.tasks.next_due(["highways"], "me") == NOW + DAY


@pytest.mark.parametrize("odd", ["x", "~", "1~", "1~2", "-1~a~b", "9" * 40 + "~a~b", "1~\0~\ud800", "٣~a~b"])
def test_an_odd_cursor_is_no_fault(store: Store, odd: str) -> None:
    waits(store, "POT-1", NOW)

    assert page(store, after=odd) == ["POT-1"]


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_pages_read_one_after_another_are_the_sorted_list(store: Store, data: st.DataObject) -> None:
    run = next(RUNS)
    dues = data.draw(st.lists(st.none() | st.integers(0, 4), max_size=12))
    teams = [f"{team}-{run}" for team in ("a", "b", "c")]
    kept = []
    for number, days in enumerate(dues):
        due = None if days is None else NOW + days * DAY
        who = data.draw(st.sampled_from(teams))
        person = data.draw(st.sampled_from(["", f"me-{run}", f"you-{run}"]))
        waits(store, f"POT-{run}-{number:02}", due, who, person)
        if who in teams[:2] or person == f"me-{run}":
            kept.append((due is None, due or NOW, f"POT-{run}-{number:02}"))

    shown, after = [], ""
    while True:
        rows, after = inbox(store, "all", "", teams=[*teams[:2], "highways"], person=f"me-{run}", after=after, limit=3)
        shown += [row.reference for row in rows]
        if not after:
            break

    assert shown == [reference for _, _, reference in sorted(kept)]
    assert backwards(store, run, shown) == shown[: max(0, len(shown) - 1)]


def backwards(store: Store, run: int, shown: list[str]) -> list[str]:
    """Pages read back from the last row of all."""
    asked: dict[str, Any] = {"teams": [f"a-{run}", f"b-{run}", "highways"], "person": f"me-{run}", "limit": 3}
    if not shown:
        return []
    rows, _ = inbox(store, "all", "", **asked | {"limit": 50})
    found, before = list[str](), cursor(rows[-1])
    while before:
        page_before, before = inbox(store, "all", "", **asked, after=before, back=True)
        found = [row.reference for row in page_before] + found
    return found
