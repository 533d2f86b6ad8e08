"""Files on their way into a case, and out of it again to who may see the answer that holds them."""

import hashlib
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime, timedelta
from itertools import groupby
from operator import attrgetter
from typing import Any

from components.controls import ID
from engine import events as e
from engine.case import Case
from engine.commands import Actor, Refusal
from engine.engine import Engine, Sight
from engine.ports import FileStore
from engine.store.clients import KEPT
from engine.store.files import File
from engine.store.history import Entry

LONGEST_NAME = 200
LONGEST_TYPE = 100
LONGEST_HISTORY = 1_000
#: What somebody may have uploaded and not sent.
MOST_UNSENT, LARGEST_UNSENT = 20, 50_000_000
#: A request that named a file just in time has long been answered after that.
GRACE = timedelta(hours=1)
TOO_MUCH = "You can add up to 20 files, 50 MB in all, before you send them. Remove a file before you add another"
NO_FILE = "There is no such file in this case"


class Files:
    def __init__(
        self, engine: Engine, kept: FileStore, random: Callable[[int], bytes], clock: Callable[[], datetime]
    ) -> None:
        self.engine = engine
        self.kept = kept
        self.random = random
        self.clock = clock

    def keep(self, holder: str, name: str, type: str, data: bytes) -> dict[str, Any]:
        """Keep what was uploaded, and say how it is known. Its question says what it may be."""
        id = self.random(16).hex()
        file = File(
            id, name[:LONGEST_NAME], len(data), type[:LONGEST_TYPE], hashlib.sha256(data).hexdigest(), "draft", holder,
            self.clock(),
        )  # fmt: skip
        self.kept.put(id, data)
        self.engine.store.files.add(file)
        return known(file)

    def keep_unsent(self, visitor: str, name: str, type: str, data: bytes) -> dict[str, Any] | Refusal:
        """The same for somebody whose case does not exist yet: only so much of it."""
        unsent = self.engine.store.files.held("draft", visitor)
        size = len(data) + sum(file.size for file in unsent)
        if len(unsent) >= MOST_UNSENT or size > LARGEST_UNSENT:
            return Refusal(TOO_MUCH)
        return self.keep(visitor, name, type, data)

    def unsent(self, holder: str, ids: Iterable[str]) -> tuple[dict[str, Any], ...]:
        """What somebody uploaded and has not sent yet, of these."""
        wanted = set(ids)
        return tuple(known(file) for file in self.engine.store.files.held("draft", holder) if file.id in wanted)

    def nameable(self, client: str, ids: Iterable[str]) -> tuple[dict[str, Any], ...]:
        """What a client kept and may still name, of these."""
        wanted, since = set(ids), self.clock() - KEPT
        unsent = self.engine.store.files.held("draft", client)
        return tuple(known(file) for file in unsent if file.id in wanted and file.created > since)

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
        """A file of a case: where the actor may see the answer that holds it, or it was added to the case."""
        sight = self.engine.see(actor, reference)
        if isinstance(sight, Refusal):
            return sight
        file = self.engine.store.files.one(id)
        if file is None or not (id in _shown(sight) or (not sight.partner and self._added(reference, id))):
            return Refusal(NO_FILE)
        self.engine.looked(sight, "file", (file.name,), self.clock())
        return file.name, file.type, self.kept.get(id)

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


def settle(engine: Engine, holder: str, case: Case, added: Iterable[str] = ()) -> None:
    """What this holder uploaded and the case now holds belongs to the case. Doing it again changes nothing."""
    ids = {*added, *(id for answers in case.answers.values() for id in held(answers))}
    for file in engine.store.files.held("draft", holder):
        if file.id in ids:
            engine.store.files.move(file.id, "case", case.reference)


def held(answers: Mapping[str, Any]) -> set[str]:
    """The ids of the files among answers, those inside the items of lists too."""
    listed = [one for answer in answers.values() if isinstance(answer, list) for one in answer if isinstance(one, dict)]
    inside = (held(item) for item in listed if ID in item)
    return {str(one["id"]) for one in listed if "id" in one and ID not in one}.union(*inside)


def known(file: File) -> dict[str, Any]:
    return {"id": file.id, "name": file.name, "size": file.size, "type": file.type}
