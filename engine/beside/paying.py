"""How staff settle a payment by hand: it was made by cheque, by telephone, or nobody outside can be asked about it."""

from engine import commands as c
from engine import events as e
from engine.case import Case, key_of
from engine.commands import Refusal
from engine.course.decision import Decision, Happened
from engine.course.settling import NOTHING_WAITS
from engine.course.tasks import CLOSED
from engine.course.walk import Walk
from engine.who import access
from workflows.workflow import Workflow


def may_record_payment(workflow: Workflow, case: Case, actor: c.Actor) -> str:
    """Why this actor may not say that the case was paid; "" where they may, and something waits for it."""
    if reason := access.not_recording_payments(workflow, actor):
        return reason
    if not case.open:
        return CLOSED
    return "" if any(one.what == "payment" for one in case.waiting.values()) else NOTHING_WAITS


def record_payment(walk: Walk, command: c.RecordPayment) -> Decision:
    """It settles the step as a payment does that was taken outside."""
    if reason := may_record_payment(walk.workflow, walk.case, command.actor):
        return Refusal(reason)
    waiting = walk.case.waiting.get(command.waiting)
    if waiting is None or waiting.what != "payment":
        return Refusal(NOTHING_WAITS)
    if command.how not in c.PAID_BY or not command.receipt.strip():
        return Refusal("Say how it was paid, and give a reference to find it by")
    amount, said = waiting.details["amount"], (command.how, command.receipt.strip(), command.note.strip())
    walk.happen(e.PaymentTaken(key_of(command.waiting), "", amount, *said))
    walk.settled(command.waiting, {})
    return Happened.on(walk)
