"""The JSON Schema of a service and of the organisation, for completion and hover help in any editor.

It is made from the very models that read a definition, so that a new verb or kind appears by itself.
"""

from collections.abc import Iterable
from functools import cache
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import DefsRef, GenerateJsonSchema, JsonRef, models_json_schema

from components.base import Question
from components.controls import Option
from components.registry import kinds
from workflows.asking import Rules
from workflows.due import Deadline, Due
from workflows.organisation import OrganisationFile, TeamEntry
from workflows.service import ServiceFile
from workflows.settings import SCALAR
from workflows.shared import From, Use
from workflows.step import Step, verbs

DIALECT = "http://json-schema.org/draft-07/schema#"
#: What the models' fields refer to by these names; made here.
OURS = ("step", "question", "due", "deadline", "team")

#: An option of a question is plain data and says nothing of itself.
OPTION = {
    "value": "What rules, tables and examples write; it never changes",
    "label": "What people read",
    "hint": "Help that stands under it",
}

Schema = dict[str, Any]


class _Refs(GenerateJsonSchema):
    """Lets fields refer to definitions that no single model makes."""

    def __init__(self, by_alias: bool = True, ref_template: str = "#/$defs/{model}", **more: Any) -> None:
        super().__init__(by_alias, ref_template, **more)
        for name in OURS:
            self.json_to_defs_refs[JsonRef(f"#/$defs/{name}")] = DefsRef(name)
            self.definitions[DefsRef(name)] = {}
            #: Private to pydantic and pinned with it: how it shortens names at the end.
            self._prioritized_defsref_choices[DefsRef(name)] = [DefsRef(name)]


@cache
def schema() -> Schema:
    """The schema of one service's file."""
    made = _made()
    top = made[ServiceFile.__name__]
    used = {name: part for name, part in made.items() if name not in (ServiceFile.__name__, OrganisationFile.__name__)}
    return {
        "$schema": DIALECT,
        **top,
        "title": "service",
        "$defs": {**used, "step": _step(), "question": _question(), **_clocks()},
    }


@cache
def organisation_schema() -> Schema:
    """The schema of organisation.yaml."""
    made = _made()
    parts = {**{name: made[name] for name in ("Brand", "Contact")}, "team": made[TeamEntry.__name__]}
    return {"$schema": DIALECT, **made[OrganisationFile.__name__], "$defs": parts}


@cache
def _made() -> dict[str, Schema]:
    """Every model's own schema by its name, in a shape that YAML editors take: no word is typed before its place."""
    models: list[type[BaseModel]] = [
        ServiceFile,
        OrganisationFile,
        TeamEntry,
        Rules,
        Use,
        From,
        Due,
        Deadline,
        *verbs().values(),
        *kinds().values(),
    ]
    _, found = models_json_schema(
        [(model, "validation") for model in models], ref_template="#/$defs/{model}", schema_generator=_Refs
    )
    made = {name: _as_written(part) for name, part in found["$defs"].items() if name not in OURS}
    for name, said in OPTION.items():
        made[Option.__name__]["properties"][name]["description"] = said
    return made


def _as_written(part: Any) -> Any:
    """What a designer may write, where pydantic says what a program may hand in."""
    if isinstance(part, list):
        return [_as_written(one) for one in part if one != {"type": "null"}]
    if not isinstance(part, dict):
        return part
    if part.get("type") == "boolean":
        return {**_kept(part, "description"), "enum": ["yes", "no"]}
    if part.get("type") in ("string", "integer", "number") and "pattern" not in part:
        return {**_kept(part, "description", "default"), **SCALAR}
    written = {key: _as_written(value) for key, value in part.items() if not _is_noise(key, value)}
    return _one_of_one(written)


def _kept(part: Schema, *keys: str) -> Schema:
    return {key: part[key] for key in keys if part.get(key) and not _is_noise(key, part[key])}


def _is_noise(key: str, value: Any) -> bool:
    """Titles repeat the names; a default helps only where it is words that could be written."""
    return (key == "title" and isinstance(value, str)) or (key == "default" and not (isinstance(value, str) and value))


def _one_of_one(part: Schema) -> Schema:
    """`x or nothing` is x."""
    if len(part.get("anyOf", ())) == 1:
        rest = {key: value for key, value in part.items() if key != "anyOf"}
        return {**part["anyOf"][0], **rest}
    return part


def _step() -> Schema:
    """First the verbs alone; once one is written, its own words alone."""
    chosen = {"anyOf": [_has(verb) for verb in verbs()]}
    words = {verb: {"description": _says(model)} for verb, model in verbs().items()}
    offered: Schema = {"properties": words, "additionalProperties": False}
    ways = [{"if": _has(verb), "then": _verb(model)} for verb, model in verbs().items()]
    return {
        "title": "step",
        "type": "object",
        "description": "One instruction; it starts with its verb",
        "allOf": [*ways, {"if": chosen, "else": offered}],
    }


def _verb(model: type[Step]) -> Schema:
    made = _made()[model.__name__]
    said = {**made["properties"][model.verb], "description": _says(model)}
    words = {**made["properties"], model.verb: said}
    return {**made, "title": model.verb, "description": model.does, "properties": words}


def _says(model: type[Step]) -> str:
    return f"{model.does}.\n\nFor example:\n\n{model.sample}"


def _question() -> Schema:
    """`again`, or first the type, then the words of that type."""
    named: Schema = {"enum": list(kinds()), "description": "The kind of answer that people give"}
    ways = [{"if": _is_a(kind), "then": _kind(model)} for kind, model in kinds().items()]
    asked = {
        "type": "object",
        "title": "question",
        "required": ["type", "label"],
        "properties": {
            "type": named,
            "label": {**SCALAR, "description": "The question, in the words that people read"},
        },
        "allOf": [*ways, {"if": {"required": ["type"]}, "else": _words_of(Question)}],
    }
    again = {"const": "again", "description": "Asks what an earlier step asked, and shows the last answer"}
    used = {**_made()[Use.__name__], "title": "use"}
    return {"description": "A question: its type and its label", "anyOf": [asked, again, used]}


def _kind(model: type[Question]) -> Schema:
    made = _made()[model.__name__]
    says = (model.__doc__ or "").split("\n")[0]
    known = {"type": {"const": model.kind, "description": says}}
    words = {**known, **made["properties"], **_made()[Rules.__name__]["properties"]}
    if "options" in words:
        words["options"] = {**_kept(words["options"], "description"), "anyOf": [words["options"], _from()]}
    if model.nests:
        words["questions"] = {**words["questions"], "additionalProperties": {"$ref": "#/$defs/question"}}
    return {key: part for key, part in made.items() if key != "required"} | {"properties": words}


def _from() -> Schema:
    """Options that several services share."""
    return {**_made()[From.__name__], "title": "from"}


def _words_of(model: type[Question]) -> Schema:
    """What any question may say, while its type is not written yet."""
    common = {field.alias or name for name, field in model.model_fields.items()}
    one = next(iter(kinds().values()))
    return {"properties": {word: part for word, part in _kind(one)["properties"].items() if word in common}}


def _clocks() -> dict[str, Schema]:
    return {"due": _made()[Due.__name__], "deadline": _made()[Deadline.__name__]}


def _has(verb: str) -> Schema:
    """`type` keeps an empty place from passing as everything at once."""
    return {"type": "object", "required": [verb]}


def _is_a(kind: str) -> Schema:
    """Its title is what editors offer in an empty question: they put in `type:` and the kind."""
    return {"title": kind, "type": "object", "required": ["type"], "properties": {"type": {"const": kind}}}


def words(part: Schema) -> Iterable[tuple[str, Schema]]:
    """Every word that some schema lets somebody write, with what is said of it."""
    for key, value in part.items():
        if key == "properties":
            yield from value.items()
        for inner in value if isinstance(value, list) else [value]:
            if isinstance(inner, dict):
                yield from words(inner)
