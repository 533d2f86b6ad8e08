"""What an applicant may do with a case that they have sent: pay, withdraw it, have it taken up again."""

from datetime import datetime

from desk.views import ToPay
from engine.case import Case
from engine.commands import CLOCK, Actor, Problems, Refusal, Reopen, Settle, Withdraw
from engine.course.ending import may_reopen, may_withdraw
from engine.engine import Done, Engine
from workflows.workflow import Workflow

NOT_HERE = "This is not open in this browser. Use your link to come back to it"


def open_to(workflow: Workflow, case: Case, actor: Actor, now: datetime) -> frozenset[str]:
    """Which of "withdraw" and "reopen" the applicant may do now."""
    ways = {"withdraw": may_withdraw(workflow, case, actor), "reopen": may_reopen(workflow, case, actor, now)}
    return frozenset(way for way, reason in ways.items() if not reason)


def payments(case: Case) -> tuple[ToPay, ...]:
    """What waits for the applicant to pay it."""
    return tuple(
        ToPay(id, waiting.title, int(waiting.details["amount"]), case.clocks[id].due if id in case.clocks else None)
        for id, waiting in case.waiting.items()
        if waiting.what == "payment" and waiting.details.get("who") == "applicant"
    )


class Afterwards:
    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    def withdraw(self, visitor: str, reference: str, now: datetime) -> Case | Refusal:
        return self._do(visitor, reference, Withdraw(_applicant(visitor, reference), now, reference))

    def reopen(self, visitor: str, reference: str, why: str, now: datetime) -> Case | Refusal:
        return self._do(visitor, reference, Reopen(_applicant(visitor, reference), now, reference, why))

    def pay(self, visitor: str, reference: str, waiting: str, now: datetime, failed: str = "") -> Case | Refusal:
        """A payment as the stand-in of the payment service takes it, or refuses it."""
        paid = {} if failed else {"payment": f"demo-{reference}-{waiting}"}
        command = Settle(CLOCK, now, reference, waiting, "" if failed else f"paid {reference} {waiting}", paid, failed)
        return self._do(visitor, reference, command)

    def _do(self, visitor: str, reference: str, command: Withdraw | Reopen | Settle) -> Case | Refusal:
        if not self.engine.store.links.holds(visitor, "case", reference):
            return Refusal(NOT_HERE)
        done = self.engine.do(command)
        assert not isinstance(done, Problems), "nothing was typed"
        return done.case if isinstance(done, Done) else done


def _applicant(visitor: str, reference: str) -> Actor:
    return Actor(f"visitor:{visitor}", "applicant", "The applicant", case=reference)
