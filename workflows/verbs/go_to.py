"""`go to`: back or forward, in its own list or a list around it."""

from collections.abc import Iterable
from typing import ClassVar

from pydantic import Field

from workflows.checks.scope import Scope
from workflows.moves import Jump, Move, Standing
from workflows.settings import Id
from workflows.step import Step


class GoTo(Step):
    called = "a go to"
    verb: ClassVar = "go to"
    does: ClassVar = "Jumps back or forward to another step"
    passes: ClassVar = False
    late: ClassVar = "last"
    sample: ClassVar = """\
- go to: inspect
"""

    go_to: Id = Field(description="The step to go to")

    def targets(self) -> Iterable[str]:
        return (self.go_to,)

    def check_names(self, scope: Scope) -> None:
        scope.known(self.go_to, scope.steps, "step", self.at("go to"))

    def arrive(self, standing: Standing) -> list[Move]:
        return [Jump(self.go_to)]

    def describe(self) -> str:
        return f"Go to {self.go_to}"
