"""`together`: named parts at the same time, joined when all, the first, or as many as said are done."""

from collections.abc import Iterable
from typing import Annotated, Any, ClassVar

from pydantic import BeforeValidator, Field

from workflows.checks.scope import Scope
from workflows.expressions import Expression
from workflows.finishing import Finish, FinishField, finished
from workflows.moves import Branch, Fork, Join, Joined, Move, Standing
from workflows.settings import Entries, Id, Items, wrong
from workflows.step import Lane, Step, Steps, verbs


def _parts(value: Any) -> Any:
    """Parts are names; people put dashes before them, or write the steps without names."""
    if not isinstance(value, Items):
        return value
    name = next((key for one in value if isinstance(one, Entries) for key in one), "")
    if not name or name in verbs():
        raise wrong("wrong-shape", "The parts of a together have names", "Write a name and a colon, such as "
                    "road:, and the steps of that part below it", value)  # fmt: skip
    raise wrong("wrong-shape", "A part begins with its name, without a dash", f"Write {name}: without - before it, and "
                "line its steps up below", value)  # fmt: skip


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

    together: Annotated[dict[Id, Steps], BeforeValidator(_parts), Field(description="The parts: a name and its steps")]
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
