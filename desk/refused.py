"""What the scanner refused of what an applicant sent: they are asked for it again, on their page and by a message."""

from collections.abc import Iterator
from datetime import datetime

from components.wording import Sentence, says
from desk.among import held
from engine import events as e
from engine.case import Case
from engine.commands import Actor, AskAgain, Refusal
from engine.engine import Engine
from engine.store.files import File
from workflows.items import step_of
from workflows.verbs.ask import Ask

APPLICANT = "applicant"
#: With the name of the file, by what the scanner made of it.
WHY = {
    "infected": says(
        "We found a virus in “{name}”, so we did not open it. Check your device for viruses, then send us the "
        "file again."
    ),
    "failed": says(
        "We could not check “{name}” for viruses, so we did not open it. Send it to us again in another form."
    ),
}
#: Whoever writes to them: nobody of the staff does.
SCANNER = Actor("virus scanner", "clock", "The virus scanner")
LONGEST_HISTORY = 1_000


def to_applicant(engine: Engine, case: Case) -> tuple[Sentence, ...]:
    """What they have to send again, in sentences."""
    found = [one for one in engine.store.files.held("case", case.reference) if one.scan in WHY]
    theirs = _theirs(engine, case) if found else set()
    return tuple(_said(one) for one in found if one.id in theirs)


def ask_again(engine: Engine, id: str, now: datetime) -> Refusal | None:
    """Write to them, if the file is theirs, the scanner refused it and it came into a case: once, however often this
    is done. A refusal where nothing can be written just now."""
    file = engine.store.files.one(id)
    case = engine.store.cases.load(file.holder) if file and file.holder_kind == "case" else None
    if file is None or case is None or file.scan not in WHY or id not in _theirs(engine, case):
        return None
    done = engine.do(AskAgain(SCANNER, now, case.reference, id, _said(file)))
    return done if isinstance(done, Refusal) else None


def _said(file: File) -> Sentence:
    return says(WHY[file.scan], name=file.name)


def _theirs(engine: Engine, case: Case) -> set[str]:
    """The files that came from the applicant: in answers, and in what they wrote to us."""
    asks = engine.library.version(case.service, case.version).asks()
    answers = [given for key, given in case.answers.items() if _asks_applicant(asks.get(step_of(key)))]
    return {*(id for given in answers for id in held(given)), *_written(engine, case.reference)}


def _asks_applicant(ask: Ask | None) -> bool:
    return ask is not None and ask.who == APPLICANT


def _written(engine: Engine, reference: str) -> Iterator[str]:
    history = engine.store.cases.history(reference, limit=LONGEST_HISTORY)
    happened = [event for entry in history for event in entry.events]
    asked = {event.id for event in happened if isinstance(event, e.ExtraOpened) and event.who == APPLICANT}
    for event in happened:
        if isinstance(event, e.ReplyGiven) or (isinstance(event, e.ExtraDone) and event.task in asked):
            yield from (str(file["id"]) for file in event.files)
