"""What a command comes to: events, or what is wrong with what was typed, or why the actor may not. Pure."""

from collections.abc import Callable

from components.base import Answer
from components.controls import Raw
from engine import access, beside, course, letters, steering
from engine import commands as c
from engine import events as e
from engine.case import MAIN, Case, Task, key_of
from engine.commands import Problems, Refusal
from engine.decision import Decision, Happened
from engine.evolving import changed
from engine.house import NOBODY, Staff
from engine.in_hand import CLOSED, may_do, task_of
from engine.practising import move_on
from engine.walk import STUCK, Walk
from workflows.asking import Accepted, accept, asked_now
from workflows.items import scope_of, step_of
from workflows.organisation import Organisation
from workflows.verbs.ask import Ask
from workflows.workflow import Workflow

NOT_YOURS = "You may not see this case"
#: What follows from time and from other cases; nobody asks for it.
BY_CLOCK = (c.Begun, c.Returned, c.Tick)
LONGEST_NOTE = 10_000
#: Why an answer was corrected, where the applicant did it themselves.
CHANGED_CONTACT = "They changed their contact details"


def decide(workflow: Workflow, case: Case, command: c.Command, house: Organisation, staff: Staff = NOBODY) -> Decision:
    """What happens to this case by this command. Whether the actor may see the case at all is asked before."""
    if isinstance(command, BY_CLOCK) and command.actor.kind != "clock":
        return Refusal("Only the program itself does this")
    deciding: Callable[..., Decision] = _DECIDING[type(command)]
    return deciding(Walk(workflow, case, house, command.at, staff), command)


def _open(walk: Walk, command: c.Open) -> Decision:
    if reason := access.may_open(walk.workflow, command, walk.house):
        return Refusal(reason)
    part = command.part_of, command.settles, command.depth
    service = walk.workflow.service
    opened = e.CaseOpened(
        command.reference, service, command.version, command.at, command.practice, *part, command.language
    )  # fmt: skip
    walk.happen(opened)
    if command.ahead:
        walk.happen(e.ClockMoved(command.ahead))
    accepted = _given_first(walk, command)
    if accepted.problems and command.part_of:
        return _begun_by_another(walk, walk.workflow.first, accepted.answers)
    if accepted.problems:
        return Problems(accepted.problems)
    return _begin(walk, command.actor, accepted.answers, command.helped)


def _split(walk: Walk, command: c.Split) -> Decision:
    """A new case with some of another's answers; that the actor may see that one was asked before."""
    service = walk.workflow.service
    walk.happen(e.CaseOpened(command.reference, service, command.version, command.at, language=command.language))
    accepted = _given_first(walk, command)
    if accepted.problems:
        return Problems(accepted.problems)
    walk.happen(e.CaseLinked(command.case, beside.SPLIT))
    return _begin(walk, command.actor, accepted.answers)


def _given_first(walk: Walk, command: c.Open | c.Split) -> Accepted:
    """What was typed at the first questions, with the answers that another case gives."""
    first = walk.workflow.first
    asked = {one.id: one.question for one in first.asked() if one.kind is not None}
    given = {name: asked[name].write(answer) for name, answer in command.given.items() if name in asked}
    return _accept(walk, first, command.raw | given)


def _begin(walk: Walk, actor: c.Actor, answers: dict[str, Answer], helped: str = "") -> Decision:
    """The first questions are answered: the case goes on from there."""
    first, at = walk.workflow.first, walk.at
    walk.happen(e.Arrived(MAIN, first.id, 1))
    walk.happen(e.AnswersGiven(first.id, answers))
    _join(walk, actor, helped)
    walk.happen(e.TaskDone(f"{first.id}.1", first.id, actor.id, at, helped=helped))
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


def _join(walk: Walk, actor: c.Actor, helped: str = "") -> None:
    """Keep the applicant's name and addresses with the case, as their answers now say them, and who helped them."""
    helper = walk.case.party("helper")
    if helped and (helper is None or helper.person != actor.id):
        walk.happen(e.PartyJoined("helper", actor.name, {}, actor.id))
    before = walk.case.party("applicant")
    said = changed(walk.case, answers=walk.case.aside | walk.case.answers)  # a step back does not make them unknown
    answers = said.values()
    name = next((str(answers[one]) for one in walk.workflow.own_names if one in answers), "")
    contacts = letters.contacts(walk.workflow, said)
    person = before.person if before else "" if helped else actor.id
    if before is None or (before.name, before.contacts) != (name, contacts):
        walk.happen(e.PartyJoined("applicant", name, contacts, person))


def _complete(walk: Walk, command: c.Complete) -> Decision:
    task = may_do(walk, command)
    if isinstance(task, Refusal):
        return task
    if task.extra:
        return _complete_extra(walk, command, task)
    step, known = walk.workflow.step(task.step), key_of(task.id)
    done = e.TaskDone(task.id, known, command.actor.id, command.at, *_absent(walk, task, command.actor), command.helped)
    if step_of(known) == STUCK:
        walk.happen(done)
        walk.go(step.id, task.thread)
        return Happened.on(walk)
    assert isinstance(step, Ask), "only an ask opens a task of its own"
    before, accepted = walk.case, _accept(walk, step, command.raw, scope_of(known))
    if accepted.problems:
        return Problems(accepted.problems)
    walk.happen(e.AnswersGiven(known, accepted.answers))
    _join(walk, command.actor, command.helped)
    walk.happen(done)
    walk.ask_elsewhere(before)
    walk.go(walk.after(step), task.thread)
    return Happened.on(walk)


def _complete_extra(walk: Walk, command: c.Complete, task: Task) -> Decision:
    if problems := beside.complete(walk, command, task, _absent(walk, task, command.actor)):
        return problems
    _join(walk, command.actor, command.helped)
    walk.settle()
    return Happened.on(walk)


def _absent(walk: Walk, task: Task, actor: c.Actor) -> tuple[str, str]:
    """Whose part a substitute does, with their name."""
    absent = access.in_place_of(walk.workflow, walk.case, task, actor)
    return absent, actor.stands_in.get(absent, "")


def _claim(walk: Walk, command: c.Claim) -> Decision:
    task = may_do(walk, command)
    if isinstance(task, Refusal):
        return task
    actor = command.actor
    if task.person == actor.id:
        return Refusal("You have this task already")
    return _only(walk, e.TaskClaimed(task.id, actor.id, actor.name, _absent(walk, task, actor)[0]))


def _release(walk: Walk, command: c.Release) -> Decision:
    task = task_of(walk.case, command)
    if isinstance(task, Refusal):
        return task
    if not access.holds(task, command.actor) and not access.may_assign(task, command.actor):
        return Refusal("Only whoever has this task, or a manager of the team, may give it back")
    if not task.person:
        return Refusal("Nobody has this task")
    return _only(walk, e.TaskClaimed(task.id, "", ""))


def _assign(walk: Walk, command: c.Assign) -> Decision:
    task = task_of(walk.case, command)
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
    if not access.is_councils(command.actor, walk.house):
        return Refusal("Only the council's own staff write notes")
    if not text or len(text) > LONGEST_NOTE:
        return Refusal("Write a note first" if not text else f"A note has at most {LONGEST_NOTE:,} characters")
    seeing = access.readers(walk.workflow, walk.case) & set(walk.house.teams)
    if any(not any(walk.staff.is_of(person, team) for team in seeing) for person in command.mentions):
        return Refusal("A note can only reach the council's own people who may see this case")
    return _only(walk, e.NoteAdded(text, command.mentions))


def _attach(walk: Walk, command: c.Attach) -> Decision:
    if not access.is_councils(command.actor, walk.house):
        return Refusal("Only the council's own staff add files")
    return _only(walk, e.FileAttached(command.file)) if walk.case.open else Refusal(CLOSED)


def _correct(walk: Walk, command: c.Correct) -> Decision:
    """An answer that was wrong is put right, with a reason; what was done because of it stays done."""
    workflow, case = walk.workflow, walk.case
    question = workflow.questions.get(command.answer)
    if question is None or command.answer not in case.answers.get(command.step, {}):
        return Refusal("There is no such answer in this case")
    people = access.correcting(workflow, case, command.actor)
    if not people:
        return Refusal("Only a team of the council that takes part may correct an answer")
    if command.answer not in access.visible(workflow, case, command.actor, walk.house):
        return Refusal("You may not see this answer")
    if not case.open:
        return Refusal(CLOSED)
    if reason := access.not_correcting(workflow, case, command.step, people):
        return Refusal(reason)
    if not command.why.strip():
        return Refusal("Say why the answer is corrected")
    return _corrected(walk, command.actor, command.step, {command.answer: command.raw}, command.why.strip(), people)


def _corrected(
    walk: Walk, actor: c.Actor, step: str, corrected: dict[str, Raw], why: str, people: tuple[str, ...] = ()
) -> Decision:
    """The step is read again with the new words: what its other questions then pass over leaves no answer."""
    ask, questions = walk.workflow.asks()[step_of(step)], walk.workflow.questions
    before = walk.case.answers[step]
    raw = {name: questions[name].write(answer) for name, answer in before.items()} | corrected
    read = _accept(walk, ask, raw, scope_of(step))
    if others := sorted(read.problems.keys() - corrected.keys()):
        label = questions[others[0]].label
        return Refusal(f"With this answer “{label}” has to be answered too: the step must be done again")
    if read.problems:
        return Problems(read.problems)
    stood = walk.case
    for name in sorted(before.keys() | read.answers.keys()):
        was, now = before.get(name), read.answers.get(name)
        if was != now:
            walk.happen(e.AnswerCorrected(step, name, was, now, why, people))
    _drop_unasked(walk, why)
    _join(walk, actor)
    walk.ask_elsewhere(stood)
    walk.settle()
    return Happened.on(walk)


def _change_contact(walk: Walk, command: c.ChangeContact) -> Decision:
    """The applicant puts right where they are reached; from then on the new address is used."""
    by_step = contact_step(walk.workflow, walk.case)
    if command.actor.kind != "applicant":
        return Refusal(f"Only the {walk.workflow.file.called_} may change this here")
    if not command.raw or not command.raw.keys() <= {name for names in by_step.values() for name in names}:
        return Refusal("This cannot be changed here")
    if not walk.case.open:
        return Refusal(CLOSED)
    decision: Decision = Happened.on(walk)
    for step, names in by_step.items():
        raw = {name: command.raw[name] for name in names if name in command.raw}
        decision = _corrected(walk, command.actor, step, raw, CHANGED_CONTACT) if raw else decision
        if not isinstance(decision, Happened):
            return decision
    return decision


def contact_step(workflow: Workflow, case: Case) -> dict[str, list[str]]:
    """The answers that reach the applicant, by the step that holds each; of several the one given last."""
    found: dict[str, list[str]] = {}
    for name in workflow.file.contact:
        asks, kind = workflow.asks(), workflow.names.get(name)
        steps = [key for key in case.answers if step_of(key) in asks and name in asks[step_of(key)].gives()]
        if steps and kind is not None and kind.channel and name in workflow.questions:
            found.setdefault(steps[-1], []).append(name)
    return found


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
    c.MoveOn: move_on,
    c.AddTask: beside.add_task,
    c.Write: beside.write,
    c.Reply: beside.reply,
    c.LinkCases: beside.link,
    c.UnlinkCases: beside.unlink,
    c.Split: _split,
    c.ChangeContact: _change_contact,
    c.HandOver: steering.hand_over,
    c.Hold: steering.hold,
    c.EndHold: steering.end_hold,
    c.CloseEarly: steering.close_early,
    c.Rewind: steering.rewind,
}
