"""Payments that staff record by hand: what there is to record, and that it was done."""

from dataclasses import dataclass
from datetime import datetime

from engine.beside import paying as rules
from engine.commands import Actor, Problems, RecordPayment, Refusal
from engine.engine import Done, Engine
from engine.store.payments import OPEN

#: What the audit says of it, beside the case's own history.
RECORDED = "recorded a payment by hand"


@dataclass(frozen=True)
class Unpaid:
    """What waits to be paid; `amount` in pence. `begun` is when somebody went to pay it online, where we have not
    heard how that ended."""

    waiting: str
    title: str
    amount: int
    begun: datetime | None


@dataclass(frozen=True)
class ByHand:
    engine: Engine

    def unpaid(self, actor: Actor, reference: str) -> tuple[Unpaid, ...]:
        """What this actor may record of the case, in the order in which it came to wait."""
        sight = self.engine.see(actor, reference)
        if isinstance(sight, Refusal) or rules.may_record_payment(sight.workflow, sight.case, actor):
            return ()
        kept = self.engine.store.payments.of(reference)
        begun = {one.waiting: one.begun for one in kept if one.state == OPEN}
        return tuple(
            Unpaid(id, one.title, int(one.details["amount"]), begun.get(id))
            for id, one in sight.case.waiting.items() if one.what == "payment"
        )  # fmt: skip

    def record(self, command: RecordPayment) -> Refusal | None:
        """Settle the payment; the same press acts once, and is written into the audit once."""
        done = self.engine.do(command)
        if isinstance(done, Refusal):
            return done
        assert isinstance(done, Done) and not isinstance(done, Problems), "its words are refused, and nothing else"
        if not done.again:
            audit = self.engine.store.audit
            audit.record(command.at, command.actor.id, RECORDED, command.case, command.waiting)
        return None
