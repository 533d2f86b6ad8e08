"""Deals with what is due, on one machine of several at a time."""

from datetime import datetime, timedelta

from engine import errands
from engine.commands import CLOCK, Tick
from engine.engine import Done, Engine
from engine.store.timers import ERRAND

#: A leader that says nothing for so long is thought dead, and another takes over.
LEASE = timedelta(seconds=30)
AT_ONCE = 100
#: A case that could not be moved on holds up no other: its clocks are looked at again after so long.
AGAIN = timedelta(minutes=1)


class NotMovedOn(Exception):
    """What was due in a case could not be done, and why."""


def tick(engine: Engine, holder: str, now: datetime) -> int:
    """Do every clock that has gone off, if this holder leads; how many were done.

    Where some could not be, all others are done first; then it raises an `ExceptionGroup` of `NotMovedOn`.
    """
    if not engine.store.leases.take("ticks", holder, now + LEASE, now):
        return 0
    done, wrong = 0, list[NotMovedOn]()
    while due := engine.store.timers.due(now, AT_ONCE):
        errands_of = {timer.reference for timer in due if timer.clock.startswith(ERRAND)}
        for reference in dict.fromkeys(timer.reference for timer in due):
            try:
                _move_on(engine, reference, now, reference in errands_of)
            except Exception as error:  # whatever it is, other people's deadlines go on
                engine.store.timers.put_off(reference, now, now + AGAIN)
                wrong.append(NotMovedOn(f"{reference}: {error}"))
                wrong[-1].__cause__ = error
        done += len(due)
        if len(due) < AT_ONCE:
            break
    if wrong:
        raise ExceptionGroup("Clocks that went off and could not be dealt with", wrong)
    return done


def _move_on(engine: Engine, reference: str, now: datetime, asks: bool) -> None:
    """`asks` others for something: an errand of its own."""
    result = engine.do(Tick(CLOCK, now, reference))
    if not isinstance(result, Done):
        raise NotMovedOn(str(result))
    if asks:
        errands.run(engine, reference, now)
