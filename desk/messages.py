"""A case's messages and documents as its staff read them: what says a sensitive answer is held back until asked for."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from desk import documents
from desk.showing import said_in
from desk.views import DocumentView
from desk.written import Attached, MessageView
from engine.commands import Refusal
from engine.dates import in_words
from engine.engine import LOOKED, Engine, Sight
from engine.store import Store
from engine.store.effects import Effect
from engine.store.messages import Message
from workflows.workflow import Letter

NO_MESSAGE = "There is no such message in this case"
NO_ADDRESS = "Not sent by email: no address is set for {name}"
NOT_SET_UP = "Not sent: nothing was set up to send it"
IN_PRACTICE = "Written to practise and not sent. Its time is by the clock of this case"
NOT_YOURS = "This says a sensitive answer that you may not see"


@dataclass(frozen=True)
class HeldDocument(DocumentView):
    """A document that says a sensitive answer, without its words until somebody who may see that asks for them."""

    may_show: bool = False


def view(one: Message, attached: tuple[Attached, ...] = ()) -> MessageView:
    """A message as it was written."""
    to = one.to_name or one.address
    state = _state(one)
    return MessageView(one.at, to, one.channel, one.subject, one.body, state, one.reference, one.number, attached)


def _state(one: Message) -> str:
    if one.state == "sent" and one.settled:
        return f"Sent {in_words(one.settled)}"
    if one.state == "failed":
        return f"Could not be sent: {one.unsent.rstrip('.')}"
    if one.state == "otherwise":
        return f"Dealt with another way: {one.unsent}"
    if one.channel == "team":
        return NO_ADDRESS.format(name=one.to_name)
    if one.unsent:
        return one.unsent
    return "Waiting to be sent" if one.asked else NOT_SET_UP


def tries(store: Store, written: Sequence[Message]) -> dict[str, Effect]:
    """What became so far of those that wait, by the message's id: one reading for a whole case."""
    waits = next((one.reference for one in written if one.state == "waiting" and one.address), "")
    return {one.what: one for one in store.effects.waiting(waits) if one.kind == "send"} if waits else {}


def tried(effect: Effect, now: datetime) -> str:
    """How it stands with a message that did not go at once; "" where it was not tried yet."""
    if not effect.why:
        return ""
    again = f"next try at {in_words(effect.due)}" if effect.due > now else "it is being tried now"
    return f"Not sent yet, tried since {in_words(effect.at)}: {effect.why.rstrip('.')}; {again}"


def listed(sight: Sight, one: Message) -> MessageView:
    """A message among others: what says a sensitive answer is held back, and who may see that answer may ask for it."""
    whole, letter = _whole(sight, one), sight.workflow.messages.get(one.message)
    if letter is None or not sight.workflow.sensitive_in(letter.subject, letter.body):
        return whole
    subject = said_in(sight.workflow, letter.subject, one.message, one.subject)
    return replace(whole, subject=subject, body="", held=True, may_show=_may_read(sight, letter))


def asked_for(engine: Engine, sight: Sight, number: int, now: datetime) -> MessageView | Refusal:
    """A message that was held back, whole. That somebody looked is recorded before they see it."""
    one = next((one for one in engine.store.messages.of(sight.case.reference) if one.number == number), None)
    if one is None or sight.partner:
        return Refusal(NO_MESSAGE)
    return _looked(engine, sight, sight.workflow.messages.get(one.message), one.message, now) or _whole(sight, one)


def document(engine: Engine, sight: Sight, name: str, now: datetime) -> DocumentView | Refusal:
    """A document for the council's own staff. Where it says a sensitive answer, that they looked is recorded first."""
    found = () if sight.partner else documents.made(sight.case)
    one = next((one for one in found if one.name == name), None)
    if one is None:
        return Refusal(documents.NO_DOCUMENT)
    whole = documents.with_word_file(one, sight.workflow)
    return _looked(engine, sight, sight.workflow.documents.get(name), name, now) or whole


def documents_of(sight: Sight) -> tuple[DocumentView, ...]:
    """The documents among others: of one that says a sensitive answer not what it says."""
    return tuple(_cut(sight, one, sight.workflow.documents[one.name]) for one in documents.made(sight.case))


def _cut(sight: Sight, one: DocumentView, letter: Letter) -> DocumentView:
    if not sight.workflow.sensitive_in(letter.subject, letter.body):
        return one
    title = said_in(sight.workflow, letter.subject, one.name, one.title)
    return HeldDocument(one.name, title, "", one.at, one.language, may_show=_may_read(sight, letter))


def _whole(sight: Sight, one: Message) -> MessageView:
    whole = view(one, documents.attached(sight.workflow, sight.case, one.attached))
    return replace(whole, state=IN_PRACTICE) if sight.case.practice else whole


def _may_read(sight: Sight, letter: Letter) -> bool:
    return sight.workflow.sensitive_in(letter.subject, letter.body) <= sight.visible


def _looked(engine: Engine, sight: Sight, letter: Letter | None, name: str, now: datetime) -> Refusal | None:
    if letter is None or not sight.workflow.sensitive_in(letter.subject, letter.body):
        return None
    if not _may_read(sight, letter):
        return Refusal(NOT_YOURS)
    engine.store.audit.record(now, sight.actor.id, LOOKED, sight.case.reference, name)
    return None
