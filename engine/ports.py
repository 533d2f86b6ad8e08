"""What the engine needs of the outside, named here and done in `outside/` or by another package."""

from collections.abc import Callable, Mapping
from importlib.metadata import entry_points
from typing import Protocol, TypeAlias

from components.base import Answer


class FileStore(Protocol):
    """Keeps the bytes of files by an id that nobody can guess."""

    def put(self, id: str, data: bytes) -> None: ...

    def get(self, id: str) -> bytes:
        """The bytes again; a KeyError where there are none."""
        ...

    def delete(self, id: str) -> None:
        """Nothing happens where there are none."""


class Failed(Exception):
    """Why an action could not be done, in a sentence for the team that owns the service."""


#: What `call:` does: from what it is told, by name, to the answers it brings, or `Failed`. Its second argument is the
#: same whenever the same call is tried again, so that what was done already is not done twice.
Action: TypeAlias = Callable[[Mapping[str, Answer], str], Mapping[str, Answer]]


def registered() -> dict[str, Action]:
    """The actions that are installed, by the name that a service calls: the entry points `wherry.actions`."""
    return {door.name: door.load() for door in entry_points(group="wherry.actions")}
