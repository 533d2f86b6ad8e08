"""Proves what a choice leaves over and what it takes twice, with every answer that may be there at a step."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from components.types import Type
from workflows import conditions
from workflows.checks.answerable import may_be
from workflows.checks.answered import EveryAnswer
from workflows.checks.budget import Budget, Spent
from workflows.checks.combinations import Grid
from workflows.checks.facts import Facts
from workflows.checks.finite import YES, fails
from workflows.checks.gathered import Gathered, Shared
from workflows.checks.grid import MISSING, Cell, Endless
from workflows.checks.present import as_rule, present_at
from workflows.checks.register import numbers
from workflows.checks.space import Combination
from workflows.checks.surely import Surely
from workflows.checks.tracing import Tracer
from workflows.conditions import Tree, Wrong, reads
from workflows.conditions import tree as node
from workflows.faults import Faults, Place
from workflows.step import Step
from workflows.workflow import Workflow

#: More answers than this are not drawn in, from one condition to the next, to see what can be together.
MOST_DRAWN_IN = 12


@dataclass(frozen=True)
class Proof:
    """What the ways of a choice come to; ways count from 0."""

    grid: Grid
    gathered: Gathered
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
        return self._shown(lambda mask: not mask) if 0 in self.found else None

    def both(self, one: int, other: int) -> Combination | None:
        """Answers for which two ways surely hold."""
        both = 1 << one | 1 << other
        if not self.maybe_both(one, other) or both & self._bits_in_doubt:
            return None
        return self._shown(lambda mask: mask & both == both)

    def holding(self, way: int) -> Combination | None:
        """Answers for which a way surely holds."""
        return self.both(way, way)

    @cached_property
    def _bits_in_doubt(self) -> int:
        return self.grid.bits_of(self.doubtful)

    def _shown(self, comes_to: Callable[[int], bool]) -> Combination | None:
        shown = next((how for mask, how in self.surely.items() if comes_to(mask)), None)
        return None if shown is None else self.explained.shortest(shown, comes_to, self.doubtful)

    @cached_property
    def _beside(self) -> list[int]:
        """Of each way those that may hold where it does, with itself."""
        beside = [0] * self.grid.whole.bit_length()
        for mask in self.found:
            for way in numbers(mask):
                beside[way] |= mask
        return beside

    @cached_property
    def _firsts(self) -> int:
        """The ways that may be the first to hold."""
        firsts = 0
        for mask in self.found:
            firsts |= mask & -mask
        return firsts

    def maybe_both(self, one: int, other: int) -> bool:
        return bool(self._beside[one] >> other & 1)

    def never(self, way: int) -> bool:
        return bool(self.found) and not self._beside[way]

    def never_first(self, way: int) -> bool:
        """Whether an earlier way holds wherever this one does."""
        return not self.never(way) and not self._firsts >> way & 1

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
        if any(one.days_matter for one in self.gathered.read.values()):
            return "goes by today in several ways"
        return ""

    @property
    def doubt(self) -> str:
        """Why what was found may be impossible, to go after "it"."""
        names = sorted(self.gathered.called(name) for name in self.doubtful if name in self.grid.cells)
        return f"goes by {names[0]}" if names else "reads what may be missing for reasons that are not followed"

    def words(self, combination: Combination) -> str:
        """A combination as a person would say it: age 17, council Norfolk."""
        said = [self._said(name, cell) for name, cell in combination.items()]
        if any(self.gathered.read[name].units for name in combination):
            said.append("if today is 1 March 2027")
        return ", ".join(said) or "whatever is answered"

    def _said(self, name: str, cell: Cell) -> str:
        stands_for = self.gathered.read[name].stands_for
        if isinstance(stands_for, node.Compare) and isinstance(cell.answer, int) and cell.answer is not True:
            one, other = (conditions.in_words(side, {}) for side in (stands_for.left, stands_for.right))
            return f"{one} {('the same as', 'above', 'below')[cell.answer]} {other}"
        return f"{self.gathered.called(name)}{':' if stands_for else ''} {cell.words}"


class Prover:
    """Knows the service whose choices it proves."""

    def __init__(self, workflow: Workflow, tracer: Tracer) -> None:
        self.workflow = workflow
        self.tracer = tracer
        reopen = workflow.file.reopen
        self.budget = Budget()
        self.surely = Surely(workflow.layout, self.budget, reopen.at_ if reopen else "")
        self._answers = EveryAnswer(workflow)
        self._shared: dict[int, Shared] = {}
        self._contraries: dict[int, Tree] = {}
        self._gave_up = False

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
            except Spent:
                raise
            except Endless:
                return self._tried(step, ways, facts, drawn_in=False)
        except Wrong:
            return None

    def _proof(self, step: Step, ways: Sequence[Tree | None], facts: Facts, wrong: Callable[[int], bool]) -> Proof:
        proof = self._tried(step, ways, facts)
        if not proof.worries(wrong):
            return proof
        names = [name for name in proof.gathered.read if name in self.workflow.holders]
        sets = present_at(step.id, names, self.workflow, self.tracer, self.budget) if names else None
        return self._tried(step, ways, facts, as_rule(sets, names)) if sets else proof

    def _tried(
        self, step: Step, ways: Sequence[Tree | None], facts: Facts, together: Tree | None = None, drawn_in: bool = True
    ) -> Proof:
        gathered = Gathered(self._shared_at(self.workflow.names_in(step.id)))
        tests = [gathered.test(way) if way is not None else None for way in ways]
        surely, hazy = self._surely(step, gathered, facts) if drawn_in else ([], True)
        surely += [together] if together is not None else []
        why = [gathered.test(rule) for name in list(gathered.read) for rule in self._why_missing(name, facts)]
        choices = {name: may_be(name, self.workflow, gathered, facts) for name in gathered.read}
        grid = Grid(tests, surely, choices, gathered.shared)
        computed = {name for name in gathered.read if self._answers[name].computed or self._inner(name, facts)}
        doubtful = gathered.doubtful() | computed
        hazy |= bool(doubtful) and any(not doubtful.isdisjoint(gathered.shared.names_of(test)) for test in surely)
        return Proof(grid, gathered, doubtful, hazy, grid.outcomes(), tuple(why))

    def _shared_at(self, names: Mapping[str, Type]) -> Shared:
        """What is made ready for the steps where answers have these names."""
        if id(names) not in self._shared:
            self._shared[id(names)] = Shared(names, self._answers.worked_out, self.budget)
        return self._shared[id(names)]

    def is_free(self, step: Step, test: Tree, facts: Facts) -> bool:
        """Whether it is plain that a test may hold or not: it compares one answer, of which nothing is known there."""
        match test:
            case node.Compare(node.Name(path), "is" | "is not", node.Constant() as constant):
                values = {constant.value}
            case node.OneOf(node.Name(path), options):
                values = {one.value for one in options if isinstance(one, node.Constant)}
            case _:
                return False
        kind = self.workflow.names.get(path, Type("text"))
        may = {True, False} if kind.name == "yes or no" else {*kind.options} if kind.name == "choice" else set()
        return values < may and not self._knows(step, path, facts)

    def _knows(self, step: Step, name: str, facts: Facts) -> bool:
        """Whether anything says what an answer is at a step, or when it is there."""
        layout, one = self.workflow.layout, self._answers[name]
        return bool(
            layout.parent(step.id) or one.computed or one.rules or one.worked_out or facts.conditions_of(name)
            or any(facts.held([name])) or any(self.surely.at(step.id, [name]))
        )  # fmt: skip

    def give_up(self, place: Place, faults: Faults) -> None:
        """Say once where nothing more was tried."""
        if not self._gave_up:
            self._gave_up = True
            faults.remark(place, "not-proved", "Not proved from here on which ways can be taken, and that nothing is "
                          "left over: there is too much to try", "Compare one answer less often: look up a table, or "
                          "ask a choice with fewer options")  # fmt: skip

    # What holds on the way

    def _surely(self, step: Step, gathered: Gathered, facts: Facts) -> tuple[list[Tree], bool]:
        """What holds there of the answers read, and of what that reads in turn; whether some was left out."""
        found: list[Tree] = []
        used: set[int] = set()
        hazy = False
        while True:
            names = gathered.followed.union(*map(gathered.behind, gathered.read))
            names |= self._linked(step, names)
            known = {id(gathered.shared.finite(tree)): tree for tree in self._known(step, names, gathered, facts)}
            if known.keys() <= used:
                return found, hazy
            for tree in [tree for key, tree in known.items() if key not in used]:
                if len(gathered.read) > MOST_DRAWN_IN:
                    return found, True
                try:
                    found.append(gathered.test(tree))
                except Spent:
                    raise
                except Endless:
                    hazy = True
            used |= known.keys()

    def _linked(self, step: Step, names: set[str]) -> set[str]:
        """What the conditions around a step read and was asked only under conditions on these answers."""
        whens = [lane.when for lane in self.workflow.layout.around(step.id) if lane.when is not None]
        others = {read.name for when in whens for read in when.reads} - names
        return {
            one for one in others
            if any(read.name in names for tree in self._answers[one].asked_under for read in reads(tree))
        }  # fmt: skip

    def _known(self, step: Step, names: set[str], gathered: Gathered, facts: Facts) -> Iterator[Tree]:
        for tree, holds in facts.held(names):
            yield tree if holds else self._contrary(tree)
        yield from self.surely.at(step.id, sorted(names))
        for name in sorted(names):
            yield from self._rules(name, facts)

    def _contrary(self, tree: Tree) -> Tree:
        """The same one each time, since what is made of it is kept."""
        return self._contraries.setdefault(id(tree), fails(tree))

    def _rules(self, name: str, facts: Facts) -> Iterator[Tree]:
        """When an answer is there, and what its being there shows."""
        under = tuple(facts.conditions_of(name))
        if under and not facts.sure(name):
            yield node.If(node.And(under) if len(under) > 1 else under[0], self._answers[name].there, YES)
        yield from self._answers[name].rules

    def _why_missing(self, name: str, facts: Facts) -> Sequence[Tree]:
        return () if name.startswith("#") or facts.sure(name) else self._answers[name].why_missing

    def _inner(self, name: str, facts: Facts) -> bool:
        """Whether it is asked in the items of a list, where nobody knows why it may be missing."""
        return "." in name and name not in self.workflow.holders and not facts.sure(name)
