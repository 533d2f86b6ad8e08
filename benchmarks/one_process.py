"""What one process with pages holds: memory for each open page, processor time for each thing that people do.

    python -m benchmarks.one_process [SUBMISSIONS] [PAGES] [PORT]

With WHERRY_DATABASE set to an empty database of PostgreSQL it is measured on that.

Processor time is the server's own, which a busy machine hardly changes: whole reports of a pothole one after another,
from coming by to the case opened; a page of staff; a browser that was never here and fetches everything. PostgreSQL's
own time is not in it. Memory is what the process grows by while so many pages stay open. The limit, from the same
client: bare Streamlit, a form of two boxes.
"""

import asyncio
import os
import sys
import tempfile
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack
from pathlib import Path

from playwright.sync_api import sync_playwright

from benchmarks.casework import TEAM, signed_in
from benchmarks.figures import machine
from benchmarks.pages import SERVICE, Met, Turns, press_bare, report_potholes, warm
from benchmarks.serving import Server, bare, serving, wherry
from benchmarks.session import Session, come
from engine.store import Store
from engine.store.database import Database
from tests.browsers import launch

DEFAULTS = (60, 200, 8697)
TIMES = 40
BROWSERS = 10

Coming = Callable[[str], Awaitable[Session]]


def main() -> None:
    told = tuple(map(int, sys.argv[1:]))
    submissions, pages, port = told + DEFAULTS[len(told) :]
    print(machine())
    with tempfile.TemporaryDirectory() as folder, serving(*wherry(port, Path(folder))) as server:
        server.wait("/healthz")
        asyncio.run(warm(server, report_potholes))
        print(f"Wherry, with its demo and its worker: {server.memory()} MB")
        whole_reports(server, submissions)
        asyncio.run(pages_of_staff(server, some_case(folder)))
        print(f"  a browser that was never here: {first_visits(server):.0f} ms")
        asyncio.run(held(server, come, "apply", SERVICE, pages))
        asyncio.run(held(server, signed_in, "inbox", "", pages))
    with serving(*bare(port + 1)) as server:
        server.wait("/_stcore/health")
        asyncio.run(warm(server, press_bare))
        print(f"bare Streamlit: {server.memory()} MB")
        pressed, _, cost = asyncio.run(costs(server, press_bare, lambda met: len(met.continued) == submissions * 4))
        print(f"  a press: {cost / pressed:.0f} ms")
        print(f"  a browser that was never here: {first_visits(server):.0f} ms")
        asyncio.run(held(server, come, "", "", pages))
    print(machine())


def whole_reports(server: Server, submissions: int) -> None:
    pressed, sent, cost = asyncio.run(costs(server, report_potholes, lambda met: len(met.sent) == submissions))
    presses, each = pressed / sent, cost / sent
    print(f"  a report of a pothole, from coming by to its reference: {each:.0f} ms, {presses:.0f} presses of a button")
    print(f"  processor seconds for a million of them: {each * 1000:,.0f}; a process full of them: {1000 / each:.1f}/s")


async def costs(server: Server, turns: Turns, over: Callable[[Met], bool]) -> tuple[int, int, float]:
    """How often a button was pressed and Send among that, and the processor time of it all in milliseconds."""
    met, before = Met(), server.cpu()
    coming = turns(server.address, met)
    while not over(met):
        await anext(coming)
    await coming.aclose()
    return len(met.continued) + len(met.sent), len(met.sent), (server.cpu() - before) * 1000


def some_case(folder: str) -> str:
    database = Database.open(os.environ.get("WHERRY_DATABASE") or f"sqlite:///{folder}/wherry.db")
    found = Store(database).cases.find("magdalen", [TEAM])
    database.close()
    return next(one.reference for one in found if one.closed is None)


async def pages_of_staff(server: Server, reference: str) -> None:
    async with await signed_in(server.address) as page:
        for path, query in (("inbox", ""), ("case", f"ref={reference}"), ("find", "words=magdalen")):
            await page.open(path, query)
            before = server.cpu()
            for _ in range(TIMES):
                await page.open(path, query)
            print(f"  {path}: {(server.cpu() - before) / TIMES * 1000:.0f} ms")


def first_visits(server: Server) -> float:
    """Milliseconds of processor time for the first page in a browser that has kept nothing."""
    with sync_playwright() as playwright:
        browser = launch(playwright)
        before = server.cpu()
        for _ in range(BROWSERS):
            page = browser.new_context().new_page()
            page.goto(server.address, wait_until="networkidle")
            page.get_by_role("heading", level=1).wait_for()
            page.context.close()
        browser.close()
        return (server.cpu() - before) / BROWSERS * 1000


async def held(server: Server, coming: Coming, page: str, query: str, pages: int) -> None:
    before = server.memory()
    async with AsyncExitStack() as open_pages:
        for _ in range(pages):
            session = await open_pages.enter_async_context(await coming(server.address))
            await session.open(page, query)
        after = server.memory()
    print(f"  {pages} open pages of {page or 'its form'}: from {before} to {after} MB, "
          f"{(after - before) / pages:.2f} MB each")  # fmt: skip


if __name__ == "__main__":
    main()
