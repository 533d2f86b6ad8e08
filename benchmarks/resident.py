"""A resident at the plain pages, without a browser: reads the form of a page, fills it in and sends it."""

import re
from collections.abc import Mapping
from html import unescape
from urllib.parse import urlencode, urljoin

import httpx

FORM = re.compile(r'<form method="post" action="([^"]*)"')
HIDDEN = re.compile(r'<input type="hidden" name="([^"]*)" value="([^"]*)"')
BOX = re.compile(r'\bname="([^"]*)"')
TITLE = re.compile(r"<title>([^<]*)</title>")
FOUND = 303


class Broken(Exception):
    """The page is not the page that was expected."""


class Resident:
    """One browser. It keeps the page that it shows, and the cookies that it was given."""

    def __init__(self, line: httpx.AsyncBaseTransport, origin: str) -> None:
        self.line, self.origin = line, origin
        self.cookies: dict[str, str] = {}
        self.address = self.page = ""

    @property
    def title(self) -> str:
        found = TITLE.search(self.page)
        return unescape(found[1]) if found else ""

    async def opens(self, address: str) -> None:
        await self._goes("GET", urljoin(self.origin, address))

    async def sends(self, words: Mapping[str, str]) -> None:
        """Fills in what it has words for, presses the first button, and waits for the next page."""
        form = FORM.search(self.page)
        if form is None:
            raise Broken(f"“{self.title}” has no form")
        boxes = set(BOX.findall(self.page))
        typed = {name: unescape(value) for name, value in HIDDEN.findall(self.page)}
        typed |= {name: value for name, value in words.items() if name in boxes}
        await self._goes("POST", urljoin(self.address, unescape(form[1])), urlencode(typed).encode())

    async def _goes(self, method: str, address: str, body: bytes = b"") -> None:
        status, onward = await self._asks(method, address, body)
        if status == FOUND:
            address = urljoin(address, onward)
            status, _ = await self._asks("GET", address)
        if status >= 400:
            raise Broken(f"{status} at {address.partition('?')[0]}: “{self.title}”")
        self.address = address

    async def _asks(self, method: str, address: str, body: bytes = b"") -> tuple[int, str]:
        headers = {"cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        if method == "POST":
            headers |= {"content-type": "application/x-www-form-urlencoded", "origin": self.origin}
        answer = await self.line.handle_async_request(httpx.Request(method, address, headers=headers, content=body))
        self.page = (await answer.aread()).decode() or self.page
        for cookie in answer.headers.get_list("set-cookie"):
            name, _, value = cookie.partition(";")[0].partition("=")
            self.cookies[name] = value
        return answer.status_code, answer.headers.get("location", "")
