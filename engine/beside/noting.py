"""Staff write a note, which may name people, or add a file."""

from engine import commands as c
from engine import events as e
from engine.commands import Refusal
from engine.course.decision import Decision, only
from engine.course.tasks import CLOSED
from engine.course.walk import Walk
from engine.who import access

LONGEST_NOTE = 10_000


def note(walk: Walk, command: c.AddNote) -> Decision:
    text = command.text.strip()
    if not access.for_council(walk.workflow, walk.case, command.actor, walk.house):
        return Refusal("Only the council’s own staff write notes")
    if not text or len(text) > LONGEST_NOTE:
        return Refusal("Write a note first" if not text else f"A note has at most {LONGEST_NOTE:,} characters")
    seeing = access.readers(walk.workflow, walk.case) & set(walk.house.teams)
    if any(not any(walk.staff.is_of(person, team) for team in seeing) for person in command.mentions):
        return Refusal("A note can only reach the council’s own people who may see this case")
    return only(walk, e.NoteAdded(text, command.mentions))


def attach(walk: Walk, command: c.Attach) -> Decision:
    if not access.for_council(walk.workflow, walk.case, command.actor, walk.house):
        return Refusal("Only the council’s own staff add files")
    return only(walk, e.FileAttached(command.file)) if walk.case.open else Refusal(CLOSED)
