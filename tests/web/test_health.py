"""Whether a process lives and can serve, and its figures: told to the machines that ask, and to nobody else."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from prometheus_client.parser import text_string_to_metric_families
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route, WebSocketRoute
from starlette.testclient import TestClient
from starlette.websockets import WebSocket

from engine.store import Store
from engine.store.database import Database, migrate
from engine.store.effects import Reach
from engine.store.files import File
from web.health import NO_SCANNER, NO_WORKER, NO_WORKER_SCANS, SILENT, STILL, Counted, alive, describe

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
TOKEN = "a token of the tests"
WITH_TOKEN = {"authorization": f"Bearer {TOKEN}"}


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    opened = Database.open(f"sqlite:///{tmp_path}/wherry.db")
    yield opened
    opened.close()


def browser(
    database: Database,
    token: str = TOKEN,
    *,
    read_only: bool = False,
    scans: bool = False,
    answers: Callable[[], bool] | None = None,
) -> TestClient:
    store = Store(database, reach=Reach(scans=scans))
    health, counting = describe(store, lambda: NOW, token, read_only=read_only, answers=answers)
    routes = [
        Route("/healthz", alive),
        *health.routes(),
        Route("/return/{secret}", page),
        WebSocketRoute("/_stcore/stream", stream),
    ]
    return TestClient(Starlette(routes=routes, middleware=[Middleware(Counted, **counting)]))


async def page(request: Request) -> Response:
    return JSONResponse({})


async def stream(socket: WebSocket) -> None:
    await socket.accept()
    await socket.receive_bytes()


def figures(visitor: TestClient) -> dict[str, float]:
    """Each figure by its name and labels."""
    text = visitor.get("/metrics", headers=WITH_TOKEN).text
    return {
        " ".join([sample.name, *sample.labels.values()]): sample.value
        for family in text_string_to_metric_families(text) for sample in family.samples
    }  # fmt: skip


def test_a_process_that_lives_says_so_even_without_a_database(database: Database) -> None:
    assert browser(database).get("/healthz").json() == {"status": "ok"}


def test_it_is_not_ready_before_the_database_was_set_up(database: Database) -> None:
    answer = browser(database).get("/readyz")

    assert answer.status_code == 503
    assert answer.json()["missing"] == ["The database does not answer, or was never set up"]


def test_it_is_not_ready_while_the_schema_is_an_older_one(database: Database) -> None:
    with database.write() as connection:
        migrate(connection, "0009")

    answer = browser(database).get("/readyz")

    assert answer.status_code == 503
    assert "older than this program" in answer.json()["missing"][0]


def test_it_is_ready_once_the_schema_is_this_programs(database: Database) -> None:
    database.upgrade()

    assert browser(database).get("/readyz").status_code == 200


def test_a_program_of_before_goes_on_serving_over_a_newer_schema(database: Database) -> None:
    database.upgrade()
    with database.write() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")

    assert browser(database).get("/readyz").status_code == 200


def test_a_silent_worker_is_told_and_turns_nobody_away(database: Database) -> None:
    database.upgrade()
    silent = browser(database).get("/readyz")
    Store(database).leases.take("worker a", "a", NOW + timedelta(seconds=30), NOW)

    heard = browser(database).get("/readyz")

    assert (silent.status_code, silent.json()["told"]) == (200, [NO_WORKER, NO_SCANNER])
    assert (heard.status_code, heard.json()["told"]) == (200, [NO_SCANNER])


@pytest.mark.parametrize("headers", [{}, {"authorization": "Bearer wrong"}, {"authorization": f"Basic {TOKEN}"},
                                     {"authorization": "Bearer ü".encode()}])  # fmt: skip
def test_the_figures_are_not_there_for_whoever_has_no_token(database: Database, headers: dict[str, str]) -> None:
    assert browser(database).get("/metrics", headers=headers).status_code == 404


def test_without_a_token_set_nobody_sees_the_figures(database: Database) -> None:
    assert browser(database, token="").get("/metrics", headers={"authorization": "Bearer "}).status_code == 404


def test_the_figures_tell_answers_open_pages_and_who_works(database: Database) -> None:
    database.upgrade()
    Store(database).leases.take("worker a", "a", NOW + timedelta(seconds=30), NOW)
    visitor = browser(database)
    visitor.get("/return/a-secret")
    with visitor.websocket_connect("/_stcore/stream") as socket:
        found = figures(visitor)
        socket.send_bytes(b"")

    assert found["wherry_answers_total 200 /return"] == 1
    assert found["wherry_open_pages"] == 1
    assert found["wherry_workers"] == 1
    assert found["wherry_database_up"] == 1
    assert not any("a-secret" in name for name in found)


def test_without_a_database_the_figures_say_so_and_go_on(database: Database) -> None:
    found = figures(browser(database))

    assert found["wherry_database_up"] == 0
    assert "wherry_workers" not in found


def test_addresses_that_somebody_makes_up_add_no_figure(database: Database) -> None:
    visitor = browser(database)
    for number in range(20):
        visitor.get(f"/made-up-{number}")

    found = figures(visitor)

    assert found["wherry_answers_total 404 page"] == 20


def test_a_process_that_changes_nothing_says_so_and_is_ready(database: Database) -> None:
    database.upgrade()

    answer = browser(database, read_only=True).get("/readyz")

    assert (answer.status_code, answer.json()["told"]) == (200, [STILL])


def test_files_that_wait_long_for_the_virus_scanner_are_told_and_counted(database: Database) -> None:
    database.upgrade()
    store, scanning = Store(database, reach=Reach(scans=True)), browser(database, scans=True)
    store.leases.take("worker a", "a", NOW + timedelta(seconds=30), NOW)
    at_once = scanning.get("/readyz").json()["told"]
    for number, minutes in enumerate((1, 9)):
        kept = NOW - timedelta(minutes=minutes)
        store.files.add(File(str(number), "a.pdf", 1, "application/pdf", "", "case", "ROA-1", kept))

    late = scanning.get("/readyz").json()["told"]

    assert at_once == []
    assert late == ["Files that wait for the virus scanner for over 5 minutes, so that nobody can open them: 1"]
    assert figures(scanning)["wherry_files_unscanned"] == 2
    assert "wherry_files_unscanned" not in figures(browser(database))


def test_a_virus_scanner_that_does_not_answer_is_told_at_once_and_turns_nobody_away(database: Database) -> None:
    database.upgrade()
    Store(database).leases.take("worker a", "a", NOW + timedelta(seconds=30), NOW)

    silent = browser(database, scans=True, answers=lambda: False).get("/readyz")
    heard = browser(database, scans=True, answers=lambda: True).get("/readyz")

    assert (silent.status_code, silent.json()["told"]) == (200, [SILENT])
    assert (heard.status_code, heard.json()["told"]) == (200, [])


def test_where_files_are_scanned_a_silent_worker_keeps_them_closed_and_that_is_told(database: Database) -> None:
    database.upgrade()

    assert browser(database, scans=True).get("/readyz").json()["told"] == [NO_WORKER_SCANS]
