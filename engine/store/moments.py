"""Moments as the database keeps them: whole microseconds since 1970, the same on every database."""

from datetime import UTC, datetime, timedelta

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)


def written(moment: datetime) -> int:
    """An aware moment as a number."""
    return (moment - EPOCH) // MICROSECOND


def written_or_none(moment: datetime | None) -> int | None:
    return None if moment is None else written(moment)


def moment(number: int) -> datetime:
    return EPOCH + timedelta(microseconds=number)


def moment_or_none(number: int | None) -> datetime | None:
    return None if number is None else moment(number)
