"""`make`: a document is written from `documents:`, its words as the answers are at that moment."""

from typing import ClassVar

from pydantic import Field

from workflows.checks.scope import Scope
from workflows.moves import Compose, Move, Standing
from workflows.settings import Id
from workflows.step import Step


class Make(Step):
    called = "a make"
    verb: ClassVar = "make"
    does: ClassVar = "Writes one of the documents, to keep with the case and to attach to a message"
    sample: ClassVar = """\
- make: award_letter
"""

    make: Id = Field(description="Which of the documents below")

    def check_names(self, scope: Scope) -> None:
        scope.known(self.make, scope.documents, "document", self.at("make"))

    def arrive(self, standing: Standing) -> list[Move]:
        return [Compose(self.make)]

    def describe(self) -> str:
        return f"Make {self.make.replace('_', ' ')}"
