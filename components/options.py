"""The options of a question as designers write them: words alone, or a value with its own label."""

import json
from collections.abc import Iterable, Mapping
from typing import Annotated, Any, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidatorFunctionWrapHandler,
    WrapValidator,
)

from components.base import Answer, Problem, Raw, Seen, typed
from components.controls import Control, Many, One, Option, Text
from components.translated import ByValue
from components.wording import run, says, too_long

#: A list longer than this is easier to search than to read.
MOST_RADIOS = 15


def _in_full(written: Any) -> Any:
    """`Deep` is a value and its label at once."""
    if isinstance(written, str):
        return {"value": written, "label": written}
    return written


def each_once(options: tuple[Option, ...]) -> tuple[Option, ...]:
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
    AfterValidator(each_once),
    ByValue(_in_full),
]


def look(options: tuple[Option, ...]) -> Literal["radios", "select"]:
    """Radios show every option at once, until they are too many."""
    return "select" if len(options) > MOST_RADIOS else "radios"


class FromElsewhere(BaseModel):
    """Options that another system keeps and that may change at any time: `{from: parishes}`."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    name: str = Field(alias="from", min_length=1, description="The name of the list, as the organisation has it")

    def control(self, name: str, label: str, hint: str, raw: Raw, seen: Seen) -> Control:
        """The options to select from; where nobody answers, a box to type the same answer into."""
        options = self._known(seen)
        chosen = pair(raw) if isinstance(raw, str) and raw.strip() else None
        if chosen and (options or chosen[0] != chosen[1]):
            options = _with(options, [chosen])
        if options:
            return One(name, label, options, hint=hint, look=look(options))
        return Text(name, label, hint=hint, limit=LONGEST)

    def several(self, name: str, label: str, hint: str, raw: Raw, seen: Seen) -> Control:
        """The same for any of them: what is typed stands one on a line, and is changed where it was typed."""
        chosen = [pair(one) for one in raw if isinstance(one, str)] if isinstance(raw, list) else []
        options = _with(self._known(seen), chosen)
        if options and not (isinstance(raw, str) and raw.strip()):
            return Many(name, label, options, hint=hint)
        return Text(name, label, hint=run(filter(None, (hint, says(EACH_ON_A_LINE))), " "), lines=LINES)

    def _known(self, seen: Seen) -> tuple[Option, ...]:
        known = seen.lists.options(self.name) if seen.lists else None
        return tuple(Option(as_typed(one.value, one.label), one.label, one.hint) for one in known or ())


#: Of a value or a label of such an option, in characters; of the box to type several into, in lines; of several.
LONGEST, LINES, MOST = 200, 4, 1_000
EACH_ON_A_LINE = says("Write each on a line of its own.")


def _with(options: tuple[Option, ...], chosen: Iterable[tuple[str, str]]) -> tuple[Option, ...]:
    """What was chosen stays, whatever the list says now."""
    found = {one.value: one for one in options}
    for both in chosen:
        found.setdefault(as_typed(*both), Option(as_typed(*both), both[1]))
    return tuple(found.values())


def as_typed(value: str, label: str) -> str:
    """Value and label as one text, so that both travel with what was chosen; words alone where they are the same."""
    return value if value == label and pair(value) == (value, label) else json.dumps([value, label], ensure_ascii=False)


def pair(raw: str) -> tuple[str, str]:
    """The value and the label of what was chosen; what was typed is both."""
    if raw.startswith("["):
        try:
            both = json.loads(raw)
        except (ValueError, RecursionError):
            both = None
        if isinstance(both, list) and len(both) == 2 and all(isinstance(one, str) and one.strip() for one in both):
            return typed(both[0]).strip(), typed(both[1]).strip()
    return raw.strip(), raw.strip()


def chosen_of(raw: Raw) -> Answer:
    """The answer: `{value, label}`, as they were when they were chosen."""
    value, label = pair(typed(raw))
    if max(len(value), len(label)) > LONGEST:
        raise Problem(too_long(says("Your answer"), LONGEST))
    return {"value": value, "label": label}


def several_of(raw: Raw) -> list[Answer]:
    """The answer of several, each once: `{value, label}`, in the order in which they were given."""
    lines = raw.splitlines() if isinstance(raw, str) else raw
    if not isinstance(lines, list) or len(lines) > MOST:
        raise Problem(says("Select from the options"))
    found = [chosen_of(one) for one in lines if not isinstance(one, str) or one.strip()]
    return list({one["value"]: one for one in found}.values())


def _or_elsewhere(written: Any, handler: ValidatorFunctionWrapHandler) -> Any:
    if isinstance(written, FromElsewhere) or (isinstance(written, Mapping) and "from" in written):
        return FromElsewhere.model_validate(written)
    return handler(written)


#: For a kind that takes either.
OptionsOrElsewhere = Annotated[Options, WrapValidator(_or_elsewhere)]
