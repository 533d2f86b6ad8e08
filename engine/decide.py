"""What a command comes to: events, or what is wrong with what was typed, or why the actor may not. Pure."""

from collections.abc import Callable
from typing import Any, TypeAlias

from engine import access, letters
from engine import commands as c
from engine import events as e
from engine.case import Case, Task
from engine.clocks import gone_off
from engine.commands import Problems, Refusal
from engine.walk import STUCK, Walk
from workflows.asking import accept
from workflows.organisation import Organisation
from workflows.verbs.ask import Ask
from workflows.workflow import Workflow


class Happened(tuple[e.Event, ...]):
    """What happens by a command, the case after it, and what fills its wording."""

    case: Case
    words: letters.Words

    @classmethod
    def on(cls, walk: Walk) -> "Happened":
        made = cls(walk.events)
        made.case = walk.case
        made.words = walk.words()
        return made


Decision: TypeAlias = Happened | Problems | Refusal

NOT_YOURS = "You may not see this case"
TAKEN = "{name} has this task"
DONE = "Somebody has completed this already"
CLOSED = "This case is closed"
LONGEST_NOTE = 10_000


def decide(workflow: Workflow, case: Case, command: c.Command, house: Organisation) -> Decision:
    """What happens to this case by this command. Whether the actor may see the case at all is asked before."""
    deciding: Callable[..., Decision] = _DECIDING[type(command)]
    return deciding(workflow, case, command, house)


def _open(workflow: Workflow, _case: Case, command: c.Open, house: Organisation) -> Decision:
    if not access.may_begin(workflow, command.actor, house):
        return Refusal("You may not begin this service")
    walk = Walk(workflow, Case(), house, command.at)
    walk.happen(e.CaseOpened(command.reference, workflow.service, command.version, command.at))
    first = workflow.first
    accepted = accept(first.all_pages(), command.raw, {}, letters.seen(house, walk.context), walk.context)
    if accepted.problems:
        return Problems(accepted.problems)
    walk.happen(e.Arrived("main", first.id, 1))
    walk.happen(e.AnswersGiven(first.id, accepted.answers))
    _join(walk, command.actor)
    walk.happen(e.TaskDone(f"{first.id}.1", first.id, command.actor.id, command.at))
    walk.go(walk.after(first))
    return Happened.on(walk)


def _join(walk: Walk, actor: c.Actor) -> None:
    """Keep the applicant's name and addresses with the case, as their answers now say them."""
    before = walk.case.party("applicant")
    answers = walk.case.values()
    name = next((str(answers[one]) for one in walk.workflow.own_names if one in answers), "")
    contacts = letters.contacts(walk.workflow, walk.case)
    person = before.person if before else actor.id
    if before is None or (before.name, before.contacts) != (name, contacts):
        walk.happen(e.PartyJoined("applicant", name, contacts, person))


def _task(case: Case, command: Any) -> Task | Refusal:
    task = case.tasks.get(command.task)
    if task is not None:
        return task
    if not case.open:
        return Refusal(CLOSED)
    step = command.task.rpartition(".")[0]
    done = case.done.get(step)
    return Refusal(DONE, done.people[-1] if done and done.people else "")


def _held_by_another(task: Task, actor: c.Actor) -> Refusal | None:
    if task.person and task.person != actor.id:
        return Refusal(TAKEN.format(name=task.name or "Somebody else"), task.person)
    return None


def _may_do(workflow: Workflow, case: Case, command: Any, house: Organisation) -> Task | Refusal:
    task = _task(case, command)
    if isinstance(task, Refusal):
        return task
    if reason := access.barred(workflow, case, task, command.actor, house):
        return Refusal(reason)
    return _held_by_another(task, command.actor) or task


def _complete(workflow: Workflow, case: Case, command: c.Complete, house: Organisation) -> Decision:
    task = _may_do(workflow, case, command, house)
    if isinstance(task, Refusal):
        return task
    walk = Walk(workflow, case, house, command.at)
    step = workflow.step(task.step)
    if task.id.startswith(f"{STUCK}."):
        walk.happen(e.TaskDone(task.id, STUCK, command.actor.id, command.at))
        walk.go(step.id)
        return Happened.on(walk)
    assert isinstance(step, Ask), "only an ask opens a task of its own"
    seen = letters.seen(house, walk.context)
    accepted = accept(step.all_pages(), command.raw, case.values(), seen, walk.context)
    if accepted.problems:
        return Problems(accepted.problems)
    walk.happen(e.AnswersGiven(step.id, accepted.answers))
    _join(walk, command.actor)
    walk.happen(e.TaskDone(task.id, step.id, command.actor.id, command.at))
    walk.go(walk.after(step))
    return Happened.on(walk)


def _claim(workflow: Workflow, case: Case, command: c.Claim, house: Organisation) -> Decision:
    task = _may_do(workflow, case, command, house)
    if isinstance(task, Refusal):
        return task
    if task.person:
        return Refusal("You have this task already")
    return _only(workflow, case, command, house, e.TaskClaimed(task.id, command.actor.id, command.actor.name))


def _release(workflow: Workflow, case: Case, command: c.Release, house: Organisation) -> Decision:
    task = _task(case, command)
    if isinstance(task, Refusal):
        return task
    if task.person != command.actor.id and not access.may_assign(task, command.actor):
        return Refusal("Only whoever has this task, or a manager of the team, may give it back")
    if not task.person:
        return Refusal("Nobody has this task")
    return _only(workflow, case, command, house, e.TaskClaimed(task.id, "", ""))


def _assign(workflow: Workflow, case: Case, command: c.Assign, house: Organisation) -> Decision:
    task = _task(case, command)
    if isinstance(task, Refusal):
        return task
    if not access.may_assign(task, command.actor):
        return Refusal("Only a manager of the team may give this task to somebody")
    chosen = c.Actor(command.person, name=command.name, teams=frozenset({task.who}))
    if reason := access.barred(workflow, case, task, chosen, house):
        return Refusal(reason.replace("You", command.name, 1))
    return _only(workflow, case, command, house, e.TaskClaimed(task.id, command.person, command.name))


def _note(workflow: Workflow, case: Case, command: c.AddNote, house: Organisation) -> Decision:
    text = command.text.strip()
    if command.actor.kind != "person" or access.is_partner(command.actor, house):
        return Refusal("Only the council's own staff write notes")
    if not text or len(text) > LONGEST_NOTE:
        return Refusal("Write a note first" if not text else f"A note has at most {LONGEST_NOTE:,} characters")
    return _only(workflow, case, command, house, e.NoteAdded(text))


def _attach(workflow: Workflow, case: Case, command: c.Attach, house: Organisation) -> Decision:
    if command.actor.kind != "person" or access.is_partner(command.actor, house):
        return Refusal("Only the council's own staff add files")
    return _only(workflow, case, command, house, e.FileAttached(command.file)) if case.open else Refusal(CLOSED)


def _correct(workflow: Workflow, case: Case, command: c.Correct, house: Organisation) -> Decision:
    """An answer that was wrong is put right, with a reason; what was done because of it stays done."""
    question = workflow.questions.get(command.answer)
    if question is None or command.answer not in case.answers.get(command.step, {}):
        return Refusal("There is no such answer in this case")
    if command.actor.kind != "person" or not command.actor.teams & workflow.teams():
        return Refusal("Only a team of the council that takes part may correct an answer")
    if command.answer not in access.visible(workflow, case, command.actor, house):
        return Refusal("You may not see this answer")
    if not case.open:
        return Refusal(CLOSED)
    if not command.why.strip():
        return Refusal("Say why the answer is corrected")
    return _corrected(workflow, case, command, house)


def _corrected(workflow: Workflow, case: Case, command: c.Correct, house: Organisation) -> Decision:
    """The step is read again with the new words: what its other questions then pass over leaves no answer."""
    walk, ask = Walk(workflow, case, house, command.at), workflow.asks()[command.step]
    before = case.answers[command.step]
    raw = {name: workflow.questions[name].write(answer) for name, answer in before.items()} | {
        command.answer: command.raw
    }
    read = accept(ask.all_pages(), raw, case.values(), letters.seen(house, walk.context), walk.context)
    if others := sorted(read.problems.keys() - {command.answer}):
        label = workflow.questions[others[0]].label
        return Refusal(f"With this answer “{label}” has to be answered too: the step must be done again")
    if read.problems:
        return Problems(read.problems)
    why = command.why.strip()
    for name in sorted(before.keys() | read.answers.keys()):
        was, now = before.get(name), read.answers.get(name)
        if was != now:
            walk.happen(e.AnswerCorrected(command.step, name, was, now, why))
    _join(walk, command.actor)
    walk.settle()
    return Happened.on(walk)


def _only(workflow: Workflow, case: Case, command: c.Command, house: Organisation, event: e.Event) -> Happened:
    """One thing happens, and nothing follows from it."""
    walk = Walk(workflow, case, house, command.at)
    walk.happen(event)
    return Happened.on(walk)


def _tick(workflow: Workflow, case: Case, command: c.Tick, house: Organisation) -> Decision:
    walk = Walk(workflow, case, house, command.at)
    for clock in gone_off(case, command.at):
        if clock in walk.case.clocks:
            walk.late(clock)
    walk.settle()
    return Happened.on(walk)


_DECIDING: dict[type[c.Command], Callable[..., Decision]] = {
    c.Open: _open,
    c.Complete: _complete,
    c.Claim: _claim,
    c.Release: _release,
    c.Assign: _assign,
    c.AddNote: _note,
    c.Attach: _attach,
    c.Correct: _correct,
    c.Tick: _tick,
}
