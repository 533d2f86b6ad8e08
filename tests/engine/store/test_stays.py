"""How cases went, as rows: written as they happen, and the same when their events are read again."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import text

from engine.case import Case
from engine.commands import CLOCK, AddTask, Claim, Command, Complete, Open, Release, Rewind, Tick, Withdraw
from engine.engine import Done, Engine
from engine.library import Library, path_of
from engine.store import Store
from engine.store.catching_up import catch_up
from tests.engine.making import (
    ADA,
    DAY,
    END,
    INSPECT,
    LEO,
    MEI,
    NAME,
    NINE,
    ORGANISATION,
    PAM,
    REPORT,
    SOMEBODY,
    ZOE,
    files,
)
from tests.engine.test_random_cases import MOVES, Play
from workflows.load import load

TABLES = {"wf_stay": "reference, stay, seq", "wf_way": "reference, seq, number", "wf_course": "reference"}
LATE = "  due: 2 days\n  if late:\n  - hand to: parks\n"


def rows(store: Store, columns: str, table: str) -> list[tuple[Any, ...]]:
    with store.database.read() as connection:
        found = connection.execute(text(f"SELECT {columns} FROM {table} ORDER BY {TABLES[table]}"))
        return [tuple(row) for row in found]


class Road:
    """One case of a small service, and what is kept of how it went."""

    def __init__(self, store: Store, steps: str, top: str = "") -> None:
        written = files(steps, top)
        kept = {path_of("mend"): written[NAME], "definitions/organisation.yaml": ORGANISATION}
        store.versions.publish("mend", "one", kept, NINE, "ada", "Ada Osei")
        house = load(written, NAME).organisation
        self.engine = Engine(store, Library(store, lambda: house))
        self.store = store
        self.now = NINE
        raw = {"place": "Elm Hill", "email": "z@example.org"}
        self.done(Open(SOMEBODY, NINE, "mend", 1, "ROA-1", raw, "o"))

    def done(self, command: Command) -> Case:
        result = self.engine.do(command)
        assert isinstance(result, Done), result
        return result.case

    def later(self, days: float) -> None:
        self.now += timedelta(days=days)

    def complete(self, task: str, found: str = "Hole", by: Any = ADA) -> Case:
        return self.done(Complete(by, self.now, "ROA-1", task, {"found": found}, task))


AGAIN = '- go to: inspect\n  when: found is "Crack"\n'


def test_a_stay_goes_from_its_opening_to_its_end_and_says_who_had_it(store: Store) -> None:
    road = Road(store, REPORT + INSPECT + END)
    road.later(1)
    road.done(Claim(ADA, road.now, "ROA-1", "inspect.1"))
    road.later(2)
    road.complete("inspect.1")

    (stay,) = rows(store, "step, who, person, claimed - begun, ended - begun, how", "wf_stay")
    day = DAY // timedelta(microseconds=1)
    assert stay == ("inspect", "highways", "ada", day, 3 * day, "done")


def test_a_task_that_was_given_back_is_nobodys(store: Store) -> None:
    road = Road(store, REPORT + INSPECT + END)
    road.done(Claim(ADA, road.now, "ROA-1", "inspect.1"))
    road.done(Release(ADA, road.now, "ROA-1", "inspect.1"))

    assert rows(store, "person, claimed, ended", "wf_stay") == [(None, None, None)]


def test_what_is_handed_over_is_a_stay_of_each_team(store: Store) -> None:
    road = Road(store, REPORT + INSPECT + LATE + END)
    road.later(4)
    road.done(Tick(CLOCK, road.now, "ROA-1"))
    road.complete("inspect.1", by=PAM)

    assert rows(store, "who, how, person", "wf_stay") == [("highways", "handed over", None), ("parks", "done", "pam")]


def test_ways_are_those_that_the_case_went(store: Store) -> None:
    road = Road(store, REPORT + INSPECT + AGAIN + END)
    road.later(3)
    road.complete("inspect.1", "Crack")
    road.complete("inspect.2", "Hole")

    day = DAY // timedelta(microseconds=1)
    assert rows(store, "source, target, spent", "wf_way") == [
        ("(begun)", "report", None), ("report", "inspect", None), ("inspect", "go_to_1", 3 * day),
        ("go_to_1", "inspect", None), ("inspect", "end_1", 0),
    ]  # fmt: skip


def test_a_course_says_when_it_ended_and_where_it_stayed(store: Store) -> None:
    road = Road(store, REPORT + INSPECT + AGAIN + END)
    road.complete("inspect.1", "Crack")
    road.later(3)
    road.complete("inspect.2", "Hole")

    (course,) = rows(store, "service, closed - opened, outcome, steps", "wf_course")
    assert course == ("mend", 3 * DAY // timedelta(microseconds=1), "done", "inspect>inspect>")


def test_what_ends_without_a_step_goes_the_way_to_closed(store: Store) -> None:
    top = "withdraw: until inspect\n"
    withdrawn = '- end: withdrawn\n  when: found is "Nothing"\n'
    road = Road(store, REPORT + INSPECT + withdrawn + END, top)
    road.done(Withdraw(ZOE, road.now, "ROA-1"))

    assert rows(store, "source, target", "wf_way")[-1] == ("inspect", "(closed)")
    assert rows(store, "how", "wf_stay") == [("taken away",)]


@pytest.mark.parametrize("seed", range(6))
def test_read_again_from_its_events_a_case_has_the_same_rows(store: Store, seed: int) -> None:
    play = Play(store, seed)
    for _ in range(MOVES):
        play.move()
    before = {table: rows(store, "*", table) for table in TABLES}
    with store.database.write() as connection:
        for table in TABLES:
            connection.execute(text(f"DELETE FROM {table}"))

    assert catch_up(store.database) == 1
    assert {table: rows(store, "*", table) for table in TABLES} == before
    assert before["wf_way"] and before["wf_course"]
    assert catch_up(store.database) == 0


def test_a_case_erased_whole_leaves_no_figures(store: Store) -> None:
    road = Road(store, REPORT + INSPECT + END)
    store.cases.erase("ROA-1", road.now)

    assert {table: rows(store, "*", table) for table in TABLES} == {"wf_stay": [], "wf_way": [], "wf_course": []}


def test_a_task_that_the_service_did_not_foresee_is_a_stay_of_whoever_was_asked(store: Store) -> None:
    road = Road(store, REPORT + INSPECT + END)
    road.done(AddTask(ADA, road.now, "ROA-1", who="legal", title="Check the lease", asks="Whose?", token="e"))
    road.later(1)
    road.done(Complete(LEO, road.now, "ROA-1", "(extra).1", {"said": "Ours", "files": ()}, "d"))

    extra = [row for row in rows(store, "step, who, person, how", "wf_stay") if row[0] == "(extra)"]
    assert extra == [("(extra)", "legal", "leo", "done")]


def test_a_case_that_is_taken_back_by_hand_has_gone_that_way(store: Store) -> None:
    sign = "- ask: sign\n  who: highways\n  questions: {ok: {type: text, label: Ok}}\n"
    road = Road(store, REPORT + INSPECT + sign + END)
    road.complete("inspect.1")
    road.later(2)
    road.done(Rewind(MEI, road.now, "ROA-1", step="inspect", why="Wrong road", token="r"))

    day = DAY // timedelta(microseconds=1)
    assert rows(store, "source, target, spent", "wf_way")[-1] == ("sign", "inspect", 2 * day)
    assert [row[1] for row in rows(store, "stay, how", "wf_stay")] == ["done", "", "taken away"]
