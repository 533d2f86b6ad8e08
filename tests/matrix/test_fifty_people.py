"""Fifty people and two hundred cases, made up: by every door, each sees, finds and counts what an oracle lets them.

`WHERRY_RUNS` says how many cases there are; everybody is asked then, and otherwise a few of them.
"""

import os
from datetime import datetime, timedelta
from random import Random

import pytest

from tests.engine.making import DAY, NINE
from tests.matrix.doors import OF_CASE
from tests.matrix.lists import MANY
from tests.matrix.oracle import APPLICANT, Gone, Record, Who
from tests.matrix.services import COUNCIL, PARTNERS
from tests.matrix.world import World, build

CASES = int(os.environ.get("WHERRY_RUNS", "24"))
PEOPLE = 50
#: So many of them are asked in a short run.
ASKED = PEOPLE if "WHERRY_RUNS" in os.environ else 8


def made_up(random: Random) -> list[Who]:
    people = []
    for number in range(PEOPLE):
        partner = random.random() < 0.2
        teams = random.sample(sorted(PARTNERS if partner else COUNCIL), 1 if partner else random.choice((1, 1, 1, 2)))
        if not partner and random.random() < 0.05:
            teams.append(random.choice(sorted(PARTNERS)))
        manages = [team for team in teams if random.random() < 0.25]
        people.append(
            Who(f"p{number:02}", "person", frozenset(teams), frozenset(manages), disabled=random.random() < 0.04)
        )
    return people


def made_up_away(random: Random, people: list[Who], now: datetime) -> list[Gone]:
    """A third are away, or were, or will be; mostly they said so themselves."""
    gone = []
    for one in people:
        if random.random() < 0.35:
            since = now + DAY * random.choice((-5, -1, -1, -1, 3))
            other = random.choice([each for each in people if each.id != one.id])
            bosses = [each for each in people if each.manages & one.teams and each.id not in (one.id, other.id)]
            by = random.choice(bosses) if bosses and random.random() < 0.3 else one
            gone.append(Gone(one.id, other.id, since, since + 3 * DAY, by.id))
    return gone


class Making:
    """Cases that chance takes some way through, by whoever may."""

    def __init__(self, world: World, random: Random) -> None:
        self.world = world
        self.random = random

    def cases(self, how_many: int) -> None:
        for number in range(how_many):
            self.case(number + 1001)

    def case(self, number: int) -> None:
        service = self.random.choices(("mend", "fell", "dig"), (6, 2, 2))[0]
        practice = self.random.random() < 0.1
        opener = "" if service == "mend" and not practice else self.opener(service)
        whose = {"whose": self.random.choice(("parks", "water"))} if service == "dig" else {}
        reference = f"{ {'mend': 'MND', 'fell': 'FEL', 'dig': 'DIG'}[service] }-{number}"
        record = self.world.opens(reference, service, opener, practice, **whose)
        for _ in range(self.random.randrange(9)):
            if not record.closed:
                self.random.choices(
                    (self.step, self.claim, self.hand, self.hold, self.ask, self.note, self.file, self.write, self.link,
                     self.close),
                    (8, 3, 1, 1, 1, 1, 1, 1, 2, 0.3),
                )[0](record)  # fmt: skip

    def opener(self, service: str) -> str:
        known = self.world.oracle
        parts = {"mend": COUNCIL, "fell": {"parks"}, "dig": COUNCIL}[service]
        able = [one.id for one in known.people.values() if not one.disabled and one.teams & parts & COUNCIL]
        return self.random.choice(able)

    def able(self, record: Record, task: str) -> list[str]:
        known = [self.world.who(id) for id in self.world.oracle.people]
        return [
            one.id for one in known if not one.disabled and self.world.oracle.may_do(one, record, record.tasks[task])
        ]

    def staff(self, record: Record) -> str:
        known = [self.world.who(id) for id in self.world.oracle.people]
        return self.random.choice([one.id for one in known if self.world.oracle.staff_of(one, record)])

    def picked(self, record: Record) -> tuple[str, str]:
        """A task of a team that is not on hold, and somebody who may do it; ("", "") where chance finds none."""
        tasks = [one for one in record.tasks.values() if one.who in COUNCIL | PARTNERS and one.step != "(extra)"
                 and (record.reference, one.id) not in self.world.held]  # fmt: skip
        task = self.random.choice(tasks) if tasks else None
        able = self.able(record, task.id) if task else []
        return (task.step, self.random.choice(able)) if task and able else ("", "")

    def step(self, record: Record) -> None:
        others = [one.step for one in record.tasks.values() if one.step in ("more", "opinion")]
        if others and self.random.random() < 0.4:
            self.world.completes(record, others[0])
            return
        step, by = self.picked(record)
        if step:
            self.world.completes(record, step, by, **({"verdict": "Rail"} if step == "decide" else {}))

    def claim(self, record: Record) -> None:
        step, by = self.picked(record)
        if step and not record.tasks[record.at(step)].holder:
            self.world.claims(record, step, by)

    def hand(self, record: Record) -> None:
        step, by = self.picked(record)
        if step:
            others = sorted(COUNCIL - {record.tasks[record.at(step)].who})
            self.world.hands_over(record, step, by, self.random.choice(others))

    def hold(self, record: Record) -> None:
        step, by = self.picked(record)
        if step:
            self.world.holds(record, step, by)

    def ask(self, record: Record) -> None:
        who = self.random.choice(sorted(COUNCIL | PARTNERS | {APPLICANT}))
        self.world.asks_beside(record, self.staff(record), who)

    def note(self, record: Record) -> None:
        by, reader = self.staff(record), self.staff(record)
        own = self.world.oracle.people[reader].teams & ((record.service.named() | record.ever()) & COUNCIL)
        self.world.notes(record, by, (reader,) if own and reader != by else ())

    def file(self, record: Record) -> None:
        self.world.attaches(record, self.staff(record))

    def write(self, record: Record) -> None:
        self.world.writes(record, self.staff(record))

    def link(self, record: Record) -> None:
        by = self.staff(record)
        seen = [one for one in self.world.records.values() if self.world.oracle.sees(self.world.who(by), one)]
        alike = [one for one in seen if one is not record and one.practice == record.practice]
        others = [one for one in alike if one.reference not in record.linked]
        if others:
            self.world.links(record, self.random.choice(others), by)

    def close(self, record: Record) -> None:
        able = [id for id in self.world.oracle.people if "highways" in self.world.who(id).all_teams()
                and not self.world.who(id).disabled]  # fmt: skip
        if record.service.id == "mend" and able:
            self.world.closes(record, self.random.choice(able))


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> World:
    random = Random(6)
    people = made_up(random)
    made = build(tmp_path_factory.mktemp("fifty"), people, lambda now: made_up_away(random, people, now))
    Making(made, random).cases(CASES)
    made.now = NINE + timedelta(hours=1)
    return made


def asked(world: World) -> list[Who]:
    return [one for id in list(world.oracle.people)[:ASKED] if not (one := world.who(id)).disabled]


@pytest.mark.parametrize("door", [name for name, one in OF_CASE.items() if one.by == "actor"])
def test_each_case_by_each_door(world: World, door: str) -> None:
    wrong = []
    for who in asked(world):
        actor = world.sure(who.id)
        for case in world.records.values():
            wrong += [(who.id, said) for said in OF_CASE[door].wrong(world, who, actor, case)]

    assert not wrong, "\n".join(map(str, wrong))


@pytest.mark.parametrize("door", MANY)
def test_every_list_search_count_and_file(world: World, door: str) -> None:
    wrong = [(who.id, said) for who in asked(world) for said in MANY[door](world, who, world.sure(who.id))]

    assert not wrong, "\n".join(map(str, wrong))


@pytest.mark.parametrize("door", [name for name, one in OF_CASE.items() if one.by == "visitor"])
def test_a_residents_link_opens_their_case_alone(world: World, door: str) -> None:
    wrong = []
    for mine in list(world.records.values())[:ASKED]:
        who = Who(f"of {mine.reference}", "applicant", case=mine.reference)
        for case in world.records.values():
            wrong += [(who.id, said) for said in OF_CASE[door].wrong(world, who, who.id, case)]

    assert not wrong, "\n".join(map(str, wrong))
