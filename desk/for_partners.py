"""What is cut for somebody of another agency: the words of lists, and what counts as shown to them."""

from dataclasses import replace
from datetime import datetime

from desk import showing
from desk.views import TaskRow
from engine.commands import Actor, Refusal
from engine.course import letters
from engine.engine import Engine, Sight
from workflows.conditions import Context

#: So many answers tell a row from another, where they are so short.
FEW, SHORT = 2, 60


def cut(engine: Engine, actor: Actor, rows: tuple[TaskRow, ...], now: datetime) -> tuple[TaskRow, ...]:
    """Rows of a list, in words that this reader may see."""
    return tuple(replace(row, words=_words_of(engine, actor, row, now)) for row in rows)


def _words_of(engine: Engine, actor: Actor, row: TaskRow, now: datetime) -> str:
    sight = engine.see(actor, row.reference)
    if isinstance(sight, Refusal):
        return ""
    return words_for(sight, showing.context(sight.house, now)) if sight.partner else row.words


def words_for(sight: Sight, context: Context) -> str:
    """The few words of a case, of those answers alone that this reader may see; where the service's own words are all
    of others, the first of them."""
    words = letters.Words(sight.workflow, sight.case, sight.house, context)
    known = {name for answers in (*sight.case.aside.values(), *sight.case.answers.values()) for name in answers}
    return letters.few(words, known - sight.visible) or ", ".join(_first(sight, context))


def _first(sight: Sight, context: Context) -> list[str]:
    seen = letters.seen(sight.house, context)
    sections = showing.sections(sight.workflow, sight.case.answers, sight.visible, seen)
    said = (line for section in sections for one in section.lines if not one.hidden for line in one.lines)
    return [line for line in said if len(line) <= SHORT][:FEW]


def told(sight: Sight) -> frozenset[str]:
    """The answers whose words this reader is shown without asking for them."""
    return (sight.visible & sight.case.values().keys()) - sight.workflow.sensitive()
