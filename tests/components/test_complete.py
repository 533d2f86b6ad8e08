"""A kind of question that lacks something that people need of it fails the build, and is told what to do."""

from typing import Any, ClassVar

import pytest

from components.base import Problem, Question, Raw, Seen, typed
from components.controls import Control, Group, One, Option, Text
from components.registry import kinds
from tests.components.complete import missing
from tests.components.test_every_kind import SEEN


@pytest.mark.parametrize("kind", kinds())
def test_a_kind_has_its_samples_its_place_in_the_gallery_and_words_for_every_box(kind: str) -> None:
    assert missing(kinds()[kind], SEEN) == []


class Plot(Question):
    """Asks for an allotment’s plot."""

    kind: ClassVar = "plot"
    sample: ClassVar = {"label": "Plot"}
    accepts: ClassVar = [("12", "12")]
    refuses: ClassVar = [("x", "Enter a plot")]

    def controls(self, raw: Raw, seen: Seen) -> list[Control]:
        return [Text("plot", self.asked)]

    def read(self, raw: Raw, seen: Seen) -> str:
        if not typed(raw).isdecimal():
            raise Problem("Enter a plot")
        return typed(raw)


def with_controls(*controls: Control) -> type[Question]:
    """A kind that is whole but for what it is typed into."""

    class Other(Plot):
        """Asks for something."""

        def controls(self, raw: Raw, seen: Seen) -> list[Control]:
            return list(controls)

    return Other


def changed(**settings: Any) -> type[Question]:
    """A kind that is whole but for some of what it brings."""

    class Other(Plot):
        """Asks for something."""

    for name, value in settings.items():
        setattr(Other, name, value)
    return Other


def test_a_kind_that_has_them_all_is_whole() -> None:
    assert missing(Plot, SEEN) == []


@pytest.mark.parametrize(
    ("kind", "told"),
    [
        (changed(accepts=[]), "Give Other its `accepts`: what may be typed, and the answer that it gives"),
        (changed(refuses=[]), "Give Other its `refuses`: what may not be typed, and the sentence that says why"),
        (changed(sample={}), "Give Other its `sample`: the settings of a whole question, which the gallery shows"),
        (changed(__doc__=None), "Say what Other asks for, in a sentence under its name: the gallery shows it"),
        (changed(accepts=[("x", "x")]), "Give Other a sample for “Answered”: the gallery shows none"),
        (with_controls(Text("plot", " ")), "Give the control “plot” of Other a label that no other beside it has"),
        (
            with_controls(Group("plot", "Plot", (Text("row", "Row"), Text("number", "")))),
            "Give the control “plot.number” of Other a label that no other beside it has",
        ),
        (
            with_controls(Text("one", "Plot"), Text("other", "Plot")),
            "Give the control “one” of Other a label that no other beside it has",
        ),
        (
            with_controls(One("plot", "Plot", (Option("1", ""),))),
            "Give the control “plot.1” of Other a label that no other beside it has",
        ),
    ],
)
def test_what_is_missing_is_said_with_what_to_do(kind: type[Question], told: str) -> None:
    assert told in missing(kind, SEEN)
