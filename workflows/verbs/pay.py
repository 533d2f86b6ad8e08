"""`pay`: takes a payment, once, however often the step is passed."""

from collections.abc import Iterable
from typing import ClassVar

from pydantic import Field

from workflows.checks.scope import Scope
from workflows.expressions import MISSING, Condition, Expression
from workflows.moves import Await, Halt, Move, Standing
from workflows.settings import Id, Text
from workflows.step import Lane, Step, Steps


class Pay(Step):
    called = "a pay step"
    verb: ClassVar = "pay"
    does: ClassVar = "Takes a payment, once, however often the case comes by"
    rests: ClassVar = True
    sample: ClassVar = """\
- pay: fee
  amount: £10
"""

    pay: Id = Field(description="The name of the step")
    amount: Condition = Field(description="How much: £10, or a sum such as £50 * structures")
    who: Text = Field("applicant", description="Who pays; left out, the applicant")
    if_failed: Steps = Field((), description="What happens when it is not paid: send, call, go to, end")

    @property
    def id(self) -> str:
        return self.pay

    def lanes(self) -> list[Lane]:
        return [Lane(self.if_failed, label="failed", aside="failed")] if self.if_failed else []

    def expressions(self) -> Iterable[tuple[Expression, str]]:
        return [(self.amount, "value")]

    def check_names(self, scope: Scope) -> None:
        scope.value(self.amount, ("money",), "an amount of money")
        scope.team(self.who, self.at("who"))

    def arrive(self, standing: Standing) -> list[Move]:
        amount = standing.value(self.amount)
        if amount is MISSING:
            return [Halt(f"The amount of {self.pay} is missing")]
        return [Await("payment", self.describe(), {"amount": amount, "who": standing.who(self.who)})]

    def describe(self) -> str:
        return f"Pay the {self.pay.replace('_', ' ')}"
