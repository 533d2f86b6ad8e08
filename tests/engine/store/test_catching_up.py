"""What an earlier program kept otherwise: an action that waited for a clock is asked of the outside, once."""

from datetime import timedelta

from sqlalchemy import text

from engine.commands import Open
from engine.engine import Engine
from engine.library import Library, path_of
from engine.store import Store
from engine.store.catching_up import catch_up
from tests.engine.making import END, INSPECT, NAME, NINE, ORGANISATION, REPORT, SOMEBODY, files
from workflows.load import load

CALL = "- call: street-lights\n  with: {spot: place}\n"


def test_an_action_that_waited_for_a_clock_is_asked_of_the_outside(store: Store) -> None:
    texts = files(REPORT + CALL + INSPECT + END)
    house = load(texts, NAME).organisation
    kept = {"definitions/organisation.yaml": ORGANISATION, path_of("mend"): texts[NAME]}
    store.versions.publish("mend", "one", kept, NINE, "ada", "Ada Osei")
    Engine(store, Library(store, lambda: house)).do(
        Open(SOMEBODY, NINE, "mend", 1, "ROA-1", {"place": "Elm Hill"}, "click")
    )
    with store.database.write() as connection:  # as 0.3.0 kept it
        connection.execute(text("DELETE FROM wf_effect"))
        connection.execute(text("INSERT INTO wf_timer (reference, clock, at) VALUES ('ROA-1', 'errand call_1.1', 0)"))

    catch_up(store.database)
    catch_up(store.database)

    (effect,) = store.effects.overdue(NINE + timedelta(days=1))
    assert (effect.reference, effect.kind, effect.what) == ("ROA-1", "call", "call_1.1")
    assert store.timers.due(NINE + timedelta(days=1)) == []
