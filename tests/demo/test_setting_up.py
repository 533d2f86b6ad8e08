"""The sample cases are made where email is set up, too, and nobody hears of them."""

from datetime import datetime
from pathlib import Path

from demo.setting_up import set_up
from engine.engine import Engine
from engine.store import Store
from engine.store.effects import Reach
from tests.demo.test_demo import opened
from workflows.calendars import LONDON

MORNING = datetime(2027, 3, 2, 9, tzinfo=LONDON)


def test_nothing_of_the_sample_cases_leaves(tmp_path: Path) -> None:
    made = opened(tmp_path)
    store = Store(made.store.database, reach=Reach(frozenset({"email", "letter", "text"})))
    engine = Engine(store, made.library)

    assert set_up(engine, MORNING)

    assert store.effects.counts() == {}
    assert len(store.messages.outbox()) == 50, "they are shown all the same"
    store.database.close()
