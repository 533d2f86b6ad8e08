"""Files on this machine's disk, where that has no room."""

from pathlib import Path

import pytest

from engine.store.errors import Full
from outside.files import FolderFiles

ONE = "a" * 32


def test_a_file_for_which_there_is_no_room_is_said_to_be_so_and_leaves_nothing_behind(tmp_path: Path) -> None:
    kept = FolderFiles(tmp_path)
    (tmp_path / f"{ONE}.part").symlink_to("/dev/full")  # which takes nothing

    with pytest.raises(Full):
        kept.put(ONE, b"hole")

    assert list(tmp_path.iterdir()) == []
    kept.put(ONE, b"hole")
    assert kept.get(ONE) == b"hole"
