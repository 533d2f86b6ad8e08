"""Where there is no room to write in, one error says so, whatever the database calls it."""

from collections.abc import Callable

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from engine.commands import Claim, Open
from engine.engine import Done, Engine
from engine.library import Library, path_of
from engine.store import Store
from engine.store.database import Database, Statement
from engine.store.errors import FULL, Full
from tests.engine.making import ADA, END, INSPECT, NAME, NINE, ORGANISATION, REPORT, SOMEBODY, files, service
from tests.filling import fill, free

#: PostgreSQL's own error, as it comes when it finds no room.
NO_ROOM = "DO $$ BEGIN RAISE EXCEPTION 'could not extend file' USING ERRCODE = '53100'; END $$"
LARGE = f"INSERT INTO wf_person (id, email, name, disabled) VALUES ('x', 'x', '{'x' * 10_000}', false)"
STEPS = REPORT + INSPECT + END
#: Before so many cases the last page is full.
MOST = 500
GIVEN = {"place": "Elm Hill", "full_name": "Zoë Ng", "email": "z@example.org"}


def by_write(database: Database, statement: str) -> None:
    with database.write() as connection:
        connection.exec_driver_sql(statement)


def by_step(database: Database, statement: str) -> None:
    with database.step() as driver:
        Statement(text(statement)).run(driver, {})


def by_step_with_others(database: Database, statement: str) -> None:
    with database.step_with_others() as (_, connection):
        connection.exec_driver_sql(statement)


@pytest.mark.parametrize("way", [by_write, by_step, by_step_with_others])
def test_every_way_to_write_says_that_there_is_no_room(
    database: Database, way: Callable[[Database, str], None]
) -> None:
    if database.url.startswith("sqlite"):
        fill(database)

    with pytest.raises(Full, match=FULL):
        way(database, LARGE if database.url.startswith("sqlite") else NO_ROOM)

    with database.read() as connection:
        assert connection.execute(text("SELECT count(*) FROM wf_person")).scalar() == 0


def test_what_is_wrong_otherwise_is_not_taken_for_it(database: Database) -> None:
    with pytest.raises(DBAPIError), database.write() as connection:
        connection.exec_driver_sql("INSERT INTO wf_nothing VALUES (1)")


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_a_case_is_as_before_and_goes_on_when_there_is_room(store: Store) -> None:
    kept = {"definitions/organisation.yaml": ORGANISATION, path_of("mend"): files(STEPS)[NAME]}
    store.versions.publish("mend", "1", kept, NINE, "ada", "Ada Osei")
    house = service(STEPS).organisation
    engine = Engine(store, Library(store, lambda: house))
    assert isinstance(engine.do(Open(SOMEBODY, NINE, "mend", 1, "ROA-1", GIVEN, "click 1")), Done)
    before = store.cases.load("ROA-1")
    fill(store.database)

    opened, command = ["ROA-1"], None
    with pytest.raises(Full):
        for number in range(2, MOST):
            command = Open(SOMEBODY, NINE, "mend", 1, f"ROA-{number}", GIVEN, f"click {number}")
            assert isinstance(engine.do(command), Done)
            opened.append(command.reference)

    assert command and store.cases.load(command.reference) is None
    assert store.cases.load("ROA-1") == before
    assert all(store.cases.verify(one) == [] for one in opened)
    free(store.database)
    assert isinstance(engine.do(command), Done)
    assert isinstance(engine.do(Claim(ADA, NINE, "ROA-1", "inspect.1")), Done)
