"""What several facts change in the same way: a task, a clock, and what falls with it."""

from typing import Any

from engine.case import HOLD, REMINDER, Case, Clock, Done, changed


def without(known: dict[str, Any], *keys: str) -> dict[str, Any]:
    return {key: value for key, value in known.items() if key not in keys} if known else known


def dropped(case: Case, *ids: str) -> Case:
    """Without these tasks and waits; with each falls its clock, and those that remind of it or end its hold."""
    clocks = {id: one for id, one in case.clocks.items() if id.removeprefix(REMINDER).removeprefix(HOLD) not in ids}
    return changed(case, tasks=without(case.tasks, *ids), waiting=without(case.waiting, *ids), clocks=clocks)


def with_task(case: Case, task: str, **fields: Any) -> Case:
    return changed(case, tasks=case.tasks | {task: changed(case.tasks[task], **fields)})


def with_clock(case: Case, name: str, clock: Clock) -> Case:
    """A task is due when its clock says."""
    after = changed(case, clocks=case.clocks | {name: clock})
    return with_task(after, name, due=clock.due) if name in case.tasks else after


def not_held(case: Case, task: str) -> Case:
    return with_task(changed(case, clocks=without(case.clocks, HOLD + task)), task, held=None)


def with_hands(case: Case, step: str, people: tuple[str, ...]) -> dict[str, Done]:
    """What was done by whom, where these had hands in a step after it was done."""
    done = case.done.get(step)
    new = tuple(one for one in people if done and one not in done.people)
    return case.done | {step: changed(done, people=(*new, *done.people))} if done and new else case.done


def also_given(case: Case, step: str, team: str) -> dict[str, list[str]]:
    known = case.given_to.get(step, [])
    return case.given_to if team in known else case.given_to | {step: [*known, team]}
