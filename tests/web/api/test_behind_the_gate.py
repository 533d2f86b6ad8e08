"""The API where people come by: cookies count for nothing, and its answers are as guarded as any page."""

from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.testclient import TestClient

from tests.reception import open_desk
from tests.web.api.conftest import STEPS, programs_of
from tests.web.conftest import WEB, Links, gate_arguments
from web.cookies import session_name
from web.gate import Gate
from web.routes import routes


@pytest.fixture
def browser(tmp_path: Path) -> TestClient:
    """Signed in as Priya."""
    desk, programs = open_desk(f"sqlite:///{tmp_path}/people.db"), programs_of(tmp_path, STEPS)
    app = Starlette(
        routes=routes(WEB, desk.accounts, Links(), *programs.browser.app.routes),  # type: ignore[attr-defined]
        middleware=[Middleware(Gate, **gate_arguments(WEB, desk))],
    )
    return TestClient(app, base_url=WEB.origins[0], cookies={session_name(WEB): desk.signed_in()})


def test_a_session_is_no_token(browser: TestClient) -> None:
    assert browser.get("/api/v1/services").status_code == 401
    assert browser.post("/api/v1/services/mend/cases", json={"answers": {}}).status_code == 401


def test_no_cookie_is_set_and_every_header_of_a_page_is(browser: TestClient) -> None:
    told = browser.get("/api/v1/openapi.json")

    assert told.status_code == 200
    assert "set-cookie" not in told.headers
    assert told.headers["cache-control"] == "no-store"
    assert told.headers["x-content-type-options"] == "nosniff"
