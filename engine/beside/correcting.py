"""An answer is put right: by staff with a reason, and by the applicant where it says how to reach them."""

from components.controls import Raw
from engine import commands as c
from engine import events as e
from engine.case import Case
from engine.commands import Problems, Refusal
from engine.course.answering import accept, join
from engine.course.decision import Decision, Happened
from engine.course.resting import ask_elsewhere
from engine.course.tasks import CLOSED
from engine.course.walk import Walk
from engine.who import access
from workflows.asking import asked_now
from workflows.items import scope_of, step_of
from workflows.workflow import Workflow

#: Why an answer was corrected, where the applicant did it themselves.
CHANGED_CONTACT = "They changed their contact details"


def correct(walk: Walk, command: c.Correct) -> Decision:
    """An answer that was wrong is put right, with a reason; what was done because of it stays done."""
    workflow, case = walk.workflow, walk.case
    question = workflow.questions.get(command.answer)
    if question is None or command.answer not in case.answers.get(command.step, {}):
        return Refusal("There is no such answer in this case")
    people = access.correcting(workflow, case, command.actor)
    if not people:
        return Refusal("Only a team that takes part in this service may correct an answer")
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
    language = walk.case.language if actor.kind == "applicant" else ""
    read = accept(walk, ask, raw, scope_of(step), language)
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
    join(walk, actor)
    ask_elsewhere(walk, stood)
    walk.settle()
    return Happened.on(walk)


def change_contact(walk: Walk, command: c.ChangeContact) -> Decision:
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
