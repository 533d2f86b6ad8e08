"""`run`: another service as part of this one, in a case of its own."""

from collections.abc import Iterable
from typing import ClassVar

from pydantic import Field

from components.types import Type
from workflows import tables
from workflows.checks.scope import Scope
from workflows.expressions import MISSING, Expression
from workflows.given import Given, Values
from workflows.moves import Await, Halt, Move, Standing
from workflows.settings import Flag, Name
from workflows.step import Step
from workflows.values import as_answer


class Run(Step):
    called = "a run"
    verb: ClassVar = "run"
    does: ClassVar = "Does another service as part of this one, and goes on when that has ended"
    rests: ClassVar = True
    sample: ClassVar = """\
- run: tell-the-school
  do not wait: yes
"""

    run: Name = Field(description="The service")
    with_: Values = Field({}, description="Answers to its questions, which are then not asked: a name and a value")
    gives_: Given = Field({}, alias="gives", description="The answers of it that come back, and their types")
    do_not_wait: Flag = Field(False, description="yes where this case goes on at once")

    def gives(self) -> dict[str, Type]:
        return {name: tables.given_type(words) for name, words in self.gives_.items()}

    def expressions(self) -> Iterable[tuple[Expression, str]]:
        return [(value, "value") for value in self.with_.values()]

    def check_names(self, scope: Scope) -> None:
        for value in self.with_.values():
            scope.value(value)
        if self.do_not_wait and self.gives_:
            scope.faults.fault(self.at("gives"), "gives-too-late",
                               "What it gives is not there yet: nobody waits for it",
                               "Remove gives:, or remove do not wait:")  # fmt: skip

    def arrive(self, standing: Standing) -> list[Move]:
        values = {name: standing.value(value) for name, value in self.with_.items()}
        if missing := [name for name, value in values.items() if value is MISSING]:
            return [Halt(f"{missing[0]} is missing, which {self.run} needs")]
        told = {name: as_answer(value) for name, value in values.items()}
        details = {"service": self.run, "with": told, "gives": list(self.gives_)}
        return [Await("run", self.describe(), details, not self.do_not_wait)]

    def describe(self) -> str:
        return f"Run {self.run}"
