"""`send`: a message goes out by the channel that reaches its reader."""

from typing import ClassVar

from pydantic import Field

from workflows.checks.scope import Scope
from workflows.moves import Move, Post, Standing
from workflows.settings import Id, Text, Texts
from workflows.step import Step


class Send(Step):
    called = "a send step"
    verb: ClassVar = "send"
    does: ClassVar = "Sends one of the messages, by email, text or letter"
    late: ClassVar = "may"
    sample: ClassVar = """\
- send: answer
  to: applicant
"""

    send: Id = Field(description="Which of the messages below")
    to: Text = Field(description="applicant, a team, or an answer of type team, email, phone or address")
    attach: Texts = Field((), description="Documents made and file answers to send with it; a missing one is left out")

    def check_names(self, scope: Scope) -> None:
        scope.known(self.send, scope.messages, "message", self.at("send"))
        scope.recipient(self.to, self.at("to"))
        for name in self.attach:
            files = [answer for answer, kind in scope.names.items() if kind.name == "file"]
            scope.known(name, [*files, *scope.documents], "file answer or document", self.at("attach"))

    def arrive(self, standing: Standing) -> list[Move]:
        return [Post(self.send, self.to, self.attach)]

    def describe(self) -> str:
        return f"Send {self.send} to {self.to}"
