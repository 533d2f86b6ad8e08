"""The manager's figures: whose they are, for which days, and what their services, steps and people are called."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from desk import showing
from desk.periods import Period, period
from engine.commands import Actor, Refusal
from engine.engine import Engine
from engine.store.figures import Wanted
from engine.who import access
from engine.who.managing import Managed, managed
from workflows.picture_words import told
from workflows.workflow import Workflow

NOT_YOURS = "These figures are not yours to see"


@dataclass(frozen=True)
class Question:
    """What an address asks for."""

    service: str = ""
    team: str = ""
    period: str = ""
    first: str = ""
    last: str = ""


@dataclass(frozen=True)
class Frame:
    """What may be chosen, and what is: services and teams by their names."""

    services: Mapping[str, str]
    teams: Mapping[str, str]
    period: Period
    wanted: Wanted
    managed: Managed

    @property
    def service(self) -> str:
        """The one that is chosen; a page that is of one service shows the first where none is, best one seen whole."""
        return self.wanted.service or next(iter((*self.whole, *self.services)), "")

    @property
    def whole(self) -> Mapping[str, str]:
        """The services that are seen whole, and the one that is chosen."""
        chosen = self.wanted.service
        return {one: title for one, title in self.services.items() if one in self.managed.services or one == chosen}

    def of_one(self) -> Wanted:
        return replace(self.wanted, service=self.service)


class Figures:
    """Every figure is counted by the store within what `managed` lets the actor see."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.store = engine.store.figures

    def may(self, actor: Actor) -> bool:
        return not isinstance(self._managed(actor), Refusal)

    def _managed(self, actor: Actor) -> Managed | Refusal:
        owners = {one.service: one.file.owner for _, one in self.engine.library.all() if not one.guide}
        return managed(actor, self.engine.library.house(), owners)

    def frame(self, actor: Actor, question: Question, now: datetime) -> Frame | Refusal:
        """What may be seen; a service or team that may not be is refused, without a word of it."""
        own, house = self._managed(actor), self.engine.library.house()
        if isinstance(own, Refusal):
            return own
        workflows = {one.service: one for _, one in self.engine.library.all() if not one.guide}
        theirs = own.services | self.store.services_of(own.teams)
        shown = {name: one for name, one in workflows.items() if name in theirs or one.teams() & own.teams}
        if question.service not in ("", *shown) or question.team not in ("", *own.teams):
            return Refusal(NOT_YOURS)
        days = period(question.period, question.first, question.last, now)
        wanted = Wanted(
            own.services, own.teams, frozenset(house.teams), days.since, days.until, now, question.service,
            question.team,
        )  # fmt: skip
        services = dict(sorted(((name, one.title) for name, one in shown.items()), key=lambda one: one[1]))
        teams = dict(sorted(((team, house.everyone[team]) for team in own.teams), key=lambda one: one[1]))
        return Frame(services, teams, days, wanted, own)

    def workflow(self, service: str) -> Workflow | None:
        latest = self.engine.library.latest(service)
        return latest[1] if latest else None

    def ours(self, actor: Actor) -> frozenset[str]:
        """By which of their teams somebody reads cases whole."""
        return access.ours(actor, self.engine.library.house())

    # What things are called

    def title(self, service: str) -> str:
        known = self.workflow(service)
        return known.title if known else service

    def step(self, service: str, step: str) -> str:
        known = self.workflow(service)
        found = known.layout.by_id.get(step) if known else None
        return told(found, known) if found and known else BESIDE.get(step, showing.words_of(step.strip("()")))

    def outcome(self, service: str, outcome: str) -> str:
        known = self.workflow(service)
        titles = {name: one.title for name, one in known.file.outcomes.items()} if known else {}
        title = titles.get(outcome, "((")
        # Where residents must not learn which it was, several outcomes have one title: here they are told apart.
        shared = sum(one == title for one in titles.values()) > 1
        return showing.words_of(outcome) if "((" in title or shared else title

    def people(self) -> dict[str, str]:
        with self.engine.store.registers.read() as register:
            return {one.id: one.name for one in register.people.everyone()}


#: Steps that no service has.
BESIDE = {
    "(begun)": "Begun", "(closed)": "Closed by somebody", "(deadline)": "The deadline of the case",
    "(reopened)": "Taken up again", "(stuck)": "Could not go on by itself", "(joined)": "Together again",
    "(extra)": "Asked beside the steps of the service",
}  # fmt: skip
