"""“Exit this page” stands on every page that a resident sees of a service that says so, and on no other."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from desk.applying import Desk as Applying
from desk.faces import ELSEWHERE
from desk.views import Sent
from tests.desk.making import Office, office
from tests.engine.making import END, INSPECT, NINE, REPORT
from tests.screens.standing import answered, opened, says, stand

LINK = f'<a href="{ELSEWHERE}" rel="nofollow noreferrer" data-exit>'


@pytest.fixture(params=["exit quickly: yes\n", ""], ids=["says so", "says nothing"])
def here(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[Office, bool]]:
    made = office(tmp_path, REPORT + INSPECT + END, top=request.param)
    stand(made, (), tmp_path)
    yield made, bool(request.param)
    made.engine.store.database.close()


def links(at: str, **address: str) -> int:
    """How often the way out stands on a page."""
    return says(opened(at, visitor="zoe", **address)).count(LINK)


def test_it_is_there_from_the_first_page_to_the_status(here: tuple[Office, bool]) -> None:
    made, exits = here
    wanted = 1 if exits else 0
    assert links("apply", service="mend") == links("apply", service="mend", page="0") == wanted

    view = answered(made)
    assert links("apply", service="mend", draft=view.draft) == wanted
    assert links("later", service="mend", draft=view.draft) == wanted

    done = Applying(made.engine, made.random).send("zoe", view.draft, view.token, NINE)
    assert isinstance(done, Sent)
    assert links("status", ref=done.reference) == wanted
    assert links("apply") == 0
