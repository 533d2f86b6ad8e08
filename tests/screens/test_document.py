"""A document as people meet it: whoever may read it has it as a file too, and nobody else has either."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

from desk import applying
from desk.afterwards import Afterwards
from desk.casework import Desk
from desk.designing import Designing
from desk.sources import FolderDrafts
from outside import papers
from screens import wiring
from tests.desk.test_documents import AGAIN, LETTER, VISITOR, desk_for, opened
from tests.engine.making import ADA, INSPECT, NINE, OFFICER

MAIN = Path(__file__).parents[2] / "screens" / "main.py"
Draws = Callable[..., AppTest]


@pytest.fixture
def draws(tmp_path: Path) -> Iterator[Draws]:
    """The document's page as somebody sees it, of a case with these steps."""

    def page(steps: str, visitor: str = "", person: str = "") -> AppTest:
        desk = desk_for(tmp_path, steps)
        desks.append(desk)
        opened(desk)
        engine, people = desk.engine, {ADA.id: ADA, OFFICER.id: OFFICER}
        wiring.install(
            wiring.Wiring(
                desk, applying.Desk(engine, lambda n: bytes(n)), Afterwards(engine),
                Designing(engine, FolderDrafts(tmp_path)), lambda: NINE, lambda: "id", engine.library.house,
                people.get, "http://localhost", papers,
            )
        )  # fmt: skip
        drawn = AppTest.from_file(MAIN, default_timeout=60)
        drawn._page_hash = calc_hash("document")  # the pages of this program are functions
        drawn.user.update({"visitor": visitor, "person": person})
        drawn.query_params.update({"ref": "ROA-1", "name": "permit"})
        return drawn.run()

    desks: list[Desk] = []
    yield page
    for desk in desks:
        desk.engine.store.database.close()


def downloads(page: AppTest) -> list[str]:
    assert not page.exception, page.exception
    found: Any = page.get("download_button")
    return [one.label for one in found]


def test_the_applicant_keeps_what_was_sent_to_them_as_a_file(draws: Draws) -> None:
    assert downloads(draws(LETTER + INSPECT, visitor=VISITOR)) == ["Download as PDF", "Download as Word"]


def test_staff_who_may_read_it_have_it_as_a_file(draws: Draws) -> None:
    assert downloads(draws(LETTER + INSPECT, person=ADA.id)) == ["Download as PDF", "Download as Word"]


@pytest.mark.parametrize(("steps", "visitor", "person"), [
    (LETTER + INSPECT, "a stranger", ""), (LETTER + INSPECT, "", ""), (LETTER + INSPECT, "", OFFICER.id),
    (AGAIN + INSPECT, VISITOR, ""),
])  # fmt: skip
def test_who_may_not_read_it_has_no_file(draws: Draws, steps: str, visitor: str, person: str) -> None:
    assert downloads(draws(steps, visitor, person)) == []
