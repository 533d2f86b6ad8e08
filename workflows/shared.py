"""What is written once in `definitions/shared/` for several services: questions, by `use:`, and lists of options.

The answers of shared questions stand in a service under the name of the question that uses them: `parent.email`.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import is_dataclass, replace
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

from pydantic import Field

from components.types import Type
from workflows.conditions import tree as node
from workflows.expressions import Condition, Expression
from workflows.faults import Faults, Place, did_you_mean
from workflows.reading import MOST_NODES, Word, place_inside
from workflows.settings import Entries, Items, Name, Settings, build

if TYPE_CHECKING:
    from workflows.asking import Asked

FOLDER = "shared"
#: Finds every group and list that a text uses, and at worst a word that looks like one, which does no harm.
USES = re.compile(r"""(?:use|from)["']?\s*:\s*["']?([a-z][a-z0-9-]*)""")
READ = "Write shared: and questions: in its file"
#: The kind of question that takes its options from another system.
ELSEWHERE = ("choice", "choices")
#: Names and words of groups that one service may ask: as many as a file may hold. Each use reads its group anew.
MOST_ASKED = MOST_NODES


class SharedFile(Settings):
    """The whole of one file in definitions/shared/."""

    called = "a shared group"
    shared: Name = Field(description="Same as the file's name; never changes")
    questions: Any = Field(description="The questions, by name, as in a service")


class SharedList(Settings):
    """The whole of one file in definitions/shared/ that holds options."""

    called = "a shared list"
    shared: Name = Field(description="Same as the file's name; never changes")
    options: Any = Field(description="The options, as in a question")


class From(Settings):
    """What stands after `options:` where they are those of a shared list."""

    called = "the options of a shared list"
    from_: Name = Field(alias="from", description="The file in definitions/shared/ that holds the options")


class Use(Settings):
    """What stands in a service where a shared group is asked."""

    called = "questions of a shared group"
    use: Name = Field(description="The file in definitions/shared/ that holds the questions")
    when: Condition | None = Field(None, description="They are asked only where this holds")


class Reading(Faults):
    """The faults of one reading, and the shared groups that its questions may use: None for one that is at fault."""

    def __init__(self) -> None:
        super().__init__()
        self.groups: dict[str, Entries | None] = {}
        #: The shared lists in the same way.
        self.lists: dict[str, Items | None] = {}
        #: The names of lists that other systems keep, as the organisation has them.
        self.look_ups: frozenset[str] = frozenset()
        #: Every group that there is, used or not, to say which was meant.
        self.known: frozenset[str] = frozenset()
        #: How many names and words of groups were asked so far.
        self.asked = 0

    def questions(self, key: str, group: str) -> Entries | None:
        """What a group asks where it stands under the name `key`."""
        return self.groups.get(group)


class Both(Expression):
    """What the use of a group asks for, and what one of its questions asks for besides."""

    __slots__ = ("both",)

    def __init__(self, one: Expression, other: Expression) -> None:
        super().__init__(other.word, node.And((one.tree, other.tree)))
        self.both = (one, other)

    def bind(self, names: Mapping[str, Type], faults: Faults, condition: bool = False) -> Type | None:
        """Each is told of at its own place."""
        found = [one.bind(names, faults, condition) for one in self.both]
        return super().bind(names, faults, condition) if all(found) else None


def path_of_group(path: str, group: str) -> str:
    """Where a group stands that the definition at `path` uses."""
    return str(PurePosixPath(path).with_name(FOLDER) / f"{group}.yaml")


def is_group(path: str) -> bool:
    return PurePosixPath(path).parent.name == FOLDER


def groups_beside(files: Iterable[str], path: str) -> frozenset[str]:
    """The names of all groups that the definition at `path` may use."""
    folder = PurePosixPath(path).with_name(FOLDER)
    return frozenset(one.stem for one in map(PurePosixPath, files) if one.parent == folder)


def groups_in(text: str) -> tuple[str, ...]:
    """The names of the groups that a definition uses."""
    return tuple(sorted(set(USES.findall(text))))


def read_group(data: Entries, path: str, faults: Faults) -> Entries | None:
    """The questions of a group as they are written, or its faults."""
    file = build(SharedFile, data, faults, data.place)
    if file is None:
        return None
    name = PurePosixPath(path).stem
    if file.shared != name:
        faults.fault(file.at("shared"), "wrong-name", f"The file is called {name}.yaml, the group {file.shared}",
                     f"Write shared: {name}")  # fmt: skip
    if not isinstance(file.questions, Entries):
        faults.fault(file.at("questions"), "wrong-shape", "Questions are written by name, each on its own lines", READ)
        return None
    inner = [key for key, value in file.questions.items() if is_use(value)]
    for key in inner:
        faults.fault(file.questions.keys_at[key], "group-in-group", "A shared group cannot use another",
                     "Write its questions here")  # fmt: skip
    return file.questions.holding({key: one for key, one in file.questions.items() if key not in inner})


def is_list(data: Entries) -> bool:
    """Whether a file holds options and no questions."""
    return "options" in data and "questions" not in data


def read_list(data: Entries, path: str, faults: Faults) -> Items | None:
    """The options of a shared list as they are written, or its faults."""
    file = build(SharedList, data, faults, data.place)
    if file is None:
        return None
    name = PurePosixPath(path).stem
    if file.shared != name:
        faults.fault(file.at("shared"), "wrong-name", f"The file is called {name}.yaml, the list {file.shared}",
                     f"Write shared: {name}")  # fmt: skip
    if not isinstance(file.options, Items):
        faults.fault(file.at("options"), "wrong-shape", "Options are written as a list", "Write - Acle, one a line")
        return None
    return file.options


def with_options(value: Entries, faults: Faults) -> Entries:
    """A question's settings, where `options: {from: …}` stands for the options of a shared list."""
    written = value.get("options")
    if not (isinstance(written, Entries) and "from" in written):
        return value
    if _is_elsewhere(value, written, faults):
        return value
    options = _options_from(written, value.keys_at["options"], faults)
    if options is None:  # what is wrong was said: any option keeps it from being said again
        faults.torn = True
        options = Items([Word("?", written.place, "plain")], written.place)
    return value.holding({**value, "options": options})


def _is_elsewhere(value: Entries, written: Entries, faults: Faults) -> bool:
    """Whether another system keeps the list: a choice draws that when it is asked."""
    assert isinstance(faults, Reading), "questions are read by workflows.load"
    name, kind = written["from"], value.get("type")
    if not isinstance(name, Word) or name.text not in faults.look_ups or name.text in faults.lists:
        return False
    if isinstance(kind, Word) and kind.text not in ELSEWHERE:
        faults.fault(name.place, "wrong-value", f"“{name.text}” is kept by another system, which gives the options of "
                     "a choice or choices alone", "Write type: choice")  # fmt: skip
        return False
    return len(written) == 1


def _options_from(written: Entries, place: Place, faults: Faults) -> Items | None:
    assert isinstance(faults, Reading), "questions are read by workflows.load"
    source = build(From, written, faults, place)
    if source is None:
        return None
    if source.from_ not in faults.lists | dict.fromkeys(faults.look_ups):
        cure = (
            did_you_mean(source.from_, faults.known | faults.look_ups)
            or f"Write the options in {FOLDER}/{source.from_}.yaml"
        )
        faults.fault(source.at("from"), "unknown-shared", f"There is no shared list called “{source.from_}”", cure)
    options = faults.lists.get(source.from_)
    faults.asked += _size(options)
    if faults.asked > MOST_ASKED:
        faults.fault(source.at("from"), "too-large", f"With this what the service shares holds over {MOST_ASKED:,} "
                     "names and words", "Use fewer lists and groups, or shorter ones")  # fmt: skip
        return None
    return options


def is_use(value: Any) -> bool:
    return isinstance(value, Entries) and "use" in value


Read = Callable[[Entries, Faults], "tuple[Asked, ...]"]


def questions_used(key: str, value: Entries, place: Place, faults: Faults, read: Read) -> "tuple[Asked, ...]":
    """The questions of a group under the name `key`, each as the service asks it."""
    use = build(Use, value, faults, place)
    questions = _found(key, use, faults) if use else None
    if use is None or questions is None:
        faults.torn = True
        return ()
    asked = read(questions, faults)
    own = frozenset(one.id for one in asked)
    return tuple(
        replace(one, id=f"{key}.{one.id}", when=_both(use.when, _named(one.when, key, own, faults)),
                accept=_named(one.accept, key, own, faults))
        for one in asked
    )  # fmt: skip


def _found(key: str, use: Use, faults: Faults) -> Entries | None:
    assert isinstance(faults, Reading), "questions are read by workflows.load"
    if use.use not in faults.groups:
        cure = did_you_mean(use.use, faults.known) or f"Write the questions in {FOLDER}/{use.use}.yaml"
        faults.fault(use.at("use"), "unknown-shared", f"There is no shared group called “{use.use}”", cure)
    faults.asked += _size(faults.groups.get(use.use))
    if faults.asked > MOST_ASKED:
        faults.fault(use.at("use"), "too-large", f"With this the shared groups of the service hold over {MOST_ASKED:,} "
                     "names and words", "Use fewer groups, or shorter ones")  # fmt: skip
        return None
    return faults.questions(key, use.use)


def _size(data: Any) -> int:
    """The names and words in a part of a file."""
    inner = data.values() if isinstance(data, Entries) else data if isinstance(data, list) else ()
    return 1 + sum(map(_size, inner))


def _both(one: Expression | None, other: Expression | None) -> Expression | None:
    return Both(one, other) if one and other else one or other


def _named(expression: Expression | None, key: str, own: frozenset[str], faults: Faults) -> Expression | None:
    """A condition that calls its neighbours by their bare names, as it reads in the service."""
    if expression is None:
        return None
    for name in _names(expression.tree, frozenset()):
        if name.path.partition(".")[0] not in own:
            cure = did_you_mean(name.path, own) or "Ask it in this group, or write the condition in the service"
            faults.torn = True
            faults.fault(place_inside(expression.word, name.at), "unknown-name",
                         f'"{name.path}" is not asked in this group', cure)  # fmt: skip
    return Expression(expression.word, _renamed(expression.tree, key, frozenset()))


def _names(tree: Any, bound: frozenset[str]) -> Iterator[node.Name]:
    """The names that a condition reads, but for the words of its quantifiers."""
    if isinstance(tree, node.Name) and tree.path.partition(".")[0] not in bound:
        yield tree
    bound |= {tree.word} if isinstance(tree, node.Quantified) else set()
    for part in _parts(tree):
        yield from _names(part, bound)


def _parts(tree: Any) -> Iterable[Any]:
    if isinstance(tree, tuple):
        return tree
    return [getattr(tree, name) for name in tree.__dataclass_fields__] if is_dataclass(tree) else ()


def _renamed(tree: Any, key: str, bound: frozenset[str]) -> Any:
    match tree:
        case node.Name(path):
            return tree if path.partition(".")[0] in bound else replace(tree, path=f"{key}.{path}")
        case tuple():
            return tuple(_renamed(part, key, bound) for part in tree)
        case node.Constant():
            return tree
    if not is_dataclass(tree):
        return tree
    bound |= {tree.word} if isinstance(tree, node.Quantified) else set()
    parts = {name: _renamed(getattr(tree, name), key, bound) for name in tree.__dataclass_fields__}
    return replace(tree, **parts)  # type: ignore[type-var]  # `is_dataclass` says that it is an instance


def flat(given: Entries, names: Iterable[str]) -> Iterator[tuple[str, Any, Place]]:
    """What an example gives, by the names of the answers: `parent: {email: …}` is `parent.email`."""
    known = set(names)
    for name, value in given.items():
        group = isinstance(value, Entries) and name not in known and any(one.startswith(f"{name}.") for one in known)
        if group:
            yield from ((f"{name}.{inner}", written, value.keys_at[inner]) for inner, written in value.items())
        else:
            yield name, value, given.keys_at[name]
