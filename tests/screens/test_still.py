"""On a machine that may change nothing staff keep what they typed, and read beside it why nothing was done."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from desk.casework import Desk
from desk.files import Files
from engine.commands import Claim
from engine.engine import Engine
from engine.library import Library
from engine.store import Store
from engine.store.errors import READ_ONLY
from outside.files import FolderFiles
from tests.desk.making import Office, office
from tests.engine.making import ADA, END, NINE, REPORT
from tests.screens.standing import stand
from tests.screens.test_full import INSPECT, area, opened, press, says

TYPED = "The hole is deep"


@pytest.fixture
def here(tmp_path: Path) -> Iterator[Office]:
    made = office(tmp_path, REPORT + INSPECT + END)
    made.begin("ROA-1")
    made.done(Claim(ADA, NINE, "ROA-1", "inspect.1"))
    still = Store(made.engine.store.database, read_only=True)
    engine = Engine(still, Library(still, made.engine.library.house))
    files = Files(engine, FolderFiles(tmp_path / "files"), made.random, lambda: NINE)
    stand(Office(Desk(engine, files), engine, files, made.random), (ADA,), tmp_path)
    yield made
    made.engine.store.database.close()


@pytest.mark.parametrize(("label", "button"), [("Add a note", "Add the note"), ("Found", "Complete")])
def test_what_was_typed_stays_with_why_nothing_was_done(here: Office, label: str, button: str) -> None:
    page = opened("case", person="ada", ref="ROA-1")
    area(page, "Found").set_value(TYPED)
    area(page, label).set_value(TYPED)

    page = press(page, button)

    assert READ_ONLY in says(page)
    assert area(page, label).value == TYPED
    assert says(page).count('class="w-band-line"') == 1
    assert (here.case(ADA, "ROA-1").notes, len(here.case(ADA, "ROA-1").tasks)) == ((), 1)
