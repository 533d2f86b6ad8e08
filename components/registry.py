"""The door by which kinds come in: ours and those of other packages by the same one.

An entry point in the group `wherry.components` names a module or a package; every kind in it is
known from then on. Ours is the package `components`, so that a new kind is one new file.
"""

import importlib
import pkgutil
from functools import cache
from importlib.metadata import entry_points
from types import MappingProxyType, ModuleType

from components.base import Question


@cache
def kinds() -> MappingProxyType[str, type[Question]]:
    """Every kind of question that is installed, by the word that designers write."""
    found: dict[str, type[Question]] = {}
    for door in sorted(entry_points(group="wherry.components"), key=lambda door: door.name):
        for module in _modules(importlib.import_module(door.value)):
            for kind in _kinds_in(module):
                if kind.kind in found:
                    raise ValueError(f"Two components call themselves {kind.kind!r}: {found[kind.kind]} and {kind}")
                found[kind.kind] = kind
    return MappingProxyType(dict(sorted(found.items())))


def _modules(named: ModuleType) -> list[ModuleType]:
    if not hasattr(named, "__path__"):
        return [named]
    inside = sorted(module.name for module in pkgutil.iter_modules(named.__path__, named.__name__ + "."))
    return [importlib.import_module(name) for name in inside]


def _kinds_in(module: ModuleType) -> list[type[Question]]:
    return [
        thing
        for thing in vars(module).values()
        if isinstance(thing, type) and issubclass(thing, Question) and thing.__module__ == module.__name__
        and "kind" in vars(thing)
    ]  # fmt: skip
