"""What every step has, whatever its verb; and the door by which verbs come in.

A verb is one file in `workflows/verbs/`: its words, what it needs of other steps, its moves and its picture.
"""

import importlib
import pkgutil
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Literal

from pydantic import BeforeValidator, Field, ValidationInfo, WithJsonSchema

from components.types import Type
from workflows.expressions import Condition, Expression
from workflows.faults import Faults, collecting, did_you_mean
from workflows.moves import Joined, Move, Standing
from workflows.reading import Word
from workflows.settings import Entries, Id, Items, Settings, build, wrong

if TYPE_CHECKING:
    from workflows.checks.scope import Scope

#: What stands after `otherwise:` where nothing happens there; people try it elsewhere.
GO_ON = "go on"


@dataclass(frozen=True)
class Lane:
    """A list of steps inside a step. `when` holds on the way in, where the step says so."""

    steps: "tuple[Step, ...]"
    when: Expression | None = None
    label: str = ""
    #: Opened by what happens, not when the case arrives, and by which: drawn dashed.
    aside: Literal["", "late", "failed", "extended"] = ""
    #: Whether it is gone through as a thread of its own, beside its neighbours.
    apart: bool = False
    #: In a `for each`, what the item is called inside, and the list it is of.
    word: str = ""
    source: str = ""


class Step(Settings):
    """One instruction of a service. Its id is its verb and number where none is written."""

    called = "a step"
    verb: ClassVar[str]
    #: One line for the panel "What can I write here?" and for hover help.
    does: ClassVar[str]
    #: A whole correct sample of the step, which the checker passes in a service that has what it names.
    sample: ClassVar[str]
    #: Whether a case may stay at it.
    rests: ClassVar[bool] = False
    #: Whether it may stand in a list that time opens: not, anywhere, nowhere else, or as its last step.
    late: ClassVar[Literal["no", "may", "only", "last"]] = "no"
    #: Whether a case goes on to the next step after it.
    passes: ClassVar[bool] = True
    #: Whether what it gave counts until it gives again, also when a way back leads to it: nobody is asked there again.
    stands: ClassVar[bool] = False

    when: Condition | None = Field(None, description="The step is passed over where this does not hold")
    written_id: Id = Field("", alias="id", description="A name for the step, where something names it")
    _id: ClassVar[str] = ""

    @property
    def id(self) -> str:
        return self._id

    def take_name(self, id: str) -> None:
        """Name a step that has no name of its own."""
        vars(self)["_id"] = id

    def lanes(self) -> list[Lane]:
        """The lists of steps inside this one, in order."""
        return []

    def gives(self) -> Mapping[str, Type]:
        """The answers that it gives and their types."""
        return {}

    def targets(self) -> Iterable[str]:
        """The steps that it goes to."""
        return ()

    def expressions(self) -> Iterable[tuple[Expression, str]]:
        """What it reads of the answers: an expression and what that is for ("condition" or "value")."""
        return ()

    def check_names(self, scope: "Scope") -> None:
        """Say what is wrong with its names and types, as far as only this verb can know."""

    def arrive(self, standing: Standing) -> list[Move]:
        """What happens when a case comes to it."""
        raise NotImplementedError

    def rejoin(self, standing: Standing, joined: Joined) -> list[Move]:
        """Of a step that forks: what happens when something changed in its threads. Nothing: they go on."""
        raise NotImplementedError

    def joins_all(self) -> bool:
        """Of a step that forks: whether it goes on only when every thread is done."""
        return True

    def enough(self, threads: int) -> int:
        """Of a step that forks into so many lists: in how many of them a case must come to the end."""
        return threads

    def describe(self) -> str:
        """A few words for the picture and for the changes against another version."""
        return f"{self.verb} {self.id}"


@cache
def verbs() -> MappingProxyType[str, type[Step]]:
    """Every verb, by the word that a step starts with."""
    package = importlib.import_module("workflows.verbs")
    found = {}
    for module in sorted(info.name for info in pkgutil.iter_modules(package.__path__)):
        for thing in vars(importlib.import_module(f"workflows.verbs.{module}")).values():
            if isinstance(thing, type) and issubclass(thing, Step) and "verb" in vars(thing):
                found[thing.verb] = thing
    return MappingProxyType(found)


def read_step(data: Any, faults: Faults) -> Step | None:
    """One step from its words; the verb chooses the model before anything else is looked at."""
    if isinstance(data, Word) and data.text == GO_ON:
        raise wrong("wrong-shape", "“go on” is no step: after the last one the case goes on by itself",
                    "Leave it out; where nothing else stands in the list, leave the list out", data)  # fmt: skip
    if not isinstance(data, Entries):
        raise wrong("wrong-shape", "A step starts with its verb and a colon", "Write, say, - ask: report", data)
    written = [key for key in data if key in verbs()]
    faults.torn |= len(written) != 1
    if len(written) > 1:
        faults.fault(data.keys_at[written[1]], "two-steps", f"“{written[1]}:” begins another step here",
                     f"Write - before {written[1]}:")  # fmt: skip
        return None
    if not written:
        word = next(iter(data), "")
        cure = next((guess for key in data if (guess := did_you_mean(key, verbs()))), "")
        faults.fault(data.keys_at.get(word, data.place), "unknown-verb", f"No step starts with “{word}:”",
                     cure or f"The verbs are: {', '.join(verbs())}")  # fmt: skip
        return None
    return build(verbs()[written[0]], data, faults, data.place)


def _steps(data: Any, info: ValidationInfo) -> Any:
    if isinstance(data, tuple):
        return data
    if isinstance(data, Word) and data.text == GO_ON:
        raise wrong("wrong-shape", "“go on” stands only after otherwise:", "Leave it out: the case goes on by itself",
                    data)  # fmt: skip
    if not isinstance(data, Items):
        raise wrong("wrong-shape", "Steps are a list: each begins with a dash", "Write - before each step", data)
    return tuple(step for item in data if (step := read_step(item, collecting(info.context))))


Steps = Annotated[
    tuple[Step, ...], BeforeValidator(_steps),
    WithJsonSchema({"type": "array", "items": {"$ref": "#/$defs/step"}}),
]  # fmt: skip


def every(steps: Iterable[Step]) -> Iterator[Step]:
    """The steps and all inside them, in the order of the file."""
    for step in steps:
        yield step
        for lane in step.lanes():
            yield from every(lane.steps)
