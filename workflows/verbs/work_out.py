"""`work out`: answers from expressions."""

from collections.abc import Iterable
from typing import Annotated, Any, ClassVar

from pydantic import BeforeValidator, Field, WithJsonSchema

from components.types import Type
from workflows.checks.scope import Scope
from workflows.expressions import MISSING, Expression, read_expression
from workflows.moves import Give, Halt, Move, Standing
from workflows.settings import SCALAR, Entries, check_id, wrong
from workflows.step import Step
from workflows.values import as_answer


def _answers(data: Any) -> Any:
    if not isinstance(data, Entries):
        raise wrong("wrong-shape", "work out: is followed by answers, one a line", "Write a name: an expression", data)
    for key in data:
        check_id(key, data.keys_at[key])
    return {key: read_expression(value) for key, value in data.items()}


class WorkOut(Step):
    called = "a work out step"
    verb: ClassVar = "work out"
    does: ClassVar = "Works out a date, number or other answer by a sum, one a line"
    sample: ClassVar = """\
- work out:
    answer_by: today + 28 days
"""

    work_out: Annotated[
        dict[str, Expression], BeforeValidator(_answers),
        WithJsonSchema({"type": "object", "additionalProperties": SCALAR}),
    ] = Field(description="A name and an expression, one a line")  # fmt: skip

    def gives(self) -> dict[str, Type]:
        """Their types; text for one that is not bound yet, or is at fault."""
        return {name: value.type or Type("text") for name, value in self.work_out.items()}

    def expressions(self) -> Iterable[tuple[Expression, str]]:
        return [(value, "value") for value in self.work_out.values()]

    def check_names(self, scope: Scope) -> None:
        for value in self.work_out.values():
            scope.value(value)

    def arrive(self, standing: Standing) -> list[Move]:
        given = {}
        answers = dict(standing.answers)
        for name, expression in self.work_out.items():
            value = expression.value(answers, standing.context)
            if value is MISSING:
                return [Halt(f"{name} cannot be worked out: something it needs is missing")]
            given[name] = answers[name] = as_answer(value)
        return [Give(given)]

    def describe(self) -> str:
        return f"Work out {', '.join(self.work_out)}"
