"""`call`: an action that developers registered does something outside, and may give answers."""

from collections.abc import Iterable
from typing import ClassVar

from pydantic import Field

from components.types import Type
from workflows import tables
from workflows.checks.scope import Scope
from workflows.expressions import MISSING, Expression
from workflows.given import Given, Values
from workflows.moves import Await, Halt, Move, Standing
from workflows.settings import Name
from workflows.step import Lane, Step, Steps
from workflows.values import as_answer


class Call(Step):
    called = "a call"
    verb: ClassVar = "call"
    does: ClassVar = "Asks another system to do something, by an action that developers have registered"
    rests: ClassVar = True
    late: ClassVar = "may"
    sample: ClassVar = """\
- call: street-lights
  gives:
    lamp_number: text
"""

    call: Name = Field(description="The name of the action")
    with_: Values = Field({}, description="What it is told: a name and a value, one a line")
    gives_: Given = Field({}, alias="gives", description="The answers that it brings, and their types")
    if_failed: Steps = Field((), description="What happens when it fails: send, hand to, go to, end")

    def lanes(self) -> list[Lane]:
        return [Lane(self.if_failed, label="failed", aside="failed")] if self.if_failed else []

    def gives(self) -> dict[str, Type]:
        return {name: tables.given_type(words) for name, words in self.gives_.items()}

    def expressions(self) -> Iterable[tuple[Expression, str]]:
        return [(value, "value") for value in self.with_.values()]

    def check_names(self, scope: Scope) -> None:
        for value in self.with_.values():
            scope.value(value)

    def arrive(self, standing: Standing) -> list[Move]:
        values = {name: standing.value(value) for name, value in self.with_.items()}
        if missing := [name for name, value in values.items() if value is MISSING]:
            return [Halt(f"{missing[0]} is missing, which {self.call} needs")]
        told = {name: as_answer(value) for name, value in values.items()}
        return [Await("action", self.describe(), {"action": self.call, "with": told})]

    def describe(self) -> str:
        return f"Call {self.call}"
