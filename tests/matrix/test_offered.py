"""Nothing that somebody is offered in a case is refused when they press it, whoever they are."""

from collections.abc import Iterator
from typing import Any

import pytest

from desk.casework import Desk
from desk.paying_by_hand import ByHand
from desk.steering import Steering
from desk.views import CaseView, TaskView
from engine import commands as c
from engine.case import DEADLINE
from engine.commands import Actor, Refusal
from tests.engine.making import DAY
from tests.matrix.oracle import Record
from tests.matrix.scene import Scene, scene

FILE = {"id": "f", "name": "x.txt", "size": 1, "type": "text/plain"}
#: What is wrong with a command that was made up here, and not with who presses.
OURS = "problems: "


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> Scene:
    return scene(tmp_path_factory.mktemp("offered"))


def of_task(here: Scene, actor: Actor, case: Record, view: TaskView) -> Iterator[tuple[str, c.Command]]:
    now, task, token = here.world.now, view.row.task, here.world.token()
    step = task.rpartition(".")[0].partition("/")[0]
    raw: dict[str, Any] = here.world.typed(case, step) if step in case.service.steps else {"said": "Done"}
    known: dict[str, list[c.Command]] = {
        "claim": [c.Claim(actor, now, case.reference, task)],
        "release": [c.Release(actor, now, case.reference, task)],
        "complete": [c.Complete(actor, now, case.reference, task, raw, token)],
        "help": [c.Complete(actor, now, case.reference, task, raw, token, "phone")],
        "assign": [c.Assign(actor, now, case.reference, task, *one, f"{token} {one[0]}") for one in view.people],
        "extend": [c.Extend(actor, now, case.reference, task, "Rain")],
        "hold": [c.Hold(actor, now, case.reference, task, now + DAY, "Flood", token)],
        "end hold": [c.EndHold(actor, now, case.reference, task, token)],
        "hand over": [
            c.HandOver(actor, now, case.reference, task, team, "Theirs", token)
            for team, _ in Steering(here.world.engine).receivers(actor, case.reference, task)
        ],
    }
    yield from ((what, command) for what in sorted(view.may) for command in known[what])


def of_case(here: Scene, actor: Actor, case: Record, view: CaseView) -> Iterator[tuple[str, c.Command]]:
    now, reference, steering = here.world.now, case.reference, Steering(here.world.engine)
    token, first = here.world.token(), next(iter(case.service.steps))
    raw = here.world.typed(case, first)
    endings, earlier = steering.endings(actor, reference), steering.earlier(actor, reference)
    known: dict[str, list[c.Command]] = {
        "note": [c.AddNote(actor, now, reference, "A note", token)],
        "attach": [c.Attach(actor, now, reference, FILE)],
        "write": [c.Write(actor, now, reference, "About it", "Look", token)],
        "add task": [c.AddTask(actor, now, reference, "parks", "Look", "Look", token)],
        "correct": [
            c.Correct(actor, now, reference, line.step, line.answer, "New", "Wrong")
            for section in view.sections for line in section.lines if line.asked
        ],
        "extend": [c.Extend(actor, now, reference, DEADLINE, "Rain")],
        "reopen": [c.Reopen(actor, now, reference, "Look again")],
        "split": [c.Split(actor, now, reference, (), raw, f"NEW-{token}", token)],
        "close early": [c.CloseEarly(actor, now, reference, outcome, "Enough", token) for outcome, _, _ in endings],
        "rewind": [c.Rewind(actor, now, reference, step, "Again", token) for step, _ in earlier],
        "record payment": [
            c.RecordPayment(actor, now, reference, one.waiting, "cheque", "000123", "", f"{token} {one.waiting}")
            for one in ByHand(here.world.engine).unpaid(actor, reference)
        ],
        "move on": [c.MoveOn(actor, now, reference, 60, token)],
    }  # fmt: skip
    yield from ((what, command) for what in sorted(view.may) for command in known.get(what, []))


def offered(here: Scene, actor: Actor, case: Record) -> Iterator[tuple[str, c.Command]]:
    desk = Desk(here.world.engine, here.world.files)
    view = desk.case(actor, case.reference, here.world.now)
    if isinstance(view, Refusal):
        return
    yield from of_case(here, actor, case, view)
    for row in view.tasks:
        task = desk.task(actor, case.reference, row.task, here.world.now)
        if not isinstance(task, Refusal):
            yield from of_task(here, actor, case, task)


@pytest.mark.parametrize("id", ["pol", "sgt", "pip", "rae", "wat", "both", "dual", "fay", "flo", "ben", "mei", "sid"])
def test_nothing_offered_is_refused(here: Scene, id: str) -> None:
    actor, wrong, count = here.world.sure(id), [], 0

    for case in here.all():
        for what, command in offered(here, actor, case):
            count += 1
            came_to = here.world.tries(command)
            if came_to != "yes" and not came_to.startswith(OURS):
                wrong.append((case.reference, what, came_to))

    assert not wrong, "\n".join(map(str, wrong))
    assert count >= 3


def test_a_partner_hands_a_task_to_the_owner_and_to_nobody_else(here: Scene) -> None:
    receivers = Steering(here.world.engine).receivers(here.world.sure("pol"), "MND-1001", here.open.at("known"))

    assert receivers == (("highways", "Highways"),)
