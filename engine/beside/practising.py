"""Practice cases: a clock of their own, which whoever practises moves on."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import TypeVar

from engine import commands as c
from engine import events as e
from engine.case import Case
from engine.commands import Refusal
from engine.course.decision import Decision
from engine.course.timing import tick
from engine.course.walk import Walk
from engine.who import access

Asked = TypeVar("Asked", bound=c.Command)
#: Further than any deadline that people practise.
FURTHEST = timedelta(days=5 * 366)
NOT_PRACTICE = "Only the clock of a practice case can be moved on"


def time_of(case: Case, now: datetime) -> datetime:
    """What time it is in a case: its own, where it is to practise."""
    return now + timedelta(seconds=case.ahead) if case.ahead else now


def in_its_time(case: Case, command: Asked) -> Asked:
    """The command at the time that it is in the case."""
    ahead = command.ahead if isinstance(command, c.Open) else case.ahead
    return replace(command, at=command.at + timedelta(seconds=ahead)) if ahead else command


def move_on(walk: Walk, command: c.MoveOn) -> Decision:
    """The clock goes forward, and everything that is due by then happens."""
    by = timedelta(seconds=command.seconds)
    if not walk.case.practice:
        return Refusal(NOT_PRACTICE)
    if not access.for_council(walk.workflow, walk.case, command.actor, walk.house):
        return Refusal("Only the council’s own staff move the clock on")
    if not timedelta(0) < by <= FURTHEST or walk.case.ahead + command.seconds > FURTHEST.total_seconds():
        return Refusal("The clock can be moved on by up to five years")
    walk.happen(e.ClockMoved(command.seconds))
    walk.at = command.at + by
    return tick(walk, c.Tick(command.actor, walk.at, command.case))
