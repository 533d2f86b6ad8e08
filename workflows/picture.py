"""A service as a picture in Graphviz's words: late ways dashed, and what goes on at the same time in frames."""

import textwrap
from collections.abc import Iterator

from workflows.drawing import QUIET, WIDTH, Box, Drawing, Group, Way, drawing
from workflows.workflow import Workflow

SHAPES = {"rests": "box", "forks": "diamond", "ends": "oval", "acts": "note"}


def picture(workflow: Workflow) -> str:
    return dot(drawing(workflow))


def dot(drawn: Drawing) -> str:
    """The dot text; every word of the service in it is escaped."""
    return "\n".join(
        [
            "digraph service {",
            'graph [rankdir=TB, nodesep=0.35, ranksep=0.4, bgcolor="transparent", fontname="sans-serif", fontsize=12]',
            'node [fontname="sans-serif", fontsize=13, color="#12181b", fontcolor="#12181b", style="filled", '
            f'fillcolor="{QUIET}"]',
            'edge [fontname="sans-serif", fontsize=11, color="#4b5a60", fontcolor="#12181b"]',
            *map(_node, drawn.boxes),
            *(line for group in drawn.groups for line in _frame(group)),
            *map(_edge, drawn.ways),
            "}",
        ]
    )


def _node(box: Box) -> str:
    rounded = "filled,rounded" if box.shape == "rests" else "filled"
    look = f'shape={SHAPES[box.shape]}, style="{rounded}", fillcolor="{box.fill}"'
    return f"{_quoted(box.id)} [label={_label(box.lines)}, {look}]"


def _frame(group: Group) -> Iterator[str]:
    """What is named `cluster…` is framed by Graphviz."""
    yield f"subgraph {_quoted(f'cluster {group.id}')} {{"
    yield f'label={_quoted(group.says)}; style="rounded"; color="#8a989d"'
    yield from (_quoted(box) for box in group.boxes)
    for inner in group.inside:
        yield from _frame(inner)
    yield "}"


def _edge(way: Way) -> str:
    style = ', style="dashed", color="#b3261e"' if way.aside else ""
    label = f"label={_label(textwrap.wrap(way.says, WIDTH))}" if way.says else 'label=""'
    return f"{_quoted(way.source)} -> {_quoted(way.target)} [{label}{style}]"


def _label(lines: tuple[str, ...] | list[str]) -> str:
    return '"' + "\\n".join(_escaped(line) for line in lines) + '"'


def _quoted(text: str) -> str:
    return f'"{_escaped(text)}"'


def _escaped(text: str) -> str:
    """Dot gives meaning to quotes and backslashes alone; a quoted label is never read as HTML."""
    return text.replace("\\", "\\\\").replace('"', '\\"')
