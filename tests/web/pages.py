"""What a person does with the plain pages, for tests to read as they would do it."""

import re
from html import unescape

from httpx import Response
from starlette.testclient import TestClient

from tests.reception import GOOD, PRIYA


def csrf_in(page: Response) -> str:
    found = re.search(r'name="csrf" value="([^"]+)"', page.text)
    assert found, page.text
    return found[1]


def send(browser: TestClient, path: str, *, origin: str | None = "", page: str | None = None, **typed: str) -> Response:
    """Fill in the page at `page` (or `path`) and press its button; `origin` "" is the browser's own."""
    csrf = csrf_in(browser.get(page or path))
    headers = {} if origin is None else {"origin": origin or str(browser.base_url).rstrip("/")}
    answer: Response = browser.post(path, data={"csrf": csrf, **typed}, headers=headers)
    return answer


def sign_in(browser: TestClient, password: str = GOOD, email: str = PRIYA.email, **more: str) -> Response:
    return send(browser, "/sign-in", email=email, password=password, **more)


def words(page: Response) -> str:
    """What the page says, without its tags."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", page.text)).split())


def title(page: Response) -> str:
    found = re.search(r"<title>(.*?)</title>", page.text)
    assert found, page.text
    return unescape(found[1])
