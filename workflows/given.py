"""`gives:` and `with:` of a step: what comes of it and of which types, and what it is told."""

from typing import Annotated, Any

from pydantic import BeforeValidator, WithJsonSchema

from workflows import tables
from workflows.conditions import Wrong
from workflows.expressions import Expression, read_expression
from workflows.reading import Word
from workflows.settings import SCALAR, Entries, check_id, wrong


def _gives(data: Any) -> Any:
    if not isinstance(data, Entries):
        return data
    for key, value in data.items():
        check_id(key, data.keys_at[key])
        if not isinstance(value, Word):
            raise wrong("wrong-shape", f"{key} is given one type", "Write, say, choice of low, high", value)
        try:
            tables.given_type(value.text)
        except Wrong as error:
            flaw = error.problems[0]
            raise wrong(flaw.code, flaw.sentence, flaw.cure, value) from None
    return {key: value.text for key, value in data.items()}


#: Answers and the words of their types: `{granted: yes or no}`.
Given = Annotated[dict[str, str], BeforeValidator(_gives), WithJsonSchema({"type": "object"})]


def _values(data: Any) -> Any:
    if not isinstance(data, Entries):
        return data
    for key in data:
        check_id(key, data.keys_at[key])
    return {key: read_expression(value) for key, value in data.items()}


#: What something is told: a name and an expression, one a line.
Values = Annotated[
    dict[str, Expression], BeforeValidator(_values),
    WithJsonSchema({"type": "object", "additionalProperties": SCALAR}),
]  # fmt: skip
