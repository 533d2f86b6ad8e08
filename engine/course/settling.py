"""What was waited for outside: it came, failed, runs as another case, or is told that it ended."""

from components.base import Answer
from components.types import Type
from engine import commands as c
from engine import events as e
from engine.case import key_of
from engine.commands import Refusal
from engine.course.decision import Decision, Happened, only
from engine.course.walk import Walk
from workflows.values import fits

NOTHING_WAITS = "Nothing waits for this any more"


def settle(walk: Walk, command: c.Settle) -> Decision:
    """What was waited for has come, or has failed. What nobody waits for any more changes nothing."""
    waiting = walk.case.waiting.get(command.waiting)
    if waiting is None or not walk.case.open:
        return Refusal(NOTHING_WAITS)
    if command.actor.kind != "clock":
        return Refusal("Only the system that is waited for may answer")
    if command.failed:
        walk.failed(command.waiting, command.failed)
        return Happened.on(walk)
    if waiting.what == "payment":
        walk.happen(
            e.PaymentTaken(key_of(command.waiting), str(command.given.get("payment", "")), waiting.details["amount"])
        )
    given = walk.workflow.step(waiting.step).gives()
    if unfit := [name for name, kind in given.items() if not _usable(walk, command.given.get(name), kind)]:
        walk.failed(command.waiting, f"It brought no {unfit[0].replace('_', ' ')} that can be used")
        return Happened.on(walk)
    walk.settled(command.waiting, {name: command.given[name] for name in given})
    return Happened.on(walk)


def _usable(walk: Walk, answer: Answer, kind: Type) -> bool:
    """Outside may name a team that is none here, or somebody whom only the service may ask."""
    return fits(answer, kind) and (kind.name != "team" or answer in walk.house.everyone)


def begun(walk: Walk, command: c.Begun) -> Decision:
    known = walk.case.waiting.get(command.waiting)
    if known is None or "case" in known.details:
        return Refusal(NOTHING_WAITS)
    walk.happen(e.RunBegun(command.waiting, command.reference))
    waiting = walk.case.waiting[command.waiting]
    if "goes on" in waiting.details:
        walk.happen(e.WaitEnded(command.waiting))
    return Happened.on(walk)


def returned(walk: Walk, _command: c.Returned) -> Decision:
    return Refusal(NOTHING_WAITS) if walk.case.returned else only(walk, e.ResultReturned())
