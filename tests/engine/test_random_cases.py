"""A case of any small service, moved by anybody in any order, stands where a plain reading says, on both databases."""

import os
import random
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from itertools import count

import pytest
from sqlalchemy import text

from engine.case import Case
from engine.commands import CLOCK, Actor, AddNote, Claim, Command, Complete, Open, Problems, Release, Tick
from engine.engine import Done, Engine
from engine.library import Library, path_of
from engine.store import Store
from tests.engine.making import ADA, BEN, LEO, NAME, NINE, OFFICER, ORGANISATION, PAM, STRANGER, files
from tests.engine.plain_model import OPTIONS, Maker, Plain
from workflows.load import examine

RUNS = int(os.environ.get("WHERRY_RUNS", "10"))
APPLICANT = Actor("link", "applicant")
PEOPLE = [ADA, BEN, PAM, LEO, LEO, OFFICER, STRANGER, APPLICANT, APPLICANT]
MOVES = 14
TRIES = 200


def made(chance: random.Random) -> tuple[dict[str, str], list[object]]:
    """A sound service and its plain reading; what the checker refuses is thrown away."""
    for _ in range(TRIES):
        maker = Maker(chance)
        written = files(maker.service())
        if examine(written, NAME).workflow is not None:
            return {path_of("mend"): written[NAME], "definitions/organisation.yaml": ORGANISATION}, maker.plain
    raise AssertionError("the checker refuses everything")


class Play:
    """One random case, and what it must be."""

    def __init__(self, store: Store, seed: int) -> None:
        self.chance = random.Random(seed)
        written, steps = made(self.chance)
        house = examine(written, path_of("mend")).workflow.organisation  # type: ignore[union-attr]
        number = store.versions.publish("mend", str(seed), written, NINE, "ada", "Ada")
        self.engine = Engine(store, Library(store, lambda: house))
        self.reference = f"ROA-{seed}"
        self.plain = Plain(steps, NINE)
        self.tokens = (f"{seed}-{n}" for n in count())
        first = self.chance.choice(OPTIONS)
        raw = {"first_said": first, "email": "zoe@example.org"}
        self.case = self.done(self.engine.do(Open(APPLICANT, NINE, "mend", number, self.reference, raw, f"o{seed}")))
        self.plain.answer(first)
        self.last: Command | None = None

    def done(self, result: object) -> Case:
        assert isinstance(result, Done), result
        return result.case

    def move(self) -> None:
        before = self.case
        makes: list[Callable[[], bool]] = [self.complete] * 5 + [self.claim, self.release, self.pass_time, self.note,
                                                                self.again]  # fmt: skip
        happened = self.chance.choice(makes)()
        found = self.engine.store.cases.load(self.reference)
        assert found is not None
        assert happened or found == before, "a refusal changes nothing"
        self.case = found

    def actor(self) -> Actor:
        actor = self.chance.choice(PEOPLE)
        return replace(actor, case=self.reference) if actor.kind == "applicant" else actor

    def task(self) -> str:
        """The open task, or now and then one that was, or never was."""
        ask = self.plain.open
        if ask is None or self.chance.random() < 0.1:
            return f"{self.chance.choice(['first', 'ask1', 'nothing'])}.{self.chance.randint(1, 3)}"
        return f"{ask.name}.{self.plain.visits[ask.name]}"

    def may(self, actor: Actor, task: str) -> bool:
        """Whether it is the open task, and theirs to do."""
        ask = self.plain.open
        if ask is None or task != f"{ask.name}.{self.plain.visits[ask.name]}":
            return False
        theirs = actor.kind == "applicant" if self.plain.team == "applicant" else self.plain.team in actor.teams
        return theirs and self.plain.person in ("", actor.id)

    def complete(self) -> bool:
        actor, task, said = self.actor(), self.task(), self.chance.choice([*OPTIONS, *OPTIONS, "nonsense"])
        ask = self.plain.open
        raw = {ask.question: said} if ask else {}
        command = Complete(actor, self.plain.now, self.reference, task, raw, next(self.tokens))
        result = self.engine.do(command)
        if not self.may(actor, task) or said == "nonsense":
            assert not isinstance(result, Done)
            assert isinstance(result, Problems) == self.may(actor, task)
            return False
        self.done(result)
        self.plain.answer(said)
        self.last = command
        return True

    def claim(self) -> bool:
        actor, task = self.actor(), self.task()
        result = self.engine.do(Claim(actor, self.plain.now, self.reference, task))
        assert isinstance(result, Done) == (self.may(actor, task) and not self.plain.person)
        if isinstance(result, Done):
            self.plain.person = actor.id
        return isinstance(result, Done)

    def release(self) -> bool:
        actor, task = self.actor(), self.task()
        result = self.engine.do(Release(actor, self.plain.now, self.reference, task))
        assert not isinstance(result, Done) or self.plain.person == actor.id
        if isinstance(result, Done):
            self.plain.person = ""
        return isinstance(result, Done)

    def note(self) -> bool:
        actor = self.actor()
        result = self.engine.do(AddNote(actor, self.plain.now, self.reference, "A word", next(self.tokens)))
        assert isinstance(result, Done) or actor in (STRANGER, OFFICER) or actor.teams <= {"parks", "legal"}
        return isinstance(result, Done)

    def pass_time(self) -> bool:
        self.plain.now += timedelta(hours=self.chance.choice([3, 30, 100]))
        due = self.plain.due is not None and self.plain.due <= self.plain.now
        self.done(self.engine.do(Tick(CLOCK, self.plain.now, self.reference)))
        self.plain.tick()
        return due

    def again(self) -> bool:
        """The last completion sent a second time: it is shown, and nothing happens."""
        if self.last is not None:
            result = self.engine.do(self.last)
            assert isinstance(result, Done) and result.again
        return False

    def stands(self) -> None:
        """The case, its rows, its chain and the plain reading agree."""
        case, plain, store = self.case, self.plain, self.engine.store
        ask = plain.open
        open_now = {f"{ask.name}.{plain.visits[ask.name]}": (plain.team, plain.person)} if ask else {}
        said = {name: answer for name, answer in case.values().items() if name != "email"}
        assert (case.outcome, said) == (plain.outcome, plain.answers)
        assert {task.id: (task.who, task.person) for task in case.tasks.values()} == open_now
        assert store.cases.replayed(self.reference) == case
        assert store.cases.verify(self.reference) == []
        assert self.rows("SELECT task, who FROM wf_task") == {(task.id, task.who) for task in case.tasks.values()}
        running = {name for name, clock in case.clocks.items() if not clock.late and not clock.paused}
        assert {name for (name,) in self.rows("SELECT clock FROM wf_timer")} == running

    def rows(self, select: str) -> set[tuple[str, ...]]:
        with self.engine.store.database.read() as connection:
            found = connection.execute(text(f"{select} WHERE reference = :r"), {"r": self.reference})
            return {tuple(row) for row in found}


@pytest.mark.parametrize("seed", range(RUNS))
def test_a_random_case_stands_where_a_plain_reading_says(store: Store, seed: int) -> None:
    play = Play(store, seed)
    play.stands()
    for _ in range(MOVES):
        play.move()
        play.stands()
