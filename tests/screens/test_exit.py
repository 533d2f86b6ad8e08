"""“Exit this page” stands on every page that a resident sees of a service that says so, and on no other."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

from desk.applying import Desk as Applying
from desk.faces import ELSEWHERE
from desk.views import Applying as Filling
from desk.views import Sent
from tests.desk.making import Office, office
from tests.engine.making import END, INSPECT, NINE, REPORT
from tests.screens.standing import stand

MAIN = Path(__file__).parents[2] / "screens" / "main.py"
LINK = f'<a href="{ELSEWHERE}" rel="nofollow noreferrer" data-exit>'


@pytest.fixture(params=["exit quickly: yes\n", ""], ids=["says so", "says nothing"])
def here(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[Office, bool]]:
    made = office(tmp_path, REPORT + INSPECT + END, top=request.param)
    stand(made, (), tmp_path)
    yield made, bool(request.param)
    made.engine.store.database.close()


def links(at: str, **address: str) -> int:
    """How often the way out stands on a page."""
    page = AppTest.from_file(MAIN, default_timeout=60)
    page._page_hash = calc_hash(at)
    page.user["visitor"] = "zoe"
    for word, value in address.items():
        page.query_params[word] = value
    page.run()
    assert not page.exception, page.exception
    return " ".join(element.proto.body for element in page.get("html")).count(LINK)


def test_it_is_there_from_the_first_page_to_the_status(here: tuple[Office, bool]) -> None:
    made, exits = here
    desk = Applying(made.engine, made.random)
    wanted = 1 if exits else 0
    assert links("apply", service="mend") == links("apply", service="mend", page="0") == wanted

    view = desk.begin("zoe", "mend", NINE)
    while isinstance(view, Filling) and view.page is not None:
        view = desk.save("zoe", view, {"place": "Elm Hill"} if view.page.number == 0 else {}, NINE)  # type: ignore[assignment]
    assert isinstance(view, Filling)
    assert links("apply", service="mend", draft=view.draft) == wanted
    assert links("later", service="mend", draft=view.draft) == wanted

    done = desk.send("zoe", view.draft, view.token, NINE)
    assert isinstance(done, Sent)
    assert links("status", ref=done.reference) == wanted
    assert links("apply") == 0
