"""The bank holidays that GOV.UK publishes are the days on which our calendar of England does not work."""

import json
from datetime import date, datetime, timedelta
from pathlib import Path

from workflows.calendars import NAMED


def test_england_works_on_every_weekday_that_is_no_bank_holiday(corpora: Path) -> None:
    published = json.loads((corpora / "uk" / "bank-holidays-england-and-wales.json").read_text("utf-8"))
    closed = {datetime.strptime(day, "%d/%m/%Y").date() for days in published.values() for day in days}
    first, last = date(int(min(published)), 1, 1), date(int(max(published)), 12, 31)
    days = [first + timedelta(days=ahead) for ahead in range((last - first).days + 1)]

    expected = [day for day in days if day.weekday() < 5 and day not in closed]

    assert closed
    for nation in ("england", "wales"):
        assert [day for day in days if NAMED[nation].works(day)] == expected
