"""A service as a picture: its steps by who does them, the ways between them, late ways dashed (Graphviz dot)."""

import textwrap
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import networkx as nx

from workflows.checks.flow import END, NOWHERE, flow
from workflows.picture_words import expression, told
from workflows.step import Step
from workflows.verbs.ask import Ask
from workflows.workflow import Workflow

#: Fills light enough for ink on them; whoever does a step is also named in it.
FILLS = ("#d7e8ec", "#f4e3c1", "#dfe7d2", "#ead9ec", "#f6d9d3", "#d9dff2", "#e9e4da", "#cfe6dd")
APPLICANT = "#ffffff"
QUIET = "#f3f6f6"

#: How a step is drawn by what it is, never by its verb.
SHAPES = {"rests": "box", "forks": "diamond", "ends": "oval", "acts": "note"}


@dataclass(frozen=True)
class Way:
    """From a step to another: what is said of it, and whether the clock takes it."""

    source: str
    target: str
    says: str
    late: bool


def picture(workflow: Workflow) -> str:
    """The dot text; every word of the service in it is escaped."""
    fills = dict(zip(_doers(workflow), FILLS * len(workflow.asks()), strict=False))
    drawn = [step for step in workflow.layout.every if not _passed_through(step)]
    return "\n".join(
        [
            "digraph service {",
            'graph [rankdir=TB, nodesep=0.35, ranksep=0.4, bgcolor="transparent"]',
            'node [fontname="sans-serif", fontsize=13, color="#12181b", fontcolor="#12181b", style="filled", '
            f'fillcolor="{QUIET}"]',
            'edge [fontname="sans-serif", fontsize=11, color="#4b5a60", fontcolor="#12181b"]',
            *(_node(workflow, step, fills) for step in drawn),
            *(_edge(way) for way in _ways(workflow)),
            "}",
        ]
    )


def _doers(workflow: Workflow) -> list[str]:
    """Everybody but the applicant who does something, each once, in order."""
    return list(dict.fromkeys(ask.who for ask in workflow.asks().values() if ask.who != "applicant"))


def _passed_through(step: Step) -> bool:
    """A step that only leads elsewhere is drawn as the way itself."""
    return not step.passes and bool(list(step.targets()))


def _shape(step: Step) -> str:
    if step.rests:
        return "rests"
    if _forks(step):
        return "forks"
    return "acts" if step.passes else "ends"


def _forks(step: Step) -> bool:
    return any(not lane.aside for lane in step.lanes())


def _node(workflow: Workflow, step: Step, fills: dict[str, str]) -> str:
    shape = _shape(step)
    who = step.who if isinstance(step, Ask) else ""
    lines = [*_wrapped(told(step, workflow)), *_doer(workflow, who), *_limit(step, workflow), *_only(step, workflow)]
    fill = APPLICANT if who == "applicant" else fills.get(who, QUIET)
    rounded = "filled,rounded" if shape == "rests" else "filled"
    look = f'shape={SHAPES[shape]}, style="{rounded}", fillcolor="{fill}"'
    return f"{_quoted(step.id)} [label={_label(lines)}, {look}]"


def _doer(workflow: Workflow, who: str) -> list[str]:
    """Who does it, in words, so that nothing is said by colour alone."""
    if not who:
        return []
    name = workflow.file.called_ if who == "applicant" else workflow.organisation.everyone.get(who, who)
    return _wrapped(f"by {name}")


def _limit(step: Step, workflow: Workflow) -> list[str]:
    return _wrapped(f"due: {expression(step.due.within, workflow)}") if isinstance(step, Ask) and step.due else []


def _only(step: Step, workflow: Workflow) -> list[str]:
    return _wrapped(f"only if {expression(step.when, workflow)}") if step.when else []


def _wrapped(words: str) -> list[str]:
    return textwrap.wrap(words, 28)


def _ways(workflow: Workflow) -> list[Way]:
    """Every way that is drawn, each once; where a step only leads on, the way goes through it."""
    graph = flow(workflow.layout)
    hidden = {step.id for step in workflow.layout.every if _passed_through(step)}
    return list(
        dict.fromkeys(
            Way(source, end, says, late)
            for source, target, about in graph.edges(data=True)
            if source not in hidden
            for late in [bool(about.get("late"))]
            for end, says in _leads(workflow, graph, target, _says(workflow, source, target, about), frozenset())
        )
    )


def _leads(
    workflow: Workflow, graph: "nx.DiGraph[str]", target: str, says: str, passed: frozenset[str]
) -> Iterator[tuple[str, str]]:
    """The steps that a way comes to in the end, past those that only lead on, and what is said of it."""
    if target in (END, NOWHERE) or target in passed:
        return
    step = workflow.step(target)
    if not _passed_through(step):
        yield target, says
        return
    for onward in graph.successors(target):
        goes = onward in step.targets()
        also = (f"if {expression(step.when, workflow)}" if goes else "otherwise") if step.when else ""
        yield from _leads(workflow, graph, onward, " and ".join(filter(None, (says, also))), passed | {target})


def _says(workflow: Workflow, source: str, target: str, about: dict[str, Any]) -> str:
    step = workflow.step(source)
    if about.get("late"):
        return "when late"
    if about.get("holds") is not None:
        return f"if {expression(about['holds'], workflow)}"
    return "" if step.passes and not _forks(step) else "otherwise"


def _edge(way: Way) -> str:
    style = ', style="dashed", color="#b3261e"' if way.late else ""
    label = f"label={_label(_wrapped(way.says))}" if way.says else 'label=""'
    return f"{_quoted(way.source)} -> {_quoted(way.target)} [{label}{style}]"


def _label(lines: list[str]) -> str:
    return '"' + "\\n".join(_escaped(line) for line in lines) + '"'


def _quoted(text: str) -> str:
    return f'"{_escaped(text)}"'


def _escaped(text: str) -> str:
    """Dot gives meaning to quotes and backslashes alone; a quoted label is never read as HTML."""
    return text.replace("\\", "\\\\").replace('"', '\\"')
