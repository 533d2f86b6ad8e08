"""Deals with what is due, on one machine of several at a time."""

from datetime import datetime, timedelta

from engine import errands
from engine.commands import CLOCK, Tick
from engine.engine import Engine
from engine.store.timers import ERRAND

#: A leader that says nothing for so long is thought dead, and another takes over.
LEASE = timedelta(seconds=30)
AT_ONCE = 100


def tick(engine: Engine, holder: str, now: datetime) -> int:
    """Do every clock that has gone off, if this holder leads; how many were done."""
    if not engine.store.leases.take("ticks", holder, now + LEASE, now):
        return 0
    done = 0
    while due := engine.store.timers.due(now, AT_ONCE):
        for reference in dict.fromkeys(timer.reference for timer in due):
            engine.do(Tick(CLOCK, now, reference))
        for reference in dict.fromkeys(timer.reference for timer in due if timer.clock.startswith(ERRAND)):
            errands.run(engine, reference, now)
        done += len(due)
        if len(due) < AT_ONCE:
            break
    return done
