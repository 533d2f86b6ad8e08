"""`wait for`: a message from an outside system, addressed by the case's reference."""

from collections.abc import Iterable
from functools import cached_property
from typing import ClassVar

from pydantic import Field

from components.types import Type
from workflows import tables
from workflows.checks.scope import Scope
from workflows.due import Due
from workflows.expressions import Condition, Expression
from workflows.given import Given
from workflows.moves import Await, Move, Standing
from workflows.settings import Id, Text
from workflows.step import Lane, Step, Steps


class WaitFor(Step):
    called = "a wait for"
    verb: ClassVar = "wait for"
    does: ClassVar = "Waits for a message from an outside system about this case"
    rests: ClassVar = True
    stands: ClassVar = True
    sample: ClassVar = """\
- wait for: court_decision
  from: the county court
  up to: 6 weeks
  gives:
    granted: yes or no
"""

    wait_for: Id = Field(description="The name of the step")
    from_: Text = Field("", description="Who sends it, in words")
    up_to: Condition | None = Field(None, description="How long: 6 weeks; after that if late: happens")
    if_late: Steps = Field((), description="What happens when nothing has come: send, hand to, go to, end")
    gives_: Given = Field({}, alias="gives", description="The answers that it brings, and their types")

    @property
    def id(self) -> str:
        return self.wait_for

    @cached_property
    def due(self) -> Due | None:
        return Due.model_construct(within=self.up_to) if self.up_to else None

    def lanes(self) -> list[Lane]:
        return [Lane(self.if_late, label="late", aside="late")] if self.if_late else []

    def gives(self) -> dict[str, Type]:
        return {name: tables.given_type(words) for name, words in self.gives_.items()}

    def expressions(self) -> Iterable[tuple[Expression, str]]:
        return [(self.up_to, "value")] if self.up_to else []

    def check_names(self, scope: Scope) -> None:
        if self.up_to:
            scope.value(self.up_to, ("duration", "date"), "a length of time or a date")
        elif self.if_late:
            scope.faults.fault(self.at("if late"), "never-late", "It is never late, because it has no time limit",
                               "Add up to: 6 weeks, say, or remove if late:")  # fmt: skip

    def arrive(self, standing: Standing) -> list[Move]:
        return [Await("message", self.describe())]

    @property
    def sender(self) -> str:
        return self.from_ or "another system"

    def describe(self) -> str:
        return f"Wait for {self.wait_for.replace('_', ' ')}" + (f" from {self.from_}" if self.from_ else "")
