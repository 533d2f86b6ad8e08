"""`finish when:` of what is done at the same time: all, first, so many done, or a condition."""

import re
from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import BeforeValidator, WithJsonSchema

from workflows.checks.scope import Scope
from workflows.expressions import Expression, read_expression
from workflows.faults import Place
from workflows.moves import Joined, Standing
from workflows.reading import Word
from workflows.settings import SCALAR

MANY = re.compile(r"(\d{1,4}) done")


@dataclass(frozen=True)
class Finish:
    """After how many of its threads a step goes on (none: all of them), or where a condition holds."""

    many: int | None = None
    condition: Expression | None = None

    @property
    def all(self) -> bool:
        return self.many is None and self.condition is None

    def check(self, scope: Scope, threads: int | None, at: Place) -> None:
        """`threads` is how many there are, where that is known beforehand."""
        scope.condition(self.condition)
        if self.many is not None and threads is not None and not 0 < self.many <= threads:
            scope.faults.fault(at, "wrong-count", f"There are {threads} parts, so {self.many} can never be done",
                               "Write a number between 1 and the number of parts, or all")  # fmt: skip


def _read(value: Any) -> Any:
    if not isinstance(value, Word):
        return value
    text = value.text.strip()
    if text == "all":
        return Finish()
    if text == "first":
        return Finish(many=1)
    many = MANY.fullmatch(text)
    return Finish(many=int(many[1])) if many else Finish(condition=read_expression(value))


FinishField = Annotated[Finish, BeforeValidator(_read), WithJsonSchema(SCALAR)]


def finished(finish: Finish, standing: Standing, joined: Joined) -> bool:
    """Whether a step whose threads stand so goes on. When none is open any more it always does."""
    if not joined.open:
        return True
    if finish.condition is not None:
        return standing.holds(finish.condition)
    return finish.many is not None and len(joined.done) >= finish.many
