"""`hand to`: inside `if late`, the task goes to another team."""

from typing import ClassVar

from pydantic import Field

from workflows.checks.scope import Scope
from workflows.moves import HandOver, Move, Standing
from workflows.settings import Text
from workflows.step import Step


class HandTo(Step):
    called = "a hand to"
    verb: ClassVar = "hand to"
    does: ClassVar = "Gives a task that is late to another team"
    late: ClassVar = "only"
    sample: ClassVar = """\
- hand to: highways
"""

    hand_to: Text = Field(description="The team that gets the task")

    def check_names(self, scope: Scope) -> None:
        scope.known(self.hand_to, scope.organisation.everyone, "team", self.at("hand to"))

    def arrive(self, standing: Standing) -> list[Move]:
        return [HandOver(self.hand_to)]

    def describe(self) -> str:
        return f"Hand to {self.hand_to}"
