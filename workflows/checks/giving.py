"""What each step gives, by the names that it has there, and under which of its own conditions."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from workflows.asking import Asked
from workflows.checks.facts import NEVER, SURELY, Facts, Under
from workflows.checks.register import NOTHING, Register, Set, numbers
from workflows.step import Lane, Step
from workflows.verbs.ask import Ask


def given_by(step: Step, loops: tuple[Lane, ...], register: Register) -> dict[int, Under]:
    """What a step gives; NEVER: may be left out. In an item, neighbours have other names in a question's `when:`."""
    given = _gives(step, register)
    if not loops:
        return {register.name(name): under for name, under in given.items()}
    word = loops[-1].word
    return {register.name(f"{word}.{name}"): under and NEVER for name, under in given.items()}


def _gives(step: Step, register: Register) -> dict[str, Under]:
    if not isinstance(step, Ask):
        return dict.fromkeys(step.gives(), SURELY)
    found: dict[str, Under] = {}
    for page in (*step.pages, *step.all_pages()[: 0 if step.pages else None]):
        for one in page.questions:
            if one.kind is None or not one.question.asks:
                continue
            under = SURELY
            for when in (page.when, one.when):
                under |= register.test(when.tree) if when is not None else NOTHING
            found[one.id] = NEVER if left_out(one) else under
            found |= dict(_of_items(one, one.id))
            found |= dict.fromkeys((f"{one.id}.{part}" for part in one.question.parts()), found[one.id])
    return found


def left_out(asked: Asked) -> bool:
    """Whether a question may leave its answer missing; of a list or several choices, an empty answer is one."""
    return asked.question.optional and asked.question.gives().name not in ("choices", "list")


def _of_items(asked: Asked, name: str) -> Iterator[tuple[str, Under]]:
    """What is asked in every item of a list: `children.age`."""
    for one in asked.inside:
        inner = f"{name}.{one.id}"
        under = NEVER if one.question.optional or one.when is not None else SURELY
        yield from ((f"{inner}.{part}", under) for part in one.question.parts())
        yield inner, under
        yield from _of_items(one, inner)


@dataclass(frozen=True)
class Words:
    """How answers are called in the items of a `for each`, and how outside: pairs of their numbers."""

    word: int
    pairs: tuple[tuple[int, int], ...]
    #: The conditions that read an item, which say nothing outside.
    tests: Set

    def maybe_inside(self, maybe: Set) -> Set:
        for inner, outer in self.pairs:
            maybe |= (maybe >> outer & 1) << inner
        return maybe | 1 << self.word

    def maybe_outside(self, maybe: Set) -> Set:
        for inner, outer in self.pairs:
            maybe |= (maybe >> inner & 1) << outer
            maybe &= ~(1 << inner)
        return maybe & ~(1 << self.word)

    def entering(self, facts: Facts) -> Facts:
        """What is known in one item."""
        inside = {inner: facts.under_which(outer) for inner, outer in self.pairs}
        return facts.with_unders({**inside, self.word: SURELY})

    def leaving(self, facts: Facts) -> dict[int, Under]:
        """Under what the answers of the items are there, by the names that they have outside."""
        unders = {outer: facts.under_which(inner) for inner, outer in self.pairs}
        return {outer: NEVER if under & self.tests else under for outer, under in unders.items()}

    def forgotten(self, facts: Facts) -> Facts:
        """What is known beside the items."""
        return facts.without_tests(self.tests).with_unders(
            dict.fromkeys((self.word, *(inner for inner, _ in self.pairs)), NEVER)
        )


def first(lane: Lane) -> str:
    """The step that a list begins with, which tells it from every other."""
    return lane.steps[0].id if lane.steps else ""


def words_of(lanes: Iterable[Lane], register: Register) -> dict[str, Words]:
    """The words of every `for each`, by its first step; names that have none yet get a number."""
    lanes = sorted((lane for lane in lanes if lane.word and lane.steps), key=lambda lane: lane.source)
    suffixes = {first(lane): _suffixes(lane, register) for lane in lanes}
    for lane in lanes:  # what an inner list brings to an outer one
        suffixes[first(lane)] |= _suffixes(lane, register)
    found = {}
    for lane in lanes:
        pairs = tuple((register.name(f"{lane.word}{one}"), register.name(f"{lane.source}{one}"))
                      for one in sorted(suffixes[first(lane)]))  # fmt: skip
        word = register.name(lane.word)
        tests = NOTHING
        for name in (word, *(inner for inner, _ in pairs)):
            tests |= register.reading.get(name, NOTHING)
        found[first(lane)] = Words(word, pairs, tests)
    return found


def _suffixes(lane: Lane, register: Register) -> set[str]:
    found = {name.removeprefix(before) for before in (lane.word, lane.source) for name in [*register.names]
             if name.startswith(f"{before}.")}  # fmt: skip
    for one in found:
        register.name(f"{lane.word}{one}")
        register.name(f"{lane.source}{one}")
    return found


def names_of(some: Set, register: Register) -> Iterable[str]:
    return (register.names[number] for number in numbers(some))
