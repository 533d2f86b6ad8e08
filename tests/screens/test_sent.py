"""Whoever comes back to the address of what they sent, because the answer never reached them, is told that it was."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from desk.applying import Desk as Applying
from desk.views import Sent
from tests.desk.making import Office, office
from tests.engine.making import END, INSPECT, NINE, REPORT
from tests.screens.standing import answered, opened, says, stand


@pytest.fixture
def here(tmp_path: Path) -> Iterator[Office]:
    made = office(tmp_path, REPORT + INSPECT + END)
    stand(made, (), tmp_path)
    yield made
    made.engine.store.database.close()


def sent(here: Office) -> tuple[str, str]:
    """The id of a draft that Zoe sent, and the reference of its case."""
    view = answered(here)
    done = Applying(here.engine, here.random).send("zoe", view.draft, view.token, NINE)
    assert isinstance(done, Sent)
    return view.draft, done.reference


def drawn(visitor: str, draft: str, **more: str) -> str:
    return says(opened("apply", visitor=visitor, service="mend", draft=draft, **more))


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
