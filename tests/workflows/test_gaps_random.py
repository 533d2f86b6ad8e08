"""What is said of gaps and overlaps agrees with trying every answer: none is missed, and none is said that cannot be.

`WHERRY_RUNS` says how many services are made up.
"""

import os
from collections.abc import Iterator
from dataclasses import replace
from random import Random

import pytest

from tests.workflows.services import ORGANISATION
from workflows.checks.finite import MOMENT
from workflows.load import Examined, examine
from workflows.moves import Close, Enter, Give, Halt, Standing
from workflows.step import Step
from workflows.verbs.ask import Ask
from workflows.verbs.branch import Branch
from workflows.workflow import Workflow

RUNS = int(os.environ.get("WHERRY_RUNS", "60"))
TOP = """\
service: s
title: Try everything
owner: highways
reference: TRY
law: {basis: Highways Act 1980 s.41, checked: no}
privacy: {purpose: Keeping roads safe, basis: public task, keep: 3 years after closing}
steps:
"""
OUTCOMES = "\noutcomes: {done: {title: Done}, other: {title: Other}}\n"
#: Every answer to a question of each name: what the random services ask.
ANSWERS = {
    "n": [0, 1, 2, 3, 4], "m": [0, 1, 2, 3, 4], "c": ["a", "b", "d"], "u": [True, False], "v": [True, False],
    "many": [[], ["p"], ["q"], ["p", "q"]],
}  # fmt: skip
ASKED = {
    "n": "{type: number, label: N, at least: 0, at most: 4", "m": "{type: number, label: M, at least: 0, at most: 4",
    "c": "{type: choice, label: C, options: [a, b, d]", "u": "{type: yes or no, label: U",
    "v": "{type: yes or no, label: V",
    "many": "{type: choices, label: P, options: [p, q]",
}  # fmt: skip


class Author:
    """Makes up services, with conditions on what was asked before."""

    def __init__(self, seed: int) -> None:
        self.some = Random(seed)
        self.asked: list[str] = []
        self.left = [*ANSWERS]
        self.steps = 0

    def test(self, depth: int = 2) -> str:
        if depth and self.some.random() < 0.5:
            joined = f" {self.some.choice(['and', 'or'])} ".join(self.test(depth - 1) for _ in range(2))
            return f"not ({joined})" if self.some.random() < 0.2 else f"({joined})"
        return self.plain(self.some.choice(self.asked))

    def plain(self, name: str) -> str:
        if self.some.random() < 0.1:
            return f"{name} is {self.some.choice(['missing', 'not missing'])}"
        match name:
            case "n" | "m":
                if {"n", "m"} <= {*self.asked} and self.some.random() < 0.15:
                    return f"n {self.some.choice(['<', '>=', 'is'])} m"
                return f"{name} {self.some.choice(['<', '>', '<=', '>=', 'is', 'is not'])} {self.some.randint(0, 4)}"
            case "c":
                return f'c {self.some.choice(["is", "is not"])} "{self.some.choice("abd")}"'
            case "many":
                return f'many {self.some.choice(["includes", "does not include"])} "{self.some.choice("pq")}"'
        return f"{name} is {self.some.choice(['yes', 'no'])}"

    def ask(self, indent: str) -> str:
        self.steps += 1
        lines = [f"{indent}- ask: step_{self.steps}", f"{indent}  questions:"]
        for name in self.some.sample(self.left, min(len(self.left), self.some.randint(1, 3))):
            self.left.remove(name)
            rules = [ASKED[name]]
            rules += ["optional: yes"] if name == "many" or self.some.random() < 0.2 else []
            rules += [f"when: '{self.test(0)}'"] if self.asked and self.some.random() < 0.3 else []
            self.asked.append(name)
            lines.append(f"{indent}    {name}: {', '.join(rules)}}}")
        return "\n".join(lines) + "\n"

    def before(self) -> str:
        """A step that sends some cases elsewhere, or asks more of them."""
        kind = self.some.choice(["end", "way", "ways"])
        if kind == "end" or not self.left:
            return f"- end: other\n  when: {self.test()}\n"
        ways = f"- branch:\n  - when: {self.test()}\n    then:\n{self.ask('    ')}"
        if self.some.random() < 0.3:
            ways += f"    - end: other\n      when: {self.test(1)}\n"
        if kind == "ways" and self.left:
            ways += f"  - otherwise:\n{self.ask('    ')}"
        return ways

    def whole(self) -> str:
        steps = self.ask("") + "".join(self.before() for _ in range(self.some.randint(0, 2)))
        if self.left and self.some.random() < 0.3:
            steps += self.ask("")
        ways = "".join(f"  - when: {self.test()}\n    then:\n    - end: done\n" for _ in range(self.some.randint(2, 3)))
        return f"{TOP}{steps}- id: choice\n  branch:\n{ways}{OUTCOMES}"


def arrivals(workflow: Workflow, step: str = "", answers: dict | None = None) -> Iterator[dict]:
    """Every set of answers with which a case can come to the last choice."""
    here: Step = workflow.step(step) if step else workflow.first
    known = answers or {}
    if here.id == "choice":
        yield known
        return
    standing = Standing(known, MOMENT, workflow.names, workflow.organisation.calendars)
    after = workflow.layout.after.get(here.id, "")
    if not standing.holds(here.when):
        yield from arrivals(workflow, after, known)
    elif isinstance(here, Ask):
        for given in answered(here, known):
            yield from arrivals(workflow, after, given)
    else:
        yield from moved(workflow, here, standing, after)


def moved(workflow: Workflow, here: Step, standing: Standing, after: str) -> Iterator[dict]:
    for move in here.arrive(standing):
        match move:
            case Close() | Halt():
                return
            case Enter(lane):
                after = here.lanes()[lane].steps[0].id
            case Give(given):
                standing = replace(standing, answers={**standing.answers, **given})
    yield from arrivals(workflow, after, dict(standing.answers))


def answered(ask: Ask, known: dict) -> list[dict]:
    found = [known]
    for one in ask.asked():
        more = []
        for given in found:
            if one.when is not None and not one.when.holds(given, MOMENT):
                more.append(given)
                continue
            more += [given | {one.id: answer} for answer in ANSWERS[one.id]]
            more += [given] if one.question.optional and one.id != "many" else []
        found = more
    return found


def examined(seed: int) -> Examined:
    text = Author(seed).whole()
    return examine({"organisation.yaml": ORGANISATION, "s.yaml": text}, "s.yaml")


def outcomes(found: Examined) -> list[list[bool]]:
    """What the ways of the last choice come to, for every case that gets there."""
    workflow = found.built
    assert workflow is not None, found.faults
    choice = workflow.step("choice")
    assert isinstance(choice, Branch)
    return [[arm.when.holds(answers, MOMENT) for arm in choice.branch if arm.when] for answers in arrivals(workflow)]


@pytest.mark.parametrize("seed", range(RUNS))
def test_what_is_said_of_the_last_choice_is_what_trying_every_answer_shows(seed):
    found = examined(seed)
    came = outcomes(found)
    place = found.built.step("choice").place.line
    said = {(fault.code, fault.place.line) for fault in found.faults if fault.place.line >= place}
    codes = {code for code, _ in said}

    assert ("branch-gap" in codes) == any(not any(ways) for ways in came) or "not-proved" in codes
    assert "not-proved" not in codes or any(not any(ways) for ways in came) or " m" in Author(seed).whole()
    for number, arm in enumerate(found.built.step("choice").branch):
        line = arm.when.place.line
        never = not any(ways[number] for ways in came)
        first = any(ways[number] and not any(ways[:number]) for ways in came)
        assert ("never-holds", line) not in said or never
        assert ("never-first", line) not in said or not first
        overlaps = any(ways[number] and any(ways[:number]) for ways in came)
        assert ("branch-overlap", line) not in said or overlaps
