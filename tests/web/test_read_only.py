"""What plain pages and the API say while nothing may be changed."""

import secrets

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.testclient import TestClient

from engine.commands import Refusal
from engine.store.errors import READ_ONLY, ReadOnly
from tests.web.conftest import WEB
from web.api.problems import of_refusal
from web.errors import error_pages


async def change(request: Request) -> Response:
    raise ReadOnly


def test_a_page_that_would_change_something_says_so_calmly_and_is_no_incident() -> None:
    app = Starlette(routes=[Route("/change", change)], exception_handlers=dict(error_pages(WEB, secrets.token_bytes)))

    answer = TestClient(app).get("/change")

    assert answer.status_code == 503
    assert READ_ONLY in answer.text
    assert "number" not in answer.text


def test_a_client_is_told_to_come_back() -> None:
    told = of_refusal(Refusal(READ_ONLY))

    assert told.status == 503
    assert told.headers["Retry-After"]
