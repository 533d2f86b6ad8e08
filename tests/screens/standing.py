"""Screens over an office, wired as the program does it, with a clock that stands; and how a test draws one."""

from collections.abc import Iterable
from pathlib import Path

from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

from desk.afterwards import Afterwards
from desk.applying import Desk as Applying
from desk.designing import Designing
from desk.sources import FolderDrafts
from desk.views import Applying as Filling
from engine.commands import Actor
from outside import papers
from screens import wiring
from tests.desk.making import Office
from tests.engine.making import NINE

MAIN = Path(__file__).parents[2] / "screens" / "main.py"


def stand(made: Office, people: Iterable[Actor], folder: Path) -> None:
    """`people` are those who sign in; `folder` is empty, for their drafts."""
    known = {one.id: one for one in people}
    (folder / "definitions").mkdir()
    designing = Designing(made.engine, FolderDrafts(folder / "definitions"))
    wiring.install(
        wiring.Wiring(
            made.desk, Applying(made.engine, made.random), Afterwards(made.engine), designing, lambda: NINE,
            lambda: "id", made.engine.library.house, known.get, "http://localhost", papers,
        )
    )  # fmt: skip


def opened(screen: str, *, visitor: str = "", person: str = "", **query: str) -> AppTest:
    """As it is drawn in the browser of a visitor, of somebody who is signed in, or of both in one."""
    page = AppTest.from_file(MAIN, default_timeout=60)
    page._page_hash = calc_hash(screen)  # the pages are functions, which `switch_page` does not know
    page.user.update({name: id for name, id in (("visitor", visitor), ("person", person)) if id})
    page.query_params.update(query)
    return run(page)


def run(page: AppTest) -> AppTest:
    page.run()
    assert not page.exception, page.exception
    return page


def says(page: AppTest) -> str:
    """All that is written there as HTML, with its tags."""
    return " ".join(element.proto.body for element in page.get("html"))


def answered(made: Office, language: str = "") -> Filling:
    """The draft of a visitor, Zoe, who answered all that `mend` asks, and has not sent it."""
    desk = Applying(made.engine, made.random)
    view = desk.begin("zoe", "mend", NINE, None, language)
    while isinstance(view, Filling) and view.page is not None:
        view = desk.save("zoe", view, {"place": "Elm Hill"} if view.page.number == 0 else {}, NINE)  # type: ignore[assignment]
    assert isinstance(view, Filling), view
    return view
