"""`due:` and `deadline:`: how long something may take, from when, by which calendar, and what stops the clock."""

from typing import Annotated, Any

from pydantic import BeforeValidator, Field, WithJsonSchema

from workflows.durations import Duration, NotADuration, parse
from workflows.expressions import Condition, read_expression
from workflows.reading import Word
from workflows.settings import SCALAR, Id, Name, Settings, Text, Texts, wrong
from workflows.step import Lane, Steps

KINDS = ("statutory", "service standard")
#: What `pause while:` names where the clock stands still as long as staff have asked the applicant for more.
ASKED_FOR_MORE = "asked_for_more"


def _kind(value: Any) -> Any:
    if isinstance(value, Word):
        if value.text not in KINDS:
            raise wrong("unknown-option", f"“{value.text}” is not a kind of time limit",
                        "Write statutory or service standard", value)  # fmt: skip
        return value.text
    return value


def _froms(value: Any) -> Any:
    return [value] if isinstance(value, Word) else value


def _before(value: Any) -> Any:
    """`2 days before`: a length of time and the word before."""
    if not isinstance(value, Word):
        return value
    length, found, rest = value.text.strip().rpartition(" before")
    if not found or rest:
        raise wrong("wrong-shape", f"“{value.text}” does not say how long before", "Write, say, 2 days before", value)
    try:
        return parse(length)
    except NotADuration as error:
        raise wrong("wrong-value", f"“{length}” is no length of time: {error}", "Write, say, 2 days before",
                    value) from None  # fmt: skip


#: How long before something is due.
Before = Annotated[Duration, BeforeValidator(_before), WithJsonSchema(SCALAR)]


class Due(Settings):
    """`within` counts from the latest of `from` that has happened; with none, from when the task opens."""

    called = "a time limit"
    within: Condition = Field(description="How long: 20 working days, or an answer that says it, or a date")
    from_: Annotated[
        tuple[Id | Text, ...], BeforeValidator(_froms),
        WithJsonSchema({"anyOf": [SCALAR, {"type": "array", "items": SCALAR}]}),
    ] = Field(
        (), description="received, a date answer, or a step; of several the latest that has happened"
    )  # fmt: skip
    calendar: Name = Field("england", description="Whose working days: england, uk-any, every-day, …")
    kind: Annotated[str, BeforeValidator(_kind), WithJsonSchema({"enum": list(KINDS)})] = Field(
        "service standard", description="statutory or service standard"
    )
    law: Text = Field("", description="Where the limit is written")
    pause_while: Texts = Field((), description="The clock stands still while this step is open; or asked_for_more")
    may_extend: Condition | None = Field(None, description="By how much it may be made longer, once, with a reason")

    @property
    def statutory(self) -> bool:
        return self.kind == "statutory"

    def outlasts(self, before: Duration) -> bool:
        """Whether a reminder so long before its end may come after its beginning, as far as is written out here."""
        within = getattr(self.within.tree, "value", None)
        if self.from_ or not isinstance(within, Duration):
            return True
        if within.unit == before.unit:
            return within.amount > before.amount
        return 2 * within.about > before.about

    @classmethod
    def bare(cls, value: Any) -> Any:
        """A duration or a date alone stands for `within:`."""
        if not isinstance(value, Word):
            return value
        made = cls.model_construct(within=read_expression(value))
        made.write_at(value.place, {}, {})
        return made


DueField = Annotated[Due, BeforeValidator(Due.bare), WithJsonSchema({"anyOf": [SCALAR, {"$ref": "#/$defs/due"}]})]


class Deadline(Due):
    """The whole case's clock; it stops for good when the step `until` is first done."""

    called = "the deadline"
    until: Id = Field("", description="The step whose doing stops the clock")
    remind: Before | None = Field(None, description="How long before the end the owner is reminded: 2 days before")
    if_late: Steps = Field((), description="What happens when time is up")
    if_extended: Steps = Field((), description="What happens when the time is extended: send")

    def lanes(self) -> list[Lane]:
        late, extended = Lane(self.if_late, aside="late"), Lane(self.if_extended, aside="extended")
        return [lane for lane in (late, extended) if lane.steps]
