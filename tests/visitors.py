"""People without browsers, who come back to where they were whenever the page is gone: residents and a case worker."""

import asyncio
import re
import time
from collections.abc import Awaitable, Callable
from typing import TypeVar

import httpx
from websockets.exceptions import ConnectionClosed, InvalidHandshake

from benchmarks.casework import signed_in
from benchmarks.session import Session

#: A report that is answered by email at once, and looked at by Highways.
SERVICE = """
service: report-a-lamp
title: Report a street light
summary: Tell us about a street light that does not work
owner: highways
starts: anyone
reference: LMP
contact: [email]
law:
  basis: Highways Act 1980 s.97
  checked: no
privacy:
  purpose: Keeping roads lit
  basis: public task
  keep: 1 year after closing
steps:
- ask: report
  who: applicant
  title: Tell us about the street light
  next: We will look at the light within 5 working days and tell you by email.
  questions:
    place:
      type: text
      label: Where is the light?
    colour:
      type: choice
      label: What does it do?
      options: [Nothing, It flickers]
    email:
      type: email
      label: Where can we send updates?
      why: To tell you what we found
- send: thanks
  to: applicant
- ask: inspect
  who: highways
  title: Look at the light
  due: 5 working days
  questions:
    result:
      type: long text
      label: What did you find?
- end: done
messages:
  thanks:
    subject: Your report ((reference))
    body: Thank you for telling us about the light in ((place)). We will look at it within 5 working days.
outcomes:
  done:
    title: Done
"""
REFERENCE = re.compile(r"LMP-[A-Z0-9-]+")
#: Seconds that somebody goes on trying before the test gives up.
PATIENCE = 300
#: Seconds between two tries.
PAUSE = 0.1
#: What a browser meets where whoever served it was killed, or has not begun again.
GONE = (ConnectionClosed, InvalidHandshake, httpx.TransportError, OSError)

T = TypeVar("T")


async def patiently(act: Callable[[], Awaitable[T]]) -> T:
    """Again and again while nobody is there."""
    until = time.monotonic() + PATIENCE
    while True:
        try:
            return await act()
        except GONE:
            if time.monotonic() > until:
                raise
            await asyncio.sleep(PAUSE)


class Visitor:
    """One browser with its cookies, and the page that it shows."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.came_back = 0
        self.cookies = httpx.Cookies()

    async def go(self, path: str, query: str) -> None:
        self.page = await patiently(lambda: self._opened(path, query))

    async def _opened(self, path: str, query: str) -> Session:
        page = Session(self.address, self.cookies)
        await page.__aenter__()
        await page.open(path, query)
        return page

    async def leave(self) -> None:
        await self.page.__aexit__(None, None, None)


class Resident(Visitor):
    """Reports the light at a place of their own."""

    def __init__(self, address: str, place: str) -> None:
        super().__init__(address)
        self.place = place
        #: Seconds from the first press of Send to the reference.
        self.waited = 0.0
        self._began = 0.0
        self._where = "service=report-a-lamp&page=0"

    @property
    def sending(self) -> bool:
        """Whether they have pressed Send and seen no reference yet."""
        return bool(self._began) and not self.waited

    async def begin(self, pages: int = 0) -> None:
        self.cookies = await patiently(self._come)
        await self.go("apply", self._where)
        for _ in range(pages):
            await self._press()

    async def end(self) -> str:
        """Go on to the last page; gives the reference that it shows."""
        until = time.monotonic() + PATIENCE
        while not self.page.title.startswith("Sent"):
            assert time.monotonic() < until, f"{self.came_back} times back at “{self.page.title}”"
            try:
                await self._press()
            except GONE:
                self.came_back += 1
                await self.go("apply", self._where)
        self.waited = time.monotonic() - self._began
        await self.leave()
        found = REFERENCE.search(self.page.query)
        assert found, self.page.query
        return found[0]

    async def finds(self, reference: str) -> bool:
        """Whether the same browser shows how this case is going."""
        await self.go("status", f"ref={reference}")
        await self.leave()
        return self.page.title.startswith(reference)

    async def _come(self) -> httpx.Cookies:
        async with httpx.AsyncClient() as browser:
            await browser.get(self.address)
            return browser.cookies

    async def _press(self) -> None:
        checking = self.page.title.startswith("Check your answers")
        if checking and not self._began:
            self._began = time.monotonic()
        self.page.fill({"Where is the light?": self.place, "Where can we send updates?": "resident@example.org"})
        await self.page.press("Send" if checking else "Continue")
        self._where = self.page.query


class CaseWorker(Visitor):
    """The sample person of Highways, who looks at one light after the other."""

    async def arrive(self) -> None:
        self.cookies = (await patiently(lambda: signed_in(self.address))).cookies

    async def complete(self, reference: str) -> None:
        await self.go("case", f"ref={reference}")
        while self.page.offers("Complete"):
            self.page.fill({"What did you find?": "The bulb was dead"})
            try:
                await self.page.press("Complete")
            except GONE:
                self.came_back += 1
                await self.go("case", f"ref={reference}")
        await self.leave()
