"""Screens over an office, for tests that draw them: wired as the program does it, with a clock that stands."""

from collections.abc import Iterable
from pathlib import Path

from desk.afterwards import Afterwards
from desk.applying import Desk as Applying
from desk.designing import Designing
from desk.sources import FolderDrafts
from engine.commands import Actor
from outside import papers
from screens import wiring
from tests.desk.making import Office
from tests.engine.making import NINE


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
