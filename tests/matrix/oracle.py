"""Who may see and do what, said a second time from the words of the language and the decisions, for tests alone.

Nothing here is of the engine: it knows services as they are written, what was given to whom, and who is away.
"""

from collections.abc import Mapping, Set
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

APPLICANT = "applicant"
GUEST = "guest:"


@dataclass(frozen=True)
class Step:
    """Who is asked what, which answers are shown with it, and whose hands must be other ones."""

    who: str
    asks: Set[str]
    sees: Set[str] = frozenset()
    apart_from: tuple[str, ...] = ()


@dataclass(frozen=True)
class Service:
    """`starts` is "anyone", "staff" or teams; `until` is the step up to which the applicant may withdraw."""

    id: str
    owner: str
    starts: Set[str]
    steps: Mapping[str, Step]
    sensitive: Set[str] = frozenset()
    until: str = ""
    reopens: str = ""
    closes_early: str = ""
    extends: Set[str] = frozenset()

    def named(self) -> Set[str]:
        """Everybody whom the file names by their team."""
        return {self.owner, self.closes_early, self.reopens, *(one.who for one in self.steps.values())}


@dataclass(frozen=True)
class Waits:
    """A task that is open: for whom, and who has it."""

    id: str
    step: str
    who: str
    holder: str = ""
    #: The absent person for whom a substitute has it.
    behalf: str = ""


@dataclass
class Record:
    """What happened to a case: tasks that are open, who was ever given one of which step, whose hands did what."""

    reference: str
    service: Service
    mark: str
    opener: str = ""
    practice: bool = False
    closed: bool = False
    answered: set[str] = field(default_factory=set)
    tasks: dict[str, Waits] = field(default_factory=dict)
    given: dict[str, set[str]] = field(default_factory=dict)
    hands: dict[str, set[str]] = field(default_factory=dict)
    extras: dict[str, str] = field(default_factory=dict)
    said: set[str] = field(default_factory=set)
    linked: set[str] = field(default_factory=set)
    mentions: set[str] = field(default_factory=set)
    #: Who asked others for a task, or handed it to them, and waits for it.
    asked_by: dict[str, set[str]] = field(default_factory=dict)

    def ever(self) -> set[str]:
        return {who for all_of in self.given.values() for who in all_of}

    def at(self, step: str) -> str:
        """The task that is open at a step; one that was never there where none is."""
        return next((id for id, one in sorted(self.tasks.items()) if one.step == step), f"{step}.1")


@dataclass(frozen=True)
class Loan:
    """What an absent person leaves to their substitute."""

    absent: str
    teams: Set[str]
    manages: Set[str]


@dataclass(frozen=True)
class Who:
    """Anybody at all. `kind` is how they come."""

    id: str
    kind: Literal["person", "applicant", "guest", "clock"] = "person"
    teams: Set[str] = frozenset()
    manages: Set[str] = frozenset()
    edits: bool = False
    case: str = ""
    role: str = ""
    disabled: bool = False
    loans: tuple[Loan, ...] = ()

    def all_teams(self) -> set[str]:
        return set(self.teams).union(*(one.teams for one in self.loans))

    def manages_of(self, team: str) -> bool:
        return any(team in each or "*" in each for each in (self.manages, *(one.manages for one in self.loans)))


@dataclass(frozen=True)
class Gone:
    """Somebody is away; `by` wrote it down."""

    person: str
    substitute: str
    since: datetime
    until: datetime
    by: str


@dataclass
class Oracle:
    """`council` and `partners` are teams by id; `people` are without what is lent to them."""

    council: Set[str]
    partners: Set[str]
    people: Mapping[str, Who]
    away: list[Gone]

    # Standing in

    def now(self, id: str, at: datetime) -> Who:
        """A person with what is lent to them at a moment. Nobody lends on, nor after they may not act any more."""
        known = self.people[id]
        gone = [one for one in self.away if one.substitute == id and one.since <= at < one.until]
        loans = tuple(self._loan(one) for one in gone if self._may_stand_in(one.person, id))
        return Who(known.id, "person", known.teams, known.manages, known.edits, disabled=known.disabled, loans=loans)

    def _loan(self, gone: Gone) -> Loan:
        absent, by = self.people[gone.person], self.people[gone.by]
        if gone.person == gone.by:
            return Loan(absent.id, absent.teams, absent.manages)
        return Loan(
            absent.id, frozenset(one for one in absent.teams if by.manages_of(one)),
            frozenset(one for one in absent.manages if by.manages_of(one)),
        )  # fmt: skip

    def _may_stand_in(self, absent: str, substitute: str) -> bool:
        one, other = self.people[absent], self.people[substitute]
        if one.disabled or other.disabled:
            return False
        if one.teams & self.council:
            return bool(other.teams & self.council)
        return not other.teams & self.council and bool(one.teams & other.teams)

    # Seeing

    def staff(self, who: Who) -> bool:
        """Of the council; also where they are of another agency beside."""
        return who.kind == "person" and not who.disabled and bool(who.all_teams() & self.council)

    def sees(self, who: Who, case: Record) -> bool:
        """Staff by what the service names and what was given; anybody else by what was given to them."""
        if who.kind == "applicant":
            return who.case == case.reference
        if who.kind == "guest":
            return who.case == case.reference and who.role in case.ever()
        if who.kind == "clock" or who.disabled:
            return False
        part = (case.service.named() & self.council) | case.ever()
        return bool(who.all_teams() & part)

    def staff_of(self, who: Who, case: Record) -> bool:
        """By a team of the council that takes part; who is let in by another agency is of that, there."""
        part = case.service.named() | case.ever()
        return self.staff(who) and bool(who.all_teams() & part & self.council)

    def answers(self, who: Who, case: Record) -> set[str]:
        """The answers that they may be shown, the sensitive ones among them where they may ask for those."""
        if not self.sees(who, case):
            return set()
        if who.kind == "applicant":
            own = (one.asks for one in case.service.steps.values() if one.who == APPLICANT)
            return case.answered & set().union(*own)
        mine = who.all_teams() - self.let_in(case) if who.kind == "person" else {who.role}
        shown: set[str] = set()
        for name, step in case.service.steps.items():
            outside = not self.staff_of(who, case)
            theirs = case.given.get(name, set()) if outside else case.given.get(name, set()) | {step.who}
            if mine & theirs:
                shown |= step.asks | step.sees
        plain = set() if not self.staff_of(who, case) else case.answered - case.service.sensitive
        return (shown | plain) & case.answered

    def plain(self, who: Who, case: Record) -> set[str]:
        """What is shown without its being asked for: never what is sensitive."""
        return self.answers(who, case) - case.service.sensitive

    def let_in(self, case: Record) -> set[str]:
        """The council's teams that came to a case by hand alone: the service does not name them, nor does an answer."""
        answered = {one for step, all_of in case.given.items() for one in all_of if self._by_answer(case, step)}
        return (case.ever() & self.council) - case.service.named() - answered

    def _by_answer(self, case: Record, step: str) -> bool:
        known = case.service.steps.get(step)
        return known is not None and known.who == "(answer)"

    def part_of(self, who: Who, case: Record) -> bool:
        """Staff by a team of the council that the service names."""
        return self.staff_of(who, case) and self._within(who, case)

    def _within(self, who: Who, case: Record) -> bool:
        teams = (case.service.named() | case.ever()) & self.council
        return bool(who.all_teams() & (teams - self.let_in(case)))

    # Doing

    def bars(self, task: Waits, case: Record, people: set[str]) -> bool:
        step = case.service.steps.get(task.step)
        return any(people & case.hands.get(one, set()) for one in (step.apart_from if step else ()))

    def may_do(self, who: Who, case: Record, task: Waits | None) -> bool:
        """Whoever it is for, unless another has it, or they or whom they act for did what must be other hands'."""
        if task is None or not self.sees(who, case):
            return False
        if who.kind == "applicant":
            return task.who == APPLICANT
        if who.kind == "guest":
            return task.who == who.role
        if task.who not in who.all_teams():
            return False
        if task.holder and who.id not in (task.holder, task.behalf):
            absent = [one for one in who.loans if one.absent == task.holder and task.who in one.teams]
            return bool(absent) and not self.bars(task, case, {who.id, task.holder})
        if task.who in who.teams:
            return not self.bars(task, case, {who.id})
        lenders = [one.absent for one in who.loans if task.who in one.teams]
        return any(not self.bars(task, case, {who.id, one}) for one in lenders)

    def manages(self, who: Who, case: Record, task: Waits | None) -> bool:
        return task is not None and self.sees(who, case) and who.kind == "person" and who.manages_of(task.who)

    def may_open(self, who: Who, service: Service) -> bool:
        if who.kind == "clock" or who.disabled:
            return False
        anyone, staff = "anyone" in service.starts, "staff" in service.starts and self.staff(who)
        return anyone or staff or bool(who.all_teams() & service.starts)
