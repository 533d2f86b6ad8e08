"""What a command comes to: events, or what is wrong with what was typed, or why the actor may not. Pure."""

from collections.abc import Callable

from components.base import Answer
from components.controls import Raw
from engine import access, course, letters
from engine import commands as c
from engine import events as e
from engine.case import MAIN, Case, Task, key_of
from engine.commands import Problems, Refusal
from engine.decision import Decision, Happened
from engine.house import NOBODY, Staff
from engine.walk import STUCK, Walk
from workflows.asking import Accepted, accept, asked_now
from workflows.items import scope_of, step_of
from workflows.organisation import Organisation
from workflows.verbs.ask import Ask
from workflows.workflow import Workflow

NOT_YOURS = "You may not see this case"
DONE = "Somebody has completed this already"
CLOSED = "This case is closed"
LONGEST_NOTE = 10_000


def decide(workflow: Workflow, case: Case, command: c.Command, house: Organisation, staff: Staff = NOBODY) -> Decision:
    """What happens to this case by this command. Whether the actor may see the case at all is asked before."""
    deciding: Callable[..., Decision] = _DECIDING[type(command)]
    return deciding(Walk(workflow, case, house, command.at, staff), command)


def _open(walk: Walk, command: c.Open) -> Decision:
    if not command.part_of and not access.may_begin(walk.workflow, command.actor, walk.house):
        return Refusal("You may not begin this service")
    part = command.part_of, command.settles, command.depth
    service = walk.workflow.service
    walk.happen(e.CaseOpened(command.reference, service, command.version, command.at, False, *part, command.language))
    first = walk.workflow.first
    asked = {one.id: one.question for one in first.asked() if one.kind is not None}
    given = {name: asked[name].write(answer) for name, answer in command.given.items() if name in asked}
    accepted = _accept(walk, first, command.raw | given)
    if accepted.problems and command.part_of:
        return _begun_by_another(walk, first, accepted.answers)
    if accepted.problems:
        return Problems(accepted.problems)
    walk.happen(e.Arrived(MAIN, first.id, 1))
    walk.happen(e.AnswersGiven(first.id, accepted.answers))
    _join(walk, command.actor)
    walk.happen(e.TaskDone(f"{first.id}.1", first.id, command.actor.id, command.at))
    walk.go(walk.after(first))
    return Happened.on(walk)


def _begun_by_another(walk: Walk, first: Ask, given: dict[str, Answer]) -> Decision:
    """A case that another began knows some answers; whoever is asked first gives the rest."""
    walk.happen(e.AnswersGiven(first.id, given))
    _join(walk, c.CLOCK)
    walk.go(first.id)
    return Happened.on(walk)


def _accept(walk: Walk, ask: Ask, raw: dict[str, Raw], scope: str = "") -> Accepted:
    earlier = walk.standing(ask.id, scope).answers
    return accept(ask.all_pages(), raw, earlier, walk.seen, walk.context)


def _join(walk: Walk, actor: c.Actor) -> None:
    """Keep the applicant's name and addresses with the case, as their answers now say them."""
    before = walk.case.party("applicant")
    answers = walk.case.values()
    name = next((str(answers[one]) for one in walk.workflow.own_names if one in answers), "")
    contacts = letters.contacts(walk.workflow, walk.case)
    person = before.person if before else actor.id
    if before is None or (before.name, before.contacts) != (name, contacts):
        walk.happen(e.PartyJoined("applicant", name, contacts, person))


def _task(case: Case, command: c.OfTask) -> Task | Refusal:
    task = case.tasks.get(command.task)
    if task is not None:
        return task
    if not case.open:
        return Refusal(CLOSED)
    done = case.done.get(key_of(command.task))
    return Refusal(DONE, done.people[-1] if done and done.people else "")


def _may_do(walk: Walk, command: c.OfTask) -> Task | Refusal:
    task = _task(walk.case, command)
    if isinstance(task, Refusal):
        return task
    if reason := access.barred(walk.workflow, walk.case, task, command.actor, walk.house):
        return Refusal(reason)
    if task.person and task.person != command.actor.id:
        return Refusal(f"{task.name or 'Somebody else'} has this task", task.person)
    return task


def _complete(walk: Walk, command: c.Complete) -> Decision:
    task = _may_do(walk, command)
    if isinstance(task, Refusal):
        return task
    step, known = walk.workflow.step(task.step), key_of(task.id)
    if step_of(known) == STUCK:
        walk.happen(e.TaskDone(task.id, known, command.actor.id, command.at))
        walk.go(step.id, task.thread)
        return Happened.on(walk)
    assert isinstance(step, Ask), "only an ask opens a task of its own"
    before, accepted = walk.case, _accept(walk, step, command.raw, scope_of(known))
    if accepted.problems:
        return Problems(accepted.problems)
    walk.happen(e.AnswersGiven(known, accepted.answers))
    _join(walk, command.actor)
    walk.happen(e.TaskDone(task.id, known, command.actor.id, command.at))
    walk.ask_elsewhere(before)
    walk.go(walk.after(step), task.thread)
    return Happened.on(walk)


def _claim(walk: Walk, command: c.Claim) -> Decision:
    task = _may_do(walk, command)
    if isinstance(task, Refusal):
        return task
    if task.person:
        return Refusal("You have this task already")
    return _only(walk, e.TaskClaimed(task.id, command.actor.id, command.actor.name))


def _release(walk: Walk, command: c.Release) -> Decision:
    task = _task(walk.case, command)
    if isinstance(task, Refusal):
        return task
    if task.person != command.actor.id and not access.may_assign(task, command.actor):
        return Refusal("Only whoever has this task, or a manager of the team, may give it back")
    if not task.person:
        return Refusal("Nobody has this task")
    return _only(walk, e.TaskClaimed(task.id, "", ""))


def _assign(walk: Walk, command: c.Assign) -> Decision:
    task = _task(walk.case, command)
    if isinstance(task, Refusal):
        return task
    if not access.may_assign(task, command.actor):
        return Refusal("Only a manager of the team may give this task to somebody")
    chosen = c.Actor(command.person, name=command.name, teams=frozenset({task.who}))
    if reason := access.barred(walk.workflow, walk.case, task, chosen, walk.house):
        return Refusal(reason.replace("You", command.name, 1))
    return _only(walk, e.TaskClaimed(task.id, command.person, command.name))


def _note(walk: Walk, command: c.AddNote) -> Decision:
    text = command.text.strip()
    if command.actor.kind != "person" or access.is_partner(command.actor, walk.house):
        return Refusal("Only the council's own staff write notes")
    if not text or len(text) > LONGEST_NOTE:
        return Refusal("Write a note first" if not text else f"A note has at most {LONGEST_NOTE:,} characters")
    return _only(walk, e.NoteAdded(text))


def _attach(walk: Walk, command: c.Attach) -> Decision:
    if command.actor.kind != "person" or access.is_partner(command.actor, walk.house):
        return Refusal("Only the council's own staff add files")
    return _only(walk, e.FileAttached(command.file)) if walk.case.open else Refusal(CLOSED)


def _correct(walk: Walk, command: c.Correct) -> Decision:
    """An answer that was wrong is put right, with a reason; what was done because of it stays done."""
    workflow, case = walk.workflow, walk.case
    question = workflow.questions.get(command.answer)
    if question is None or command.answer not in case.answers.get(command.step, {}):
        return Refusal("There is no such answer in this case")
    if command.actor.kind != "person" or not command.actor.teams & access.taking_part(workflow, case):
        return Refusal("Only a team of the council that takes part may correct an answer")
    if command.answer not in access.visible(workflow, case, command.actor, walk.house):
        return Refusal("You may not see this answer")
    if not case.open:
        return Refusal(CLOSED)
    if not command.why.strip():
        return Refusal("Say why the answer is corrected")
    return _corrected(walk, command)


def _corrected(walk: Walk, command: c.Correct) -> Decision:
    """The step is read again with the new words: what its other questions then pass over leaves no answer."""
    ask, questions = walk.workflow.asks()[step_of(command.step)], walk.workflow.questions
    before = walk.case.answers[command.step]
    raw = {name: questions[name].write(answer) for name, answer in before.items()} | {command.answer: command.raw}
    read = _accept(walk, ask, raw, scope_of(command.step))
    if others := sorted(read.problems.keys() - {command.answer}):
        label = questions[others[0]].label
        return Refusal(f"With this answer “{label}” has to be answered too: the step must be done again")
    if read.problems:
        return Problems(read.problems)
    why, stood = command.why.strip(), walk.case
    for name in sorted(before.keys() | read.answers.keys()):
        was, now = before.get(name), read.answers.get(name)
        if was != now:
            walk.happen(e.AnswerCorrected(command.step, name, was, now, why))
    _drop_unasked(walk, why)
    _join(walk, command.actor)
    walk.ask_elsewhere(stood)
    walk.settle()
    return Happened.on(walk)


def _drop_unasked(walk: Walk, why: str) -> None:
    """What later steps asked only because of the old answer leaves no answer, either; nor what that led to."""
    while gone := [(key, name) for key in walk.case.answers for name in _unasked(walk, key)]:
        for key, name in gone:
            walk.happen(e.AnswerCorrected(key, name, walk.case.answers[key][name], None, why))


def _unasked(walk: Walk, key: str) -> list[str]:
    """The answers of a step to questions that it would not ask now."""
    ask = walk.workflow.asks().get(step_of(key))
    if ask is None:
        return []
    known = {**walk.standing(ask.id, scope_of(key)).answers, **walk.case.answers[key]}
    asked = {one.id for _, ones in asked_now(ask.all_pages(), known, walk.context) for one in ones}
    return [name for name in walk.case.answers[key] if name not in asked]


def _only(walk: Walk, event: e.Event) -> Happened:
    """One thing happens, and nothing follows from it."""
    walk.happen(event)
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
    c.Extend: course.extend,
    c.AddItem: course.add_item,
    c.Withdraw: course.withdraw,
    c.Reopen: course.reopen,
    c.Settle: course.settle,
    c.Begun: course.begun,
    c.Returned: course.returned,
    c.Tick: course.tick,
}
