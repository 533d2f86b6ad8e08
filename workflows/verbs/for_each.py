"""`for each`: the steps once for every item of a list or every option chosen."""

import re
from collections.abc import Iterable
from typing import Annotated, Any, ClassVar

from pydantic import BeforeValidator, Field, WithJsonSchema

from workflows.checks.scope import Scope
from workflows.expressions import Expression
from workflows.finishing import Finish, FinishField, finished
from workflows.items import about, ids
from workflows.moves import Branch, Fork, Join, Joined, Move, Standing
from workflows.reading import Word
from workflows.settings import SCALAR, Flag, check_id, wrong
from workflows.step import Lane, Step, Steps

LOOP = re.compile(r"(?P<word>\S+) in (?P<source>\S+)")


def _loop(value: Any) -> Any:
    if not isinstance(value, Word):
        return value
    found = LOOP.fullmatch(value.text.strip())
    if found is None:
        raise wrong("wrong-shape", f"“{value.text}” does not say which list", "Write, say, for each: child in children",
                    value)  # fmt: skip
    check_id(found["word"], value)
    return found["word"], found["source"]


class ForEach(Step):
    called = "a for each"
    verb: ClassVar = "for each"
    does: ClassVar = "Does the same steps once for every item of a list, at the same time or one at a time"
    sample: ClassVar = """\
- for each: lamp in lamps
  steps:
  - ask: mend
    who: highways
    questions:
      mended: {type: yes or no, label: Is the lamp mended?}
"""

    for_each: Annotated[tuple[str, str], BeforeValidator(_loop), WithJsonSchema(SCALAR)] = Field(
        description="What an item is called, in, and the list: child in children"
    )
    steps: Steps = Field(description="What is done for each of them")
    one_at_a_time: Flag = Field(False, description="yes where the next begins when the one before is done")
    may_add: Flag = Field(False, description="yes where whoever does a step of it may add an item")
    finish_when: FinishField = Field(Finish(), description="all, first, 2 done, or a condition; left out, all")

    @property
    def source(self) -> str:
        return self.for_each[1]

    def joins_all(self) -> bool:
        return self.finish_when.all

    def lanes(self) -> list[Lane]:
        return [
            Lane(self.steps, label=f"each {self.for_each[0]}", apart=True, word=self.for_each[0], source=self.source)
        ]

    def expressions(self) -> Iterable[tuple[Expression, str]]:
        return [(self.finish_when.condition, "joining")] if self.finish_when.condition else []

    def check_names(self, scope: Scope) -> None:
        self.finish_when.check(scope, None, self.at("finish when"))
        kind = scope.names.get(self.source)
        lists = [name for name, one in scope.names.items() if one.name in ("list", "choices")]
        if kind is None or kind.name not in ("list", "choices"):
            scope.known(self.source, lists, "list of answers", self.at("for each"))
        elif kind.name == "choices" and not kind.options:
            scope.faults.fault(self.at("for each"), "wrong-type", f"The options of {self.source} are kept by another "
                               "system, so nothing is done for each", "Ask a question of type list")  # fmt: skip
        elif kind.name == "choices" and self.may_add:
            scope.faults.fault(self.at("may add"), "wrong-type", f"{self.source} is chosen from options",
                               "Remove may add:, or ask a question of type list")  # fmt: skip
        if not self.steps:
            scope.faults.fault(self.place, "empty-part", "This for each has no steps", "Write steps: and what is done")

    def arrive(self, standing: Standing) -> list[Move]:
        return self._begin(ids(standing.answers.get(self.source)))

    def _begin(self, waiting: Iterable[str]) -> list[Move]:
        branches = tuple(Branch(item, 0, about(self.source, item)) for item in waiting)
        return [Fork(branches[:1] if self.one_at_a_time else branches)]

    def rejoin(self, standing: Standing, joined: Joined) -> list[Move]:
        known = {*joined.open, *joined.done}
        waiting = [item for item in ids(standing.answers.get(self.source)) if item not in known]
        if waiting and (not joined.open or not self.one_at_a_time) and not self._enough(standing, joined):
            return self._begin(waiting)
        return [Join()] if finished(self.finish_when, standing, joined) else []

    def _enough(self, standing: Standing, joined: Joined) -> bool:
        """Whether no further item need begin, though some wait."""
        return not self.finish_when.all and finished(
            self.finish_when, standing, Joined((*joined.open, "waiting"), joined.done)
        )

    def describe(self) -> str:
        return f"For each {self.for_each[0]} in {self.source.replace('_', ' ')}"
