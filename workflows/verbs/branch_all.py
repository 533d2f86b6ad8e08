"""`branch all`: every `when` that holds is taken, at the same time, and joined when all are done."""

from collections.abc import Iterable
from typing import ClassVar

from pydantic import Field

from workflows.checks.scope import Scope
from workflows.expressions import Condition, Expression
from workflows.moves import Branch as Thread
from workflows.moves import Fork, Join, Joined, Move, Standing
from workflows.settings import Settings
from workflows.step import Lane, Step, Steps


class Arm(Settings):
    called = "a way of a branch all"
    when: Condition = Field(description="This way is taken where it holds")
    then: Steps = Field(description="The steps of this way")


class BranchAll(Step):
    called = "a branch all"
    verb: ClassVar = "branch all"
    does: ClassVar = "Goes every way whose when: is true, at the same time, then goes on when all are done"
    sample: ClassVar = """\
- branch all:
  - when: cycle_route is yes
    then:
    - ask: check_route
      who: highways
      questions:
        route_open: {type: yes or no, label: Is the cycle route open?}
"""

    branch_all: tuple[Arm, ...] = Field(description="- when: … then: […]")

    def lanes(self) -> list[Lane]:
        return [Lane(arm.then, arm.when, arm.when.text, apart=True) for arm in self.branch_all]

    def expressions(self) -> Iterable[tuple[Expression, str]]:
        return [(arm.when, "condition") for arm in self.branch_all]

    def check_names(self, scope: Scope) -> None:
        for arm in self.branch_all:
            scope.condition(arm.when)
            if not arm.then:
                scope.faults.fault(arm.place, "word-missing", "“then:” is missing here", "Add then: and its steps")

    def arrive(self, standing: Standing) -> list[Move]:
        ways = enumerate(self.branch_all)
        return [Fork(tuple(Thread(f"way_{n + 1}", n) for n, arm in ways if standing.holds(arm.when)))]

    def rejoin(self, standing: Standing, joined: Joined) -> list[Move]:
        return [] if joined.open else [Join()]

    def describe(self) -> str:
        return "Every way that holds"
