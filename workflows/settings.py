"""From words with places to settings that are checked: one pydantic model for each thing a designer writes.

A model's fields are the words that may stand there, so that reading, faults and completion in the editor
come from one declaration.
"""

import re
from collections.abc import Callable, Iterable
from copy import copy
from typing import Annotated, Any, ClassVar, NamedTuple, TypeVar, get_args

from pydantic import BaseModel, BeforeValidator, ConfigDict, ValidationError, WithJsonSchema
from pydantic import model_validator as pydantic_validator
from pydantic_core import ErrorDetails, PydanticCustomError

from components.joining import joined
from workflows.faults import Fault, Faults, Place, did_you_mean, nearest
from workflows.reading import Node, Sequence, Word

#: Words that mean something by themselves and so name nothing.
RESERVED = frozenset(
    "applicant anyone staff reference received due link sent made open extended_because end each after fails extends "
    "withdraws reopens begins and or not is one of includes does include between missing before after within any all "
    "no in has count total today now years if then else yes asked_for_more".split()
)


#: What is wrong with a value, by pydantic's name for it, and its cure.
VALUES = {
    "bool_parsing": ("is neither yes nor no", "Write yes or no"),
    "bool_type": ("is neither yes nor no", "Write yes or no"),
    "int_parsing": ("is not a whole number", "Write figures only"),
    "int_type": ("is not a whole number", "Write figures only"),
    "greater_than_equal": ("is at least {ge}", "Write a larger number"),
    "less_than_equal": ("is at most {le}", "Write a smaller number"),
    "string_type": ("is written in words here", "Write the words after the colon"),
    "tuple_type": ("is a list", "Write [one, another], or one a line after - "),
    "dict_type": ("is written as names and values", "Write a name and a colon, one a line"),
}


class Entries(dict[str, Any]):
    """A mapping's values by key, with the place of the mapping and of each key."""

    __slots__ = ("keys_at", "place")

    def __init__(self, values: dict[str, Any], place: Place, keys_at: dict[str, Place]) -> None:
        super().__init__(values)
        self.place = place
        self.keys_at = keys_at

    def holding(self, values: dict[str, Any]) -> "Entries":
        """Other values in the same place."""
        return Entries(values, self.place, self.keys_at)


class Items(list[Any]):
    """A list's items, with the place of the list."""

    __slots__ = ("place",)

    def __init__(self, items: Iterable[Any], place: Place) -> None:
        super().__init__(items)
        self.place = place


def entries(node: Node) -> Any:
    """A node as mappings and lists that a model can be made from; a word stays a word."""
    if isinstance(node, Word):
        return node
    if isinstance(node, Sequence):
        return Items([entries(item) for item in node.items], node.place)
    keys_at = {key.text: key.place for key, _ in node.entries}
    return Entries({key.text: entries(value) for key, value in node.entries}, node.place, keys_at)


def place_of(data: Any, otherwise: Place) -> Place:
    return getattr(data, "place", otherwise)


def wrong(code: str, sentence: str, cure: str = "", at: Any = None) -> PydanticCustomError:
    """A fault to raise inside a validator; `at` is a place or anything that has one."""
    place = at if isinstance(at, Place) else getattr(at, "place", None)
    return PydanticCustomError(code, "{sentence}", {"sentence": sentence, "cure": cure, "place": place})


#: Where what nobody wrote stands.
UNWRITTEN = Place("", 1, 1)


class Written(NamedTuple):
    """Where a thing was written: its place, the place of each word, and the words."""

    place: Place
    keys_at: dict[str, Place]
    values: dict[str, Any]


class Settings(BaseModel):
    """What a designer writes at one place. Its `place` is where it stands."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", arbitrary_types_allowed=True,
        alias_generator=lambda name: name.rstrip("_").replace("_", " "),
    )  # fmt: skip
    #: What to call it in a sentence.
    called: ClassVar[str] = "this"
    #: None for what nobody wrote: a default. Told to pydantic as no field, whose own keeping is slow.
    _written: ClassVar[Written | None] = None

    @pydantic_validator(mode="wrap")
    @classmethod
    def _placed(cls, data: Any, handler: Callable[[Any], Any]) -> Any:
        if isinstance(data, cls):
            return data
        if not isinstance(data, Entries):
            raise wrong("wrong-shape", f"Here {cls.called} is written as words with a colon", cls._shape(), data)
        made = handler(data)
        made.write_at(data.place, data.keys_at, data)
        return made

    def write_at(self, place: Place, keys_at: dict[str, Place], values: dict[str, Any]) -> None:
        """Say where it was written: once, as it is made."""
        vars(self)["_written"] = Written(place, keys_at, values)

    @classmethod
    def _shape(cls) -> str:
        needed = [field.alias or name for name, field in cls.model_fields.items() if field.is_required()]
        words = needed or known_words(cls)
        return f"Write {joined(f'{word}:' for word in words[:6])} on lines of their own below, two spaces in"

    @property
    def place(self) -> Place:
        return self._written.place if self._written else UNWRITTEN

    def at(self, key: str) -> Place:
        """Where a word of this thing stands."""
        return self._written.keys_at.get(key, self.place) if self._written else UNWRITTEN

    def says(self, key: str) -> bool:
        """Whether a word was written."""
        return self._written is not None and key in self._written.keys_at

    @property
    def as_written(self) -> dict[str, Any]:
        """Its words and what stands after each, with their places; none where nobody wrote it."""
        return self._written.values if self._written else {}

    def word(self, key: str) -> Word:
        """What was written for a word, with its place; an empty word where nothing was."""
        written = self._written.values.get(key) if self._written else None
        return written if isinstance(written, Word) else Word("", self.place, "plain")


M = TypeVar("M", bound=BaseModel)


def build(model: type[M], data: Any, faults: Faults, place: Place) -> M | None:
    """Make a model and say everything that is wrong with it.

    A word that may not stand there is said and left out; where more than that is wrong there is no model,
    and what was written counts as torn.
    """
    try:
        return model.model_validate(data, context=faults, by_alias=True, by_name=False)
    except ValidationError as error:
        wrongs = error.errors(include_url=False)
    misspelt = {(*one["loc"][:-1], _meant(one, model)) for one in wrongs if one["type"] == "extra_forbidden"}
    faults.add(fault_of(one, model, data, place) for one in wrongs
               if one["type"] != "missing" or one["loc"] not in misspelt)  # fmt: skip
    extra = [one["loc"] for one in wrongs if one["type"] == "extra_forbidden"]
    faults.torn |= any(_is_question(one["input"]) for one in wrongs if one["type"] == "extra_forbidden")
    if isinstance(data, Entries) and len(extra) == len(wrongs):
        return build(model, _without(data, extra), faults, place)
    faults.torn = True
    return None


def _meant(error: ErrorDetails, model: type[BaseModel]) -> str:
    """The word that a misspelt one was meant to be, or ""."""
    return nearest(str(error["loc"][-1]), known_words(_inside(model, error["loc"])))


def _without(data: Any, paths: Iterable[tuple[int | str, ...]]) -> Any:
    """The same without what stands at these paths."""
    left = copy(data)
    for key, *rest in paths:
        if rest:
            left[key] = _without(left[key], [tuple(rest)])
        else:
            del left[key]
    return left


def fault_of(error: ErrorDetails, model: type[BaseModel], data: Any, place: Place) -> Fault:
    """One of pydantic's errors as a fault at the word it is about."""
    context = error.get("ctx", {})
    if "sentence" in context:
        return Fault(context["place"] or _walk(data, error["loc"], place), error["type"], "fault",
                     context["sentence"], context["cure"])  # fmt: skip
    at = _walk(data, error["loc"], place)
    key = str(error["loc"][-1]) if error["loc"] else ""
    if error["type"] == "extra_forbidden" and _is_question(error["input"]):
        return Fault(at, "unknown-word", "fault", f"The question {key} does not stand under questions:",
                     "Put it and its words two spaces further in, below questions:")  # fmt: skip
    if error["type"] == "extra_forbidden":
        within = _inside(model, error["loc"])
        return _unknown_word(key, known_words(within), at, getattr(within, "instead", {}).get(key, ""))
    if error["type"] == "missing":
        return Fault(at, "word-missing", "fault", f"“{key}:” is missing here", f"Add a line “{key}: …”")
    if error["type"] == "value_error":
        return Fault(at, "wrong-value", "fault", f"This cannot be: {context['error']}", "Change the value")
    sentence, cure = VALUES.get(error["type"], (f"cannot be this: {error['msg'].lower()}", "Change the value"))
    return Fault(at, "wrong-value", "fault", f"“{key}:” {sentence.format(**context)}", cure)


def _is_question(value: Any) -> bool:
    return isinstance(value, Entries) and {"type", "label"} <= value.keys()


def _unknown_word(key: str, known: Iterable[str], at: Place, instead: str) -> Fault:
    cure = instead or did_you_mean(key, known) or f"The words that may stand here: {', '.join(sorted(known))}"
    return Fault(at, "unknown-word", "fault", f"“{key}:” is not a word that may stand here", cure)


def _inside(model: type[BaseModel], path: tuple[int | str, ...]) -> type[BaseModel]:
    """The model of what stands at a path, as far as it can be followed."""
    for key in path:
        field = next((one for name, one in model.model_fields.items() if (one.alias or name) == key), None)
        model = (_model_in(field.annotation) if field else None) or model
    return model


def _model_in(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((found for part in get_args(annotation) if (found := _model_in(part))), None)


def known_words(model: type[BaseModel]) -> list[str]:
    return [field.alias or name for name, field in model.model_fields.items()]


def _walk(data: Any, path: tuple[int | str, ...], place: Place) -> Place:
    """The place that a path of keys and numbers leads to, as far as it can be followed."""
    for step in path:
        if isinstance(data, Entries) and step in data:
            place = data.keys_at[str(step)]
            data = data[str(step)]
        elif isinstance(data, list) and isinstance(step, int) and step < len(data):
            data = data[step]
            place = place_of(data, place)
    return place


def _text(value: Any) -> Any:
    if isinstance(value, Word):
        if not value.text.strip():
            raise wrong("words-missing", "There are no words here", "Write the words after the colon", value)
        return value.text.strip() if value.style != "block" else value.text.rstrip()
    if isinstance(value, Entries | Items):
        raise wrong("wrong-shape", "Words are wanted here, not a list", "Write them after the colon, in one line or "
                    "after | on the lines below", value)  # fmt: skip
    return value


def _flag(value: Any) -> Any:
    if isinstance(value, Word):
        if value.text not in ("yes", "no"):
            raise wrong("yes-or-no", f"“{value.text}” is neither yes nor no", "Write yes or no", value)
        return value.text == "yes"
    return value


SNAKE = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*")
KEBAB = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")


def check_id(text: str, at: Any) -> str:
    """An id inside a service: lower_snake and not a word that means something itself."""
    if not SNAKE.fullmatch(text):
        tidy = re.sub(r"[^a-z0-9]+", "_", text.lower()).strip("_")
        raise wrong("bad-id", f"“{text}” cannot be a name here: small letters, figures and _ only",
                    f"Write {tidy}" if SNAKE.fullmatch(tidy) else "Begin with a letter", at)  # fmt: skip
    if text in RESERVED:
        raise wrong("bad-id", f"“{text}” means something else already", f"Write {text}_given, say", at)
    return text


def _id(value: Any) -> Any:
    return check_id(_text(value), value) if isinstance(value, Word) else _text(value)


def _name(value: Any) -> Any:
    text = _text(value)
    if isinstance(value, Word) and not KEBAB.fullmatch(text):
        tidy = re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")
        raise wrong("bad-id", f"“{text}” cannot be a name here: small letters, figures and - only",
                    f"Write {tidy}" if KEBAB.fullmatch(tidy) else "Begin with a letter", value)  # fmt: skip
    return text


def _listed(value: Any) -> Any:
    """A word alone stands for a list of one."""
    return [value] if isinstance(value, Word) else value


SCALAR = {"type": ["string", "number", "boolean"]}

Text = Annotated[str, BeforeValidator(_text), WithJsonSchema(SCALAR)]
Flag = Annotated[bool, BeforeValidator(_flag), WithJsonSchema({"enum": ["yes", "no"]})]
#: An id inside the service, lower_snake.
Id = Annotated[str, BeforeValidator(_id), WithJsonSchema({"type": "string", "pattern": f"^{SNAKE.pattern}$"})]
#: A name shared between services, kebab-case.
Name = Annotated[str, BeforeValidator(_name), WithJsonSchema({"type": "string", "pattern": f"^{KEBAB.pattern}$"})]
#: One or several words.
Texts = Annotated[
    tuple[Text, ...], BeforeValidator(_listed),
    WithJsonSchema({"anyOf": [SCALAR, {"type": "array", "items": SCALAR}]}),
]  # fmt: skip
