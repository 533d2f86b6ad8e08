"""Does what cases ask of the outside, by the key of the row that says so: messages sent, actions called, clients told.

Doing it twice does it once where the outside knows a key again; where it does not, a message says so itself.
"""

import hashlib
import hmac
import logging
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from desk import documents, refused, scanning, subscribing
from desk.among import held
from desk.applying import Desk
from desk.files import LONGEST_HISTORY, type_of
from desk.views import DocumentView
from engine import errands
from engine.case import Case
from engine.commands import Refusal
from engine.course import letters
from engine.engine import Engine
from engine.ports import Attached, Failed, FileStore, Later, Outgoing, Papers, Scanner, Sender, Teller, Trouble
from engine.store.effects import Effect
from engine.store.files import File
from engine.store.messages import Message

LOG = logging.getLogger("wherry.effects")
NOBODY_SENDS = "Nothing here sends a message by {channel}"
AN_ACTION = "what the case asks of others"
UNFIT = "A virus was found in a file that goes with it, or it could not be scanned"
NOT_SCANNED = "A file that goes with it is not scanned for viruses yet"
ANSWERED = "What it asks for was answered meanwhile"


@dataclass(frozen=True)
class Outside:
    """What is reached: senders by channel, who draws papers, files by their id, our own address, who tells clients."""

    senders: Mapping[str, Sender]
    papers: Papers
    files: FileStore
    address: str
    secret: bytes
    teller: Teller
    #: Looks for viruses; None where no scanner is set.
    scanner: Scanner | None = None


@dataclass(frozen=True)
class Doing:
    engine: Engine
    outside: Outside
    clock: Callable[[], datetime]

    def do(self, key: str) -> None:
        """Do one, unless it was done: then it is marked done, tried later, or given to somebody to look at."""
        effects = self.engine.store.effects
        effect = effects.load(key)
        if effect is None or effect.state != "waiting":
            return
        try:
            known_as = self._act(effect)
        except Later as error:
            _log_not_done(effect, error, effects.later(effect, str(error), error.after, self.clock()))
        except Failed as error:
            effects.dead(key, str(error) or "It failed", self.clock())
            _log_not_done(effect, error, None)
        except Exception:  # whoever runs this hears of it too, but does not know the case
            LOG.exception("An effect broke", extra=_beside(effect, "broken"))
            raise
        else:
            effects.done(key, known_as, self.clock())
            LOG.info("Effect", extra=_beside(effect, "done"))

    def _act(self, effect: Effect) -> str:
        if effect.kind == "send":
            return self._send(effect)
        if effect.kind == "tell":
            subscribing.tell(self.engine.store, self.outside.teller, self.outside.secret, effect)
            return ""
        if effect.kind == "scan":
            scanning.scan(self.engine.store, self.outside.files, self.outside.scanner, effect.what, self.clock())
            if not_now := refused.ask_again(self.engine, effect.what, self.clock()):
                raise Later(not_now.reason)
            return ""
        errands.call(self.engine, effect, self.clock())
        return ""

    def _send(self, effect: Effect) -> str:
        written = self.engine.store.messages.of(effect.reference)
        message = next((one for one in written if one.id == effect.what), None)
        case = self.engine.store.cases.load(effect.reference)
        if message is None or case is None:
            raise Failed("The case is gone")
        sender = self.outside.senders.get(message.channel)
        if sender is None:
            raise Failed(NOBODY_SENDS.format(channel=message.channel))
        return sender.send(self._outgoing(effect.key, message, case))

    def _outgoing(self, key: str, message: Message, case: Case) -> Outgoing:
        language = case.language if message.to == "applicant" else ""
        attached = tuple(self._attached(message, case))
        body = self._filled(key, message)
        return Outgoing(
            key, message.channel, message.address, message.to_name, message.subject, body, attached, language or "en"
        )  # fmt: skip

    def _filled(self, key: str, message: Message) -> str:
        """With its link and code, which are the same at every try: they are made of its key and our secret."""
        random, now = _made_of(self.outside.secret, key), self.clock()
        desk = Desk(self.engine, random)
        body = message.body
        if letters.CODE in body:
            body = body.replace(letters.CODE, desk.code_in(message.reference, message.number, now))
        if letters.TO_THE_CASE in body:
            case = f"{self.outside.address}/case?{urlencode({'ref': message.reference})}"
            body = body.replace(letters.TO_THE_CASE, case)
        if letters.LINK in body and message.to not in self.engine.library.house().everyone:
            token = desk.link_in(message.reference, message.number, now)
            if isinstance(token, Refusal):
                raise Failed(ANSWERED)
            body = body.replace(letters.LINK, f"{self.outside.address}/return/{token}")
        return body

    def _attached(self, message: Message, case: Case) -> Iterator[Attached]:
        made = {one.name: one for one in self._papers(message, case)}
        answers = case.values()
        for name in message.attached:
            if name in made:
                paper = documents.as_paper(made[name], case.reference, self.engine.library.house())
                yield Attached(f"{name}.pdf", "application/pdf", self.outside.papers.pdf(paper))
            for id in sorted(held({name: answers[name]})) if name in answers else ():
                file = self.engine.store.files.one(id)
                if file is not None:
                    self._allow(file)
                    yield Attached(file.name, type_of(file.name), self.outside.files.get(id))

    def _allow(self, file: File) -> None:
        """No file leaves that could not be opened here."""
        if file.scan in ("infected", "failed"):
            raise Failed(UNFIT)
        if scanning.standing(self.engine.store, file):
            raise Later(NOT_SCANNED)

    def _papers(self, message: Message, case: Case) -> tuple[DocumentView, ...]:
        """The documents as they stood; for the applicant in the language that they read."""
        if message.to != "applicant":
            return documents.made(case)
        entries = self.engine.store.cases.history(case.reference, limit=LONGEST_HISTORY)
        return documents.sent_to_applicant(entries, case.language)


def _log_not_done(effect: Effect, error: Trouble, again: datetime | None) -> None:
    """A line for whoever runs this. What others said stays out of it, as what was told to them may stand there."""
    # An action is the council's own: what it says may hold answers anywhere.
    why = AN_ACTION if effect.kind == "call" else error.ours
    beside = {"next": again.isoformat(timespec="seconds")} if again else {}
    LOG.warning("Not done: %s", why, extra=_beside(effect, "later" if again else "dead") | beside)


def _beside(effect: Effect, result: str) -> dict[str, str]:
    return {"case": effect.reference, "effect": effect.key, "did": effect.kind, "result": result}


def _made_of(secret: bytes, key: str) -> Callable[[int], bytes]:
    """Bytes that nobody can guess and that are the same each time: the first, the second … of this key."""
    asked = 0

    def some(size: int) -> bytes:
        nonlocal asked
        asked += 1
        return hashlib.shake_256(hmac.digest(secret, f"{key} {asked}".encode(), "sha256")).digest(size)

    return some
