"""A step waits for somebody: their task, the link that asks them, and who of a team has it at once."""

from engine import events as e
from engine.case import Case, scope_of
from engine.course import letters
from engine.course.way import Way
from engine.who import access
from workflows import moves
from workflows.step import Step
from workflows.verbs.ask import Ask


def rest(way: Way, step: Step, move: moves.Rest) -> None:
    """Open the task of a step that waits for somebody, and give it to whom the service says."""
    visit = way.case.visits[way.key(step.id)]
    id = f"{way.key(step.id)}.{visit}"
    applicant = way.case.party("applicant")
    who = move.who or way.workflow.file.owner
    away = who == "applicant" and not way.workflow.guide  # whoever is guided is still there
    if away and not (applicant and applicant.contacts):
        who = way.workflow.file.owner
    elif who.startswith(moves.GUEST) or (away and not letters.gave_link(way.events)):
        to = who.removeprefix(moves.GUEST)
        way.happen(letters.asked_for(way.words(step.id), f"{id}.link", move.title, to))
    title = _about(way, step, who, move.title) if "@" in way.thread else move.title
    way.happen(e.TaskOpened(id, step.id, visit, who, title, way.at, thread=way.thread))
    person = _chosen(way, step, who) if isinstance(step, Ask) else ""
    if person:
        way.happen(e.TaskClaimed(id, person, way.staff.name(person)))


def _about(way: Way, step: Step, who: str, title: str) -> str:
    """A title with the item that the thread is about, as a team may be shown it that does the step."""
    shown = access.shown_in(way.workflow, step) if isinstance(step, Ask) and who in way.house.everyone else ()
    item = way.workflow.called(way.case.values(), scope_of(way.thread), way.seen, shown)
    return f"{title}: {item}" if item else title


def _chosen(way: Way, step: Ask, who: str) -> str:
    """Who does it, where the service says: whoever did another step, or the least busy of its team."""
    scope = scope_of(way.thread)
    if step.whoever_did:
        done = way.case.done_in(step.whoever_did, scope)
        last = done.people[-1] if done and done.people else ""
        return last if way.staff.is_of(last, who) else ""
    if not step.assign:
        return ""
    before = [way.case.done_in(other, scope) for other in step.not_whoever_did]
    return way.staff.least_busy(who, {person for done in before if done for person in done.people})


def ask_elsewhere(way: Way, before: Case) -> None:
    """Whoever is asked by email at another address than before is sent their link there."""
    for task in list(way.case.tasks.values()):
        was, now = (letters.address_of(way.workflow, case, task) for case in (before, way.case))
        way.thread = task.thread if was != now else way.thread
        if was != now and now:
            id, to = f"{task.id}.link.{way.case.messages + 1}", task.who.removeprefix(moves.GUEST)
            way.happen(letters.asked_for(way.words(task.step), id, task.title, to))
        elif was != now:
            way.happen(e.TaskHandedOver(task.id, way.workflow.file.owner))
