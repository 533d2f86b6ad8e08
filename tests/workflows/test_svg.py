"""The picture as a file of its own: every box and way is in it, none over another, and words stay words."""

from xml.etree import ElementTree

import pytest

from tests.workflows.services import FILES, SERVICES, road
from workflows.drawing import drawing
from workflows.load import load
from workflows.svg import svg
from workflows.workflow import Workflow

IN = "{http://www.w3.org/2000/svg}"
SHIPPED = [load(FILES, path.name) for path in SERVICES]


def read(workflow: Workflow) -> ElementTree.Element:
    return ElementTree.fromstring(svg(workflow))


def outlines(root: ElementTree.Element) -> list[tuple[float, float, float, float]]:
    """Left, top, right and bottom of every box."""
    found = []
    for one in root.findall(f"{IN}rect"):
        x, y, width, height = (float(one.attrib[word]) for word in ("x", "y", "width", "height"))
        found.append((x, y, x + width, y + height))
    for one in root.findall(f"{IN}polygon"):
        corners = [tuple(map(float, corner.split(","))) for corner in one.attrib["points"].split()]
        xs, ys = [x for x, _ in corners], [y for _, y in corners]
        found.append((min(xs), min(ys), max(xs), max(ys)))
    return found


@pytest.mark.parametrize("workflow", SHIPPED, ids=lambda one: one.service)
def test_every_box_and_every_way_is_drawn(workflow: Workflow) -> None:
    root, drawn = read(workflow), drawing(workflow)

    assert len(outlines(root)) == len(drawn.boxes)
    assert len(root.findall(f"{IN}path")) == len(drawn.ways)
    assert len([one for one in root.findall(f"{IN}path") if "stroke-dasharray" in one.attrib]) == len(
        [way for way in drawn.ways if way.aside])  # fmt: skip


@pytest.mark.parametrize("workflow", SHIPPED, ids=lambda one: one.service)
def test_no_box_stands_over_another(workflow: Workflow) -> None:
    boxes = outlines(read(workflow))
    over = [(one, other) for number, one in enumerate(boxes) for other in boxes[:number]
            if one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]]  # fmt: skip

    assert over == []


def test_whoever_does_a_step_is_named_in_it() -> None:
    assert "by Highways" in [one.text for one in read(road()).iter(f"{IN}text")]


def test_words_of_a_service_stay_words() -> None:
    root = read(road(("title: Inspect the road", "title: '<script>alert(1)</script> & more'")))

    assert root.findall(f".//{IN}script") == []
    assert "<script>alert(1)</script>" in "".join(one.text or "" for one in root.iter(f"{IN}text"))
