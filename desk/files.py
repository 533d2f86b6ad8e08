"""Files on their way into a case, and out of it again to who may see the answer that holds them."""

import hashlib
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from itertools import groupby
from operator import attrgetter
from threading import Lock
from typing import Any

from components.uploads import REFUSED, TYPES
from desk import refused
from desk.among import held
from desk.contents import colleagues, looking
from desk.contents.looking import Sound
from desk.contents.names import ending_of, shown
from desk.contents.unfit import Unfit
from desk.scanning import standing
from engine import events as e
from engine.case import Case
from engine.commands import Actor, Refusal
from engine.engine import Engine, Sight
from engine.ports import FileStore
from engine.store.clients import KEPT
from engine.store.files import File
from engine.store.history import Entry

LONGEST_HISTORY = 1_000
#: What somebody may have uploaded and not sent.
MOST_UNSENT, LARGEST_UNSENT = 20, 50_000_000
#: A request that named a file just in time has long been answered after that.
GRACE = timedelta(hours=1)
TOO_MUCH = "You can add up to 20 files, 50 MB in all, before you send them. Remove a file before you add another"
NO_FILE = "There is no such file in this case"
#: The endings of what anybody may send, and of what staff add beside it.
OF_STAFF = (*TYPES, *colleagues.CHECKS)

Look = Callable[[str, bytes], Sound]


class Files:
    def __init__(
        self, engine: Engine, kept: FileStore, random: Callable[[int], bytes], clock: Callable[[], datetime]
    ) -> None:
        self.engine = engine
        self.kept = kept
        self.random = random
        self.clock = clock
        self._drawing = Lock()

    def keep(self, holder: str, name: str, data: bytes) -> dict[str, Any]:
        return self._keep(looking.look, holder, name, data)

    def keep_from_staff(self, holder: str, name: str, data: bytes) -> dict[str, Any]:
        """The same for staff, who add what colleagues send them, too: saved emails, archives and rich text."""
        return self._keep(colleagues.look, holder, name, data)

    def _keep(self, look: Look, holder: str, name: str, data: bytes) -> dict[str, Any]:
        """Keep what was uploaded, and say how it is known: by our own list, whatever type a browser said.

        What is not what its name says is not kept. It is known all the same, with the reason, so that its question
        says that; which kinds of file it takes at all is the question's own affair.
        """
        id = self.random(16).hex()
        try:
            sound = self._looked(look, name, data)
        except Unfit as unfit:
            return {"id": id, "name": shown(name), "size": len(data), "type": type_of(name), REFUSED: unfit.why}
        file = File(
            id, sound.name, len(sound.data), sound.type, hashlib.sha256(sound.data).hexdigest(), "draft", holder,
            self.clock(),
        )  # fmt: skip
        self.kept.put(id, sound.data)
        self.engine.store.files.add(file)
        return known(file)

    def _looked(self, look: Look, name: str, data: bytes) -> Sound:
        """One after another: a large picture takes much memory while it is drawn anew."""
        with self._drawing:
            return look(name, data)

    def keep_unsent(self, visitor: str, name: str, data: bytes) -> dict[str, Any] | Refusal:
        """The same for somebody whose case does not exist yet: only so much of it."""
        unsent = self.engine.store.files.held("draft", visitor)
        size = len(data) + sum(file.size for file in unsent)
        if len(unsent) >= MOST_UNSENT or size > LARGEST_UNSENT:
            return Refusal(TOO_MUCH)
        return self.keep(visitor, name, data)

    def unsent(self, holder: str, ids: Iterable[str]) -> tuple[dict[str, Any], ...]:
        """What somebody uploaded and has not sent yet, of these."""
        wanted = set(ids)
        return tuple(known(file) for file in self.engine.store.files.held("draft", holder) if file.id in wanted)

    def told(self, id: str) -> str:
        """Why nobody can open a file now, for somebody who may; "" where they can."""
        file = self.engine.store.files.one(id)
        return standing(self.engine.store, file) if file else NO_FILE

    def nameable(self, client: str, ids: Iterable[str]) -> tuple[dict[str, Any], ...]:
        """What a client kept and may still name, of these."""
        wanted, since = set(ids), self.clock() - KEPT
        unsent = self.engine.store.files.held("draft", client)
        ours = (file for file in unsent if file.id in wanted and file.created > since)
        return tuple(known(file) for file in ours if file.scan in ("", "clean"))

    def forget_unnamed(self) -> int:
        """What clients kept two days ago and no case holds is gone; how much there was.

        A case holds what an answer of the client names, also where the server died before it was written down.
        """
        store, before = self.engine.store.files, self.clock() - KEPT - GRACE
        old = sorted(store.unnamed(before), key=attrgetter("holder", "created"))
        for holder, theirs in groupby(old, key=attrgetter("holder")):
            files = list(theirs)
            named = store.named(holder, [file.id for file in files], files[0].created)
            for file in files:
                if file.id in named:
                    store.move(file.id, "case", named[file.id])
                else:
                    self.kept.delete(file.id)
                    store.delete(file.id)
        return len(old)

    def drop(self, visitor: str, ids: Iterable[str]) -> None:
        """What a visitor took out again before sending is gone; what belongs to a case stays."""
        unsent = {file.id for file in self.engine.store.files.held("draft", visitor)}
        for id in unsent & set(ids):
            self.engine.store.files.delete(id)
            self.kept.delete(id)

    def open(self, actor: Actor, reference: str, id: str) -> tuple[str, str, bytes] | Refusal:
        """A file of a case: where the actor may see the answer that holds it, or it was added to the case; and where
        no virus was found in it."""
        sight = self.engine.see(actor, reference)
        if isinstance(sight, Refusal):
            return sight
        file = self.engine.store.files.one(id)
        if file is None or not (id in _shown(sight) or (not sight.partner and self._added(reference, id))):
            return Refusal(NO_FILE)
        if why := standing(self.engine.store, file):
            return Refusal(why)
        self.engine.looked(sight, "file", (file.name,), self.clock())
        return file.name, type_of(file.name), self.kept.get(id)

    def _added(self, reference: str, id: str) -> bool:
        entries = self.engine.store.cases.history(reference, limit=LONGEST_HISTORY)
        return any(one["id"] == id for one in added(entries))


def _shown(sight: Sight) -> set[str]:
    """The files of the answers that somebody may see; for the council's own staff also of those set aside."""
    answers = [sight.case.values(), *(() if sight.partner else sight.case.aside.values())]
    visible = ({name: answer for name, answer in given.items() if name in sight.visible} for given in answers)
    return set().union(*map(held, visible))


def added(entries: Iterable[Entry]) -> list[dict[str, Any]]:
    """The files that joined a case outside any question."""
    return [dict(file) for entry in entries for event in entry.events for file in _joining(event)]


def _joining(event: e.Event) -> tuple[dict[str, Any], ...]:
    if isinstance(event, e.FileAttached):
        return (event.file,) if event.file else ()
    return event.files if isinstance(event, e.ExtraDone | e.ReplyGiven) else ()


def settle(engine: Engine, case: Case, at: datetime, added: Iterable[str] = ()) -> None:
    """What the case now holds belongs to it, from whatever browser it came. Doing it again changes nothing.

    An answer holds no file but what its own sender uploaded, in this browser or in the one where they began.
    """
    ids = {*added, *(id for answers in case.answers.values() for id in held(answers))}
    for id in engine.store.files.unsent(ids):
        engine.store.files.move(id, "case", case.reference)
    for id in engine.store.files.unfit(ids):  # also where this was cut off before
        refused.ask_again(engine, id, at)


def type_of(name: str) -> str:
    """By our own list: what is served is never what somebody else said."""
    return TYPES.get(ending_of(name), colleagues.UNKNOWN)


def known(file: File) -> dict[str, Any]:
    return {"id": file.id, "name": file.name, "size": file.size, "type": file.type}
