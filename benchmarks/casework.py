"""From an address to the list or case drawn, for one case worker among many cases. Limit: 200 ms for finding.

    python -m benchmarks.casework CASES [PORT]

The demo, and so many potholes more, all of the team of whoever looks. A wait ends with the last message of the run
that drew the page; the browser's own drawing comes on top. Beside it, the page of somebody who looks for nothing.
"""

import asyncio
import sys
import tempfile
import time
from pathlib import Path

import httpx

from benchmarks.figures import machine, waits
from benchmarks.serving import Server, serving, wherry
from benchmarks.session import Broken, Session
from benchmarks.store import fill
from engine.store import Store
from engine.store.database import Database

PERSON, TEAM, SERVICE = "marta-kowalska", "highways", "report-a-pothole"
PORT = 8680
TIMES = 21
SEARCHES = ("school road", "magdalen", "person12", "nr3 1aa", "p77@example.org", "nothing of the kind")


def main() -> None:
    cases, port = int(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else PORT
    with tempfile.TemporaryDirectory() as folder:
        started = wherry(port, Path(folder))
        with serving(*started) as server:
            server.wait("/healthz")
        known = filled(f"sqlite:///{folder}/wherry.db", cases)
        with serving(*started) as server:
            server.wait("/healthz")
            print(f"{cases:,} potholes beside the demo; {machine()}")
            asyncio.run(measure(server, known))
            print(f"  {machine()}")


def filled(url: str, cases: int) -> str:
    """The reference of a case of the demo's own."""
    database = Database.open(url)
    found = Store(database).cases.find("magdalen", [TEAM])
    fill(database, cases, service=SERVICE, teams=[TEAM])
    database.close()
    return next(one.reference for one in found if one.closed is None)


async def measure(server: Server, known: str) -> None:
    async with await signed_in(server.address) as page:
        await drawn(server, page, "find", "", "find, nothing looked for")
        for words in SEARCHES:
            await drawn(server, page, "find", f"words={words.replace(' ', '+').replace('@', '%40')}", f"find {words!r}")
        await drawn(server, page, "inbox", "", "inbox")
        await drawn(server, page, "case", f"ref={known}", "case")


async def signed_in(address: str) -> Session:
    async with httpx.AsyncClient(headers={"Origin": address}) as browser:
        asked = await browser.get(f"{address}/sign-in")
        seal = asked.text.partition('name="csrf" value="')[2].partition('"')[0]
        await browser.post(f"{address}/demo/sign-in", data={"person": PERSON, "next": "/inbox", "csrf": seal})
        return Session(address, browser.cookies)


async def drawn(server: Server, page: Session, path: str, query: str, told: str) -> None:
    await page.open(path, query)
    if page.title.startswith("Sign in"):
        raise Broken("Nobody is signed in")
    took, before = [], server.cpu()
    for _ in range(TIMES):
        began = time.perf_counter()
        await page.open(path, query)
        took.append(time.perf_counter() - began)
    cost = (server.cpu() - before) / TIMES * 1000
    print("  " + waits(told, took) + f"; {cost:.0f} ms of the server’s processor", flush=True)


if __name__ == "__main__":
    main()
