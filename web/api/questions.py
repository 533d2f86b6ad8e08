"""Questions as JSON Schema: what may be typed into their controls. No kind is known here."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Annotated, Any, TypeAlias

from pydantic import AfterValidator, Field

from components.base import NOT_KEPT, Question, Raw, Seen
from components.controls import ID, Block, Control, Drawing, File, Group, Items, Many, One, Option, Text, Words
from components.drawings import MOST, TALL, WIDE
from desk.files import Files
from web.api.problems import Wrong, pointer
from workflows.asking import Asked, Page
from workflows.expressions import Expression

Schema: TypeAlias = dict[str, Any]
UPLOAD_FIRST = "Upload the file first, and name it as the answer to that says"
#: Deeper than any answer can be.
DEEPEST = 20
DIALECT = "https://json-schema.org/draft/2020-12/schema"


def schema_of(pages: Iterable[Page], seen: Seen) -> Schema:
    """Of all that may be asked on these pages. What is asked only where a rule holds is never required here."""
    pages, seen = tuple(pages), replace(seen, addresses=None, lists=None)  # a program types what a person would
    asked = [(page, one) for page in pages for one in page.questions if one.question.asks]
    always = {one.id for page in pages if page.when is None for one in page.questions if one.when is None}
    required = [one.id for _, one in asked if one.id in always and not one.question.optional]
    properties = {one.id: _question(one.question, one, page.when, seen) for page, one in asked}
    return {"$schema": DIALECT, "type": "object", "properties": properties, "required": required}


def _question(question: Question, asked: Asked, when: Expression | None, seen: Seen) -> Schema:
    """`when` is the rule of its page."""
    shape = _shape([one for one in question.controls(None, seen) if not isinstance(one, Words)])
    told: Schema = {"title": str(question.label)}
    if said := " ".join(_sentence(one) for one in (question.hint, question.why) if one):
        told["description"] = said
    if rules := [one.text for one in (when, asked.when) if one is not None]:
        told["x-asked-when"] = rules[0] if len(rules) == 1 else " and ".join(f"({one})" for one in rules)
    return told | shape


def _sentence(words: str) -> str:
    return words if words.endswith((".", "?", "!", ":")) else f"{words}."


def _shape(controls: Sequence[Control]) -> Schema:
    """A question of one control has that control's value; one of several a value for each, by name."""
    named = [one for one in controls if not isinstance(one, Words)]
    return _control(named[0]) if len(named) == 1 else _object((one.name, _control(one)) for one in named)


def _control(control: Control) -> Schema:
    match control:
        case Text():
            limit = {"maxLength": control.limit} if control.limit else {}
            return {"type": "string"} | limit
        case One():
            return {"type": "string"} | _options(control.options)
        case Many():
            return {"type": "array", "items": _options(control.options)}
        case Group():
            parts = _object((one.name, _control(one)) for one in control.controls)
            return parts | {"required": [one.name for one in control.controls if not one.optional]}
        case File():
            return {"type": "array", "maxItems": control.most, "items": _FILE}
        case Drawing():
            return _DRAWING
        case Items():
            item = _object([(ID, {"type": "string", "maxLength": 40}), *map(_block, control.blocks)])
            return {"type": "array", "maxItems": control.most, "items": item | {"required": [ID]}}
    raise TypeError(f"a control that has no value: {control}")


def _options(options: Iterable[Option]) -> Schema:
    return {"enum": [one.value for one in options], "x-labels": {one.value: str(one.label) for one in options}}


def _block(block: Block) -> tuple[str, Schema]:
    return block.name, {"title": str(block.label)} | _shape(block.controls)


def _object(named: Iterable[tuple[str, Schema]]) -> Schema:
    return {"type": "object", "properties": dict(named)}


_DRAWING = {
    "type": "array", "maxItems": MOST, "items": {
        "type": "array", "minItems": 2, "maxItems": 2 * MOST,
        "items": {"type": "integer", "minimum": 0, "maximum": max(WIDE, TALL)},
    },
    "description": f"A list of numbers for each stroke: across and down, again and again, in a box of {WIDE} by {TALL}",
}  # fmt: skip
_FILE = {
    "type": "object", "required": ["id", "name", "size", "type"],
    "properties": {
        "id": {"type": "string"}, "name": {"type": "string"}, "size": {"type": "integer"}, "type": {"type": "string"},
    },
}  # fmt: skip


def _shallow(raw: dict[str, Raw]) -> dict[str, Raw]:
    """Answers from strangers: no deeper than any question can ask."""
    level: list[Any] = [raw]
    for _ in range(DEEPEST):
        level = [inner for one in level for inner in _inside(one)]
        if not level:
            return raw
    raise ValueError(f"nothing is asked {DEEPEST} levels deep")


def _inside(raw: Raw) -> Iterable[Raw]:
    if isinstance(raw, Mapping):
        return raw.values()
    return raw if isinstance(raw, list) else ()


def _storable(given: dict[str, Any]) -> dict[str, Any]:
    """What comes from outside is read by no component, so that is asked here which no database keeps."""
    if any(isinstance(value, str) and NOT_KEPT.search(value) for value in _every(given)):
        raise ValueError("it includes a character that we cannot keep")
    return given


def _every(raw: Raw) -> Iterator[Raw]:
    yield raw
    for inner in _inside(raw):
        yield from _every(inner)


#: What would be typed into the controls, by question.
Answers = Annotated[
    dict[str, Any],
    AfterValidator(_shallow),
    Field(description="By question, as the service’s schema says: what would be typed into its boxes"),
]

#: What comes from outside, by the names of the answers that it gives.
Given = Annotated[
    dict[str, Any],
    AfterValidator(_shallow),
    AfterValidator(_storable),
    Field(max_length=50, description="By the names under the step’s gives:, as answers are kept"),
]


def not_here(files: Files, holder: str, raw: Mapping[str, Raw], held: Raw = None) -> list[Wrong]:
    """A file that an answer names must be one that this client uploaded, just so, or one that the case holds."""
    named = {name: list(_records(value)) for name, value in raw.items()}
    ids = {str(one["id"]) for records in named.values() for one in records}
    allowed = [*files.nameable(holder, ids), *_records(held)]
    unknown = [name for name, records in named.items() if any(one not in allowed for one in records)]
    return [Wrong(at=pointer("/answers", name), detail=UPLOAD_FIRST) for name in unknown]


def _records(raw: Raw) -> Iterator[dict[str, Any]]:
    """Every file in what would be typed: what has an id, however deep."""
    if isinstance(raw, Mapping) and "id" in raw:
        yield dict(raw)
    for inner in _inside(raw):
        yield from _records(inner)
