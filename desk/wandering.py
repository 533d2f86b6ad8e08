"""Sends random residents and staff through a service under a fake clock, and says which cases are lost on the way."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import partial
from random import Random

from components.controls import Raw
from desk.differing import Difference
from desk.drawing_lots import Lots
from desk.one_case import OneCase
from desk.play import Player
from engine.case import DEADLINE, Task
from engine.commands import AddItem, Command, Complete, Open, Problems, Refusal
from engine.course.adding import loop_of
from engine.events import AnswersGiven, CaseStuck
from workflows.asking import Asked
from workflows.settings import Entries
from workflows.verbs.ask import Ask
from workflows.workflow import Workflow

BEGINS = datetime(2027, 3, 1, 9, tzinfo=UTC)
#: Within so many days after that a case begins: over leap days, holidays and both changes of the clocks.
DAYS = 730
#: So much is done to a case at most; then it is under way still.
MOST = 300
#: So often answers are drawn again that a rule of the service did not accept.
TRIES = 40
#: What must never be raised, whatever somebody answers.
BROKEN = (ArithmeticError, AssertionError, AttributeError, LookupError, RuntimeError, TypeError, ValueError)


@dataclass(frozen=True)
class Lost:
    """A case that neither ends nor waits for somebody, or could not go on. `seed` finds it again."""

    seed: int
    why: str
    way: tuple[str, ...]


@dataclass(frozen=True)
class Wandered:
    """What became of the cases: how many ended with each outcome, how many are under way, which are lost."""

    ended: Mapping[str, int]
    under_way: int
    lost: tuple[Lost, ...]
    #: What nobody found an answer to by chance, and in how many cases.
    unanswered: Mapping[str, int]
    #: The steps that some case came to.
    steps: frozenset[str]


class Astray(Exception):
    """Why a case is lost, in a sentence."""


class NoAnswer(Exception):
    """Chance found no answer that a step accepts, which says little of the service: the question, in a sentence."""


def wander(workflow: Workflow, cases: int, seed: int) -> Wandered:
    """Send so many cases on their way, the first by this seed, each next one by one more."""
    known = typed_in_examples(workflow)
    ended: Counter[str] = Counter()
    unanswered: Counter[str] = Counter()
    lost: list[Lost] = []
    steps: set[str] = set()
    for number in range(seed, seed + cases):
        one = Wanderer(workflow, BEGINS, Lots(Random(number), known))
        try:
            one.go()
            ended[one.case.outcome] += 1
        except Astray as error:
            lost.append(Lost(number, str(error), tuple(one.way)))
        except NoAnswer as error:
            unanswered[str(error)] += 1
        except BROKEN as error:
            lost.append(Lost(number, f"{type(error).__name__}: {error}", tuple(one.way)))
        steps |= {key.partition("@")[0] for key in one.case.visits}
    under_way = ended.pop("", 0)
    return Wandered(ended, under_way, tuple(lost), unanswered, frozenset(steps))


def typed_in_examples(workflow: Workflow) -> dict[str, list[Raw]]:
    """What the examples answer, as it would be typed, by question."""
    player, found = Player(workflow, BEGINS), dict[str, list[Raw]]()
    for example in workflow.file.examples:
        for item in example.play:
            for step, given in item.items() if isinstance(item, Entries) else ():
                ask = workflow.asks().get(step)
                if ask is None or not isinstance(given, Entries):
                    continue
                try:
                    raw = player.raw(ask, given, item.keys_at[step])
                except Difference:
                    continue
                for name, one in raw.items():
                    found.setdefault(name, []).append(one)
    return found


@dataclass
class Wanderer(OneCase):
    """One case, done by chance. `way` is what was done, so that somebody can do it again."""

    lots: Lots
    way: list[str] = field(default_factory=list)
    #: Whether something outside failed: then a task "try again" is what should come.
    failed: bool = False

    def __post_init__(self) -> None:
        self.random = self.lots.random
        self.now += timedelta(days=self.random.randrange(DAYS), minutes=self.random.randrange(600))

    def go(self) -> None:
        self.open()
        for _ in range(MOST):
            if not self.case.open and not self.may_reopen():
                return
            acts = dict(self.acts()) if self.case.open else {self.reopen: 1.0}
            if not acts:
                raise Astray("It is open, but it waits for nobody and for nothing")
            (act,) = self.random.choices(list(acts), weights=list(acts.values()))
            act()

    def acts(self) -> Iterator[tuple[Callable[[], None], float]]:
        """Everything that may happen now, and how likely it is beside the rest."""
        for task in self.case.tasks.values():
            yield partial(self.complete, task.id), 4.0
            if self._list_of(task):
                yield partial(self.add_item, task.id), 0.3
        for id, waiting in self.case.waiting.items():
            if waiting.what != "time":
                yield partial(self.settle, id), 2.0
        if any(self.coming()):
            yield self.pass_time, 2.0
        for clock in (DEADLINE, *self.case.tasks):
            if clock in self.case.clocks and clock not in self.case.extended:
                yield partial(self.extend, clock), 0.2
        if self.workflow.file.withdraw:
            yield self.withdraw, 0.05

    # What people do

    def open(self) -> None:
        first, file = self.workflow.first, self.workflow.file
        teams = {member for word in file.starts for member in self.workflow.organisation.groups.get(word, (word,))}
        everyone = "anyone" in file.starts
        actor = self.somebody(first.who) if everyone else self.somebody(self.random.choice(sorted(teams)))
        self.answered(first, partial(self.opening, actor))

    def complete(self, id: str) -> None:
        task = self.case.tasks[id]
        step = self.workflow.step(task.step)
        if id.startswith("(") or not isinstance(step, Ask):
            self.failed = True
            self.do(self.completing(task, {}), f"try {step.id} again")
            return
        self.answered(step, partial(self.completing, task))

    def answered(self, ask: Ask, command: Callable[[dict[str, Raw]], Command]) -> None:
        """Draw answers until the service accepts them."""
        raw = {one.id: self.raw(one) for one in ask.asked() if one.question.asks}
        told = ""
        for _ in range(TRIES):
            problems = self.do(command(raw), ask.id)
            if problems is None:
                return
            question, said = next(iter(problems.by_question.items()))
            told = f"{question} of {ask.id}: {said[0].sentence}"
            again = [one for one in ask.asked() if one.id in problems.by_question or self.random.random() < 0.3]
            raw |= {one.id: self.raw(one) for one in again if one.question.asks}
        raise NoAnswer(told)

    def raw(self, one: Asked) -> Raw:
        return self.lots.raw(one.id, one.question, self.seen)

    def add_item(self, id: str) -> None:
        task = self.case.tasks[id]
        source = self._list_of(task)
        raw = self.lots.item(self.workflow.questions[source], "new", self.seen)
        actor = self.somebody(task.who)
        self.do(AddItem(actor, self.now, self.case.reference, id, raw, f"add {len(self.way)}"), f"add to {source}")

    def _list_of(self, task: Task) -> str:
        """The list to which whoever does this task may add, or ""."""
        loop = loop_of(self.workflow, task)
        return loop.source if loop and loop.source in self.workflow.questions else ""

    def withdraw(self) -> None:
        self.do(self.withdrawing("applicant"), "withdraws: applicant")

    def may_reopen(self) -> bool:
        return self.workflow.file.reopen is not None and self.random.random() < 0.2

    def reopen(self) -> None:
        rule = self.workflow.file.reopen
        if rule:
            self.do(self.reopening(rule.who), f"reopens: {rule.who}")

    def extend(self, clock: str) -> None:
        self.do(self.extending(clock), f"extends: {clock}")

    # What time and the outside do

    def settle(self, id: str) -> None:
        """What is waited for comes, or fails, which is not the service's fault."""
        kinds = self.workflow.step(self.case.waiting[id].step).gives()
        if self.random.random() < 0.3:
            self.failed = True
            self.do(self.failing(id), f"fails: {id}")
        else:
            brought = {name: self.lots.given(kind, self.seen) for name, kind in kinds.items()}
            self.do(self.settling(id, brought), f"{id}: {brought}")

    def pass_time(self) -> None:
        """Until the next clock goes off, or a part of the way there."""
        due = max(self.now, self.case.clocks[next(self.coming())].due)
        if self.random.random() < 0.3:
            due = self.now + (due - self.now) * self.random.random()
        self.now = due
        self.do(self.ticking(), f"until {self.now:%-d %B %Y %H:%M}")

    # Doing it

    def do(self, command: Command, what: str) -> Problems | None:
        """Do it, and see whether the case can go on. What may not be done now changes nothing."""
        decision = self.decided(command)
        if isinstance(decision, Problems):
            return decision
        if isinstance(decision, Refusal):
            if isinstance(command, Complete | Open):
                raise Astray(f"Nobody may do {what}: {decision.reason}")
            return None
        given = [event.answers for event in decision if isinstance(event, AnswersGiven)]
        self.way.append(f"{what}: {given[0]}" if given and isinstance(command, Open | Complete) else what)
        self.case = decision.case
        stuck = next((event for event in decision if isinstance(event, CaseStuck)), None)
        if stuck and not self.failed:
            raise Astray(f"It cannot go on by itself: {stuck.why}")
        return None
