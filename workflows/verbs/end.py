"""`end`: closes the case with an outcome."""

from typing import ClassVar

from pydantic import Field

from workflows.checks.scope import Scope
from workflows.moves import Close, Move, Standing
from workflows.settings import Id
from workflows.step import Step


class End(Step):
    called = "an end"
    verb: ClassVar = "end"
    does: ClassVar = "Closes the case with one of the outcomes"
    passes: ClassVar = False
    late: ClassVar = "last"
    sample: ClassVar = """\
- end: no_repair
"""

    end: Id = Field(description="Which of the outcomes below")

    def check_names(self, scope: Scope) -> None:
        scope.known(self.end, scope.outcomes, "outcome", self.at("end"))

    def arrive(self, standing: Standing) -> list[Move]:
        return [Close(self.end)]

    def describe(self) -> str:
        return f"End: {self.end.replace('_', ' ')}"
