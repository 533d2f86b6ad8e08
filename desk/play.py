"""Plays the examples of a service against the engine alone: no store, no network, and time as they say."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time
from typing import Any

from components.base import Answer, Problem, Question
from components.joining import joined
from components.types import Type
from desk.differing import Difference, Differs, no_option
from desk.one_case import MESSAGE, OneCase
from engine.case import REMINDER, Task
from engine.commands import Command, Problems, Refusal
from engine.events import ClockExtended, ClockLate, Event, MessageSent, WaitFailed, evolve
from workflows.calendars import LONDON, add
from workflows.conditions import Wrong
from workflows.conditions.cells import Cell
from workflows.conditions.cells import given as value_of
from workflows.durations import NotADuration, parse
from workflows.faults import Place
from workflows.items import step_of
from workflows.reading import Word
from workflows.service import Example
from workflows.settings import Entries, Items, place_of
from workflows.shared import flat
from workflows.values import as_answer
from workflows.verbs.ask import Ask
from workflows.verbs.pay import Pay
from workflows.workflow import Workflow

NINE = time(9)
#: What an example writes of a payment that was made, and how it is told that it wrote something longer.
PAID, UNPAID = "paid", "A payment is one word in an example"


@dataclass(frozen=True)
class Played:
    """An example played: green where nothing differs. `steps` are those it went through.

    `asides` are the lists opened by time, failure or extension: which, and of which step ("" the deadline).
    """

    story: str
    #: The first thing that comes out otherwise, or every answer that cannot be given.
    differs: tuple[Differs, ...]
    begins: Place
    steps: frozenset[str]
    asides: frozenset[tuple[str, str]]

    @property
    def difference(self) -> str:
        """The first thing that comes out otherwise, "" where nothing does."""
        return self.differs[0].sentence if self.differs else ""

    @property
    def place(self) -> Place:
        return self.differs[0].place if self.differs else self.begins


def play(workflow: Workflow) -> list[Played]:
    """Every example of a service, in the order of the file."""
    return [_play(workflow, example) for example in workflow.file.examples]


def _play(workflow: Workflow, example: Example) -> Played:
    player: Player | None = None
    differs: tuple[Differs, ...] = ()
    try:
        player = Player(workflow, _morning(example))
        for item in example.play:
            player.do(item)
        player.expect(example)
    except Difference as error:
        others = player.no_options(example) if player else ()
        differs = (*error.all, *(one for one in others if one not in error.all))
    steps = frozenset(step_of(key) for key in player.case.visits) if player else frozenset()
    asides = frozenset(player.asides) if player else frozenset()
    return Played(example.story, differs, example.place, steps, asides)


def _morning(example: Example) -> datetime:
    try:
        return datetime.combine(date.fromisoformat(example.begins), NINE, LONDON)
    except ValueError:
        raise Difference("begins: is a day such as 2027-03-01", example.at("begins")) from None


@dataclass
class Player(OneCase):
    """One case as an example tells it."""

    sent: list[str] = field(default_factory=list)
    asides: set[tuple[str, str]] = field(default_factory=set)

    def do(self, item: Any) -> None:
        """One line of `play:`: answers for a step, or time that passes."""
        if not isinstance(item, Entries) or len(item) != 1:
            raise Difference("A line of play: is a step and its answers", place_of(item, self.workflow.file.place))
        ((step, given),) = item.items()
        place = item.keys_at[step]
        if step == "after":
            self.wait(given, place)
        elif not self.case.reference:
            self.open(step, given, place)
        elif step in OTHERS:
            OTHERS[step](self, given, place)
        elif any(one.step == step for one in self.case.waiting.values()):
            self.settle(step, given, place)
        else:
            self.complete(step, given, place)

    def open(self, step: str, given: Any, place: Place) -> None:
        first = self.workflow.first
        if step != first.id:
            raise Difference(f"The service begins with {first.id}, not {step}", place)
        raw = self.raw(first, given, place)
        # Whom `starts:` lets in is no matter of examples: somebody of every team is among them.
        by_message = self.workflow.file.starts == (MESSAGE,)
        starter = self.somebody(MESSAGE if by_message else first.who)
        everywhere = replace(starter, teams=frozenset(self.workflow.organisation.everyone))
        self.command(self.opening(everywhere, raw), place)

    def complete(self, step: str, given: Any, place: Place) -> None:
        """Somebody does a step. In a `for each` a list is what is answered for each item that waits, in order."""
        waiting = [task for task in self.case.tasks.values() if task.step == step]
        each = given if isinstance(given, Items) else [given]
        if waiting and len(each) > len(waiting):
            raise Difference(f"{step} waits {len(waiting)} times, not {len(each)}", place)
        for number, one in enumerate(each):
            self.complete_one(waiting[number] if waiting else None, step, one, place_of(one, place))

    def complete_one(self, task: Task | None, step: str, given: Any, place: Place) -> None:
        if task is None:
            told = f"{self.stands()}{self.to_pay()}" if self.case.open else f"the case has ended as {self.case.outcome}"
            does = "pays" if isinstance(self.workflow.layout.by_id.get(step), Pay) else "answers"
            raise Difference(f"The example {does} {step}, but by then {told}", place)
        ask = self.workflow.step(step)
        assert isinstance(ask, Ask), "only an ask has a task"
        self.command(self.completing(task, self.raw(ask, given, place)), place)

    def stands(self) -> str:
        """What the case waits for: answers, and payments."""
        unpaid = self.unpaid()
        open = [step for step in self.open_steps() if step not in unpaid]
        return joined(f"{joined(some)} {'waits' if len(some) == 1 else 'wait'} to be {done}"
                      for some, done in ((open, "answered"), (unpaid, PAID)) if some)  # fmt: skip

    def unpaid(self) -> list[str]:
        return [one.step for one in self.case.waiting.values() if one.what == "payment"]

    def to_pay(self) -> str:
        """How an example says that what the case waits for is paid."""
        return "".join(f". Write “- {step}: {PAID}”" for step in self.unpaid()[:1])

    def settle(self, step: str, given: Any, place: Place) -> None:
        """What the outside gives: `fee: paid`, or the answers that a step says it brings."""
        ids = [id for id, one in self.case.waiting.items() if one.step == step]
        waited = self.workflow.step(step)
        kinds = waited.gives()
        each = given if isinstance(given, Items) else [given]
        for id, one in zip(ids, each, strict=False):
            if isinstance(waited, Pay) and bare(one) != PAID:
                written = f"“{one.text}” is nothing that a payment comes to" if isinstance(one, Word) else UNPAID
                raise Difference(f"{written}. Write {PAID}, or “fails: {step}”", place_of(one, place))
            answers = {} if isinstance(one, Word) else self.brought(one, kinds)
            self.command(self.settling(id, answers), place)

    def brought(self, given: Any, kinds: Mapping[str, Type]) -> dict[str, Answer]:
        if not isinstance(given, Entries):
            raise Difference("What comes from outside is written in {…}", place_of(given, self.workflow.file.place))
        found = {}
        for name, written in given.items():
            if name not in kinds or not isinstance(written, Word):
                raise Difference(f"{name} is not what this step gives", given.keys_at[name])
            try:
                found[name] = as_answer(value_of(kinds[name], Cell(written.text)))
            except Wrong as error:
                raise Difference(f"{name}: {error.problems[0].sentence}", given.keys_at[name]) from None
        return found

    def fails(self, given: Any, place: Place) -> None:
        ids = [id for id, one in self.case.waiting.items() if one.step == bare(given)]
        if not ids:
            raise Difference(f"{bare(given)} does not wait for anything", place)
        self.command(self.failing(ids[0]), place)

    def extends(self, given: Any, place: Place) -> None:
        named = bare(given)
        clock = next((id for id, task in self.case.tasks.items() if task.step == named), named)
        self.command(self.extending(clock), place)

    def withdraws(self, given: Any, place: Place) -> None:
        self.command(self.withdrawing(bare(given)), place)

    def reopens(self, given: Any, place: Place) -> None:
        self.command(self.reopening(bare(given)), place)

    def raw(self, ask: Ask, given: Any, place: Place) -> dict[str, Any]:
        """What would be typed for these answers."""
        if not isinstance(given, Entries):
            raise Difference(f"The answers of {ask.id} are written in {{…}}", place)
        asked = {one.id: one.question for one in ask.asked()}
        raw, wrong = {}, list[Differs]()
        for name, written, at in flat(given, asked):
            if name not in asked:
                wrong.append(Differs(f"{ask.id} does not ask {name}", at))
                continue
            try:
                answer = asked[name].told(bare(written), self.seen)
            except Problem as problem:
                wrong.append(Differs(no_option(asked[name], bare(written)) or f"{name}: {problem}", at))
                continue
            raw[name] = None if answer is None else asked[name].write(answer)
        if wrong:
            raise Difference(wrong[0].sentence, wrong[0].place, *wrong[1:])
        return raw

    def no_options(self, example: Example) -> Iterator[Differs]:
        """Every answer of an example that is none of its question's options, wherever the play stopped."""
        for item in example.play:
            for step, given in item.items() if isinstance(item, Entries) else ():
                ask = self.workflow.layout.by_id.get(step)
                for one in given if isinstance(given, Items) else [given]:
                    if isinstance(ask, Ask) and isinstance(one, Entries):
                        yield from self._no_options_in(ask, one)

    def _no_options_in(self, ask: Ask, given: Entries) -> Iterator[Differs]:
        asked = {one.id: one.question for one in ask.asked()}
        for name, written, at in flat(given, asked):
            sentence = no_option(asked[name], bare(written)) if name in asked else ""
            if sentence and not self.is_answer(asked[name], written):
                yield Differs(sentence, at)

    def is_answer(self, question: Question, written: Any) -> bool:
        try:
            question.told(bare(written), self.seen)
        except Problem:
            return False
        return True

    def command(self, command: Command, place: Place) -> None:
        decision = self.decided(command)
        if isinstance(decision, Refusal):
            raise Difference(decision.reason, place)
        if isinstance(decision, Problems):
            said = "; ".join(f"{name}: {said[0].sentence}" for name, said in decision.by_question.items())
            raise Difference(said, place)
        for event in decision:
            self.happen(event)

    def happen(self, event: Event) -> None:
        if isinstance(event, ClockLate) and not event.clock.startswith(REMINDER):
            self.asides.add(("late", self.step_of(event.clock)))
        elif isinstance(event, ClockExtended):
            self.asides.add(("extended", self.step_of(event.clock)))
        elif isinstance(event, WaitFailed):
            self.asides.add(("failed", self.step_of(event.id)))
        self.case = evolve(self.case, event)
        if isinstance(event, MessageSent) and event.message:
            self.sent.append(event.message)

    def step_of(self, id: str) -> str:
        """The step of a task or of what is waited for; "" of the deadline."""
        about = self.case.tasks.get(id) or self.case.waiting.get(id)
        return about.step if about else ""

    def wait(self, given: Any, place: Place) -> None:
        """Time passes to the end of that day; what is due before then is dealt with at its moment."""
        try:
            until = add(self.now, parse(bare(given)), self.workflow.organisation.calendars["england"])
        except (NotADuration, TypeError, OverflowError) as error:
            raise Difference(f"after: is a length of time: {error}", place) from None
        while (clock := next(self.coming(), "")) and self.case.clocks[clock].due < until:
            self.now = max(self.now, self.case.clocks[clock].due)
            self.command(self.ticking(), place)
        self.now = until

    def open_steps(self) -> list[str]:
        """The steps that wait, each as often as it does."""
        return [*(one.step for one in self.case.tasks.values()), *(one.step for one in self.case.waiting.values())]

    # What came of it

    def expect(self, example: Example) -> None:
        if example.ends and self.case.open:
            open = ", ".join(self.open_steps())
            raise Difference(f"It is open, waiting for {open}, not {example.ends}{self.to_pay()}", example.at("ends"))
        for name, written, place in flat(example.expect, self.workflow.names) if example.expect else ():
            wanted, found = bare(written), self.found(name, place)
            if isinstance(found, list) and isinstance(wanted, str):
                wanted = [wanted]
            if found != wanted and found != _compared(self._told(name, wanted)):
                raise Difference(f"{name} is {_said(found)}, not {_said(wanted)}", place)
        if example.ends and self.case.outcome != example.ends:
            raise Difference(f"It is {self.case.outcome}, not {example.ends}", example.at("ends"))

    def found(self, name: str, place: Place) -> Answer:
        if name == "sent":
            return self.sent
        if name == "made":
            return list(self.case.documents)
        if name == "open":
            return self.open_steps()
        if name not in self.workflow.names:
            raise Difference(f"There is no answer called {name}", place)
        return _compared(self.case.values().get(name))

    def _told(self, name: str, wanted: Any) -> Answer:
        question = self.workflow.question(name)
        if question is None:
            return wanted
        try:
            return question.told(wanted, self.seen)
        except Problem:
            return wanted


#: What is played by others than those who are asked.
OTHERS: dict[str, Callable[[Player, Any, Place], None]] = {
    "fails": Player.fails, "extends": Player.extends, "withdraws": Player.withdraws, "reopens": Player.reopens,
}  # fmt: skip


def bare(written: Any) -> Any:
    """What stands in an example, without its places."""
    if isinstance(written, Entries):
        return {key: bare(value) for key, value in written.items()}
    if isinstance(written, list):
        return [bare(value) for value in written]
    return written.text if isinstance(written, Word) else written


def _compared(answer: Answer) -> Answer:
    """An answer as an example may write it: a number as its digits."""
    return answer if isinstance(answer, list | dict | bool) or answer is None else str(answer)


def _said(value: Any) -> str:
    if isinstance(value, list):
        return f"[{', '.join(str(one) for one in value)}]"
    return "missing" if value is None else str(value)
