"""Whatever staff, partners and the applicant do beside the course, in any order: what is promised of a case holds."""

from collections.abc import Callable
from datetime import timedelta
from random import Random

import pytest

from engine.case import BESIDE, EXTRA, HOLD, Case, Task
from engine.commands import (
    Actor,
    AddTask,
    ChangeContact,
    Claim,
    CloseEarly,
    Complete,
    EndHold,
    HandOver,
    Hold,
    LinkCases,
    Release,
    Reopen,
    Reply,
    Rewind,
    UnlinkCases,
    Write,
)
from engine.events import ExtraDone, ReplyGiven, TaskDone
from engine.who.staff import Staff
from tests.engine.making import ADA, BEN, LEO, MEI, OFFICER, PAM, REPORT, STRANGER, ZOE, Trial, accepted, service

TOP = (
    "close early: {who: highways, as: [nothing]}\n"
    "reopen: {who: highways, within: 28 days, at: inspect}\n"
    "deadline: {within: 40 working days, pause while: [more, asked_for_more]}\n"
)
STEPS = (
    REPORT
    + "- ask: inspect\n  who: highways\n  due: {within: 10 days, pause while: asked_for_more}\n"
    + "  questions: {found: {type: choice, label: Found, options: [Hole, Crack, Nothing]}}\n"
    + "- ask: more\n  who: applicant\n  due: 5 days\n  questions: {extra: {type: text, label: More}}\n"
    + "- together:\n    one:\n    - ask: look\n      who: police\n      sees: [place]\n"
    + "      questions: {seen: {type: text, label: Seen}}\n"
    + "    two:\n    - ask: price\n      who: parks\n      due: 3 days\n"
    + "      questions: {pounds: {type: number, label: Pounds}}\n"
    + "- ask: check\n  who: highways\n  not whoever did: [inspect]\n"
    + "  questions: {fine: {type: yes or no, label: Fine}}\n"
    + '- go to: inspect\n  when: fine is no\n- end: nothing\n  when: found is "Nothing"\n- end: done\n'
)
WORKFLOW = service(STEPS, TOP)
PEOPLE = [ADA, BEN, MEI, PAM, LEO, OFFICER, STRANGER, ZOE]
STAFF = Staff(
    {"highways": {"ada": 0, "ben": 0, "mei": 0}, "parks": {"pam": 0}}, {"ada": "Ada Osei", "pam": "Pam Green"}
)
ANSWERS = {"found": "Hole", "extra": "Words", "seen": "Yes", "pounds": "5", "fine": "no", "said": "Words",
           "place": "Elm Hill", "email": "z@example.org"}  # fmt: skip


def _some_task(chance: Random, case: Trial) -> str:
    return chance.choice([*case.case.tasks, "inspect.1", f"{EXTRA}.1"])


def _fine(chance: Random) -> dict[str, str]:
    return ANSWERS | {"fine": chance.choice(["yes", "no", "no"]), "found": chance.choice(["Hole", "Nothing"])}


Doing = Callable[[Random, Trial, Actor], object]
TEAMS = ["highways", "parks", "legal", "police", "applicant"]
DOING: list[Doing] = [
    lambda r, t, a: t.do(Complete, a, case="ROA-1", task=_some_task(r, t), raw=_fine(r), token=""),
    lambda r, t, a: t.do(Complete, a, case="ROA-1", task=_some_task(r, t), raw=_fine(r), token=""),
    lambda r, t, a: t.do(Complete, a, case="ROA-1", task=_some_task(r, t), raw=_fine(r), token="", helped="phone"),
    lambda r, t, a: t.do(Claim, a, case="ROA-1", task=_some_task(r, t)),
    lambda r, t, a: t.do(Release, a, case="ROA-1", task=_some_task(r, t)),
    lambda r, t, a: t.do(HandOver, a, case="ROA-1", task=_some_task(r, t), who=r.choice(TEAMS), why="So", token=""),
    lambda r, t, a: t.do(Hold, a, case="ROA-1", task=_some_task(r, t), why="So", token="",
                         until=t.now + timedelta(days=r.choice([0, 1, 2, 4, 20]))),
    lambda r, t, a: t.do(EndHold, a, case="ROA-1", task=_some_task(r, t), token=""),
    lambda r, t, a: t.do(AddTask, a, case="ROA-1", who=r.choice(TEAMS), title="Look", asks="Please", token="",
                         due=r.choice([None, t.now + timedelta(days=2)])),
    lambda r, t, a: t.do(Write, a, case="ROA-1", subject="Hello", body="Words", token=""),
    lambda r, t, a: t.do(Reply, a, case="ROA-1", text="Words", token=""),
    lambda r, t, a: t.do(ChangeContact, a, case="ROA-1", raw={"email": f"z{r.random()}@example.org"}, token=""),
    lambda r, t, a: t.do(LinkCases, a, case="ROA-1", other=f"ROA-{r.choice([2, 3])}", token="", apart=r.random() < 0.3),
    lambda r, t, a: t.do(UnlinkCases, a, case="ROA-1", other=f"ROA-{r.choice([2, 3])}", token=""),
    lambda r, t, a: t.do(Rewind, a, case="ROA-1", step=r.choice(["report", "inspect", "more"]), why="So", token=""),
    lambda r, t, a: t.do(CloseEarly, a, case="ROA-1", outcome="nothing", why="So", token="")
    if r.random() < 0.1 else None,
    lambda r, t, a: t.do(Reopen, a, case="ROA-1", why="Look again"),
    lambda r, t, a: t.later(days=r.choice([0.5, 1, 3])),
]  # fmt: skip


@pytest.mark.parametrize("seed", range(40))
def test_whatever_is_done_beside_the_course_the_case_holds_together(seed: int) -> None:
    chance = Random(seed)
    case = Trial(WORKFLOW, staff=STAFF)
    accepted(case.open(email="z@example.org"))
    for _ in range(60):
        chance.choice(DOING)(chance, case, chance.choice(PEOPLE))
        promised(case.case)
    done = [event.task for event in case.events if isinstance(event, TaskDone | ExtraDone)]
    assert len(done) == len(set(done)), "nothing is done twice"
    assert sum(isinstance(event, ReplyGiven) for event in case.events) <= case.case.visits.get(EXTRA, 0)


def promised(case: Case) -> None:
    if not case.open:
        assert (case.tasks, case.clocks, case.places) == ({}, {}, {})
        return
    assert "main" in case.places, "a case that is open stands somewhere"
    assert any(task.thread != BESIDE for task in case.tasks.values()), "and waits for somebody there"
    for id, task in case.tasks.items():
        held_well(case, id, task)
        assert (id.startswith(EXTRA), task.step == EXTRA) == (task.extra, task.extra)
    waits = any(task.step == "more" or (task.extra and task.who == "applicant") for task in case.tasks.values())
    assert ("deadline" in case.clocks) and (case.clocks["deadline"].paused is not None) == waits
    known = {clock.removeprefix("hold ") for clock in case.clocks} - {"deadline"}
    assert known <= case.tasks.keys(), "no clock outlives its task"


def held_well(case: Case, id: str, task: Task) -> None:
    """What is on hold has a clock that ends it, before it would be late; nobody who did the inspection checks it."""
    clock = case.clocks.get(id)
    assert (task.held is not None) == (HOLD + id in case.clocks)
    if task.held and clock and not clock.paused:
        assert task.held <= clock.due
    if task.step == "check" and task.person:
        assert task.person not in case.done["inspect"].people
