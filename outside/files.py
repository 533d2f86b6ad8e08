"""Files on this machine's disk, one a name, in a folder that nothing serves."""

import re
from errno import EDQUOT, ENOSPC
from pathlib import Path

from engine.store.errors import Full

#: The disk is full, or our share of it.
NO_ROOM = (ENOSPC, EDQUOT)
NAME = re.compile(r"[0-9a-f]{32}")


class FolderFiles:
    """Writes whole or not at all: first beside, then renamed."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        folder.mkdir(parents=True, exist_ok=True)

    def put(self, id: str, data: bytes) -> None:
        path = self._path(id)
        beside = path.with_suffix(".part")
        try:
            beside.write_bytes(data)
        except OSError as error:
            beside.unlink(missing_ok=True)
            if error.errno in NO_ROOM:
                raise Full from error
            raise
        beside.replace(path)

    def get(self, id: str) -> bytes:
        path = self._path(id)
        if not path.exists():
            raise KeyError(id)
        return path.read_bytes()

    def delete(self, id: str) -> None:
        self._path(id).unlink(missing_ok=True)

    def _path(self, id: str) -> Path:
        if not NAME.fullmatch(id):
            raise KeyError(id)
        return self._folder / id
