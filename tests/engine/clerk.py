"""A plain reading of a case of that office: where it stands, whose hands did what, and who may do what next."""

from dataclasses import dataclass, field
from datetime import datetime

from tests.engine.office import APPLICANT, NOT_WHOEVER_DID, QUESTION, RESIDENT, TAKING_PART, TEAMS, Office


@dataclass
class Task:
    step: str
    who: str
    person: str = ""
    behalf: str = ""
    held: datetime | None = None
    asker: str = ""
    team: str = ""


@dataclass
class Clock:
    due: datetime
    paused: datetime | None = None
    late: bool = False


@dataclass
class Standing:
    """One case, as a clerk would write it down, and who may do what with it."""

    office: Office
    opened: datetime
    #: How many commands were accepted.
    revision: int = 0
    outcome: str = ""
    closed: datetime | None = None
    stage: str = ""
    waiting: str = ""
    paid: bool = False
    letters: int = 0
    author: str = ""
    author_team: str = ""
    tasks: dict[str, Task] = field(default_factory=dict)
    clocks: dict[str, Clock] = field(default_factory=dict)
    visits: dict[str, int] = field(default_factory=dict)
    answers: dict[str, str] = field(default_factory=dict)
    hands: dict[str, set[str]] = field(default_factory=dict)
    given: dict[str, set[str]] = field(default_factory=dict)
    extended: set[str] = field(default_factory=set)
    linked: dict[str, str] = field(default_factory=dict)
    #: Every task that was ever done, once for each time: twice would be a fault.
    finished: list[str] = field(default_factory=list)

    # Who may

    @property
    def open(self) -> bool:
        return not self.outcome

    def sees(self, actor: str) -> bool:
        given = set().union(*self.given.values()) - {APPLICANT}
        return actor == RESIDENT or bool(self.office.teams(actor) & (TAKING_PART | given))

    def staff(self, actor: str) -> bool:
        return self.office.councils(actor) and self.sees(actor)

    def takes_part(self, actor: str) -> bool:
        """By a team of the council that the service names, and not by what was handed to it alone."""
        return self.staff(actor) and bool(self.office.teams(actor) & TAKING_PART)

    def kept_from(self, step: str) -> set[str]:
        """Whoever had a hand in what this step looks at with other eyes."""
        return set().union(*(self.hands.get(other, set()) for other in NOT_WHOEVER_DID.get(step, [])))

    def looked_at(self, step: str) -> set[str]:
        """Whoever looked at this step with other eyes, while what they said of it stands."""
        others = [one for one, kept in NOT_WHOEVER_DID.items() if step in kept and QUESTION[one] in self.answers]
        return set().union(*(self.hands.get(other, set()) for other in others))

    def parts(self, actor: str, task: Task) -> set[str]:
        """By whose right somebody may do a task: their own (""), or an absent person's. Nobody's: they may not."""
        barred = self.kept_from(task.step)
        if actor == RESIDENT:
            return {""} if task.who == APPLICANT else set()
        if actor in barred or task.who not in self.office.teams(actor):
            return set()
        if task.person != actor and task.person in self.office.absent(actor):
            return {task.person} - barred
        return {""} if task.who in TEAMS[actor] else self.office.lenders(actor, task.who) - barred

    def in_hands(self, actor: str, task: Task) -> bool:
        """Whether somebody has the task, and it is these hands."""
        absent = set() if actor == RESIDENT else self.office.absent(actor)
        return bool(task.person) and (task.person == actor or task.person in absent or task.behalf == actor)

    def may_do(self, actor: str, task: Task | None) -> bool:
        if task is None or not self.sees(actor) or not self.parts(actor, task):
            return False
        return not task.person or self.in_hands(actor, task)

    def may_help(self, actor: str, task: Task | None) -> bool:
        if task is None or task.who != APPLICANT or not self.staff(actor):
            return False
        return actor not in self.kept_from(task.step) and not task.person

    def in_hand(self, actor: str, task: Task | None) -> bool:
        """Theirs to steer: they may do it, or manage its team."""
        if task is None or actor == RESIDENT or not self.sees(actor):
            return False
        return self.office.manages(actor, task.who) or self.may_do(actor, task)
