"""What a definition declares: its steps, its answers and what each is. Read as it is written, before it is checked."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from components.base import Question
from components.registry import kinds
from workflows.reading import Word
from workflows.settings import Entries
from workflows.shared import is_group, is_use, path_of_group
from workflows.step import verbs

#: The words under which a step, or the deadline, has steps of its own.
LISTS = ("if late", "if extended", "if failed", "steps")
#: The verbs whose own word names the step.
NAMED_BY_VERB = ("ask", "look up", "pay", "wait for")


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
        found = list(_steps(self.data.get("steps"), {}, count))
        deadline = self.data.get("deadline")
        if isinstance(deadline, Entries):
            found += [one for key in LISTS for one in _steps(deadline.get(key), {}, count)]
        return tuple(found)

    @cached_property
    def ids(self) -> frozenset[str]:
        return frozenset(step.id for step in self.steps)

    def learn_step(self, step: Standing) -> list[str]:
        """The names that a step asks or gives."""
        names = [name for questions in questions_of(step.data) for name in self.learn(questions, step.prefix)]
        for name, kind in in_entries(step.data.get("gives")).items():
            said = kind.text if isinstance(kind, Word) else ""
            self.kinds[step.prefix + name] = "choice" if said.startswith("choice of ") else said
            names.append(name)
        worked_out = list(in_entries(step.data.get("work out")))
        self.kinds.update({step.prefix + name: "" for name in worked_out})
        return names + worked_out

    def learn(self, questions: Any, prefix: str) -> list[str]:
        """The names of questions, and what each is; what is asked again is known already."""
        for name, value in in_entries(questions).items():
            path = prefix + name
            if is_use(value) and isinstance(value["use"], Word):
                self.kinds[path], self.uses[path] = "", path_of_group(self.path, value["use"].text)
            elif isinstance(value, Entries):
                kind = value.get("type")
                self.kinds[path] = kind.text if isinstance(kind, Word) else ""
                self.learn(value.get("questions"), f"{path}.")
        return list(in_entries(questions))


@dataclass(frozen=True)
class House:
    """What every service may name."""

    teams: frozenset[str]
    groups: frozenset[str]
    services: Mapping[str, Known]


def kind_of(question: Entries) -> type[Question]:
    """The kind of a question as it is written; any, where nobody can tell."""
    named = question.get("type")
    return kinds().get(named.text.strip(), Question) if isinstance(named, Word) else Question


def questions_of(step: Entries) -> list[Any]:
    """The questions of a step, with pages or without."""
    pages = step.get("pages")
    among = pages if isinstance(pages, list) else []
    return [one.get("questions") for one in [step, *among] if isinstance(one, Entries)]


def _steps(data: Any, words: Mapping[str, str], count: Counter[str]) -> Iterator[Standing]:
    for step in (one for one in in_list(data) if isinstance(one, Entries)):
        verb = next((key for key in step if key in verbs()), "")
        count[verb] += 1
        named = step.get(verb) if verb in NAMED_BY_VERB else step.get("id")
        id = named.text.strip() if isinstance(named, Word) else f"{verb.replace(' ', '_')}_{count[verb]}"
        yield Standing(step, verb, id, words)
        for inside in lists_of(step, verb):
            yield from _steps(inside, {**words, **_loop(step, words)}, count)


def lists_of(step: Entries, verb: str) -> Iterator[Any]:
    """The lists of steps inside a step, in the order in which they are numbered."""
    if verb in ("branch", "branch all"):
        for arm in in_list(step[verb]):
            yield from (in_entries(arm).get(key) for key in ("then", "otherwise"))
    if verb == "together":
        yield from in_entries(step[verb]).values()
    yield from (step.get(key) for key in LISTS)


def _loop(step: Entries, words: Mapping[str, str]) -> dict[str, str]:
    """The word of a `for each`, and the list that it goes through, as that is called outside."""
    said = step.get("for each")
    word, _, source = said.text.strip().partition(" in ") if isinstance(said, Word) else ("", "", "")
    return {word: outside(source.strip(), words)} if source else {}


def outside(path: str, words: Mapping[str, str]) -> str:
    first, dot, rest = path.partition(".")
    return f"{words[first]}{dot}{rest}" if first in words else path


def in_entries(data: Any) -> Entries | dict[str, Any]:
    return data if isinstance(data, Entries) else {}


def in_list(data: Any) -> Iterable[Any]:
    return data if isinstance(data, list) else ()
