"""The API keeps to its own description, whatever is sent: a running server against generated requests."""

import os
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import httpx
import pytest
import schemathesis
import uvicorn
from hypothesis import HealthCheck, given, settings
from hypothesis.strategies import SearchStrategy
from schemathesis.core.parameters import ParameterLocation
from schemathesis.core.result import Ok
from schemathesis.specs.openapi.checks import positive_data_acceptance

from tests.web.api.conftest import STEPS, programs_of

#: So many in all: for each operation as many right ones as wrong.
CASES = int(os.environ.get("WHERRY_API_CASES", "280"))
OPERATIONS = 17


@dataclass(frozen=True)
class Running:
    """The API on a port of its own, with a client and a case that are there."""

    address: str
    token: str
    known: dict[str, str]


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    programs = programs_of(tmp_path_factory.mktemp("api"), STEPS, "starts: [anyone, message]\n")
    council = programs.client("council", "highways")
    known = {"service": "mend", "reference": council.opens(), "task": "inspect.1"}
    server = uvicorn.Server(uvicorn.Config(programs.browser.app, port=0, log_level="critical"))
    thread = threading.Thread(target=server.run)
    thread.start()
    yield Running(_address(server, thread), council.token, known)
    server.should_exit = True
    thread.join()
    programs.office.engine.store.database.close()


def _address(server: uvicorn.Server, thread: threading.Thread) -> str:
    while not server.started:
        thread.join(0.01)
        assert thread.is_alive(), "the server did not start"
    return f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"


def test_every_answer_is_as_the_description_says(running: Running) -> None:
    """Half of the requests are about the service, the case and the task that are there; half are wrong on purpose."""
    described = schemathesis.openapi.from_url(f"{running.address}/api/v1/openapi.json")
    operations = [one.ok() for one in described.get_all_operations() if isinstance(one, Ok)]
    for operation in operations:
        for mode in schemathesis.GenerationMode:
            hold(running, operation.as_strategy(generation_mode=mode))

    assert len(operations) == OPERATIONS


def hold(running: Running, requests: SearchStrategy[schemathesis.Case[Any]]) -> None:
    """What has the right shape may still be refused: no shape says that a date must be real."""

    @given(requests)
    @settings(
        max_examples=max(1, CASES // (2 * OPERATIONS)),
        deadline=None,
        derandomize=True,
        suppress_health_check=list(HealthCheck),
    )
    def each(case: schemathesis.Case[Any]) -> None:
        for name in case.path_parameters or {}:
            if name in running.known and len(str(case.path_parameters[name])) % 2:
                case.path_parameters[name] = running.known[name]
        headers = {"Authorization": f"Bearer {running.token}"} if rightly_headed(case) else {}
        case.call_and_validate(headers=headers, excluded_checks=[positive_data_acceptance])

    each()


def rightly_headed(case: schemathesis.Case[Any]) -> bool:
    """Whether the headers are not what is wrong on purpose: then ours among them would put it right."""
    wrong = case.meta.components.get(ParameterLocation.HEADER) if case.meta else None
    return wrong is None or wrong.mode.is_positive


def test_the_description_is_openapi_3_1_and_names_no_page_elsewhere(running: Running) -> None:
    described = httpx.get(f"{running.address}/api/v1/openapi.json").json()

    assert described["openapi"].startswith("3.1")
    assert {path.split("/")[1] for path in described["paths"]} == {"v1"}
    assert described["servers"] == [{"url": "/api"}]
    assert httpx.get(f"{running.address}/api/docs").status_code == 404
