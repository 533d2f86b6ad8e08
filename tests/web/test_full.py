"""What plain pages and the API say while there is no room to save anything."""

import secrets

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.testclient import TestClient

from engine.store.errors import Full
from tests.web.conftest import WEB
from web.errors import error_pages


async def change(request: Request) -> Response:
    raise Full


def test_a_page_that_would_save_something_says_so_and_when_to_come_back() -> None:
    app = Starlette(routes=[Route("/change", change)], exception_handlers=dict(error_pages(WEB, secrets.token_bytes)))

    answer = TestClient(app).get("/change")

    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "60")
    assert "Sorry, we cannot save anything just now" in answer.text
    assert "number" not in answer.text
