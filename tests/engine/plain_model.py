"""Small services made by chance, and a plain reading of what happens to a case of one: a list and a number in it."""

import random
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from typing import Any

from workflows.calendars import LONDON

OPTIONS = ["a", "b", "c"]
TEAMS = ["highways", "parks", "legal", "applicant"]
CONTACT = """\
    email: {type: email, label: Where}
    phone: {type: phone, label: Phone, optional: yes}"""
Condition = tuple[str, str, str] | None


def said(condition: Condition) -> str:
    if condition is None:
        return ""
    question, test, option = condition
    return f"{question} is missing" if test == "missing" else f'{question} {test} "{option}"'


@dataclass(frozen=True)
class Ask:
    name: str
    who: str
    when: Condition
    days: int = 0
    #: What happens when it is late: "", a team that gets it, or "end".
    late: str = ""

    @property
    def question(self) -> str:
        return f"{self.name}_said"


@dataclass(frozen=True)
class Unless:
    """Go on at `to` where the condition does not hold."""

    when: Condition
    to: int


@dataclass(frozen=True)
class Back:
    when: Condition
    ask: str


@dataclass(frozen=True)
class End:
    when: Condition
    outcome: str


@dataclass
class Maker:
    """Writes a service and its plain reading at once."""

    chance: random.Random
    yaml: list[str] = field(default_factory=list)
    plain: list[Any] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    ends: list[str] = field(default_factory=list)

    def service(self) -> str:
        self.ask("first", "applicant", None, "", extra=CONTACT)
        self.steps(0, [])
        self.end(None, "")
        return "\n".join(self.yaml) + "\n"

    def condition(self) -> Condition:
        return (f"{self.chance.choice(self.asked)}_said", self.chance.choice(["is", "is not", "is", "missing"]),
                self.chance.choice(OPTIONS))  # fmt: skip

    def perhaps(self) -> Condition:
        return self.condition() if self.chance.random() < 0.3 else None

    def steps(self, depth: int, around: list[str]) -> None:
        """A few steps of a list; `around` are the asks that a way back may lead to."""
        inset, here = "    " * depth, list(around)
        for _ in range(self.chance.randint(1, 3)):
            kind = self.chance.choice(["ask", "ask", "branch", "back", "end"] if depth < 2 else ["ask", "back"])
            if kind == "ask":
                here.append(self.ask(f"ask{len(self.asked)}", self.chance.choice(TEAMS), self.perhaps(), inset))
            elif kind == "branch":
                self.branch(depth, inset, here)
            elif kind == "back" and here:
                self.back(self.chance.choice(here), self.condition(), inset)
            elif kind == "end":
                self.end(self.condition(), inset)

    def ask(self, name: str, who: str, when: Condition, inset: str, extra: str = "") -> str:
        days = self.chance.choice([0, 0, 1, 3]) if name != "first" else 0
        late = self.chance.choice(["", "legal", "end"]) if days else ""
        lines = [f"- ask: {name}", f"  who: {who}", *([f"  when: {said(when)}"] if when else []),
                 *([f"  due: {days} days"] if days else [])]  # fmt: skip
        if late:
            lines += ["  if late:", "  - end: late" if late == "end" else f"  - hand to: {late}"]
        lines += ["  questions:", f"    {name}_said: {{type: choice, label: What, options: [{', '.join(OPTIONS)}]}}"]
        self.yaml += [inset + line for line in [*lines, *([extra] if extra else [])]]
        self.plain.append(Ask(name, who, when, days, late))
        self.asked.append(name)
        return name

    def branch(self, depth: int, inset: str, here: list[str]) -> None:
        when = self.condition()
        self.yaml += [f"{inset}- branch:", f"{inset}  - when: {said(when)}", f"{inset}    then:"]
        at = len(self.plain)
        self.plain.append(None)
        self.ask(f"ask{len(self.asked)}", "parks", None, inset + "    ")
        self.steps(depth + 1, here)
        self.plain[at] = Unless(when, len(self.plain))

    def back(self, ask: str, when: Condition, inset: str) -> None:
        self.yaml += [f"{inset}- go to: {ask}", f"{inset}  when: {said(when)}"]
        self.plain.append(Back(when, ask))

    def end(self, when: Condition, inset: str) -> None:
        outcome = f"end{len(self.ends)}"
        self.ends.append(outcome)
        self.yaml += [f"{inset}- end: {outcome}", *([f"{inset}  when: {said(when)}"] if when else [])]
        self.plain.append(End(when, outcome))


@dataclass
class Plain:
    """Where a case must stand: the place in the list, the answers, and who has the one open task."""

    steps: list[Any]
    now: datetime
    at: int = 0
    answers: dict[str, str] = field(default_factory=dict)
    visits: dict[str, int] = field(default_factory=dict)
    outcome: str = ""
    team: str = ""
    person: str = ""
    due: datetime | None = None

    @property
    def open(self) -> Ask | None:
        return None if self.outcome else self.steps[self.at]

    def holds(self, condition: Condition) -> bool:
        if condition is None:
            return True
        question, test, option = condition
        found = self.answers.get(question)
        if test == "missing":
            return found is None
        return found is not None and (found == option) == (test == "is")

    def answer(self, option: str) -> None:
        self.answers[self.steps[self.at].question] = option
        self.at += 1
        self.go()

    def go(self) -> None:
        while not self.outcome:
            step = self.steps[self.at]
            if isinstance(step, Unless):
                self.at = self.at + 1 if self.holds(step.when) else step.to
            elif not self.holds(step.when):
                self.at += 1
            elif isinstance(step, End):
                self.outcome = step.outcome
            elif isinstance(step, Back):
                self.go_back(step.ask)
            else:
                self.wait(step)
                return

    def go_back(self, name: str) -> None:
        target = next(n for n, step in enumerate(self.steps) if isinstance(step, Ask) and step.name == name)
        for step in self.steps[target : self.at]:
            if isinstance(step, Ask):
                self.answers.pop(step.question, None)
        self.at = target

    def wait(self, ask: Ask) -> None:
        self.visits[ask.name] = self.visits.get(ask.name, 0) + 1
        self.team, self.person = ask.who, ""
        last = self.now.date() + timedelta(days=ask.days)
        self.due = datetime.combine(last, time(23, 59, 59), LONDON) if ask.days else None

    def tick(self) -> None:
        ask = self.open
        if ask is None or self.due is None or self.now < self.due:
            return
        self.due = None
        if ask.late == "end":
            self.outcome = "late"
        elif ask.late:
            self.team, self.person = ask.late, ""
