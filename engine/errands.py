"""What one case asks of another: a service run as part of a case, begun and brought back after the commit.

Never two cases in one transaction: each errand is a command of its own whose token makes a second try the
first one over again, so that a server that stops between two of them goes on where it was.
"""

from datetime import datetime
from hashlib import sha256

from engine.case import Case, Waiting
from engine.commands import CLOCK, Begun, Open, Returned, Settle
from engine.engine import Engine

#: Letters and figures that nobody takes for another.
ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"


def run(engine: Engine, reference: str, now: datetime) -> None:
    """Begin the cases that this one waits to have begun; where it has ended itself, tell the case it is part of."""
    case = engine.store.cases.load(reference)
    if case is None:
        return
    for id, waiting in case.waiting.items():
        if waiting.what == "run" and "case" not in waiting.details:
            _begin(engine, case, id, waiting, now)
    if case.closed and case.part_of and not case.returned:
        _bring_back(engine, case, now)


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
    engine.do(Open(CLOCK, now, service, version, reference, {}, token, waiting.details["with"], *part))
    engine.do(Begun(CLOCK, now, case.reference, id, reference))


def _bring_back(engine: Engine, case: Case, now: datetime) -> None:
    whole = engine.store.cases.load(case.part_of)
    waiting = whole.waiting.get(case.settles) if whole else None
    if waiting is not None:
        answers = case.values()
        given = {name: answers[name] for name in waiting.details["gives"] if name in answers}
        engine.do(Settle(CLOCK, now, case.part_of, case.settles, f"return {case.reference}", given))
    engine.do(Returned(CLOCK, now, case.reference))
