"""What a case asks of others after its commit: actions, and services run as part of it, begun and brought back.

Never two cases in one transaction: each errand is a command of its own whose token makes a second try the
first one over again, so that a server that stops between two of them goes on where it was.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from hashlib import sha256

from components.base import Answer
from engine.case import Case, Waiting
from engine.commands import CLOCK, Begun, Open, Returned, Settle
from engine.engine import Engine
from engine.ports import Failed
from engine.store.effects import Effect
from engine.who.codes import ALPHABET


def run(engine: Engine, reference: str, now: datetime) -> None:
    """Begin the cases that this one waits for; where it has ended, tell the case it is part of."""
    case = engine.store.cases.load(reference)
    if case is None:
        return
    for id, waiting in case.waiting.items():
        if waiting.what == "run" and "case" not in waiting.details:
            _begin(engine, case, id, waiting, now)
        elif waiting.what == "action" and case.practice:
            _settle(
                engine, case, id, waiting, now, failed=f"{waiting.details['action']} is not called from a practice case"
            )
    if case.closed and case.part_of and not case.returned:
        _bring_back(engine, case, now)


def call(engine: Engine, effect: Effect, now: datetime) -> None:
    """Do an action outside. What it brings comes back as a command, and so does that it never can; raises `Later`.

    Its key is the same at every try.
    """
    case = engine.store.cases.load(effect.reference)
    waiting = case.waiting.get(effect.what) if case else None
    if case is None or waiting is None:
        return
    name = waiting.details["action"]
    given: Mapping[str, Answer] = {}
    failed = "" if name in engine.actions else f"There is no action called {name} here"
    try:
        given = {} if failed else engine.actions[name](waiting.details["with"], effect.key)
    except Failed as error:
        failed = str(error) or "It failed"
    _settle(engine, case, effect.what, waiting, now, given, failed)


def _settle(
    engine: Engine, case: Case, id: str, waiting: Waiting, now: datetime, given: Mapping[str, Answer] | None = None,
    failed: str = "",
) -> None:  # fmt: skip
    key = f"call {case.reference} {id} {waiting.since.isoformat()}"
    engine.do(Settle(CLOCK, now, case.reference, id, key, dict(given or {}), failed))


def _begin(engine: Engine, case: Case, id: str, waiting: Waiting, now: datetime) -> None:
    service, token = waiting.details["service"], f"run {case.reference} {id}"
    found = engine.library.latest(service)
    if found is None or found[1].guide:
        why = f"{service} is a guide" if found else f"There is no service called {service}"
        engine.do(Settle(CLOCK, now, case.reference, id, f"{token} failed", failed=why))
        return
    version, workflow = found
    number = int.from_bytes(sha256(token.encode()).digest()[:8])
    letters = "".join(ALPHABET[number // len(ALPHABET) ** place % len(ALPHABET)] for place in range(8))
    reference = f"{workflow.file.reference}-{letters[:4]}-{letters[4:]}"
    part = case.reference, id, case.depth + 1
    opening = Open(CLOCK, now, service, version, reference, {}, token, waiting.details["with"], *part)
    engine.do(replace(opening, practice=case.practice, ahead=case.ahead, language=case.language))
    engine.do(Begun(CLOCK, now, case.reference, id, reference))


def _bring_back(engine: Engine, case: Case, now: datetime) -> None:
    whole = engine.store.cases.load(case.part_of)
    waiting = whole.waiting.get(case.settles) if whole else None
    if waiting is not None:
        answers = case.values()
        given = {name: answers[name] for name in waiting.details["gives"] if name in answers}
        engine.do(Settle(CLOCK, now, case.part_of, case.settles, f"return {case.reference}", given))
    engine.do(Returned(CLOCK, now, case.reference))
