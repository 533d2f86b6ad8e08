"""Files on their way into a case: only so many before it is sent, and what is taken out again is gone."""

from datetime import datetime
from pathlib import Path
from random import Random

import pytest

from desk.files import LARGEST_UNSENT, MOST_UNSENT, TOO_MUCH, Files
from engine.commands import Refusal
from engine.engine import Engine
from engine.library import Library
from engine.store import Store
from outside.files import FolderFiles
from tests.engine.making import END, NAME, NINE, REPORT, files
from tests.migrated import database_in
from workflows.load import load


def clock() -> datetime:
    return NINE


@pytest.fixture
def here(tmp_path: Path) -> Files:
    database = database_in(tmp_path)
    store, house = Store(database), load(files(REPORT + END), NAME).organisation
    return Files(
        Engine(store, Library(store, lambda: house)), FolderFiles(tmp_path / "files"), Random(1).randbytes, clock
    )


def keep(here: Files, data: bytes = b"x", who: str = "anna") -> str:
    known = here.keep_unsent(who, "road.txt", data)
    assert isinstance(known, dict), known
    return str(known["id"])


def test_only_so_many_files_are_kept_before_they_are_sent(here: Files) -> None:
    for _ in range(MOST_UNSENT):
        keep(here)

    assert here.keep_unsent("anna", "road.txt", b"x") == Refusal(TOO_MUCH)
    assert keep(here, who="ben")
    assert len(here.engine.store.files.held("draft", "anna")) == MOST_UNSENT


def test_files_are_kept_up_to_a_size_before_they_are_sent(here: Files) -> None:
    keep(here, b"x" * (LARGEST_UNSENT - 1))

    assert here.keep_unsent("anna", "road.txt", b"xx") == Refusal(TOO_MUCH)
    assert keep(here, b"x")


def test_what_is_taken_out_again_is_gone_and_leaves_room(here: Files) -> None:
    first, *_ = [keep(here) for _ in range(MOST_UNSENT)]

    here.drop("ben", [first])
    assert here.kept.get(first) == b"x"
    here.drop("anna", [first])

    with pytest.raises(KeyError):
        here.kept.get(first)
    assert keep(here)


def test_what_belongs_to_a_case_is_not_taken_out(here: Files) -> None:
    sent = keep(here)
    here.engine.store.files.move(sent, "case", "ROA-1")

    here.drop("anna", [sent])

    assert here.kept.get(sent) == b"x"
    assert here.engine.store.files.held("draft", "anna") == []
