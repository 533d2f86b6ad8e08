"""Moments in the words people read: 4 December 2026, 3:15pm."""

from datetime import datetime

from workflows.calendars import LONDON
from workflows.speaking import MONTHS as MONTHS
from workflows.speaking import day_in_words as day_in_words
from workflows.speaking import in_words as in_words


def day_of(moment: datetime) -> str:
    """The day a moment falls on in London, without its time: what letters say of the past."""
    return day_in_words(moment.astimezone(LONDON).date())


def days_until(moment: datetime, now: datetime) -> int:
    """Whole days in London from one moment's day to another's; negative where it has passed."""
    return (moment.astimezone(LONDON).date() - now.astimezone(LONDON).date()).days


def days_late(due: datetime, until: datetime) -> str:
    """By how many days in London something was late: 1 day, 12 days, or "" where it was on the very day."""
    days = days_until(until, due)
    return f"{days} day{'' if days == 1 else 's'}" if days else ""


def due_in_words(due: datetime, now: datetime) -> str:
    """Late by 2 days, Due today, Due tomorrow, or Due in 5 days."""
    days = days_until(due, now)
    if due < now:
        return f"Late by {days_late(due, now)}" if days else "Late"
    if days < 2:
        return "Due tomorrow" if days else "Due today"
    return f"Due in {days} days"
