"""The documentation holds: links lead somewhere, and the component that teaches components keeps the contract."""

import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from components.base import Problem, Question, Seen

HOME = Path(__file__).parents[1]
PAGES = [HOME / "README.md", *sorted((HOME / "docs").rglob("*.md"))]
LINK = re.compile(r"(?<!!)\[[^\]]*\]\((?!https?:)(?P<file>[^)#]*)(?:#(?P<heading>[^)]*))?\)")
FENCE = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)
CODE = re.compile(r"^```python\n(?P<code>.*?)^```$", re.MULTILINE | re.DOTALL)
EXAMPLE = "docs/example-package/bus_stops/kinds.py"
SEEN = Seen(today=date(2027, 3, 1))


def headings(page: Path) -> set[str]:
    lines = re.findall(r"^#+ (.*)$", page.read_text("utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", line).lower().replace(" ", "-") for line in lines}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(HOME)))
def test_every_link_leads_somewhere(page: Path) -> None:
    for link in LINK.finditer(FENCE.sub("", page.read_text("utf-8"))):
        target = (page.parent / link["file"]).resolve() if link["file"] else page
        assert target.exists(), link[0]
        assert not link["heading"] or link["heading"] in headings(target), link[0]


def test_the_component_of_the_page_is_the_one_that_can_be_installed() -> None:
    page = (HOME / "docs" / "adding-a-component.md").read_text("utf-8")

    assert f"```python\n{(HOME / EXAMPLE).read_text('utf-8')}```" in page


def taught() -> Question:
    """The component of the page, made from its own sample."""
    code = CODE.search((HOME / "docs" / "adding-a-component.md").read_text("utf-8"))
    assert code
    made: dict[str, Any] = {"__name__": "bus_stops.kinds"}
    exec(code["code"], made)
    question: Question = made["BusStop"].model_validate(made["BusStop"].sample)
    return question


def test_the_component_of_the_page_accepts_what_it_says() -> None:
    question = taught()

    for raw, answer in type(question).accepts:
        assert question.read(raw, SEEN) == answer
        assert question.read(question.write(answer), SEEN) == answer
    assert question.show("nfogmtdw", SEEN) == ["Bus stop nfogmtdw"]


def test_the_component_of_the_page_refuses_what_it_says() -> None:
    question = taught()

    for raw, sentence in type(question).refuses:
        with pytest.raises(Problem) as refused:
            question.read(raw, SEEN)
        assert refused.value.said[0].sentence == sentence
