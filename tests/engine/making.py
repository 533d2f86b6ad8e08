"""Small services, people and cases for tests of the engine; a test writes only what matters to it."""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import reduce
from typing import Any, TypeVar

from engine.case import Case
from engine.commands import CLOCK, Actor, Claim, Command, Complete, Open, Problems, Refusal, Tick
from engine.course.decision import Decision
from engine.decide import decide
from engine.events import Event, MessageSent, evolve, read, replay, write
from engine.store.state import to_text
from engine.who.staff import NOBODY, Staff
from workflows.calendars import LONDON
from workflows.load import load
from workflows.organisation import Organisation
from workflows.workflow import Workflow

#: Monday 1 March 2027, nine in the morning.
NINE = datetime(2027, 3, 1, 9, tzinfo=LONDON)
DAY = timedelta(days=1)
NAME = "mend.yaml"
ORGANISATION = """\
organisation: Norfolk County Council
teams: {highways: Highways, parks: Parks, legal: Legal services, finance: Finance}
partners: {police: Norfolk Constabulary, rail: The railway}
groups: {menders: [highways, parks], outsiders: [police, rail]}
"""
TOP = """\
service: mend
title: Mend a road
owner: highways
reference: ROA
contact: [email, phone]
law: {basis: Highways Act 1980 s.41, checked: no}
privacy: {purpose: Keeping roads safe, basis: public task, keep: 3 years after closing}
"""
REPORT = """\
- ask: report
  questions:
    place: {type: text, label: Where is it}
    full_name: {type: name, label: Name, optional: yes}
    email: {type: email, label: Email, optional: yes}
    phone: {type: phone, label: Phone, optional: yes}
"""
INSPECT = """\
- ask: inspect
  who: highways
  title: Inspect the road
  questions:
    found: {type: choice, label: What did you find, options: [Hole, Crack, Nothing]}
"""
#: Somebody else than who inspected looks at it again.
CHECK = (
    "- ask: check\n  who: highways\n  not whoever did: [inspect]\n  questions: {fine: {type: yes or no, label: Fine}}\n"
)
END = "- end: done\n"

ADA = Actor("ada", name="Ada Osei", teams=frozenset({"highways"}))
BEN = Actor("ben", name="Ben Carter", teams=frozenset({"highways"}))
MEI = Actor("mei", name="Mei Lin", teams=frozenset({"highways"}), manages=frozenset({"highways"}))
PAM = Actor("pam", name="Pam Green", teams=frozenset({"parks"}))
LEO = Actor("leo", name="Leo Hart", teams=frozenset({"legal"}))
OFFICER = Actor("officer", name="Constable Shah", teams=frozenset({"police"}))
STRANGER = Actor("stranger", name="Sam Other", teams=frozenset({"finance"}))
SOMEBODY = Actor("link", "applicant", "")
ZOE = Actor("link", "applicant", "", case="ROA-1")
GUEST = Actor("guest", "guest", case="ROA-1", role="guest:email")


def files(steps: str, top: str = "", messages: str = "") -> dict[str, str]:
    """The files of a service with these steps; its messages and outcomes are those that the steps name."""
    said = re.findall(r"^ *- send: (\w+)", steps + top, re.MULTILINE)
    ends = re.findall(r"^ *- end: (\w+)", steps + top, re.MULTILINE)
    written = re.findall(r"^  (\w+):", messages, re.MULTILINE)
    plain = "".join(f"  {name}: {{subject: About ((reference)), body: ((if due is not missing))Due ((due))((end))}}\n"
                    for name in dict.fromkeys(said) if name not in written)  # fmt: skip
    outcomes = "".join(f"  {name}: {{title: It is {name}}}\n" for name in dict.fromkeys(ends))
    letters = f"messages:\n{messages}{plain}" if messages or plain else ""
    return {"organisation.yaml": ORGANISATION, NAME: f"{TOP}{top}steps:\n{steps}{letters}outcomes:\n{outcomes}"}


def service(steps: str, top: str = "", messages: str = "") -> Workflow:
    return load(files(steps, top, messages), NAME)


E = TypeVar("E", bound=Event)


@dataclass
class Trial:
    """One case of a service under a clock of its own. Every accepted command must read and replay as it was."""

    workflow: Workflow
    now: datetime = NINE
    case: Case = field(default_factory=Case)
    events: list[Event] = field(default_factory=list)
    staff: Staff = NOBODY

    @property
    def house(self) -> Organisation:
        return self.workflow.organisation

    def do(self, kind: Callable[..., Command], by: Actor = ADA, **words: Any) -> Decision:
        """What a command comes to; an accepted one has happened."""
        decision = decide(self.workflow, self.case, kind(by, self.now, **words), self.house, self.staff)
        if isinstance(decision, tuple):
            self.events += decision
            self.case = reduce(evolve, decision, self.case)
            kept = json.loads(to_text(write(self.events)))
            assert replay(read(*kept)) == self.case, "events carry all that changed"
        return decision

    def open(self, by: Actor = SOMEBODY, **raw: Any) -> Decision:
        raw = {"place": "Elm Hill"} | raw
        return self.do(Open, by, service="mend", version=1, reference="ROA-1", raw=raw, token="")

    def complete(self, step: str, by: Actor = ADA, **raw: Any) -> Decision:
        """Complete the task that is open at a step, or that was."""
        return self.do(Complete, by, case="ROA-1", task=self.task_at(step), raw=raw, token="")

    def do_task(self, task: str, by: Actor = ADA, **raw: Any) -> Decision:
        """Complete one task of several at a step."""
        return self.do(Complete, by, case="ROA-1", task=task, raw=raw, token="")

    def claim(self, step: str, by: Actor = ADA) -> Decision:
        return self.do(Claim, by, case="ROA-1", task=self.task_at(step))

    def later(self, **time: float) -> Decision:
        """Time passes, and the clocks that went off are dealt with at the end of it."""
        self.now += timedelta(**time)
        return self.do(Tick, CLOCK, case="ROA-1")

    def task_at(self, step: str) -> str:
        return next((id for id, task in self.case.tasks.items() if task.step == step), f"{step}.1")

    @property
    def waiting(self) -> list[str]:
        return [task.step for task in self.case.tasks.values()]

    @property
    def sent(self) -> list[str]:
        return [event.message for event in self.all(MessageSent) if event.message]

    def all(self, kind: type[E]) -> list[E]:
        return [event for event in self.events if isinstance(event, kind)]


def trial(steps: str, top: str = "", messages: str = "", **raw: Any) -> Trial:
    """A case of these steps, opened."""
    made = Trial(service(steps, top, messages))
    accepted(made.open(**raw))
    return made


def accepted(decision: Decision) -> tuple[Event, ...]:
    assert isinstance(decision, tuple), decision
    return decision


def refused(decision: Decision) -> str:
    assert isinstance(decision, Refusal), decision
    return decision.reason


def wrong(decision: Decision) -> dict[str, str]:
    """The first sentence at each question."""
    assert isinstance(decision, Problems), decision
    return {name: said[0].sentence for name, said in decision.by_question.items()}
