"""What stands around a screen of residents, and in which order: its foot, and what is wrong above its heading."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from engine.commands import Write
from tests.desk.making import Office, office
from tests.engine.making import ADA, END, INSPECT, NINE, ORGANISATION, REPORT
from tests.screens.standing import opened, stand

PRIVACY = "https://norfolk.example.org/privacy"


@pytest.fixture
def here(tmp_path: Path) -> Iterator[Office]:
    made = office(tmp_path, REPORT + INSPECT + END, organisation=f"{ORGANISATION}links: {{Privacy: '{PRIVACY}'}}\n")
    stand(made, (ADA,), tmp_path)
    yield made
    made.engine.store.database.close()


def html(page: AppTest) -> list[str]:
    """In order, without the stylesheet, which stands beside the page."""
    return [body for one in page.get("html") if not (body := str(one.proto.body)).startswith("<style>")]


@pytest.mark.parametrize(("screen", "query"), [("apply", {}), ("apply", {"service": "mend"}), ("status", {})])
def test_a_page_for_residents_ends_with_the_councils_own_pages(
    here: Office, screen: str, query: dict[str, str]
) -> None:
    page = opened(screen, visitor="zoe", **query)

    assert f'<a href="{PRIVACY}" data-whole>Privacy</a>' in html(page)[-1]
    assert 'class="w-name" href="/apply"' in "".join(html(page))


def test_staff_have_no_such_foot(here: Office) -> None:
    assert PRIVACY not in "".join(html(opened("inbox", visitor="zoe", person=ADA.id)))


def test_what_is_wrong_with_reference_and_code_stands_above_the_heading(here: Office) -> None:
    page = opened("status", visitor="zoe")
    page.button[0].click().run()

    said = "".join(html(page))
    assert 0 < said.index("There is a problem") < said.index("<h1")


def test_what_is_answered_stands_above_the_box(here: Office) -> None:
    reference = here.begin("ROA-1")
    here.done(Write(ADA, NINE, reference, "Which side?", "Left or right?", "1"))
    here.engine.store.links.bind("zoe", "case", reference)
    said = html(opened("status", visitor="zoe", ref=reference, do="write"))

    box = next(at for at, body in enumerate(said) if "Your answer" in body)
    assert "Answer our message" in "".join(said[:box])
    assert "We wrote to you: Which side?" in "".join(said[:box]) and "Left or right?" in "".join(said[:box])
