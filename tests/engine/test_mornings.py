"""Random mornings of an office at which everything can be done at any time, against a plain reading of each case.

Nobody approves their own work, by whatever door; nothing is done twice; a refusal changes nothing.
"""

import os
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from desk.away import Away
from engine import commands as c
from engine.commands import Actor
from engine.engine import Done
from engine.store import Store
from engine.ticker import tick
from tests.engine.morning import AGAIN, TYPED, Morning
from tests.engine.morning_checks import holds_together, inboxes_show_what_waits
from tests.engine.mornings import Plain
from tests.engine.office import (
    APPLICANT,
    COUNCIL,
    DONE,
    QUESTION,
    REFUSED,
    RESIDENT,
    SAME,
    TEAMS,
    Absence,
    day_of,
)

RUNS = int(os.environ.get("WHERRY_RUNS", "20"))
#: PostgreSQL sees a share of them.
SHARE = 8
MOVES = 40


class Busy(Morning):
    """Each move takes a case, and does one thing to it or to the office."""

    def complete(self, reference: str) -> None:
        task, raw, plain = self.task(reference), self.typed(), self.plain[reference]
        person = self.somebody(reference, task)
        command = c.Complete(self.actor(person, reference), self.office.now, reference, task, raw, self.new())
        self.do(reference, command, lambda behalf: plain.complete(person, task, raw, False, behalf))

    def help(self, reference: str) -> None:
        task, raw, plain = self.task(reference), self.typed(), self.plain[reference]
        asked = [id for id, one in plain.tasks.items() if one.who == APPLICANT]
        task = asked[0] if asked else task
        person = self.somebody()
        person = self.chance.choice(["ada", "mei", "pam", person])
        command = c.Complete(self.actor(person, reference), self.office.now, reference, task, raw, self.new(), "desk")
        self.do(reference, command, lambda behalf: plain.complete(person, task, raw, True, behalf))

    def claim(self, reference: str) -> None:
        task, plain = self.task(reference), self.plain[reference]
        person = self.somebody(reference, task)
        command = c.Claim(self.actor(person, reference), self.office.now, reference, task)
        self.do(reference, command, lambda behalf: plain.claim(person, task, behalf))

    def release(self, reference: str) -> None:
        task, plain = self.task(reference), self.plain[reference]
        person = self.somebody(reference, task)
        command = c.Release(self.actor(person, reference), self.office.now, reference, task)
        self.do(reference, command, lambda _: plain.release(person, task))

    def assign(self, reference: str) -> None:
        task, plain = self.task(reference), self.plain[reference]
        team = plain.tasks[task].who if task in plain.tasks else "highways"
        manager = {"highways": "mei", "legal": "ida", "parks": "pam"}.get(team, self.somebody())
        person = self.chance.choice([manager, manager, self.somebody()])
        kept = [one for one in TEAMS if task in plain.tasks and one in plain.kept_from(plain.tasks[task].step)]
        chosen = self.chance.choice([*(one for one, teams in TEAMS.items() if team in teams), "sam", *kept])
        command = c.Assign(
            self.actor(person, reference), self.office.now, reference, task, chosen, chosen.title(), self.new()
        )
        self.do(reference, command, lambda _: plain.assign(person, task, chosen))

    def hand_over(self, reference: str) -> None:
        task, plain = self.task(reference), self.plain[reference]
        person, who = self.somebody(reference, task), self.chance.choice([*sorted(COUNCIL), "police", "rail"])
        actor = self.actor(person, reference)
        command = c.HandOver(actor, self.office.now, reference, task, who, "So", self.new())
        self.do(reference, command, lambda _: plain.hand_over(person, task, who))

    def hold(self, reference: str) -> None:
        task, plain = self.task(reference), self.plain[reference]
        person, until = (
            self.somebody(reference, task),
            self.office.now + timedelta(hours=self.chance.choice([0, 5, 30, 150])),
        )
        command = c.Hold(self.actor(person, reference), self.office.now, reference, task, until, "So", self.new())
        self.do(reference, command, lambda _: plain.hold(person, task, until))

    def end_hold(self, reference: str) -> None:
        plain = self.plain[reference]
        task = next((id for id, one in plain.tasks.items() if one.held), self.task(reference))
        person = self.somebody(reference, task)
        command = c.EndHold(self.actor(person, reference), self.office.now, reference, task, self.new())
        self.do(reference, command, lambda _: plain.end_hold(person, task))

    def extend(self, reference: str) -> None:
        task, plain = self.task(reference), self.plain[reference]
        person = self.somebody(reference, task)
        command = c.Extend(self.actor(person, reference), self.office.now, reference, task, "So")
        self.do(reference, command, lambda _: plain.extend(person, task))

    def correct(self, reference: str) -> None:
        plain, person = self.whose(reference)
        step = self.chance.choice([one for one in QUESTION if QUESTION[one] in plain.answers] or ["inspect"])
        typed = self.chance.choice(TYPED[QUESTION[step]])
        actor = self.actor(person, reference)
        command = c.Correct(actor, self.office.now, reference, step, QUESTION[step], typed, "It was wrong")
        self.do(reference, command, lambda _: plain.correct(person, step, typed))

    def add_task(self, reference: str) -> None:
        who, plain, person = self.chance.choice([*sorted(COUNCIL), "police", APPLICANT]), *self.whose(reference)
        due = self.chance.choice([None, None, self.office.now + timedelta(hours=self.chance.choice([-1, 3, 40]))])
        actor = self.actor(person, reference)
        command = c.AddTask(actor, self.office.now, reference, who, "Look", "Please look", self.new(), due)
        self.do(reference, command, lambda _: plain.add_task(person, who, due))

    def whose(self, reference: str) -> tuple[Plain, str]:
        return self.plain[reference], self.chance.choice([self.somebody(), "ada", "ben", "mo", "pam", "leo"])

    def write(self, reference: str) -> None:
        plain, person = self.whose(reference)
        command = c.Write(self.actor(person, reference), self.office.now, reference, "Hello", "Words", self.new())
        self.do(reference, command, lambda _: plain.write(person))

    def reply(self, reference: str) -> None:
        plain, person = self.plain[reference], self.chance.choice([RESIDENT, RESIDENT, "ada"])
        command = c.Reply(self.actor(person, reference), self.office.now, reference, "Words", self.new())
        self.do(reference, command, lambda _: plain.reply(person))

    def link(self, reference: str) -> None:
        plain, person = self.whose(reference)
        other, apart = self.chance.choice([one for one in self.plain if one != reference] or [reference]), False
        if other == reference:
            return
        apart = self.chance.random() < 0.3
        actor = self.actor(person, reference)
        command = c.LinkCases(actor, self.office.now, reference, other, self.new(), apart)
        self.do(reference, command, lambda _: plain.link(person, other, apart, self.plain[other].sees(person)))

    def split(self, reference: str) -> None:
        """Another case begins with this one's place, where it stands still, and hands of whoever split it."""
        plain, person = self.whose(reference)
        made, raw = (
            f"ROA-{len(self.plain) + 1}",
            {"place": "Elm Hill", "email": "zoe@example.org", "full_name": "Zoe Ng"},
        )
        command = c.Split(self.actor(person, reference), self.office.now, reference, ("place",), raw, made, self.new())
        result = self.engine.do(command)
        assert isinstance(result, Done) == plain.staff(person), (command, result)
        if isinstance(result, Done):
            new = Plain(self.office, self.office.now, revision=1)
            new.begin(person)
            new.answers["place"] = plain.answers.get("place", raw["place"])
            new.linked[reference] = "split"
            self.plain[made], self.seen[made] = new, ["inspect.1", "decide.1"]
            self.look(made)

    def unlink(self, reference: str) -> None:
        plain, person = self.whose(reference)
        other = self.chance.choice(list(self.plain))
        command = c.UnlinkCases(self.actor(person, reference), self.office.now, reference, other, self.new())
        self.do(reference, command, lambda _: plain.unlink(person, other))

    def rewind(self, reference: str) -> None:
        plain, steps = self.plain[reference], ["report", "inspect", "more", "decide", "look"]
        step = self.chance.choice(plain.earlier() or steps if self.chance.random() < 0.7 else steps)
        person = self.chance.choice(["mei", "mei", self.somebody()])
        command = c.Rewind(self.actor(person, reference), self.office.now, reference, step, "So", self.new())
        self.do(reference, command, lambda _: plain.rewind(person, step))

    def close_early(self, reference: str) -> None:
        plain, person = self.whose(reference)
        if self.chance.random() < 0.2:
            command = c.CloseEarly(
                self.actor(person, reference), self.office.now, reference, "nothing", "So", self.new()
            )
            self.do(reference, command, lambda _: plain.close_early(person))

    def withdraw(self, reference: str) -> None:
        plain, person = self.plain[reference], self.chance.choice([RESIDENT, "ada"])
        if self.chance.random() < 0.2:
            command = c.Withdraw(self.actor(person, reference), self.office.now, reference)
            self.do(reference, command, lambda _: plain.withdraw(person))

    def reopen(self, reference: str) -> None:
        reference = next((one for one, plain in self.plain.items() if not plain.open), reference)
        plain, person = self.whose(reference)
        command = c.Reopen(self.actor(person, reference), self.office.now, reference, "Look again")
        self.do(reference, command, lambda _: plain.reopen(person))

    # Moves of the whole office

    def by_a_wrong_link(self, reference: str) -> None:
        """The holder of another case's link comes no further."""
        actor = Actor(RESIDENT, APPLICANT, case="ROA-0")
        command = c.Complete(actor, self.office.now, reference, self.task(reference), self.typed(), self.new())
        self.do(reference, command, lambda _: REFUSED)

    def again(self, _reference: str) -> None:
        """Something is sent a second time: it is shown, and nothing happens."""
        command: Any = self.chance.choice(self.sent)
        reference = command.reference if isinstance(command, c.Open) else command.case
        person = command.actor.id
        sees = isinstance(command, c.Open) or command.actor.kind == "clock" or self.plain[reference].sees(person)
        actor = command.actor if person not in TEAMS else self.actor(person, reference)
        self.do(reference, replace(command, actor=actor), lambda _: AGAIN if sees else REFUSED)

    def race(self, reference: str) -> None:
        """Something happens to the case after another had read it, and before they write."""
        self.cases.meanwhile = lambda: self.chance.choice(TO_A_CASE)(self, reference)
        self.chance.choice(TO_A_CASE)(self, reference)
        self.cases.meanwhile = None

    def twice(self, reference: str) -> None:
        """A button is pressed twice: the second press comes before the first is written."""
        task, raw, plain = self.task(reference), self.typed(), self.plain[reference]
        person = self.somebody(reference, task)
        command = c.Complete(self.actor(person, reference), self.office.now, reference, task, raw, self.new())
        pressed: list[str] = []

        def first() -> None:
            pressed.append(self.do(reference, command, lambda behalf: plain.complete(person, task, raw, False, behalf)))

        self.cases.meanwhile = first

        def second(_: str) -> str:
            return AGAIN if DONE in pressed else plain.complete(person, task, raw, False, "")

        self.do(reference, command, second)
        self.cases.meanwhile = None

    def go_away(self, _reference: str) -> None:
        person, substitute = self.chance.sample([*TEAMS, "ada", "ben", "mei", "mo", "omar", "omar", "pam", "leo"], 2)
        now = self.office.now
        by = self.chance.choice([person, "mei", "ida"])
        today = day_of(now)
        since, last = today + timedelta(days=self.chance.choice([0, 0, 1])), today + timedelta(days=2)
        recorded = self.absences.record(self.actor(by, ""), person, since, last, substitute, now)
        if isinstance(recorded, Away):
            with self.store.registers.read() as register:
                kept = register.away.find(recorded.id)
            assert kept is not None and kept.until > kept.since >= now
            lent = {one for one in TEAMS[person] if by == person or self.office.manages(by, one)}
            self.actors.clear()
            self.office.absences.append(
                Absence(recorded.id, person, substitute, kept.since, kept.until, frozenset(lent))
            )

    def come_back(self, _reference: str) -> None:
        now = self.office.now
        going = [one for one in self.office.absences if now < one.until]
        if going:
            one = self.chance.choice(going)
            assert self.absences.end(self.actor(one.person, ""), one.id, now) is None
            self.office.absences.remove(one)
            self.actors.clear()

    def pass_time(self, _reference: str) -> None:
        """Now and then nobody deals with what is due until later."""
        self.office.now += timedelta(hours=self.chance.choice([0.2, 1, 1, 3, 3, 20, 20, 50, 300]))
        self.actors.clear()
        if self.chance.random() < 0.2:
            return
        tick(self.engine, "here", self.office.now)
        for reference, plain in self.plain.items():
            plain.tick()
            plain.revision = self.load(reference).revision
            self.look(reference)

    def together(self, _reference: str) -> None:
        """Several tasks at once, and the button pressed twice."""
        cases = [self.case() for _ in range(self.chance.randint(2, 4))]
        picks = list(dict.fromkeys((reference, self.task(reference)) for reference in cases))
        person = self.somebody(*picks[0])
        actor, raw, id = self.actor(person if person in TEAMS else "ada", ""), self.typed(), self.new()
        now, chosen, who = self.office.now, self.chance.choice(list(TEAMS)), self.chance.choice(sorted(COUNCIL))
        doing: dict[str, Callable[[], None]] = {
            "claim": lambda: self.bulk.claim(actor, id, picks, now),
            "assign": lambda: self.bulk.assign(actor, id, picks, (chosen, chosen.title()), now),
            "hand over": lambda: self.bulk.hand_over(actor, id, picks, who, "So", now),
            "write": lambda: self.bulk.write(actor, id, picks, "Hello", "Words", now),
            "complete": lambda: self.bulk.complete(actor, id, picks, raw, now),
        }
        what = self.chance.choice([*doing, "complete", "complete"])
        doing[what]()
        doing[what]()
        results = self.bulk.results(actor, id)
        assert [(one.reference, one.task) for one in results] == picks
        written: set[str] = set()
        for (reference, task), result in zip(picks, results, strict=True):
            plain, behalf = self.plain[reference], self.bulk_behalf(what, actor, reference, task, bool(result.done))
            if what == "write" and reference in written:
                expected = SAME if plain.staff(actor.id) else REFUSED
            else:
                expected = self.row(what, plain, actor.id, task, chosen, who, raw, behalf)
            written.add(reference)
            assert result.done == (expected in (DONE, SAME)), (what, actor, reference, task, expected, result)
            plain.revision += expected == DONE
        for reference in {reference for reference, _ in picks}:
            self.look(reference)

    @staticmethod
    def row(
        what: str, plain: Plain, person: str, task: str, chosen: str, who: str, raw: dict[str, str], behalf: str
    ) -> str:  # fmt: skip
        """What one of several comes to: what it would by itself."""
        coming: dict[str, Callable[[], str]] = {
            "claim": lambda: plain.claim(person, task, behalf),
            "assign": lambda: plain.assign(person, task, chosen),
            "hand over": lambda: plain.hand_over(person, task, who),
            "write": lambda: plain.write(person),
            "complete": lambda: plain.complete(person, task, raw, False, behalf),
        }
        return coming[what]()

    def bulk_behalf(self, what: str, actor: Actor, reference: str, task: str, done: bool) -> str:
        if not done or what not in ("claim", "complete"):
            return ""
        command = c.Claim(actor, self.office.now, reference, task)
        if what == "complete":
            command = c.Complete(actor, self.office.now, reference, task, {}, "")  # type: ignore[assignment]
        return self.behalf(command, self.load(reference))


Move = Callable[[Busy, str], None]
TO_A_CASE: list[Move] = [
    *[Busy.complete] * 14, *[Busy.claim] * 4, *[Busy.help] * 2, *[Busy.correct] * 2, Busy.pay,
    *[Busy.assign] * 2, *[Busy.hold] * 2, *[Busy.add_task] * 2, *[Busy.rewind] * 2, Busy.release,
    Busy.hand_over, Busy.end_hold, Busy.extend, Busy.write, Busy.reply, Busy.link, Busy.unlink,
    Busy.close_early, Busy.withdraw, Busy.reopen,
]  # fmt: skip
MOVING: list[Move] = [
    *TO_A_CASE, *[Busy.together] * 3, *[Busy.go_away] * 3, Busy.come_back, *[Busy.pass_time] * 4,
    *[Busy.race] * 4, *[Busy.twice] * 3, Busy.again, Busy.by_a_wrong_link, Busy.split,
]  # fmt: skip


def spend(store: Store, folder: Path, seed: int) -> None:
    morning = Busy(store, folder, seed)
    for _ in range(MOVES):
        morning.chance.choice(MOVING)(morning, morning.case())
    for reference, plain in morning.plain.items():
        holds_together(store, reference, plain)
    inboxes_show_what_waits(store, morning.office, morning.plain)


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
@pytest.mark.parametrize("seed", range(RUNS))
def test_a_random_morning_goes_as_a_plain_reading_says(store: Store, tmp_path: Path, seed: int) -> None:
    spend(store, tmp_path, seed)


@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
@pytest.mark.parametrize("seed", range(RUNS, RUNS + max(1, RUNS // SHARE)))
def test_a_random_morning_goes_the_same_on_postgresql(store: Store, tmp_path: Path, seed: int) -> None:
    spend(store, tmp_path, seed)
