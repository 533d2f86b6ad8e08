"""The schema is the one the code declares, a reader cannot write, and a writer waits for the one before."""

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psycopg
import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlmodel import SQLModel

from engine.store.database import Database, Statement

LEASE = Statement(text("INSERT INTO wf_lease VALUES (:name, 'b', 1)"))

REMOVE = Statement(text("DELETE FROM wf_lease WHERE name = :name"))


def declared(name: str | None, _kind: str, _parents: object) -> bool:
    """All but the full-text tables, which are each database's own."""
    return not (name or "").startswith("wf_find")


def test_the_migrated_schema_is_the_declared_one(database: Database) -> None:
    with database.read() as connection:
        context = MigrationContext.configure(connection, opts={"include_name": declared, "compare_type": True})
        assert compare_metadata(context, SQLModel.metadata) == []


def test_upgrading_again_changes_nothing(database: Database) -> None:
    database.upgrade()

    with database.read() as connection:
        assert connection.scalar(text("SELECT count(*) FROM wf_case")) == 0


def test_a_reader_cannot_write(database: Database) -> None:
    with database.read() as connection, pytest.raises(DBAPIError):
        connection.execute(text("DELETE FROM wf_case"))


def test_a_glance_cannot_write(database: Database) -> None:
    with pytest.raises((sqlite3.Error, psycopg.Error)):
        database.glance(Statement(text("DELETE FROM wf_lease RETURNING name")), {})


def test_a_database_that_was_restarted_is_read_and_written_as_before(postgres: Database) -> None:
    known = Statement(text("SELECT holder FROM wf_lease WHERE name = :name"))
    with postgres.step() as driver:
        LEASE.run(driver, {"name": "restarted"})
    postgres.glance(known, {"name": "restarted"})
    with postgres.read() as connection:
        connection.scalar(text("SELECT 1"))

    _end_connections(postgres.url)

    assert postgres.glance(known, {"name": "restarted"}) == ("b",)
    with postgres.step() as driver:
        REMOVE.run(driver, {"name": "restarted"})
    with postgres.read() as connection:
        assert connection.scalar(text("SELECT count(*) FROM wf_lease")) == 0


def test_a_step_that_meets_a_restart_fails_alone(postgres: Database) -> None:
    with postgres.step() as driver:
        REMOVE.run(driver, {"name": "nobody"})
    _end_connections(postgres.url)

    with pytest.raises(psycopg.OperationalError), postgres.step() as driver:
        REMOVE.run(driver, {"name": "nobody"})

    with postgres.step() as driver:
        assert REMOVE.run(driver, {"name": "nobody"}).rowcount == 0


def _end_connections(url: str) -> None:
    """What a restart does to those who are connected."""
    with psycopg.connect(url.replace("+psycopg", ""), autocommit=True) as connection:
        connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid() "
            "AND datname = current_database()"
        )


def test_a_step_that_fails_is_undone_and_leaves_the_way_free(database: Database) -> None:
    with pytest.raises(ZeroDivisionError), database.step() as driver:
        LEASE.run(driver, {"name": "a"})
        raise ZeroDivisionError
    with database.step() as driver:
        LEASE.run(driver, {"name": "b"})

    with database.read() as connection:
        assert connection.scalars(text("SELECT name FROM wf_lease")).all() == ["b"]


def test_what_fails_is_undone(database: Database) -> None:
    with pytest.raises(ZeroDivisionError), database.write() as connection:
        connection.execute(text("INSERT INTO wf_lease VALUES ('a', 'b', 1)"))
        raise ZeroDivisionError

    with database.read() as connection:
        assert connection.scalar(text("SELECT count(*) FROM wf_lease")) == 0


def test_a_reader_sees_one_moment(database: Database) -> None:
    count = text("SELECT count(*) FROM wf_lease")
    with database.read() as reader:
        before = reader.scalar(count)
        with database.write() as writer:
            writer.execute(text("INSERT INTO wf_lease VALUES ('a', 'b', 1)"))
        assert reader.scalar(count) == before == 0


def test_many_writers_wait_for_one_another(database: Database) -> None:
    def add(number: int) -> None:
        with database.write() as connection:
            connection.execute(text("INSERT INTO wf_lease VALUES (:name, 'b', 1)"), {"name": str(number)})

    with ThreadPoolExecutor(20) as pool:
        list(pool.map(add, range(200)))

    with database.read() as connection:
        assert connection.scalar(text("SELECT count(*) FROM wf_lease")) == 200


def test_a_program_of_before_starts_over_the_schema_of_a_newer_one_and_leaves_it(tmp_path: Path) -> None:
    database = Database.open(f"sqlite:///{tmp_path}/wherry.db")
    database.upgrade()
    with database.write() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))

    database.upgrade()

    with database.read() as connection:
        assert connection.scalar(text("SELECT version_num FROM alembic_version")) == "9999"
    database.close()


def test_sqlite_goes_on_after_a_commit_that_left_its_transaction_open(tmp_path: Path) -> None:
    database = Database.open(f"sqlite:///{tmp_path}/wherry.db")
    database.upgrade()
    with database.write() as connection:
        held = connection.connection.dbapi_connection
        assert held is not None
    held.execute("BEGIN IMMEDIATE")  # as where the disk was full at the commit, and the driver kept it open
    with database.step() as driver:
        LEASE.run(driver, {"name": "first"})
    held.execute("BEGIN IMMEDIATE")
    with database.write() as connection:
        connection.execute(text("INSERT INTO wf_lease VALUES ('second', 'b', 1)"))

    with database.read() as connection:
        assert connection.scalar(text("SELECT count(*) FROM wf_lease")) == 2
    database.close()
