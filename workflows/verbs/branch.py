"""`branch`: the first `when` that holds is taken, or `otherwise`."""

from collections.abc import Iterable
from typing import Annotated, Any, ClassVar

from pydantic import BeforeValidator, Field, WithJsonSchema

from workflows.checks.scope import Scope
from workflows.expressions import Condition, Expression
from workflows.moves import Enter, Halt, Move, Standing
from workflows.reading import Word
from workflows.settings import Items, Settings, wrong
from workflows.step import GO_ON, Lane, Step, Steps


def _otherwise(value: Any) -> Any:
    """`otherwise: go on` is an empty list: the case goes on after the branch."""
    below = value[0] if isinstance(value, Items) and len(value) == 1 else None
    if isinstance(below, Word) and below.text == GO_ON:
        raise wrong(
            "wrong-shape", "“go on” stands after otherwise:, not below it", f"Write - otherwise: {GO_ON}", below
        )
    return () if isinstance(value, Word) and value.text == GO_ON else value


class Arm(Settings):
    called = "a way of a branch"
    when: Condition | None = Field(None, description="This way is taken where it holds")
    then: Steps = Field((), description="The steps of this way")
    otherwise: Annotated[
        Steps | None, BeforeValidator(_otherwise),
        WithJsonSchema({"anyOf": [{"const": GO_ON}, {"type": "array", "items": {"$ref": "#/$defs/step"}}]}),
    ] = Field(None, description="Last: what happens where no when holds, or go on")  # fmt: skip

    @property
    def steps(self) -> tuple[Step, ...]:
        return self.otherwise if self.otherwise is not None else self.then


class Branch(Step):
    called = "a branch"
    verb: ClassVar = "branch"
    does: ClassVar = "Goes one way or another: the first way whose when: is true, or else the way under otherwise:"
    sample: ClassVar = """\
- branch:
  - when: cycle_route is yes
    then:
    - send: answer
      to: applicant
  - otherwise: go on
"""

    branch: tuple[Arm, ...] = Field(description="- when: … then: […], and last - otherwise: […]")

    def lanes(self) -> list[Lane]:
        return [Lane(arm.steps, arm.when, arm.when.text if arm.when else "otherwise") for arm in self.branch]

    def expressions(self) -> Iterable[tuple[Expression, str]]:
        return [(arm.when, "condition") for arm in self.branch if arm.when]

    def check_names(self, scope: Scope) -> None:
        for number, arm in enumerate(self.branch):
            scope.condition(arm.when)
            last = number == len(self.branch) - 1
            if (arm.when is None) == (arm.otherwise is None):
                scope.faults.fault(arm.place, "branch-shape", "Each way of a branch has when: and then:, or otherwise:",
                                   "Write - when: a condition, and then: its steps")  # fmt: skip
            elif arm.otherwise is not None and not last:
                scope.faults.fault(arm.place, "branch-shape", "otherwise: is the last way of a branch",
                                   "Move it to the end")  # fmt: skip
            elif arm.when is not None and not arm.then:
                scope.faults.fault(arm.place, "word-missing", "“then:” is missing here", "Add then: and its steps")

    def arrive(self, standing: Standing) -> list[Move]:
        for lane, arm in enumerate(self.branch):
            if standing.holds(arm.when):
                return [Enter(lane)]
        return [] if len(self.branch) == 1 else [Halt("No way of the branch fits these answers")]

    def describe(self) -> str:
        first = self.branch[0].when if self.branch else None
        return f"{first.text}?" if first and len(self.branch) <= 2 else "Which way?"
