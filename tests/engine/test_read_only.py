"""While a machine may change nothing: everything is read, and every change is refused in one plain sentence."""

import pytest

from engine.commands import Claim, Open, Refusal
from engine.engine import Done, Engine, Sight
from engine.library import Library, path_of
from engine.store import Store
from engine.store.database import Database
from engine.store.drafts import Draft
from engine.store.errors import READ_ONLY, ReadOnly
from tests.engine.making import ADA, END, INSPECT, NAME, NINE, ORGANISATION, REPORT, SOMEBODY, files, service

STEPS = REPORT + INSPECT + END
GIVEN = {"place": "Elm Hill", "email": "z@example.org"}
OPEN = Open(SOMEBODY, NINE, "mend", 1, "ROA-1", GIVEN, "click-1")
ANOTHER = Open(SOMEBODY, NINE, "mend", 1, "ROA-2", GIVEN, "click-2")
CLAIM = Claim(ADA, NINE, "ROA-1", "inspect.1")
DRAFT = Draft("d1", "visitor-1", "mend", 1, NINE, NINE, {"place": "Elm Hill"}, {})


@pytest.fixture
def engine(store: Store) -> Engine:
    """One that may change things, with one case."""
    kept = {"definitions/organisation.yaml": ORGANISATION, path_of("mend"): files(STEPS)[NAME]}
    store.versions.publish("mend", "1", kept, NINE, "ada", "Ada Osei")
    house = service(STEPS).organisation
    made = Engine(store, Library(store, lambda: house))
    assert isinstance(made.do(OPEN), Done)
    return made


@pytest.fixture
def still(engine: Engine, database: Database) -> Engine:
    """The same cases, on a machine that may change nothing."""
    store = Store(database, read_only=True)
    return Engine(store, Library(store, engine.library.house))


def test_a_command_is_refused_in_a_plain_sentence_and_the_case_is_as_before(engine: Engine, still: Engine) -> None:
    before = engine.store.cases.load("ROA-1")

    refused = [still.do(ANOTHER), still.do(CLAIM)]

    assert refused == [Refusal(READ_ONLY)] * 2
    assert engine.store.cases.load("ROA-2") is None
    assert engine.store.cases.load("ROA-1") == before


def test_what_was_done_before_is_still_told_to_whoever_presses_again(still: Engine) -> None:
    again = still.do(OPEN)

    assert isinstance(again, Done) and again.again


def test_cases_are_read(still: Engine) -> None:
    seen = still.see(ADA, "ROA-1")

    assert isinstance(seen, Sight) and seen.case.reference == "ROA-1"


def test_a_draft_is_neither_changed_nor_deleted(engine: Engine, still: Engine) -> None:
    engine.store.drafts.save(DRAFT)

    with pytest.raises(ReadOnly):
        still.store.drafts.save(DRAFT)
    with pytest.raises(ReadOnly):
        still.store.drafts.delete("d1")

    assert still.store.drafts.get("d1") == DRAFT


def test_a_service_is_not_published(still: Engine) -> None:
    with pytest.raises(ReadOnly):
        still.store.versions.publish("mend", "2", {}, NINE, "ada", "Ada Osei")


def test_who_looked_is_written_down_all_the_same(engine: Engine, still: Engine) -> None:
    still.store.audit.record(NINE, "ada", "looked", "ROA-1", "note")

    assert [one.what for one in engine.store.audit.recent(1)] == ["looked"]
