"""What must hold of a case after a random morning: its row, its events, its lists and its figures are one story."""

from datetime import datetime
from typing import Any

from sqlalchemy import text

from engine import events as e
from engine.case import Case
from engine.store import Store
from engine.store.moments import written
from engine.store.timers import running
from tests.engine.clerk import Task
from tests.engine.mornings import Plain
from tests.engine.office import NOT_WHOEVER_DID, QUESTION, TEAMS, Office, day_of, end_of


def stands(plain: Plain, case: Case) -> None:
    """The case is where the plain reading says."""
    assert case.revision == plain.revision
    assert (case.outcome, case.closed, case.messages) == (plain.outcome, plain.closed, plain.letters)
    tasks = {id: (one.step, one.who, one.person, one.on_behalf_of, one.held) for id, one in case.tasks.items()}
    assert tasks == {id: (one.step, one.who, one.person, one.behalf, one.held) for id, one in plain.tasks.items()}
    clocks = {name: (one.due, one.paused, one.late) for name, one in case.clocks.items() if " " not in name}
    assert clocks == {name: (one.due, one.paused, one.late) for name, one in plain.clocks.items()}
    held = {f"hold {id}": one.held for id, one in plain.tasks.items() if one.held}
    assert {name: one.due for name, one in case.clocks.items() if " " in name} == held
    assert {step: set(case.done[step].people) for step in QUESTION if step in case.done} == plain.hands
    assert {
        name: _typed(answer) for name, answer in case.values().items() if name in QUESTION.values()
    } == plain.answers
    assert (list(case.waiting), bool(case.paid)) == ([plain.waiting] if plain.waiting else [], plain.paid)
    assert case.linked == plain.linked
    assert (case.author, case.author_team) == (plain.author, plain.author_team)


def _typed(answer: Any) -> str:
    return {True: "yes", False: "no"}.get(answer, str(answer)) if isinstance(answer, bool) else str(answer)


def holds_together(store: Store, reference: str, plain: Plain) -> None:
    """All that is kept of a case agrees."""
    case = store.cases.load(reference)
    assert case is not None
    stands(plain, case)
    assert store.cases.replayed(reference) == case
    assert store.cases.verify(reference) == []
    entries = store.cases.history(reference, limit=1000)[::-1]
    assert len(entries) == case.revision
    happened = [(entry.actor, event) for entry in entries for event in entry.events]
    nothing_is_done_twice(plain, [event for _, event in happened])
    nobody_approves_their_own_work(happened)
    rows_are_the_cases(store, case)
    letters_are_kept_once(store, case)
    stays_add_up(store, case, entries[-1].at)


def nothing_is_done_twice(plain: Plain, events: list[e.Event]) -> None:
    done = [event.task for event in events if isinstance(event, e.TaskDone | e.ExtraDone)]
    assert len(done) == len(set(done))
    assert done == ["report.1", *plain.finished]
    assert sum(isinstance(event, e.PaymentTaken) for event in events) == plain.paid
    opened = [event.id for event in events if isinstance(event, e.TaskOpened | e.ExtraOpened)]
    assert len(opened) == len(set(opened))


def nobody_approves_their_own_work(happened: list[tuple[str, e.Event]]) -> None:
    """Read from the events alone: whoever did, helped with or put right a step, or for whom it was done."""
    hands: dict[str, set[str]] = {}
    for actor, event in happened:
        if isinstance(event, e.TaskDone):
            doing = {event.person, event.on_behalf_of} - {""}
        elif isinstance(event, e.AnswerCorrected):
            doing = {actor}
        else:
            continue
        for other in NOT_WHOEVER_DID.get(event.step, []):
            assert not doing & hands.get(other, set()), (event, other)
        hands.setdefault(event.step, set()).update(doing)


def rows_are_the_cases(store: Store, case: Case) -> None:
    tasks = {
        (one.id, one.who, one.person or None, one.held and written(one.held)) for one in case.tasks.values()
    }  # fmt: skip
    assert set(rows(store, "task, who, person, held", "wf_task", case)) == tasks
    assert dict(rows(store, "clock, at", "wf_timer", case)) == {one: written(at) for one, at in running(case).items()}
    late = {id for id, one in case.clocks.items() if one.late}
    for id, one in case.tasks.items():
        row = store.tasks.one(case.reference, id)
        clock = case.clocks.get(id)
        assert row is not None and row.due == (None if clock is None or clock.paused else clock.due)
        assert id not in late or one.held is None, "what is late is not on hold"


def inboxes_show_what_waits(store: Store, office: Office, plains: dict[str, Plain]) -> None:
    """Everybody's lists are the open tasks of the plain reading: what is on hold only where that is asked for."""
    waiting = [(reference, id, task) for reference, plain in plains.items() for id, task in plain.tasks.items()]
    for person in TEAMS:
        teams = office.teams(person)

        def all_(reference: str, task: Task, person: str = person, teams: set[str] = teams) -> bool:
            return task.who in teams or (task.person == person and plains[reference].sees(person))

        for view in ("all", "held"):
            shown, more = store.tasks.inbox(
                sorted(teams), person, view, limit=200, now=office.now, end_of_today=end_of(day_of(office.now))
            )  # fmt: skip
            wanted = {(one, id) for one, id, task in waiting if all_(one, task) and bool(task.held) == (view == "held")}
            assert {(row.reference, row.task) for row in shown} == wanted
            assert not more
        late = {
            (one, id) for one, id, task in waiting
            if all_(one, task) and not task.held and _is_late(plains[one], id, office.now)
        }  # fmt: skip
        figures = store.tasks.figures(sorted(teams), person, office.now, end_of(day_of(office.now)))
        assert figures.late == len(late)


def _is_late(plain: Plain, id: str, now: datetime) -> bool:
    clock = plain.clocks.get(id)
    return clock is not None and clock.paused is None and clock.due < now


def letters_are_kept_once(store: Store, case: Case) -> None:
    letters = rows(store, "id, unsent", "wf_message", case)
    assert len(letters) == len({id for id, _ in letters}) == case.messages
    assert {unsent for _, unsent in letters} <= {""}, "somebody who gave an address is written to"


def stays_add_up(store: Store, case: Case, last: datetime) -> None:
    """From its opening to now somebody or something was waited for at every moment at which the case was open."""
    stays = rows(store, "stay, who, person, due, begun, ended", "wf_stay", case)
    open_now = {stay: (who, person, due) for stay, who, person, due, _, ended in stays if ended is None}
    tasks = {id: (one.who, one.person or None, _due(case, id)) for id, one in case.tasks.items()}
    assert open_now == tasks | dict.fromkeys(case.waiting, ("", None, None))
    course = sorted((begun, ended or written(last)) for stay, _, _, _, begun, ended in stays if stay[0] != "(")
    assert all(begun <= ended for begun, ended in course)
    reached = written(case.opened) if case.opened else 0
    gaps = []
    for begun, ended in course:
        if begun > reached:
            gaps.append((reached, begun))
        reached = max(reached, ended)
    assert reached == written(case.closed or last)
    assert gaps == closed_times(store, case)


def _due(case: Case, id: str) -> int | None:
    clock = case.clocks.get(id)
    return None if clock is None or clock.paused else written(clock.due)


def closed_times(store: Store, case: Case) -> list[tuple[int, int]]:
    """When the case was closed for a time."""
    entries = store.cases.history(case.reference, limit=1000)[::-1]
    turns = [written(event.at) for entry in entries for event in entry.events
             if isinstance(event, e.CaseClosed | e.CaseReopened)]  # fmt: skip
    return [(closed, again) for closed, again in zip(turns[::2], turns[1::2], strict=False) if again > closed]


def rows(store: Store, columns: str, table: str, case: Case) -> list[tuple[Any, ...]]:
    with store.database.read() as connection:
        found = connection.execute(text(f"SELECT {columns} FROM {table} WHERE reference = :r"), {"r": case.reference})
        return [tuple(row) for row in found]
