"""Proves what a choice leaves over and what it takes twice, with every answer that may be there at a step."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from components.base import Answer
from components.types import Type
from workflows import conditions
from workflows.asking import Asked, Page
from workflows.checks.answerable import may_be
from workflows.checks.combinations import Combination, Grid, names_in
from workflows.checks.facts import Facts
from workflows.checks.finite import NO, YES, Finite, fails
from workflows.checks.giving import left_out
from workflows.checks.grid import MISSING, Cell, Endless
from workflows.checks.present import as_rule, present_at
from workflows.checks.surely import Surely, ways_before
from workflows.checks.tracing import Tracer
from workflows.conditions import Tree, Wrong, reads
from workflows.conditions import tree as node
from workflows.conditions.values import READERS
from workflows.step import Step
from workflows.tables import Table
from workflows.verbs.ask import Ask
from workflows.verbs.look_up import LookUp
from workflows.verbs.work_out import WorkOut
from workflows.workflow import Workflow

#: More answers than this are not drawn in, from one condition to the next, to see what can be together.
MOST_DRAWN_IN = 12
#: A table with more rows is not followed where an answer that it gives is read.
MOST_ROWS = 50


@dataclass(frozen=True)
class Proof:
    """What the ways of a choice come to; ways count from 0."""

    grid: Grid
    finite: Finite
    #: Names that cannot be what they like, so that what rests on them may be impossible.
    doubtful: frozenset[str]
    #: Whether some of what holds on the way could not be looked at.
    hazy: bool
    found: dict[int, Combination]
    #: That every answer that is missing was left out, or passed over by a condition that is known.
    reasons: tuple[Tree, ...]

    def worries(self, wrong: Callable[[int], bool]) -> bool:
        """Whether something may be wrong that rests on an answer's being missing."""
        return any(map(wrong, self.found)) and any(MISSING in choice for choice in self.grid.cells.values())

    @cached_property
    def explained(self) -> Grid:
        return self.grid.where(self.reasons)

    @cached_property
    def surely(self) -> dict[int, Combination]:
        """What surely comes to pass, as far as ways read nothing doubtful."""
        return {} if self.hazy else self.explained.outcomes(self.doubtful)

    def gap(self) -> Combination | None:
        """Answers for which surely no way holds."""
        return self._shown(lambda mask: not mask)

    def both(self, one: int, other: int) -> Combination | None:
        """Answers for which two ways surely hold."""
        both = 1 << one | 1 << other
        return self._shown(lambda mask: mask & both == both) if not both & self.grid.bits_of(self.doubtful) else None

    def _shown(self, comes_to: Callable[[int], bool]) -> Combination | None:
        shown = next((how for mask, how in self.surely.items() if comes_to(mask)), None)
        return None if shown is None else self.explained.shortest(shown, comes_to, self.doubtful)

    def maybe_both(self, one: int, other: int) -> bool:
        both = 1 << one | 1 << other
        return any(mask & both == both for mask in self.found)

    def never(self, way: int) -> bool:
        return bool(self.found) and not any(mask >> way & 1 for mask in self.found)

    def never_first(self, way: int) -> bool:
        """Whether an earlier way holds wherever this one does."""
        before = (1 << way) - 1
        return not self.never(way) and all(mask & before for mask in self.found if mask >> way & 1)

    def for_want_of(self) -> Combination | None:
        """Answers for which surely no way holds, though one would if what is missing were there."""
        if self.doubtful or self.hazy:
            return None
        for name in (name for name, choice in self.grid.cells.items() if MISSING in choice):
            left = self.explained.outcomes(fixed={name: MISSING}).get(0)
            if left is not None and any(self.grid.taken({**left, name: cell}) for cell in self.grid.cells[name]):
                return {name: MISSING, **self.explained.shortest(left, lambda mask: not mask)}
        return None

    @property
    def unsure(self) -> str:
        """Why what was found may not be all, to go after "it"; "" where it is."""
        if any(one.days_matter for one in self.finite.read.values()):
            return "goes by today in several ways"
        return ""

    @property
    def doubt(self) -> str:
        """Why what was found may be impossible, to go after "it"."""
        names = sorted(self.finite.called(name) for name in self.doubtful if name in self.grid.cells)
        return f"goes by {names[0]}" if names else "reads what may be missing for reasons that are not followed"

    def words(self, combination: Combination) -> str:
        """A combination as a person would say it: age 17, council Norfolk."""
        said = [self._said(name, cell) for name, cell in combination.items()]
        if any(self.finite.read[name].units for name in combination):
            said.append("if today is 1 March 2027")
        return ", ".join(said) or "whatever is answered"

    def _said(self, name: str, cell: Cell) -> str:
        stands_for = self.finite.read[name].stands_for
        if isinstance(stands_for, node.Compare) and isinstance(cell.answer, int) and cell.answer is not True:
            one, other = (conditions.in_words(side, {}) for side in (stands_for.left, stands_for.right))
            return f"{one} {('the same as', 'above', 'below')[cell.answer]} {other}"
        return f"{self.finite.called(name)}{':' if stands_for else ''} {cell.words}"


class Prover:
    """Knows the service whose choices it proves."""

    def __init__(self, workflow: Workflow, tracer: Tracer) -> None:
        self.workflow = workflow
        self.tracer = tracer
        reopen = workflow.file.reopen
        self.surely = Surely(workflow.layout, reopen.at_ if reopen else "")

    def proof(
        self, step: Step, ways: Sequence[Tree | None], facts: Facts, wrong: Callable[[int], bool]
    ) -> Proof | None:
        """What these ways come to at a step where that is known; `Endless` where they cannot all be tried.

        `wrong` says which outcomes are worth a closer look. None where a condition is at fault, which is said
        where it stands.
        """
        try:
            try:
                return self._proof(step, ways, facts, wrong)
            except Endless:
                return self._tried(step, ways, facts, drawn_in=False)
        except Wrong:
            return None

    def _proof(self, step: Step, ways: Sequence[Tree | None], facts: Facts, wrong: Callable[[int], bool]) -> Proof:
        proof = self._tried(step, ways, facts)
        if not proof.worries(wrong):
            return proof
        names = [name for name in proof.finite.read if name in self.workflow.holders]
        sets = present_at(step.id, names, self.workflow, self.tracer.graph) if names else None
        return self._tried(step, ways, facts, as_rule(sets, names)) if sets else proof

    def _tried(
        self, step: Step, ways: Sequence[Tree | None], facts: Facts, together: Tree | None = None, drawn_in: bool = True
    ) -> Proof:
        finite = Finite(self.workflow.names_in(step.id), self._worked_out)
        tests = [finite.test(way) if way is not None else None for way in ways]
        surely, hazy = self._surely(step, finite, facts) if drawn_in else ([], True)
        surely += [together] if together is not None else []
        why = [finite.test(rule) for name in list(finite.read) for rule in self._why_missing(name, facts)]
        choices = {name: may_be(name, self.workflow, finite, facts) for name in finite.read}
        grid = Grid(tests, surely, choices, finite.types)
        computed = {name for name in finite.read if self._computed(name) or self._inner(name, facts)}
        doubtful = finite.doubtful() | computed
        hazy |= any(not doubtful.isdisjoint(names_in(test)) for test in surely)
        return Proof(grid, finite, doubtful, hazy, grid.outcomes(), tuple(why))

    # What holds on the way

    def _surely(self, step: Step, finite: Finite, facts: Facts) -> tuple[list[Tree], bool]:
        """What holds there of the answers read, and of what that reads in turn; whether some was left out."""
        found: list[Tree] = []
        used: set[Tree] = set()
        hazy = False
        while True:
            names = finite.followed.union(*map(finite.behind, finite.read))
            names |= self._linked(step, names)
            news = [tree for tree in self._known(step, names, finite, facts) if tree not in used]
            if not news:
                return found, hazy
            for tree in news:
                used.add(tree)
                if len(finite.read) > MOST_DRAWN_IN:
                    return found, True
                try:
                    found.append(finite.test(tree))
                except Endless:
                    hazy = True

    def _linked(self, step: Step, names: set[str]) -> set[str]:
        """What the conditions around a step read and was asked only under conditions on these answers."""
        whens = [lane.when for lane in self.workflow.layout.around(step.id) if lane.when is not None]
        others = {read.name for when in whens for read in when.reads} - names
        return {
            one for one in others if any(read.name in names for tree in self._asked_under(one) for read in reads(tree))
        }

    def _known(self, step: Step, names: set[str], finite: Finite, facts: Facts) -> Iterator[Tree]:
        for tree, holds in facts.held(names):
            yield tree if holds else fails(tree)
        yield from self.surely.at(step.id, sorted(names))
        for name in sorted(names):
            yield from self._rules(name, facts)

    def _rules(self, name: str, facts: Facts) -> Iterator[Tree]:
        """When an answer is there, and that what was asked under a condition shows that it held."""
        there = node.IsMissing(node.Name(name), True)
        under = tuple(facts.conditions_of(name))
        if under and not facts.sure(name):
            yield node.If(node.And(under) if len(under) > 1 else under[0], there, YES)
        accepted = [one.accept.tree for _, one in self._question(name) if one.accept is not None]
        for condition in (*self._asked_under(name), *accepted):
            yield node.If(there, condition, YES)
        if table := self._table(name):
            yield node.If(there, _as_rule(table, name), YES)

    def _asked_under(self, name: str) -> Iterator[Tree]:
        """The conditions of the one place that gives an answer, where what they read has one place too."""
        step = self._only_giver(name)
        if step is None:
            return
        layout = self.workflow.layout
        whens = [step.when, *(lane.when for lane in layout.around(step.id))]
        for page, one in self._question(name):
            whens += [page.when, one.when]
        found = [when.tree for when in whens if when is not None]
        inside = step.id
        while inside:
            found += map(fails, ways_before(layout, inside))
            inside = layout.parent(inside)
        yield from (tree for tree in found if all(self._only_giver(read.name) for read in reads(tree)))

    def _question(self, name: str) -> Iterator[tuple[Page, Asked]]:
        """Where a question is asked that only one step asks."""
        step = self._only_giver(name)
        for page in step.all_pages() if isinstance(step, Ask) else ():
            yield from ((page, one) for one in page.questions if one.id == name)

    def _why_missing(self, name: str, facts: Facts) -> Iterator[Tree]:
        """That an answer which was not left out is missing since a condition passed it over."""
        if name.startswith("#") or any(left_out(one) for _, one in self._question(name)) or facts.sure(name):
            return
        passed_over = tuple(fails(tree) for tree in self._asked_under(name))
        there = node.IsMissing(node.Name(name), True)
        yield node.Or((there, *passed_over)) if passed_over else there

    # What the program gives

    def _table(self, name: str) -> Table | None:
        """The one table that gives an answer, where it gives one row and what it reads is answered in one place."""
        step = self._only_giver(name)
        table = step.read if isinstance(step, LookUp) else None
        if table is None or table.hit.called not in ("unique", "first", "any") or len(table.rows) > MOST_ROWS:
            return None
        return table if all(self._only_giver(one) is not None for one in table.inputs) else None

    def _only_giver(self, name: str) -> Step | None:
        holders = self.workflow.holders.get(name, ())
        return self.workflow.step(holders[0]) if len(holders) == 1 else None

    def _worked_out(self, name: str) -> Tree | None:
        """What an answer is always worked out from, where what that reads is answered in one place."""
        step = self._only_giver(name)
        if not isinstance(step, WorkOut) or step.when is not None or self.workflow.layout.parent(step.id):
            return None
        value = step.work_out[name]
        once = all(self._only_giver(read.name) for read in value.reads)
        return value.tree if once and value.type is not None else None

    def _computed(self, name: str) -> bool:
        """Whether a rule gives an answer in a way that is not followed here."""
        rules = (LookUp, WorkOut)
        steps = [self.workflow.step(id) for id in self.workflow.holders.get(name, ())]
        return any(isinstance(step, rules) for step in steps) and self._table(name) is None

    def _inner(self, name: str, facts: Facts) -> bool:
        """Whether it is asked in the items of a list, where nobody knows why it may be missing."""
        return "." in name and name not in self.workflow.holders and not facts.sure(name)


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
