"""A page of the plain pages for a thousand residents at once. Limit: p95 under 300 ms.

    python -m benchmarks.plain [RESIDENTS] [SECONDS] [PROCESSES] [PORT]

With WHERRY_DATABASE set to an empty database of PostgreSQL it is measured on that; several processes share it, and
the residents between them.

Each of 1,000 residents reports a pothole again and again and sends a page every 20 seconds. A wait is from the press
of the button to the last byte of the next page: the form taken in, checked and kept, the redirect, and the page that
it leads to. Beside it, from the same client in the same run: the same page from Starlette alone, which takes in the
same form and keeps nothing.
"""

import asyncio
import os
import sys
import tempfile
import time
from collections.abc import AsyncGenerator, Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import httpx

from benchmarks.figures import machine, percentile, waits
from benchmarks.resident import Broken, Resident
from benchmarks.serving import Server, serving, wherry

LIMIT = 300.0
EVERY = 20.0
PATIENCE = 30.0
DEFAULTS = (1_000, 60, 2, 8700)
WARM = 30
FIRST = "/apply/report-a-pothole/questions"
SENT = "Sent"
WORDS = {
    "place.location.words": "Magdalen Street, by number 12", "depth.choice": "Deep", "cycle_route.answer": "yes",
    "name.name": "Elena Popa", "email.email": "resident@example.org",
}  # fmt: skip
#: As many connections as browsers have open at once; nothing waits for one.
ROOM = httpx.Limits(max_connections=4_000, max_keepalive_connections=1_000, keepalive_expiry=60)


@dataclass
class Met:
    """What all residents met: how long they waited for a page and for Send, and what broke."""

    turned: list[float] = field(default_factory=list)
    sent: list[float] = field(default_factory=list)
    broken: list[str] = field(default_factory=list)

    @property
    def pages(self) -> int:
        return len(self.turned) + len(self.sent)


#: Each turn sends one page; `Met` is told what it came to.
Turns = Callable[[Resident, Met], AsyncGenerator[None, None]]


def main() -> None:
    told = tuple(map(int, sys.argv[1:]))
    residents, seconds, processes, port = told + DEFAULTS[len(told) :]
    print(machine())
    with tempfile.TemporaryDirectory() as folder:
        with ours(Path(folder), processes, port) as servers:
            met = measure("Wherry", servers, report_potholes, residents, seconds)
            page = asyncio.run(a_page(servers[0]))
        with bare(Path(folder), page, processes, port + processes) as servers:
            least = measure(f"bare Starlette, the same page of {len(page.encode()):,} bytes", servers, press_bare,
                            residents, seconds)  # fmt: skip
    print(f"a page, p95: {percentile(met.turned, 0.95):.0f} ms of {LIMIT:.0f} ms"
          f" (bare Starlette {percentile(least.turned, 0.95):.0f} ms)")  # fmt: skip
    print(machine())


@contextmanager
def ours(folder: Path, processes: int, port: int) -> Iterator[list[Server]]:
    """One after another: the first brings the database up to date. It alone does what is asked of the outside."""
    with ExitStack() as stack:
        servers = []
        for number in range(processes):
            command, at, settings = wherry(port + number, folder)
            apart = {"WHERRY_WORKER": "apart"} if number else {}
            servers.append(stack.enter_context(serving(command, at, settings | apart)))
            servers[-1].wait("/healthz")
        yield servers


@contextmanager
def bare(folder: Path, page: str, processes: int, port: int) -> Iterator[list[Server]]:
    file = folder / "page.html"
    file.write_text(page, "utf-8")
    told = {"WHERRY_BENCHMARK_PAGE": str(file)}
    with ExitStack() as stack:
        servers = []
        for number in range(processes):
            at = port + number
            command = [sys.executable, "-m", "uvicorn", "benchmarks.bare_page:app", "--port", str(at)]
            servers.append(stack.enter_context(serving([*command, "--log-level", "error"], at, told)))
            servers[-1].wait("/")
        yield servers


def measure(what: str, servers: Sequence[Server], turns: Turns, residents: int, seconds: float) -> Met:
    asyncio.run(warm(servers, turns))
    met, before, busy = Met(), sum(one.cpu() for one in servers), sum(os.times()[:2])
    asyncio.run(everybody(servers, turns, residents, seconds, met))
    cost = (sum(one.cpu() for one in servers) - before) / max(1, met.pages) * 1000
    client = (sum(os.times()[:2]) - busy) / seconds
    print(f"{what}: {residents:,} residents, a page each in {EVERY:.0f} s, {seconds:.0f} s, {len(servers)} processes")
    print("  " + waits("a page, sent and the next one read", met.turned))
    if met.sent:
        print("  " + waits("Send, to the case opened and told", met.sent))
    print(
        f"  {cost:.1f} ms of the servers' processor time a page; {' + '.join(str(one.memory()) for one in servers)} MB"
    )
    print(f"  this client took {client:.0%} of a processor")
    print(f"  {len(met.broken)} broken")
    for line in sorted(set(met.broken)):
        print(f"    {line}")
    return met


async def warm(servers: Sequence[Server], turns: Turns) -> None:
    """What is read and compiled only once is not measured."""
    async with httpx.AsyncHTTPTransport(limits=ROOM) as line:
        for server in servers:
            coming = turns(Resident(line, server.address), Met())
            for _ in range(WARM):
                await anext(coming)
            await coming.aclose()


async def a_page(server: Server) -> str:
    async with httpx.AsyncHTTPTransport(limits=ROOM) as line:
        somebody = Resident(line, server.address)
        await somebody.opens(FIRST)
        return somebody.page


async def everybody(servers: Sequence[Server], turns: Turns, residents: int, seconds: float, met: Met) -> None:
    """They come one after another within the first of their times, and keep to the clock from then on."""
    until = time.monotonic() + seconds
    async with httpx.AsyncHTTPTransport(limits=ROOM) as line:
        await asyncio.gather(*(
            somebody(Resident(line, servers[number % len(servers)].address), turns, number / residents, until, met)
            for number in range(residents)
        ))  # fmt: skip


async def somebody(resident: Resident, turns: Turns, begins: float, until: float, met: Met) -> None:
    """A slow answer does not put off the pages of others, nor their own after it."""
    due = time.monotonic() + begins * EVERY
    coming = turns(resident, met)
    while due < until:
        await asyncio.sleep(max(0.0, due - time.monotonic()))
        try:
            await asyncio.wait_for(anext(coming), PATIENCE)
        except (Broken, httpx.TransportError, TimeoutError) as error:
            met.broken.append(f"{type(error).__name__}: {error}")
            coming = turns(resident, met)
        due += EVERY
    await coming.aclose()


async def report_potholes(resident: Resident, met: Met) -> AsyncGenerator[None, None]:
    """A page a turn. Coming by anew costs the servers, and so whoever sends a page then, but is no wait for a page."""
    while True:
        resident.cookies.clear()
        await resident.opens(FIRST)
        while not resident.title.startswith(SENT):
            here, checking = resident.title, resident.title.startswith("Check your answers")
            took = await timed(resident)
            if resident.title in (here, f"Error: {here}"):
                raise Broken(f"went no further than {resident.title}")
            (met.sent if checking else met.turned).append(took)
            yield


async def press_bare(resident: Resident, met: Met) -> AsyncGenerator[None, None]:
    await resident.opens("/")
    while True:
        resident.page = resident.page.replace(f'action="{FIRST}', 'action="/')
        met.turned.append(await timed(resident))
        yield


async def timed(resident: Resident) -> float:
    began = time.perf_counter()
    await resident.sends(WORDS)
    return time.perf_counter() - began


if __name__ == "__main__":
    main()
