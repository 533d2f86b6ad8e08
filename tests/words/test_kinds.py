"""Every kind of question has its own words in every language that the product speaks."""

from datetime import date
from inspect import getfile
from pathlib import Path
from typing import ClassVar

import pytest

from components.base import Problem, Question, Raw, Seen, typed
from components.controls import Control, Text
from components.registry import kinds
from components.wording import says
from desk.said_by_kinds import unsaid
from workflows.speaking import FOLDER, shipped

SEEN = Seen(date(2027, 3, 27), {"national-highways": "National Highways"}, {"road-owners": ("national-highways",)})


def folder_of(kind: type[Question]) -> Path:
    """Where its catalogues are: ours together, those of another package beside its module."""
    return FOLDER if kind.__module__.startswith("components.") else Path(getfile(kind)).with_name(FOLDER.name)


#: A kind of another package speaks the languages that its package brings; the gallery names the others.
PROMISED = [
    (name, language) for name, kind in sorted(kinds().items())
    for language in shipped() if (folder_of(kind) / f"{language}.po").is_file()
]  # fmt: skip


@pytest.mark.parametrize(("name", "language"), PROMISED)
def test_a_kind_says_everything_in_every_language_that_its_package_brings(name: str, language: str) -> None:
    kind = kinds()[name]
    missing = unsaid(kind, SEEN).get(language, [])
    assert not missing, f"add these to {folder_of(kind) / language}.po, which “{name}” says: {missing}"


def test_every_kind_of_ours_promises_every_language() -> None:
    ours = {name for name, kind in kinds().items() if kind.__module__.startswith("components.")}
    assert {(name, language) for name in ours for language in shipped()} <= set(PROMISED)


class Plot(Question):
    """Asks for an allotment’s plot."""

    kind: ClassVar = "plot"
    sample: ClassVar = {"label": "Plot"}
    accepts: ClassVar = [("12", "12")]
    refuses: ClassVar = [("x", "Enter the number of a plot")]

    def controls(self, raw: Raw, seen: Seen) -> list[Control]:
        return [Text("plot", self.asked, hint=says("It is on the gate"))]

    def read(self, raw: Raw, seen: Seen) -> str:
        if not typed(raw).isdecimal():
            raise Problem("Enter the number of a plot")
        return typed(raw)

    def show(self, answer: str, seen: Seen) -> list[str]:
        return [says("Plot {number}", number=answer)]


def test_what_no_catalogue_has_is_named_by_language() -> None:
    assert unsaid(Plot, SEEN) == {
        language: ["Enter the number of a plot", "It is on the gate", "Plot {number}"] for language in shipped()
    }
