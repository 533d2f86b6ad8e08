"""The options of a question as designers write them: words alone, or a value with its own label."""

from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BeforeValidator, Field

from components.controls import Option

#: A list longer than this is easier to search than to read.
MOST_RADIOS = 15


def _in_full(written: Any) -> Any:
    """`Deep` is a value and its label at once."""
    if isinstance(written, str):
        return {"value": written, "label": written}
    return written


def _each_once(options: tuple[Option, ...]) -> tuple[Option, ...]:
    values = [option.value for option in options]
    for value in values:
        if not value.strip():
            raise ValueError("an option needs a value")
        if values.count(value) > 1:
            raise ValueError(f'"{value}" stands twice among the options')
    return options


OneOption = Annotated[Option, BeforeValidator(_in_full, json_schema_input_type=str | Option)]
Options = Annotated[
    tuple[OneOption, ...],
    Field(min_length=1, max_length=1000, description="What people may select, each once"),
    AfterValidator(_each_once),
]


def look(options: tuple[Option, ...]) -> Literal["radios", "select"]:
    """Radios show every option at once, until they are too many."""
    return "select" if len(options) > MOST_RADIOS else "radios"
