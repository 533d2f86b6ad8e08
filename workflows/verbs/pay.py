"""`pay`: takes a payment, once, however often the step is passed."""

from collections.abc import Iterable
from functools import cached_property
from typing import ClassVar

from pydantic import Field

from workflows.checks.scope import Scope
from workflows.due import Before, Due
from workflows.expressions import MISSING, Condition, Expression
from workflows.moves import Await, Halt, Move, Standing
from workflows.settings import Id, Text
from workflows.step import Lane, Step, Steps


class Pay(Step):
    called = "a pay step"
    verb: ClassVar = "pay"
    does: ClassVar = (
        "Takes a payment, once, however often the case comes by. In an example write fee: paid, or fails: fee"
    )
    rests: ClassVar = True
    sample: ClassVar = """\
- pay: fee
  amount: £10
"""

    pay: Id = Field(description="The name of the step")
    amount: Condition = Field(description="How much: £10, or a sum such as £50 * structures")
    who: Text = Field("applicant", description="Who pays; left out, the applicant")
    up_to: Condition | None = Field(None, description="How long they have to pay: 28 days; after that if late: happens")
    remind: Before | None = Field(None, description="How long before that time is up they are reminded: 7 days before")
    if_late: Steps = Field((), description="What happens when it was not paid in time: send, call, go to, end")
    if_failed: Steps = Field((), description="What happens when it is not paid: send, call, go to, end")

    @property
    def id(self) -> str:
        return self.pay

    def lanes(self) -> list[Lane]:
        late, failed = (
            Lane(self.if_late, label="late", aside="late"),
            Lane(self.if_failed, label="failed", aside="failed"),
        )
        return [lane for lane in (late, failed) if lane.steps]

    @cached_property
    def due(self) -> Due | None:
        return Due.model_construct(within=self.up_to) if self.up_to else None

    def expressions(self) -> Iterable[tuple[Expression, str]]:
        return [(one, "value") for one in (self.amount, self.up_to) if one]

    def check_names(self, scope: Scope) -> None:
        scope.value(self.amount, ("money",), "an amount of money")
        scope.team(self.who, self.at("who"))
        if self.up_to:
            scope.value(self.up_to, ("duration", "date"), "a length of time or a date")
        for word, written in (("if late", self.if_late), ("remind", self.remind)):
            if written and not self.up_to:
                scope.faults.fault(self.at(word), "never-late", "It is never late, because it has no time limit",
                                   f"Add up to: 28 days, say, or remove {word}:")  # fmt: skip
        if self.remind and self.due and not self.due.outlasts(self.remind):
            scope.faults.fault(self.at("remind"), "never-late", f"{self.remind} before time is up it has not begun",
                               f"Write less than {self.due.within.text} before")  # fmt: skip

    def arrive(self, standing: Standing) -> list[Move]:
        amount = standing.value(self.amount)
        if amount is MISSING:
            return [Halt(f"The amount of {self.pay} is missing")]
        if amount <= 0:
            return []  # nothing is owed, so nobody is asked
        return [Await("payment", self.describe(), {"amount": amount, "who": standing.who(self.who)})]

    def describe(self) -> str:
        return f"Pay the {self.pay.replace('_', ' ')}"
