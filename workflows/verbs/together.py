"""`together`: named parts at the same time, joined when all, the first, or as many as said are done."""

from collections.abc import Iterable
from typing import Annotated, ClassVar

from pydantic import Field

from workflows.checks.scope import Scope
from workflows.expressions import Expression
from workflows.finishing import Finish, FinishField, finished
from workflows.moves import Branch, Fork, Join, Joined, Move, Standing
from workflows.settings import Id
from workflows.step import Lane, Step, Steps


class Together(Step):
    called = "a together"
    verb: ClassVar = "together"
    does: ClassVar = "Does several named parts at the same time, then goes on when they are done"
    sample: ClassVar = """\
- together:
    roads:
    - ask: check_road
      who: highways
      questions:
        road_fit: {type: yes or no, label: Is the road fit for it?}
    paths:
    - ask: check_path
      who: highways
      questions:
        path_fit: {type: yes or no, label: Is the path fit for it?}
"""

    together: Annotated[dict[Id, Steps], Field(description="The parts: a name and its steps")]
    finish_when: FinishField = Field(Finish(), description="all, first, 2 done, or a condition; left out, all")

    def lanes(self) -> list[Lane]:
        return [Lane(steps, label=name, apart=True) for name, steps in self.together.items()]

    def joins_all(self) -> bool:
        return self.finish_when.all

    def enough(self, threads: int) -> int:
        return self.finish_when.many or threads

    def expressions(self) -> Iterable[tuple[Expression, str]]:
        return [(self.finish_when.condition, "joining")] if self.finish_when.condition else []

    def check_names(self, scope: Scope) -> None:
        self.finish_when.check(scope, len(self.together), self.at("finish when"))
        if len(self.together) < 2:
            scope.faults.fault(self.place, "one-part", "A together has two parts or more",
                               "Add a part, or write its steps without together:")  # fmt: skip
        for name, steps in self.together.items():
            if not steps:
                scope.faults.fault(self.place, "empty-part", f"The part {name} has no steps",
                                   "Write its steps, or remove it")  # fmt: skip

    def arrive(self, standing: Standing) -> list[Move]:
        return [Fork(tuple(Branch(name, number) for number, name in enumerate(self.together)))]

    def rejoin(self, standing: Standing, joined: Joined) -> list[Move]:
        return [Join()] if finished(self.finish_when, standing, joined) else []

    def describe(self) -> str:
        return "At the same time"
