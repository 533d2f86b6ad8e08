"""Files and the virus scanner: what it says of each, and why one cannot be opened meanwhile or ever."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from components.controls import ID, Raw
from components.uploads import REFUSED
from engine.ports import Failed, FileStore, Later, Scanner
from engine.store import Store
from engine.store.files import File, Scan, scan_key

WAITS = "This file is being checked for viruses. Try again in a minute"
DOWN = "The virus scanner cannot be reached, so this file cannot be opened yet. It is tried again by itself"
INFECTED = "A virus was found in this file, so nobody can open it. Ask for the file again"
FAILED = "This file could not be checked for viruses, so nobody can open it. Ask for it again in another form"
#: To go on after "The selected file", for whoever has not sent it yet.
UNSENT = {"infected": "contains a virus", "failed": "could not be checked for viruses. Select another file"}
NO_SCANNER = "Nothing is set here to scan files"
#: What is recorded.
WHAT = {"infected": "virus found", "failed": "file not scanned"}
#: After so many tries it is said that the scanner is down.
OFTEN = 2


def standing(store: Store, file: File) -> str:
    """Why nobody can open it now; "" where they can. What nobody scans is open where no scanner is set."""
    if file.scan == "infected":
        return INFECTED
    if file.scan == "clean" or not store.files.reach.scans:
        return ""
    if file.scan == "failed":
        return FAILED
    effect = store.effects.load(scan_key(file.id))
    return DOWN if effect and effect.tries >= OFTEN else WAITS


def scan(store: Store, kept: FileStore, scanner: Scanner | None, id: str, now: datetime) -> None:
    """Have a file scanned and keep what is said of it; one with a virus is emptied. Again, it does what was left."""
    if scanner is None:
        raise Later(NO_SCANNER)
    file = store.files.one(id)
    if file is not None and file.scan == "":
        _ask(store, kept, scanner, file, now)
        file = store.files.one(id)
    if file is not None and file.scan == "infected":
        kept.put(id, b"")


def _ask(store: Store, kept: FileStore, scanner: Scanner, file: File, now: datetime) -> None:
    try:
        found = scanner.scan(kept.get(file.id))
    except KeyError:  # taken out again meanwhile
        return
    except Failed as error:
        _settle(store, file, "failed", str(error), now)
        return
    if found:
        _settle(store, file, "infected", found, now)
    else:
        store.files.settle(file.id, "clean", "")


def _settle(store: Store, file: File, scan: Scan, why: str, now: datetime) -> None:
    """Recorded first: rather twice than never."""
    about = file.holder if file.holder_kind == "case" else "before it was sent"
    store.audit.record(now, "virus scanner", WHAT[scan], about, f"{file.id}: {why}")
    store.files.settle(file.id, scan, why)


def unfit(store: Store, reference: str) -> tuple[int, int]:
    """How many files of a case have a virus, and how many could not be scanned."""
    found = [one.scan for one in store.files.held("case", reference)]
    return found.count("infected"), found.count("failed")


def marked(store: Store, raw: Mapping[str, Raw]) -> dict[str, Raw]:
    """What was typed, with the files that a scanner refused since marked as refused: their questions say so."""
    ids = {str(record["id"]) for value in raw.values() for record in _records(value)}
    unfit = store.files.unfit(ids) if ids else {}
    return {name: _marked(value, unfit) for name, value in raw.items()} if unfit else dict(raw)


def _records(raw: Raw) -> list[Mapping[str, Any]]:
    """Every file in what was typed, those in the items of lists too."""
    if isinstance(raw, Mapping):
        own = [raw] if "id" in raw and ID not in raw else []
        return own + [one for value in raw.values() for one in _records(value)]
    return [one for value in raw for one in _records(value)] if isinstance(raw, list) else []


def _marked(raw: Raw, unfit: Mapping[str, str]) -> Raw:
    if isinstance(raw, Mapping):
        why = UNSENT.get(unfit.get(str(raw.get("id")), "")) if ID not in raw else None
        return {name: _marked(value, unfit) for name, value in raw.items()} | ({REFUSED: why} if why else {})
    return [_marked(one, unfit) for one in raw] if isinstance(raw, list) else raw
