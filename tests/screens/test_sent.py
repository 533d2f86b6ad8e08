"""Whoever comes back to the address of what they sent, because the answer never reached them, is told that it was."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

from desk.applying import Desk as Applying
from desk.views import Applying as Filling
from desk.views import Sent
from tests.desk.making import Office, office
from tests.engine.making import END, INSPECT, NINE, REPORT
from tests.screens.standing import stand

MAIN = Path(__file__).parents[2] / "screens" / "main.py"


@pytest.fixture
def here(tmp_path: Path) -> Iterator[Office]:
    made = office(tmp_path, REPORT + INSPECT + END)
    stand(made, (), tmp_path)
    yield made
    made.engine.store.database.close()


def sent(here: Office) -> tuple[str, str]:
    """The id of a draft that Zoe sent, and the reference of its case."""
    desk = Applying(here.engine, here.random)
    view = desk.begin("zoe", "mend", NINE)
    while isinstance(view, Filling) and view.page is not None:
        answers = {"place": "Elm Hill"} if view.page.number == 0 else {}
        view = desk.save("zoe", view, answers, NINE)  # type: ignore[assignment]
    assert isinstance(view, Filling)
    done = desk.send("zoe", view.draft, view.token, NINE)
    assert isinstance(done, Sent)
    return view.draft, done.reference


def drawn(visitor: str, draft: str, **more: str) -> str:
    page = AppTest.from_file(MAIN, default_timeout=60)
    page._page_hash = calc_hash("apply")
    page.user["visitor"] = visitor
    page.query_params.update({"service": "mend", "draft": draft} | more)
    page.run()
    assert not page.exception, page.exception
    return " ".join(element.proto.body for element in page.get("html"))


def test_who_sent_it_comes_to_the_confirmation_and_nobody_else_does(here: Office) -> None:
    draft, reference = sent(here)

    assert reference in drawn("zoe", draft)
    assert reference not in drawn("eve", draft)


def test_the_confirmation_says_what_was_sent(here: Office) -> None:
    draft, _ = sent(here)

    assert re.search(r"<h1[^>]*>Sent</h1>\s*<p>Mend a road</p>", drawn("zoe", draft))


@pytest.mark.parametrize("page", ["9" * 5_000, "-1", "\u0663", "one"])
def test_an_address_may_name_any_page(here: Office, page: str) -> None:
    assert "Where is it" in drawn("zoe", "", page=page)
