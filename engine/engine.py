"""The engine's front: a command goes in and is committed, refused or repeated; a case is read by who may."""

import logging
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from types import MappingProxyType

from engine import commands as c
from engine.beside import practising
from engine.beside.linking import may_link
from engine.case import EXTRA, Case
from engine.commands import Actor, Problems, Refusal
from engine.course import letters
from engine.course.decision import Happened
from engine.course.tasks import DONE
from engine.decide import decide
from engine.library import Library
from engine.ports import Action
from engine.store import Store
from engine.store.cases import Change
from engine.store.errors import ReadOnly, Repeated, Stale
from engine.store.looks import Look
from engine.who import access
from engine.who.staff import NOBODY, Staff
from workflows.conditions import Context
from workflows.organisation import Organisation
from workflows.workflow import Workflow

NO_ACTIONS: Mapping[str, Action] = MappingProxyType({})
LOG = logging.getLogger("wherry.cases")
#: So often somebody else may be first before we give up; each time the case has moved.
TRIES = 20
NOT_YOURS = "You may not see this case"
NO_SERVICE = "There is no such service"
KEEPS_NOTHING = "This service is a guide: it keeps nothing"
NOT_TO_DELETE = "Only whoever began this practice case, or a manager of theirs, may delete it"
NO_SPLIT = "A practice case cannot be split"
#: The same of a case that there is not and of one that they may not see.
NOT_FOUND = "We cannot find that reference"
NO_LINK = "A practice case is linked with no other"
#: What the audit says where somebody was shown a sensitive answer.
LOOKED = "looked at a sensitive answer"
TAKEN = "This was sent before by somebody else"
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

    def time(self, now: datetime) -> datetime:
        """What time it is in the case: a practice case has a clock of its own."""
        return practising.time_of(self.case, now)

    @cached_property
    def partner(self) -> bool:
        """Whether they see it as anybody but the council's own staff: then only what they take part in."""
        return not access.for_council(self.workflow, self.case, self.actor, self.house)


class Engine:
    """Decides against what is stored, commits, and tells. It has no clock: commands carry their moment."""

    def __init__(self, store: Store, library: Library, actions: Mapping[str, Action] = NO_ACTIONS) -> None:
        self.store = store
        self.library = library
        self.actions = actions
        self._doing: dict[type[c.Command], Callable[..., Done | Problems | Refusal]] = {
            c.Split: self._split, c.LinkCases: self._link,
        }  # fmt: skip

    def do(self, command: c.Command) -> Done | Problems | Refusal:
        """Commit a command, or say why not. The same token acts once."""
        if isinstance(command, c.OfCase):
            result, subject = self._doing.get(type(command), self._move)(command), command.case
        else:
            assert isinstance(command, c.Open), "every other command is of a case"
            result, subject = self._open(command), command.service
        if LOG.isEnabledFor(logging.INFO):
            _log(command, subject, result)
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

    def _split(self, command: c.Split) -> Done | Problems | Refusal:
        """Begin another case with what this one's first answers were; sensitive ones go with it, unseen."""
        sight = self.see(command.actor, command.case)
        if isinstance(sight, Refusal):
            return sight
        if reason := NO_SPLIT if sight.case.practice else may_link(sight.workflow, sight.case, command.actor):
            return Refusal(reason)
        version, workflow = self.library.latest(sight.case.service) or (sight.case.version, sight.workflow)
        known = sight.case.answers.get(sight.workflow.first.id, {})
        given = {name: known[name] for name in command.answers if name in known}
        filled = replace(command, version=version, given=given, language=sight.case.language)
        return self._try(workflow, Case(), filled) or Refusal(BUSY)

    def _link(self, command: c.LinkCases) -> Done | Problems | Refusal:
        """Both ends of a link must be cases that the actor may see."""
        here, there = (self.see(command.actor, reference) for reference in (command.case, command.other))
        if isinstance(here, Refusal):
            return here
        if isinstance(there, Refusal):
            return Refusal(NOT_FOUND)
        return self._move(command) if here.case.practice == there.case.practice else Refusal(NO_LINK)

    def _move(self, command: c.OfCase) -> Done | Problems | Refusal:
        for _ in range(TRIES):
            sight = self.see(command.actor, command.case)
            if isinstance(sight, Refusal):
                return sight
            if isinstance(command, c.Assign) and not self._is_of_team(command, sight.case):
                not_theirs = f"{command.name} is not of the team that this task is for"
                return self._again(command, command.token) or Refusal(not_theirs)
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
        command = practising.in_its_time(before, command)
        decision = decide(workflow, before, command, house, self._staff(workflow, command))
        token = getattr(command, "token", "")
        if isinstance(decision, Problems | Refusal):
            return self._again(command, token) or self._named(decision)
        if not decision:
            return Done(before, workflow)
        change = self._change(workflow, before, decision, command)
        try:
            return Done(self.store.cases.commit(change), workflow)
        except Stale:
            return None
        except Repeated:
            return self._again(command, token) or Refusal(TAKEN)
        except ReadOnly as error:
            return self._again(command, token) or Refusal(str(error))

    def _staff(self, workflow: Workflow, command: c.Command) -> Staff:
        """Who is of which team and how busy, where tasks are given out by that or the command names people."""
        if not (workflow.gives_out or _names_people(command)):
            return NOBODY
        with self.store.registers.read() as register:
            people = [person for person in register.people.everyone() if not person.disabled]
            away = frozenset(register.away.away(command.at))
        held = self.store.tasks.held()
        teams: dict[str, dict[str, int]] = {}
        for person in people:
            for team in person.teams:
                teams.setdefault(team, {})[person.id] = held.get(person.id, 0)
        return Staff(teams, {person.id: person.name for person in people}, away)

    def _again(self, command: c.Command, token: str) -> Done | None:
        """What this very command did before. Tokens can be guessed: another's, or of another case, says nothing."""
        accepted = self.store.cases.accepted(token)
        if accepted is None or not _repeats(command, *accepted):
            return None
        case = self.store.cases.load(accepted.reference)
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
            before, after, happened, actor.id, actor.name, happened.at, type(command).__name__,
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
        known = sight.case.answers.get(step) or sight.case.aside.get(step, {})
        if answer not in sight.visible or answer not in known:
            return Refusal("You may not see this answer")
        self.store.audit.record(at, actor.id, LOOKED, reference, answer)
        house = self.library.house()
        words = letters.Words(sight.workflow, sight.case, house, Context(at, house.calendars["england"]))
        return tuple(words.read_back(answer, known[answer]))

    def looked(self, sight: Sight, what: str, shown: Iterable[str], at: datetime) -> None:
        """What somebody from outside the council is about to be shown of a case is recorded first."""
        actor = sight.actor
        if actor.kind == "guest" or (actor.kind == "person" and sight.partner):
            of = (actor.role,) if actor.kind == "guest" else tuple(sorted(actor.teams - sight.house.teams.keys()))
            seen = Look(sight.case.reference, actor.id, actor.name, of, what, tuple(sorted(shown)), at, at)
            self.store.looks.add(seen)

    # Practice

    def delete_practice(self, actor: Actor, reference: str) -> list[str] | Refusal:
        """A practice case goes whole. Gives the ids of its files, for whoever keeps their bytes."""
        sight = self.see(actor, reference)
        if isinstance(sight, Refusal):
            return sight
        if not self.may_delete_practice(actor, sight.case):
            return Refusal(NOT_TO_DELETE)
        return self.store.cases.forget_practice(reference)

    def may_delete_practice(self, actor: Actor, case: Case) -> bool:
        """Whoever opened it may, and a manager of theirs."""
        if not case.practice:
            return False
        with self.store.registers.read() as register:
            opener = register.people.find(self.store.cases.opener(case.reference))
        return access.may_delete_practice(case, opener, actor)


def _repeats(command: c.Command, reference: str, actor: str, did: str) -> bool:
    """Whether it is of the same kind, actor and case; whoever holds an applicant's case may be on another device."""
    who = command.actor
    same = who.id == actor or (who.kind == "applicant" and who.case == reference)
    elsewhere = isinstance(command, c.OfCase) and not isinstance(command, c.Split) and command.case != reference
    return did == type(command).__name__ and same and not elsewhere


def _log(command: c.Command, subject: str, result: Done | Problems | Refusal) -> None:
    """What was done to which case, and no word of what anybody said. A clock that found nothing due is no news."""
    if isinstance(result, Done):
        if isinstance(command, c.Tick):
            return
        subject, came = result.case.reference, "again" if result.again else "done"
    else:
        came = "refused" if isinstance(result, Refusal) else "not accepted"
    LOG.info("Command", extra={"case": subject, "did": type(command).__name__, "result": came})


def _names_people(command: c.Command) -> bool:
    """Whether what follows may go to one person: a note's reader, or whoever the applicant answers."""
    if isinstance(command, c.AddNote):
        return bool(command.mentions)
    return isinstance(command, c.Reply) or (isinstance(command, c.Complete) and command.task.startswith(EXTRA))


def _found_alike(before: Case, after: Case) -> bool:
    """Whether nothing changed that a case is found by, or that says who may find it."""
    was, now = ((one.answers, one.parties, one.given_to, one.documents) for one in (before, after))
    return before.revision > 0 and was == now
