"""The engine's front: a command goes in and is committed, refused or repeated; a case is read by who may."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from types import MappingProxyType

from engine import access, letters
from engine import commands as c
from engine.case import Case
from engine.commands import Actor, Problems, Refusal
from engine.decide import DONE, NOT_YOURS, decide
from engine.decision import Happened
from engine.house import NOBODY, Staff
from engine.library import Library
from engine.ports import Action
from engine.store import Store
from engine.store.cases import Change
from engine.store.errors import Repeated, Stale
from workflows.conditions import Context
from workflows.organisation import Organisation
from workflows.workflow import Workflow

NO_ACTIONS: Mapping[str, Action] = MappingProxyType({})
#: So often somebody else may be first before we give up; each time the case has moved.
TRIES = 20
NO_SERVICE = "There is no such service"
KEEPS_NOTHING = "This service is a guide: it keeps nothing"
#: What the audit says where somebody was shown a sensitive answer.
LOOKED = "looked at a sensitive answer"
BUSY = "Too many people are changing this case: try again in a moment"


@dataclass(frozen=True)
class Done:
    """A command was accepted and this is the case now. `again` where its token was accepted before."""

    case: Case
    workflow: Workflow
    again: bool = False


@dataclass(frozen=True)
class Sight:
    """A case as one actor may see it."""

    workflow: Workflow
    case: Case
    actor: Actor
    house: Organisation

    @cached_property
    def visible(self) -> frozenset[str]:
        """The answers whose words they may be shown."""
        return access.visible(self.workflow, self.case, self.actor, self.house)

    @property
    def partner(self) -> bool:
        return access.is_partner(self.actor, self.house)


class Engine:
    """Decides against what is stored, commits, and tells. It has no clock: commands carry their moment."""

    def __init__(self, store: Store, library: Library, actions: Mapping[str, Action] = NO_ACTIONS) -> None:
        self.store = store
        self.library = library
        self.actions = actions

    def do(self, command: c.Command) -> Done | Problems | Refusal:
        """Commit a command, or say why not. The same token acts once."""
        if isinstance(command, c.OfCase):
            result, subject = self._move(command), command.case
        else:
            assert isinstance(command, c.Open), "every other command is of a case"
            result, subject = self._open(command), command.service
        if isinstance(result, Refusal):
            what = f"refused {type(command).__name__}"
            self.store.audit.record(command.at, command.actor.id, what, subject, result.reason)
        return result

    def _open(self, command: c.Open) -> Done | Problems | Refusal:
        try:
            workflow = self.library.version(command.service, command.version)
        except KeyError:
            return Refusal(NO_SERVICE)
        if workflow.guide:
            return Refusal(KEEPS_NOTHING)
        return self._try(workflow, Case(), command) or Refusal(BUSY)

    def _move(self, command: c.OfCase) -> Done | Problems | Refusal:
        for _ in range(TRIES):
            sight = self.see(command.actor, command.case)
            if isinstance(sight, Refusal):
                return sight
            if isinstance(command, c.Assign) and not self._is_of_team(command, sight.case):
                return Refusal(f"{command.name} is not of the team that this task is for")
            result = self._try(sight.workflow, sight.case, command)
            if result is not None:
                return result
        return Refusal(BUSY)

    def _is_of_team(self, command: c.Assign, case: Case) -> bool:
        task = case.tasks.get(command.task)
        with self.store.registers.read() as register:
            person = register.people.find(command.person)
        return task is None or bool(person and not person.disabled and task.who in person.teams)

    def _try(self, workflow: Workflow, before: Case, command: c.Command) -> Done | Problems | Refusal | None:
        """One try; None where somebody else was first."""
        house = self.library.house()
        decision = decide(workflow, before, command, house, self._staff(workflow))
        token = getattr(command, "token", "")
        if isinstance(decision, Problems | Refusal):
            return (self._again(token) if token else None) or self._named(decision)
        if not decision:
            return Done(before, workflow)
        change = self._change(workflow, before, decision, command)
        try:
            return Done(self.store.cases.commit(change), workflow)
        except Stale:
            return None
        except Repeated:
            return self._again(token)

    def _staff(self, workflow: Workflow) -> Staff:
        """Who is of which team and how busy, where the service gives out tasks by that."""
        if not workflow.gives_out:
            return NOBODY
        with self.store.registers.read() as register:
            people = [person for person in register.people.everyone() if not person.disabled]
        held = self.store.tasks.held()
        teams: dict[str, dict[str, int]] = {}
        for person in people:
            for team in person.teams:
                teams.setdefault(team, {})[person.id] = held.get(person.id, 0)
        return Staff(teams, {person.id: person.name for person in people})

    def _again(self, token: str) -> Done | None:
        case = self.store.cases.load(self.store.cases.committed(token))
        return Done(case, self.library.version(case.service, case.version), again=True) if case else None

    def _named(self, decision: Problems | Refusal) -> Problems | Refusal:
        """A refusal that names who has it, or who did it, in words."""
        if isinstance(decision, Refusal) and decision.holder and decision.reason == DONE:
            with self.store.registers.read() as register:
                person = register.people.find(decision.holder)
            return replace(decision, reason=f"{person.name} has completed this already") if person else decision
        return decision

    @staticmethod
    def _change(workflow: Workflow, before: Case, happened: Happened, command: c.Command) -> Change:
        actor, after, words = command.actor, happened.case, happened.words
        return Change(
            before, after, happened, actor.id, actor.name, command.at, type(command).__name__,
            getattr(command, "token", ""), letters.few(words, workflow.sensitive()), workflow.title,
            workflow.file.owner, access.readers(workflow, after),
            None if _found_alike(before, after) else letters.findable(words),
        )  # fmt: skip

    # Reading

    def see(self, actor: Actor, reference: str) -> Sight | Refusal:
        """The case, if this actor may see it. A wrong reference and another's read alike."""
        case = self.store.cases.load(reference)
        if case is None:
            return Refusal(NOT_YOURS)
        workflow = self.library.version(case.service, case.version)
        if not access.may_see(workflow, case, actor):
            return Refusal(NOT_YOURS)
        return Sight(workflow, case, actor, self.library.house())

    def reveal(self, actor: Actor, reference: str, step: str, answer: str, at: datetime) -> tuple[str, ...] | Refusal:
        """A sensitive answer in words. Who looked is recorded before they see it."""
        sight = self.see(actor, reference)
        if isinstance(sight, Refusal):
            return sight
        if answer not in sight.visible or answer not in sight.case.answers.get(step, {}):
            return Refusal("You may not see this answer")
        self.store.audit.record(at, actor.id, LOOKED, reference, answer)
        house = self.library.house()
        words = letters.Words(sight.workflow, sight.case, house, Context(at, house.calendars["england"]))
        return tuple(words.show(answer, sight.case.answers[step][answer]))


def _found_alike(before: Case, after: Case) -> bool:
    """Whether nothing changed that a case is found by, or that says who may find it."""
    known = (before.answers, before.parties, before.given_to)
    return before.revision > 0 and known == (after.answers, after.parties, after.given_to)
