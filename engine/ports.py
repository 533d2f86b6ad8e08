"""What the engine needs of the outside, named here and done in `outside/`."""

from typing import Protocol


class FileStore(Protocol):
    """Keeps the bytes of files by an id that nobody can guess."""

    def put(self, id: str, data: bytes) -> None: ...

    def get(self, id: str) -> bytes:
        """The bytes again; a KeyError where there are none."""
        ...

    def delete(self, id: str) -> None:
        """Nothing happens where there are none."""
