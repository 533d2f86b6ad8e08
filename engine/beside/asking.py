"""What staff ask that the service did not foresee, and letters both ways: extra tasks, writing, and what comes back."""

from datetime import datetime
from typing import Any

from components.base import Problem
from components.wording import says
from engine import commands as c
from engine import events as e
from engine.case import EXTRA, Case
from engine.commands import Problems, Refusal
from engine.course import letters
from engine.course.answering import join
from engine.course.decision import Decision, Happened
from engine.course.tasks import CLOSED, absent, may_do
from engine.course.walk import Walk
from engine.who import access
from workflows.workflow import Workflow

LONGEST = 10_000
LONGEST_TITLE = 200


def may_add_task(workflow: Workflow, case: Case, actor: c.Actor) -> str:
    """Why this actor may not add a task to the case; "" where they may."""
    if not access.for_council(workflow, case, actor, workflow.organisation):
        return "Only the council’s own staff may do this"
    return "" if case.open else CLOSED


def add_task(walk: Walk, command: c.AddTask) -> Decision:
    """Ask any team, any partner or the applicant for something that the service did not foresee."""
    if reason := may_add_task(walk.workflow, walk.case, command.actor):
        return Refusal(reason)
    if command.who != "applicant" and command.who not in walk.house.everyone:
        return Refusal("There is no such team")
    title, asks = " ".join(command.title.split()), command.asks.strip()
    if problems := _unsaid(title=title, asks=asks) | _unsound_due(command.due, command.at):
        return Problems(problems)
    _open(walk, command.who, title, asks, command.actor.id, _team_of(walk, command.actor), due=command.due)
    if command.who == "applicant":
        _post(walk, command.actor, letters.more_wanted(walk.words(), title), asks)
    walk.settle()
    return Happened.on(walk)


def _unsaid(**said: str) -> dict[str, tuple[Any, ...]]:
    """What is missing or too long, by what it was typed into."""
    found: dict[str, tuple[Any, ...]] = {}
    for name, text in said.items():
        most = LONGEST_TITLE if name in ("title", "subject") else LONGEST
        if not text:
            found[name] = Problem(f"Enter {WORDS[name]}").said
        elif len(text) > most:
            found[name] = Problem(f"{WORDS[name].capitalize()} must be {most:,} characters or less").said
    return found


#: What each box is called in a sentence about it.
WORDS = {
    "title": "the title", "asks": "what you need", "subject": "the subject", "body": "the message",
    "text": "the answer", "said": "the answer",
}  # fmt: skip


def _unsound_due(due: datetime | None, now: datetime) -> dict[str, tuple[Any, ...]]:
    return {"due": Problem("The date it is due by must be in the future").said} if due and due <= now else {}


def _open(
    walk: Walk, who: str, title: str, asks: str, asker: str, team: str, files: tuple[dict[str, Any], ...] = (),
    due: datetime | None = None,
) -> str:  # fmt: skip
    id = f"{EXTRA}.{walk.case.visits.get(EXTRA, 0) + 1}"
    walk.happen(e.ExtraOpened(id, who, title, asks, walk.at, due, asker, team, files))
    if due:
        walk.happen(e.ClockSet(id, walk.at, due))
    return id


def _team_of(walk: Walk, actor: c.Actor) -> str:
    """The team that somebody acts for: the owner where they are of it, else one that may see the case."""
    if walk.workflow.file.owner in actor.teams:
        return walk.workflow.file.owner
    own = actor.teams & set(walk.house.teams)
    return min(own & access.readers(walk.workflow, walk.case), default=min(own))


def _post(walk: Walk, actor: c.Actor, subject: str, body: str) -> None:
    id = f"letter.{walk.case.messages + 1}"
    walk.happen(letters.by_hand(walk.words(), id, subject, body, actor.id, _team_of(walk, actor)))


def complete(walk: Walk, command: c.Complete) -> Decision:
    """An extra task is done with words and files; the applicant's go on to whoever asked, if they did not help."""
    task = may_do(walk, command)
    if isinstance(task, Refusal):
        return task
    said, files = str(command.raw.get("said", "")).strip(), _files(command.raw.get("files"))
    if len(said) > LONGEST or (task.who == "applicant" and not said and not files):
        return Problems(_unsaid(said=said))
    whose = absent(walk, task, command.actor)
    walk.happen(e.ExtraDone(task.id, command.actor.id, walk.at, said, files, *whose, command.helped))
    if task.who == "applicant" and command.actor.id != task.asker:
        _bring(walk, said, files, task.asker, task.asking_team)
    join(walk, command.actor, command.helped)
    walk.settle()
    return Happened.on(walk)


def _files(raw: Any) -> tuple[dict[str, Any], ...]:
    return tuple(dict(one) for one in raw or () if isinstance(one, dict) and "id" in one)


def may_reply(case: Case, actor: c.Actor) -> str:
    """Why the applicant may not write; "" where somebody wrote to them and the case is open."""
    if actor.kind != "applicant" or not case.author:
        return says("Nobody has written to you about this")
    return "" if case.open else CLOSED


def reply(walk: Walk, command: c.Reply) -> Decision:
    """The applicant's answer arrives as a task for whoever wrote to them."""
    if reason := may_reply(walk.case, command.actor):
        return Refusal(reason)
    text, files = command.text.strip(), _files(command.files)
    if len(text) > LONGEST or not (text or files):
        return Problems(_unsaid(text=text))
    walk.happen(e.ReplyGiven(text, files))
    _bring(walk, text, files, walk.case.author, walk.case.author_team)
    return Happened.on(walk)


def _bring(walk: Walk, text: str, files: tuple[dict[str, Any], ...], person: str, team: str) -> None:
    """A task to read what the applicant sent, with whoever asked for it while they are of that team."""
    party = walk.case.party("applicant")
    name = party.name if party and party.name else f"the {walk.workflow.file.called_}"
    id = _open(walk, team, f"Read the reply from {name}", text, "", "", files)
    if walk.staff.is_of(person, team) and person not in walk.staff.away:
        walk.happen(e.TaskClaimed(id, person, walk.staff.name(person)))


def may_write(workflow: Workflow, case: Case, actor: c.Actor) -> str:
    """Why this actor may not write to the applicant; "" where they may, after the end of the case too."""
    if not access.for_council(workflow, case, actor, workflow.organisation):
        return "Only the council’s own staff may do this"
    party = case.party("applicant")
    return "" if party and party.contacts else f"The {workflow.file.called_} gave no address to write to"


def write(walk: Walk, command: c.Write) -> Decision:
    if reason := may_write(walk.workflow, walk.case, command.actor):
        return Refusal(reason)
    subject, body = " ".join(command.subject.split()), command.body.strip()
    if problems := _unsaid(subject=subject, body=body):
        return Problems(problems)
    _post(walk, command.actor, subject, body)
    return Happened.on(walk)


def ask_again(walk: Walk, command: c.AskAgain) -> Decision:
    """The program itself asks for a file again; what they answer comes to the team that owns the service. Nobody is
    written to who gave no address, or whose case is closed: there is nothing left to send it for."""
    party = walk.case.party("applicant")
    if walk.case.open and party and party.contacts:
        id = f"letter.{walk.case.messages + 1}"
        owner = walk.workflow.file.owner
        walk.happen(letters.file_wanted(walk.words(), id, command.said, command.actor.id, owner))
    return Happened.on(walk)
