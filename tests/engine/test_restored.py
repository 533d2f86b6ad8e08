"""A database that was restored goes on with what was to be done outside, though the queue was left behind."""

from datetime import timedelta
from pathlib import Path

from engine.commands import Open
from engine.effects import LOST, Queue, migrate, sweep
from engine.engine import Done, Engine
from engine.library import Library, path_of
from engine.store import Store
from engine.store.database import Database
from engine.store.effects import Reach
from engine.store.keeping import restore, snapshot
from tests.engine.making import END, INSPECT, NAME, NINE, ORGANISATION, REPORT, SOMEBODY, files
from workflows.load import load

CALL = "- call: street-lights\n  with: {spot: place}\n"


def asks(store: Store) -> str:
    """The key of what a new case asks of the outside."""
    texts = files(REPORT + CALL + INSPECT + END)
    house = load(texts, NAME).organisation
    kept = {"definitions/organisation.yaml": ORGANISATION, path_of("mend"): texts[NAME]}
    store.versions.publish("mend", "one", kept, NINE, "ada", "Ada Osei")
    engine = Engine(store, Library(store, lambda: house), {"street-lights": lambda told, key: {}})
    opened = engine.do(Open(SOMEBODY, NINE, "mend", 1, "ROA-1", {"place": "Elm Hill"}, "click"))
    assert isinstance(opened, Done)
    return f"ROA-1 1 call {next(iter(opened.case.waiting))}"


def test_what_waited_to_be_done_outside_is_handed_on_again_where_it_was_restored(
    database: Database, tmp_path: Path
) -> None:
    key = asks(Store(database))
    elsewhere = Database.open(f"sqlite:///{tmp_path / 'elsewhere.db'}")
    with snapshot(database) as taken:
        assert taken is not None
        restore(elsewhere, taken.schema, taken.tables)
    migrate(elsewhere.url)
    queue = Queue(elsewhere.url)
    store = Store(elsewhere, reach=Reach(hand_on=queue.hand_on))

    found = sweep(store, queue, NINE + LOST + timedelta(seconds=1))
    again = store.effects.load(key)

    assert found == 1
    assert again is not None
    assert (again.state, queue.state(f"{key} try {again.tries}")) in [("waiting", "ENQUEUED"), ("waiting", "DELAYED")]
    assert sweep(store, queue, NINE + LOST + timedelta(seconds=1)) == 0, "it is handed on once"
    queue.close()
    elsewhere.close()
