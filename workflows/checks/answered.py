"""What a service says of one answer wherever it is read: who gives it, when it is asked, what it is worked out from."""

from collections.abc import Callable
from functools import cached_property

from components.base import Answer
from components.types import Type
from workflows.asking import Asked, Page
from workflows.checks.finite import NO, YES, fails
from workflows.checks.giving import left_out
from workflows.checks.surely import ways_before
from workflows.conditions import Tree, reads
from workflows.conditions import tree as node
from workflows.conditions.values import READERS
from workflows.step import Step
from workflows.tables import Table
from workflows.verbs.ask import Ask
from workflows.verbs.look_up import LookUp
from workflows.verbs.work_out import WorkOut
from workflows.workflow import Workflow

#: A table with more rows is not followed where an answer that it gives is read.
MOST_ROWS = 50


class Answered:
    """One answer; `once` says whether another has one place where it is given."""

    def __init__(self, name: str, workflow: Workflow, once: Callable[[str], bool]) -> None:
        self.name = name
        self.workflow = workflow
        self.once = once
        self.there = node.IsMissing(node.Name(name), True)

    @cached_property
    def giver(self) -> Step | None:
        """The only step that gives it."""
        holders = self.workflow.holders.get(self.name, ())
        return self.workflow.step(holders[0]) if len(holders) == 1 else None

    @cached_property
    def _questions(self) -> list[tuple[Page, Asked]]:
        """Where a question is asked that only one step asks."""
        pages = self.giver.all_pages() if isinstance(self.giver, Ask) else ()
        return [(page, one) for page in pages for one in page.questions if self._is(one)]

    def _is(self, one: Asked) -> bool:
        """Whether a question gives it, by itself or as what stands in its answer."""
        return self.name == one.id or self.name in {f"{one.id}.{part}" for part in one.question.parts()}

    @cached_property
    def asked_under(self) -> tuple[Tree, ...]:
        """The conditions of the one place that gives an answer, where what they read has one place too."""
        step, layout = self.giver, self.workflow.layout
        if step is None:
            return ()
        whens = [step.when, *(lane.when for lane in layout.around(step.id))]
        for page, one in self._questions:
            whens += [page.when, one.when]
        found = [when.tree for when in whens if when is not None]
        inside = step.id
        while inside:
            found += map(fails, ways_before(layout, inside))
            inside = layout.parent(inside)
        return tuple(tree for tree in found if all(self.once(read.name) for read in reads(tree)))

    @cached_property
    def rules(self) -> tuple[Tree, ...]:
        """That what was asked under a condition shows that it held, and what a table gives, which row did."""
        accepted = [one.accept.tree for _, one in self._questions if one.accept is not None]
        found = [*self.asked_under, *accepted, *([_as_rule(self.table, self.name)] if self.table else [])]
        return tuple(node.If(self.there, one, YES) for one in found)

    @cached_property
    def why_missing(self) -> tuple[Tree, ...]:
        """That an answer which was not left out is missing since a condition passed it over."""
        if any(left_out(one) for _, one in self._questions):
            return ()
        passed_over = tuple(map(fails, self.asked_under))
        return (node.Or((self.there, *passed_over)) if passed_over else self.there,)

    # What the program gives

    @cached_property
    def table(self) -> Table | None:
        """The one table that gives it, where that gives one row and what it reads is answered in one place."""
        table = self.giver.read if isinstance(self.giver, LookUp) else None
        if table is None or table.hit.called not in ("unique", "first", "any") or len(table.rows) > MOST_ROWS:
            return None
        return table if all(map(self.once, table.inputs)) else None

    @cached_property
    def worked_out(self) -> Tree | None:
        """What it is always worked out from, where what that reads is answered in one place."""
        step = self.giver
        if not isinstance(step, WorkOut) or step.when is not None or self.workflow.layout.parent(step.id):
            return None
        value = step.work_out[self.name]
        once = all(self.once(read.name) for read in value.reads)
        return value.tree if once and value.type is not None else None

    @cached_property
    def computed(self) -> bool:
        """Whether a rule gives it in a way that is not followed here."""
        steps = [self.workflow.step(id) for id in self.workflow.holders.get(self.name, ())]
        return any(isinstance(step, LookUp | WorkOut) for step in steps) and self.table is None


class EveryAnswer(dict[str, Answered]):
    """All that is known of answers, by their names."""

    def __init__(self, workflow: Workflow) -> None:
        super().__init__()
        self.workflow = workflow

    def __missing__(self, name: str) -> Answered:
        self[name] = Answered(name, self.workflow, self.once)
        return self[name]

    def once(self, name: str) -> bool:
        return self[name].giver is not None

    def worked_out(self, name: str) -> Tree | None:
        return self[name].worked_out


def _as_rule(table: Table, name: str) -> Tree:
    """That an answer is what the first row that holds gives."""
    rule: Tree = node.Compare(NO, "is", YES)
    for row in reversed(table.rows):
        same = node.Compare(node.Name(name), "is", _constant(table.gives[name], row.gives[name]))
        rule = node.If(row.test, same, rule) if row.test is not None else same
    return rule


def _constant(kind: Type, answer: Answer) -> node.Constant:
    convert = READERS.get(kind.name) or (lambda value: value)
    return node.Constant("text" if kind.name in ("choice", "team") else kind.name, convert(answer))
