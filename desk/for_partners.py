"""What is cut for somebody of another agency: the words of lists, and what counts as shown to them."""

from dataclasses import replace
from datetime import datetime

from desk import showing
from desk.views import TaskRow
from engine import letters
from engine.commands import Actor, Refusal
from engine.engine import Engine, Sight
from workflows.conditions import Context


def cut(engine: Engine, actor: Actor, rows: tuple[TaskRow, ...], now: datetime) -> tuple[TaskRow, ...]:
    """Rows of a list, in words that this reader may see."""
    return tuple(replace(row, words=_words_of(engine, actor, row.reference, now)) for row in rows)


def _words_of(engine: Engine, actor: Actor, reference: str, now: datetime) -> str:
    sight = engine.see(actor, reference)
    return "" if isinstance(sight, Refusal) else words_for(sight, showing.context(sight.house, now))


def words_for(sight: Sight, context: Context) -> str:
    """The few words of a case, of those answers alone that this reader may see."""
    words = letters.Words(sight.workflow, sight.case, sight.house, context)
    return letters.few(words, sight.case.values().keys() - sight.visible)


def told(sight: Sight) -> frozenset[str]:
    """The answers whose words this reader is shown without asking for them."""
    return (sight.visible & sight.case.values().keys()) - sight.workflow.sensitive()
