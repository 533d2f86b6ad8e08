"""What stood before words knew where they stand is found as before, and its notes with it; beside it, small rows."""

import json
from datetime import timedelta
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import text

from engine import store as engine_store
from engine.events import NoteAdded
from engine.store import Store
from engine.store.catching_up import catch_up
from engine.store.database import Database
from tests.engine.store.factories import NOW, change, open_cases

TOKENS = {
    "sqlite": "pot1 elm hill :highways :norfolk-police",
    "postgresql": ["pot1", "elm", "hill", ":highways", ":norfolk-police"],
}

INSERT = {
    "sqlite": "INSERT INTO wf_find (rowid, words) VALUES (7, :tokens)",
    "postgresql": "INSERT INTO wf_find (number, words) VALUES (7, array_to_tsvector(:tokens))",
}


def up_to(database: Database, revision: str) -> None:
    """The schema of an earlier release."""
    config = Config()
    config.set_main_option("script_location", str(Path(engine_store.__file__).parent / "migrations").replace("%", "%%"))
    with database.write() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, revision)


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_words_that_were_kept_by_themselves_stand_in_the_case(
    kind: str, tmp_path: Path, fresh_postgres_url: str
) -> None:
    database = Database.open(f"sqlite:///{tmp_path}/wherry.db" if kind == "sqlite" else fresh_postgres_url)
    up_to(database, "0005")
    with database.write() as connection:
        connection.execute(text(INSERT[kind]), {"tokens": TOKENS[kind]})

    database.upgrade()

    with database.read() as connection:
        ((number, standing, added),) = connection.execute(text("SELECT number, standing, added FROM wf_found_by"))
    assert (number, set(json.loads(standing)["The case"].split()), added) == (7, {"pot1", "elm", "hill"}, "[]")
    database.close()


def test_the_notes_of_cases_that_stood_before_are_found(store: Store) -> None:
    (case,) = open_cases(store, "POT-1", findable="Magdalen Street")
    case = store.cases.commit(change(case, NoteAdded("Rang about the herons"), findable=None))
    with store.database.write() as connection:  # as a database is right after the migration
        connection.execute(text("UPDATE wf_found_by SET added = '[]'"))
        connection.execute(text("UPDATE wf_case SET findable = ''"))

    catch_up(store.database)
    catch_up(store.database)

    assert [one.why for one in store.cases.find("herons magdalen", ["highways"])] == [("Place", "A note")]
    with store.database.read() as connection:
        assert json.loads(connection.scalar(text("SELECT added FROM wf_found_by"))) == [
            ["A note", "Rang about the herons"]
        ]

    store.cases.commit(change(case, NoteAdded("over"), findable="Elm Hill"))
    assert [one.why for one in store.cases.find("herons elm", ["highways"])] == [("Place", "A note")]


def test_what_came_of_many_tasks_is_kept_for_a_day_for_whoever_did_it(store: Store) -> None:
    tasks = [("POT-1", "inspect.1", "Inspect"), ("POT-2", "inspect.1", "Inspect")]

    assert store.bulks.begin("press", "ada", "Claim", NOW, tasks)
    assert not store.bulks.begin("press", "ada", "Claim", NOW, tasks)
    store.bulks.result("press", 0, True, "Claimed")
    assert [(row.reference, row.done, row.said) for row in store.bulks.of("ada", "press")] == [
        ("POT-1", True, "Claimed"), ("POT-2", None, ""),
    ]  # fmt: skip
    assert store.bulks.of("ben", "press") == []

    store.bulks.begin("later", "ada", "Claim", NOW + timedelta(days=2), tasks)
    assert store.bulks.of("ada", "press") == []


def test_a_case_that_is_erased_is_in_no_result_and_found_by_nothing(store: Store) -> None:
    open_cases(store, "POT-1", findable="Magdalen Street")
    store.bulks.begin("press", "ada", "Claim", NOW, [("POT-1", "inspect.1", "Inspect")])

    store.cases.erase("POT-1", NOW)

    assert store.bulks.of("ada", "press") == []
    with store.database.read() as connection:
        assert connection.scalar(text("SELECT count(*) FROM wf_found_by")) == 0


def test_a_saved_filter_is_of_one_person_and_one_name(store: Store) -> None:
    store.saved.save("ada", "Late", "figure=late")
    store.saved.save("ada", "Late", "figure=today")
    store.saved.save("ben", "Late", "view=mine")
    store.saved.save("ada", "a first", "view=all")

    assert [(one.name, one.filter) for one in store.saved.of("ada")] == [
        ("a first", "view=all"),
        ("Late", "figure=today"),
    ]
    assert not store.saved.rename("ada", "Late", "a first")
    assert store.saved.rename("ada", "Late", "Today")
    store.saved.delete("ada", "a first")
    assert [one.name for one in store.saved.of("ada")] == ["Today"]
    assert [one.filter for one in store.saved.of("ben")] == ["view=mine"]
