"""Deals with what is due, on one machine of several at a time."""

import logging
from datetime import datetime, timedelta

from engine import errands
from engine.commands import CLOCK, Tick
from engine.engine import Done, Engine
from engine.store.timers import ERRAND

LOG = logging.getLogger("wherry.clocks")
#: A leader that says nothing for so long is thought dead, and another takes over.
LEASE = timedelta(seconds=30)
AT_ONCE = 100
#: A case that could not be moved on holds up no other: its clocks are looked at again after so long.
AGAIN = timedelta(minutes=1)


class NotMovedOn(Exception):
    """What was due in a case was refused, and why."""


def tick(engine: Engine, holder: str, now: datetime) -> int:
    """Do every clock that has gone off, if this holder leads; how many there were. The log names what could not be."""
    if not engine.store.leases.take("ticks", holder, now + LEASE, now):
        return 0
    done = 0
    while due := engine.store.timers.due(now, AT_ONCE):
        asking = {timer.reference for timer in due if timer.clock.startswith(ERRAND)}
        for reference in dict.fromkeys(timer.reference for timer in due):
            try:
                _move_on(engine, reference, now, asks=reference in asking)
            except Exception:  # whatever it is, other people's deadlines go on
                engine.store.timers.put_off(reference, now, now + AGAIN)
                LOG.exception("What was due in a case could not be done", extra={"case": reference})
        done += len(due)
        if len(due) < AT_ONCE:
            break
    return done


def _move_on(engine: Engine, reference: str, now: datetime, asks: bool) -> None:
    """`asks`: the case has an errand to others as well."""
    result = engine.do(Tick(CLOCK, now, reference))
    if not isinstance(result, Done):
        raise NotMovedOn(str(result))
    if asks:
        errands.run(engine, reference, now)
