"""`wait` and `wait until`: time passes before the case goes on."""

from collections.abc import Iterable
from datetime import datetime, time
from typing import ClassVar

from pydantic import Field

from workflows.calendars import LONDON, add
from workflows.checks.scope import Scope
from workflows.expressions import MISSING, Condition, Expression
from workflows.moves import Halt, Move, Sleep, Standing
from workflows.settings import Name
from workflows.step import Step


class Wait(Step):
    called = "a wait"
    verb: ClassVar = "wait"
    does: ClassVar = "Lets time pass: 5 working days, 2 weeks"
    rests: ClassVar = True
    sample: ClassVar = """\
- wait: 5 working days
"""

    wait: Condition = Field(description="How long: 5 working days, or an answer that says it")
    calendar: Name = Field("england", description="Whose working days: england, uk-any, every-day, …")

    def expressions(self) -> Iterable[tuple[Expression, str]]:
        return [(self.wait, "value")]

    def check_names(self, scope: Scope) -> None:
        scope.value(self.wait, ("duration",), "a length of time", f"Write - wait until: {self.wait.text}")
        scope.known(self.calendar, scope.organisation.calendars, "calendar", self.at("calendar"))

    def arrive(self, standing: Standing) -> list[Move]:
        length = standing.value(self.wait)
        if length is MISSING:
            return [Halt("How long to wait is missing")]
        return [Sleep(add(standing.context.now, length, standing.calendars[self.calendar]))]

    def describe(self) -> str:
        return f"Wait {self.wait.text}"


class WaitUntil(Step):
    called = "a wait until"
    verb: ClassVar = "wait until"
    does: ClassVar = "Waits until a day begins: an answer of type date, or a sum such as ends_on + 14 days"
    rests: ClassVar = True
    sample: ClassVar = """\
- wait until: today + 14 days
"""

    wait_until: Condition = Field(description="The day, at whose beginning the case goes on")

    def expressions(self) -> Iterable[tuple[Expression, str]]:
        return [(self.wait_until, "value")]

    def check_names(self, scope: Scope) -> None:
        scope.value(self.wait_until, ("date", "time"), "a date", f"Write - wait: {self.wait_until.text}")

    def arrive(self, standing: Standing) -> list[Move]:
        day = standing.value(self.wait_until)
        if day is MISSING:
            return [Halt("The day to wait for is missing")]
        return [Sleep(day if isinstance(day, datetime) else datetime.combine(day, time(), LONDON))]

    def describe(self) -> str:
        return f"Wait until {self.wait_until.text}"
