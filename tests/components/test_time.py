"""Times as people type them, and as they read them again."""

from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from components.base import Seen
from components.time import Time

SEEN = Seen(today=date(2027, 3, 1))


@given(moment=st.times().map(lambda found: found.replace(second=0, microsecond=0)))
def test_a_time_reads_as_itself_however_it_is_shown(moment: time) -> None:
    kept = moment.isoformat("minutes")

    assert Time(label="Start").answer(kept, SEEN) == kept
    assert Time(label="Start").answer(Time(label="Start").show(kept, SEEN)[0], SEEN) == kept


@pytest.mark.parametrize(
    ("kept", "shown"),
    [("09:30", "9:30am"), ("17:00", "5pm"), ("12:00", "midday"), ("00:00", "midnight"), ("00:05", "12:05am")],
)
def test_a_time_is_shown_as_people_say_it(kept: str, shown: str) -> None:
    assert Time(label="Start").show(kept, SEEN) == [shown]
