"""What is different between two texts of a service; what only goes by another name is told as that, once."""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any, NamedTuple

from workflows.asking import Asked
from workflows.changes import bare, changes
from workflows.faults import Faulty
from workflows.load import as_published
from workflows.mentioned import Sort
from workflows.renaming import CannotRename, rename
from workflows.settings import Settings
from workflows.step import Step
from workflows.verbs.ask import Ask
from workflows.workflow import Workflow

#: What may go by another name, and what a sentence calls it: answers first, because steps hold them.
NAMED: Mapping[Sort, str] = {
    "answer": "question", "message": "letter", "document": "document", "outcome": "outcome", "step": "step",
}  # fmt: skip


class Texts(NamedTuple):
    """A service with all that it is read with."""

    files: Mapping[str, str]
    path: str


def differences(old: Texts, new: Texts) -> tuple[str, ...]:
    """Every difference that somebody would notice, in sentences. Both can be read, though perhaps not published."""
    now, told = as_published(*new), list[str]()
    for sort, called in NAMED.items():
        for before, after in _called_otherwise(_things(as_published(*old), sort), _things(now, sort)):
            renamed = _renamed(frozenset(old.files.items()), old.path, before, after, sort)
            if renamed is not None:
                old = Texts(renamed, old.path)
                told.append(f"The {called} {before} is called {after} now")
    return (*told, *changes(as_published(*old), now))


@lru_cache(maxsize=50)
def _renamed(
    files: frozenset[tuple[str, str]], path: str, before: str, after: str, sort: Sort
) -> Mapping[str, str] | None:
    """The texts with another name in them; None where it cannot be so."""
    try:
        return {**dict(files), **rename(dict(files), path, before, after, sort).files}
    except (CannotRename, Faulty):
        return None


def _things(workflow: Workflow, sort: Sort) -> dict[str, Any]:
    """What a service names, and what it holds but for its name."""
    if sort == "answer":
        return {one.id: _held(one) for ask in workflow.asks().values() for one in ask.asked() if not one.again}
    if sort == "step":
        steps = [step for step in workflow.layout.every if step.written_id or type(step).id is not Step.id]
        return {step.id: _asked(step) or bare(step) for step in steps}
    file = workflow.file
    written: Mapping[str, Mapping[str, Settings]]
    written = {"message": file.messages, "document": file.documents, "outcome": file.outcomes}
    return {name: bare(one) for name, one in written[sort].items()}


def _asked(step: Step) -> list[str]:
    """What a step asks: nothing else does, so that it is known by that."""
    return [one.id for one in step.asked()] if isinstance(step, Ask) else []


def _held(asked: Asked) -> Any:
    rules = [rule.text if rule else "" for rule in (asked.when, asked.accept)]
    return [type(asked.question), asked.question.model_dump(), *rules, asked.problem]


def _called_otherwise(old: dict[str, Any], new: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """What is gone and what is come instead: each is like one other alone."""
    gone, come = [name for name in old if name not in new], [name for name in new if name not in old]
    like = {name: [one for one in come if _alike(old[name], new[one], name, one)] for name in gone}
    for name, found in like.items():
        if len(found) == 1 and sum(found[0] in others for others in like.values()) == 1:
            yield name, found[0]


def _alike(old: Any, new: Any, before: str, after: str) -> bool:
    """Whether two values are the same, where the one name may stand for the other."""
    if isinstance(old, str) and isinstance(new, str):
        return old == new or re.sub(rf"\b{before}\b", after, old) == new
    if isinstance(old, Mapping) and isinstance(new, Mapping):
        return _alike([*old.items()], [*new.items()], before, after)
    if isinstance(old, list | tuple) and isinstance(new, list | tuple):
        return len(old) == len(new) and all(_alike(*pair, before, after) for pair in zip(old, new, strict=True))
    return bool(old == new)
