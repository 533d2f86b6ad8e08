"""An office for random mornings: its people sign in, its cases are opened, and what is done is compared at once."""

from collections.abc import Callable
from datetime import UTC
from functools import cache
from itertools import count
from pathlib import Path
from random import Random
from typing import Any

from desk.away import Absences
from desk.bulk import Bulk
from desk.casework import Desk
from desk.files import Files
from engine import commands as c
from engine import events as e
from engine.case import Case
from engine.commands import Actor, Command, Problems
from engine.engine import Done, Engine
from engine.library import Library, path_of
from engine.standing_in import actor_of
from engine.store import Store
from engine.store.cases import Cases, Change
from engine.who.people import Person, Role
from outside.files import FolderFiles
from tests.engine.making import NAME, NINE, ORGANISATION, REPORT, files
from tests.engine.morning_checks import stands
from tests.engine.mornings import Plain
from tests.engine.office import (
    APPLICANT,
    DONE,
    EXTRA,
    MANAGES,
    REFUSED,
    RESIDENT,
    SAME,
    TEAMS,
    WRONG,
    Office,
)
from workflows.load import load
from workflows.organisation import Organisation

AGAIN = "again"
TOP = (
    "close early: {who: highways, as: [nothing]}\nwithdraw: until decide\n"
    "reopen: {who: highways, within: 28 days, at: inspect}\n"
    "deadline: {within: 40 days, pause while: [more, asked_for_more]}\n"
)
STEPS = (
    REPORT
    + "- pay: fee\n  amount: £20\n"
    + "- ask: inspect\n  who: highways\n  due: {within: 2 days, may extend: 1 day, pause while: asked_for_more}\n"
    + "  if late:\n  - hand to: parks\n"
    + "  questions: {found: {type: choice, label: Found, options: [Hole, Crack, Nothing]}}\n"
    + '- ask: more\n  who: applicant\n  due: 5 days\n  when: found is "Crack"\n  not whoever did: [inspect]\n'
    + "  questions: {extra: {type: text, label: More}}\n"
    + "- together:\n    one:\n    - ask: look\n      who: police\n      sees: [place]\n"
    + "      questions: {seen: {type: text, label: Seen}}\n"
    + "    two:\n    - ask: price\n      who: parks\n      due: 3 days\n"
    + "      questions: {pounds: {type: number, label: Pounds}}\n"
    + "- ask: decide\n  who: highways\n  not whoever did: [report, inspect, more]\n"
    + "  questions: {verdict: {type: yes or no, label: Fine}}\n- go to: inspect\n  when: verdict is no\n"
    + "- ask: sign\n  who: legal\n  not whoever did: [inspect, decide]\n"
    + "  questions: {signed: {type: text, label: Signed}}\n- send: decided\n  to: applicant\n"
    + '- end: nothing\n  when: found is "Nothing"\n- end: done\n'
)
TYPED = {
    "place": ["Elm Hill", "Oak Row"], "email": ["zoe@example.org"], "full_name": ["Zoe Ng"],
    "found": ["Hole", "Hole", "Crack", "Crack", "Nothing", "Sky"], "extra": ["Words"], "seen": ["Yes", ""],
    "pounds": ["5", "7"], "verdict": ["yes", "yes", "yes", "no", "perhaps"], "signed": ["Yes"],
    "said": ["Words", "Words", ""],
}  # fmt: skip


@cache
def house(written: str) -> Organisation:
    return load({"organisation.yaml": ORGANISATION, NAME: written}, NAME).organisation


class Interrupted(Cases):
    """Somebody else may be first: what is to happen in between happens right before the next commit."""

    meanwhile: Callable[[], None] | None = None

    def commit(self, change: Change) -> Case:
        meanwhile, self.meanwhile = self.meanwhile, None
        if meanwhile:
            meanwhile()
        return super().commit(change)


class Morning:
    """An office, its cases, and what each must be."""

    def __init__(self, store: Store, folder: Path, seed: int) -> None:
        self.chance = Random(seed)
        written = files(STEPS, TOP)
        written[NAME] += "  withdrawn: {title: Withdrawn}\n"
        kept = {path_of("mend"): written[NAME], "definitions/organisation.yaml": ORGANISATION}
        store.versions.publish("mend", "one", kept, NINE, "ada", "Ada")
        self.house = house(written[NAME])
        self.store = store
        self.cases = store.cases = Interrupted(store.database, store.subscriptions)
        self.engine = Engine(store, Library(store, lambda: self.house))
        self.numbers = count(1)
        kept_files = Files(self.engine, FolderFiles(folder), self.random, lambda: self.office.now)
        self.bulk = Bulk(Desk(self.engine, kept_files))
        self.absences = Absences(self.engine, self.new)
        self.office = Office(NINE.astimezone(UTC))  # hours are added by the world’s clock
        self.plain: dict[str, Plain] = {}
        self.seen: dict[str, list[str]] = {}
        self.sent: list[Command] = []
        #: As they were last asked for, until time passes or somebody goes or comes.
        self.actors: dict[str, Actor] = {}
        with store.registers.write() as register:
            for one, teams in TEAMS.items():
                roles = frozenset(Role("manage", team) for team in MANAGES.get(one, set()))
                register.people.save(Person(one, f"{one}@example.org", one.title(), tuple(sorted(teams)), roles))
        for _ in range(2):
            self.open()

    def random(self, length: int) -> bytes:
        return next(self.numbers).to_bytes(length, "big")

    def new(self) -> str:
        return f"n{next(self.numbers)}"

    # Who and what

    def actor(self, person: str, reference: str) -> Actor:
        if person == RESIDENT:
            return Actor(RESIDENT, APPLICANT, case=reference)
        if person not in self.actors:
            found = actor_of(self.store.registers, person, self.house, self.office.now)
            assert found is not None
            self.actors[person] = found
        return self.actors[person]

    def case(self) -> str:
        """Mostly one that is open; where none is, another is opened."""
        going = [reference for reference, plain in self.plain.items() if plain.open]
        if not going:
            self.open()
        return self.chance.choice([*self.plain, *going * 4, list(self.plain)[-1]])

    def task(self, reference: str) -> str:
        """An open one, or now and then one of a page that is old."""
        tasks = list(self.plain[reference].tasks)
        return self.chance.choice(tasks if tasks and self.chance.random() < 0.95 else self.seen[reference])

    def somebody(self, reference: str = "", task: str = "") -> str:
        """Anybody; often somebody who may."""
        plain = self.plain.get(reference)
        known = plain.tasks.get(task) if plain else None
        if plain and known and self.chance.random() < 0.75:
            able = [one for one in [*TEAMS, RESIDENT] if plain.may_do(one, known)]
            did = plain.kept_from(known.step) & TEAMS.keys()
            kept = [one for one in TEAMS if one in did or self.office.absent(one) & did]
            if able or kept:
                return self.chance.choice(kept if (kept and self.chance.random() < 0.25) or not able else able)
        return self.chance.choice([*TEAMS, RESIDENT])

    def typed(self) -> dict[str, str]:
        return {name: self.chance.choice(known) for name, known in TYPED.items()}

    # Doing

    def do(self, reference: str, command: Command, expect: Callable[[str], str]) -> str:
        """Do it, and compare what it comes to and where the case then stands with the plain reading."""
        result = self.engine.do(command)
        after = self.load(reference)
        said = _said(result, self.plain[reference].revision)
        expected = expect(self.behalf(command, after) if said == DONE else "")
        assert said == expected, (command, said, expected, result)
        if said == DONE:
            self.plain[reference].revision += 1
            if getattr(command, "token", ""):
                self.sent.append(command)
        self.look(reference)
        return said

    def load(self, reference: str) -> Case:
        case = self.cases.load(reference)
        assert case is not None
        return case

    def look(self, reference: str) -> None:
        plain = self.plain[reference]
        self.seen[reference] = list(dict.fromkeys([*self.seen[reference], *plain.tasks]))
        stands(plain, self.load(reference))

    def behalf(self, command: Any, after: Case) -> str:
        """Whose part the record says was done."""
        if isinstance(command, c.Claim):
            return after.tasks[command.task].on_behalf_of
        if not isinstance(command, c.Complete):
            return ""
        events = [event for entry in self.cases.history(command.case, limit=8) for event in entry.events]
        done = next(one for one in events if isinstance(one, e.TaskDone | e.ExtraDone) and one.task == command.task)
        assert (done.person, done.helped) == (command.actor.id, command.helped)
        return done.on_behalf_of

    def open(self) -> None:
        helper = self.chance.choice(["", "", "ada", "mei", "omar", "polly"])
        reference = f"ROA-{len(self.plain) + 1}"
        actor = self.actor(helper, reference) if helper else Actor(RESIDENT, APPLICANT)
        raw: dict[str, Any] = {"place": "Elm Hill", "email": "zoe@example.org", "full_name": "Zoe Ng"}
        command = c.Open(
            actor, self.office.now, "mend", 1, reference, raw, self.new(), helped="phone" if helper else ""
        )
        plain = Plain(self.office, self.office.now, revision=1)
        assert isinstance(self.engine.do(command), Done) == (helper != "polly")
        if helper != "polly":
            plain.begin(helper)
            self.plain[reference], self.seen[reference] = plain, ["inspect.1", "decide.1", f"{EXTRA}.1"]
            self.look(reference)
            self.sent.append(command)
            if self.chance.random() < 0.8:
                self.pay(reference)
        elif len(self.plain) < 1:
            self.open()

    def pay(self, reference: str) -> None:
        plain = self.plain[reference]
        waiting = plain.waiting or "fee.1"
        command = c.Settle(c.CLOCK, self.office.now, reference, waiting, self.new(), {"payment": self.new()})
        self.do(reference, command, lambda _: plain.settle_payment(waiting))


def _said(result: Any, revision: int) -> str:
    if isinstance(result, Done):
        return AGAIN if result.again else DONE if result.case.revision > revision else SAME
    return WRONG if isinstance(result, Problems) else REFUSED
