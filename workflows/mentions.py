"""Every place in a folder of definitions where something is named: what it is, and where the name begins.

Definitions are read as they are written and not checked, so that a place is found also where something is wrong.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import PurePosixPath
from types import MappingProxyType
from typing import Any, Literal, TypeAlias

from workflows.faults import Place
from workflows.organisation import Organisation
from workflows.reading import Word, place_inside, read
from workflows.settings import Entries, entries
from workflows.shared import is_group, is_use, path_of_group
from workflows.step import verbs
from workflows.translations import is_language

Sort: TypeAlias = Literal[
    "step", "answer", "option", "message", "document", "outcome", "part",
    "team", "group of teams", "calendar", "service", "shared group",
]  # fmt: skip
SORTS: tuple[Sort, ...] = Sort.__args__  # type: ignore[attr-defined]  # a union of words knows them

#: The words under which a step has lists of steps of its own.
LISTS = ("if late", "if extended", "if failed", "steps")
#: The verbs whose own word names the step.
NAMED_BY_VERB = ("ask", "look up", "pay", "wait for")
#: The verbs whose answers come from others, who know them by their names.
FROM_OTHERS = ("call", "run", "wait for")
NONE: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, order=True, slots=True)
class Thing:
    """What is named. `owner` is the file that it belongs to, "" where all share it.

    An answer is called as it is outside of everything: `children.age`. An option also has its value.
    """

    sort: Sort
    owner: str
    name: str
    value: str = ""

    @property
    def called(self) -> str:
        """What stands where it is named."""
        return self.value or self.name.rpartition(".")[2]

    def __str__(self) -> str:
        return f"the option {self.value} of {self.name}" if self.value else f"the {self.sort} {self.name}"


@dataclass(frozen=True, order=True, slots=True)
class Mention:
    place: Place
    thing: Thing
    #: Whether it is here that the thing is made.
    declares: bool = False
    #: Whether somebody outside knows it by this very name.
    fixed: bool = False


@dataclass(frozen=True)
class Standing:
    """A step where it stands: its id, and the lists that its `for each` words go through."""

    data: Entries
    verb: str
    id: str
    words: Mapping[str, str]

    @property
    def prefix(self) -> str:
        """What its answers' names begin with: they belong to the item of the innermost list."""
        return f"{[*self.words.values()][-1]}." if self.words else ""


@dataclass
class Known:
    """What a service, or a shared group, declares."""

    path: str
    data: Entries
    #: What each answer is: choice, choices, team, list or something else.
    kinds: dict[str, str] = field(default_factory=dict)
    #: The answers under which a shared group is asked, and its path.
    uses: dict[str, str] = field(default_factory=dict)
    #: What each step is answered, by the names that stand there.
    answered: dict[str, dict[str, str]] = field(default_factory=dict)

    @classmethod
    def of(cls, path: str, data: Entries) -> "Known":
        known = cls(path, data)
        if is_group(path):
            known.learn(data.get("questions"), "")
        for step in known.steps:
            known.answered[step.id] = {name: step.prefix + name for name in known.learn_step(step)}
        return known

    @cached_property
    def steps(self) -> tuple[Standing, ...]:
        """Every step, in the order in which those without a name are numbered."""
        count: Counter[str] = Counter()
        found = list(_steps(self.data.get("steps"), NONE, count))
        deadline = self.data.get("deadline")
        if isinstance(deadline, Entries):
            found += [one for key in LISTS for one in _steps(deadline.get(key), NONE, count)]
        return tuple(found)

    @cached_property
    def ids(self) -> frozenset[str]:
        return frozenset(step.id for step in self.steps)

    def learn_step(self, step: Standing) -> list[str]:
        """The names that a step asks or gives."""
        names = [name for questions in questions_of(step.data) for name in self.learn(questions, step.prefix)]
        for name, kind in _entries(step.data.get("gives")).items():
            said = kind.text if isinstance(kind, Word) else ""
            self.kinds[step.prefix + name] = "choice" if said.startswith("choice of ") else said
            names.append(name)
        worked_out = list(_entries(step.data.get("work out")))
        self.kinds.update({step.prefix + name: "" for name in worked_out})
        return names + worked_out

    def learn(self, questions: Any, prefix: str) -> list[str]:
        """The names of questions, and what each is; what is asked again is known already."""
        for name, value in _entries(questions).items():
            path = prefix + name
            if is_use(value) and isinstance(value["use"], Word):
                self.kinds[path], self.uses[path] = "", path_of_group(self.path, value["use"].text)
            elif isinstance(value, Entries):
                kind = value.get("type")
                self.kinds[path] = kind.text if isinstance(kind, Word) else ""
                self.learn(value.get("questions"), f"{path}.")
        return list(_entries(questions))


@dataclass(frozen=True)
class House:
    """What every service may name."""

    teams: frozenset[str]
    groups: frozenset[str]
    services: Mapping[str, Known]


def mentions(files: Mapping[str, str]) -> tuple[Mention, ...]:
    """Every mention in these files, in reading order. Raises `Faulty` where one is no YAML that can be read."""
    from workflows.mentioned import in_group, in_organisation, in_service, in_translation

    data = {path: entries(read(text, path)) for path, text in files.items()}
    organisation = next((one for path, one in data.items() if _is_organisation(path)), None)
    services = {path: Known.of(path, one) for path, one in data.items() if not _is_organisation(path)}
    house = House(
        frozenset(key for word in ("teams", "partners") for key in _entries((organisation or {}).get(word))),
        frozenset(_entries((organisation or {}).get("groups"))),
        services,
    )
    found = [] if organisation is None else list(in_organisation(organisation))
    for path, known in services.items():
        if is_group(path):
            found += in_group(known, house)
        elif language_of(path):
            original = services.get(str(PurePosixPath(path).parent.parent / PurePosixPath(path).name))
            found += in_translation(original, house, known.data) if original else ()
        else:
            found += in_service(known, house)
    return tuple(sorted(set(found)))


def language_of(path: str) -> bool:
    """Whether a file holds a service's words in another language."""
    return is_language(PurePosixPath(path).parent.name)


def _is_organisation(path: str) -> bool:
    return PurePosixPath(path).name == "organisation.yaml"


def questions_of(step: Entries) -> list[Any]:
    """The questions of a step, with pages or without."""
    pages = step.get("pages")
    among = pages if isinstance(pages, list) else []
    return [one.get("questions") for one in [step, *among] if isinstance(one, Entries)]


def _steps(data: Any, words: Mapping[str, str], count: Counter[str]) -> Iterator[Standing]:
    for step in (one for one in _list(data) if isinstance(one, Entries)):
        verb = next((key for key in step if key in verbs()), "")
        count[verb] += 1
        named = step.get(verb) if verb in NAMED_BY_VERB else step.get("id")
        id = named.text.strip() if isinstance(named, Word) else f"{verb.replace(' ', '_')}_{count[verb]}"
        yield Standing(step, verb, id, words)
        for inside in lists_of(step, verb):
            yield from _steps(inside, words | _loop(step, words), count)


def lists_of(step: Entries, verb: str) -> Iterator[Any]:
    """The lists of steps inside a step, in the order in which they are numbered."""
    if verb in ("branch", "branch all"):
        for arm in _list(step[verb]):
            yield from (_entries(arm).get(key) for key in ("then", "otherwise"))
    if verb == "together":
        yield from _entries(step[verb]).values()
    yield from (step.get(key) for key in LISTS)


def _loop(step: Entries, words: Mapping[str, str]) -> dict[str, str]:
    """The word of a `for each`, and the list that it goes through, as that is called outside."""
    said = step.get("for each")
    word, _, source = said.text.strip().partition(" in ") if isinstance(said, Word) else ("", "", "")
    return {word: outside(source.strip(), words)} if source else {}


def outside(path: str, words: Mapping[str, str]) -> str:
    first, dot, rest = path.partition(".")
    return f"{words[first]}{dot}{rest}" if first in words else path


def _entries(data: Any) -> Entries | dict[str, Any]:
    return data if isinstance(data, Entries) else {}


def _list(data: Any) -> Iterable[Any]:
    return data if isinstance(data, list) else ()


def placed(word: Word, at: int) -> Place:
    return place_inside(word, at)


__all__ = ["Known", "Mention", "Organisation", "Sort", "Thing", "mentions"]
