"""From Continue to the next page of questions, for many people at once. Limit: p95 under 150 ms.

    python -m benchmarks.pages [SESSIONS] [SECONDS] [PORT]

Each of 100 sessions reports a pothole again and again over Streamlit's own websocket and presses a button every
5 seconds: the questions one by one, Check your answers, Send, and then comes by anew. A wait ends with the last
message of the run that drew the next page; the browser's own drawing comes on top. Beside it, from the same client:
bare Streamlit, one form of two widgets drawn again.
"""

import asyncio
import sys
import tempfile
import time
from collections.abc import AsyncGenerator, Awaitable, Callable
from dataclasses import dataclass, field
from pathlib import Path

from websockets.exceptions import ConnectionClosed

from benchmarks.figures import percentile, waits
from benchmarks.serving import Server, bare, serving, wherry
from benchmarks.session import Broken, come

LIMIT = 150.0
EVERY = 5.0
PATIENCE = 30
DEFAULTS = (100, 60, 8690)
#: Presses that reach every page at least once.
WARM = 20
SERVICE, FIRST = "service=report-a-pothole&page=0", "Where is the pothole?"
CHECK, SENT = "Check your answers", "Sent"
#: What is typed into each box, by how its label begins; the rest is left empty.
WORDS = {
    "Street": "Magdalen Street, by number 12",
    "What is your name?": "Elena Popa",
    "Where can we send updates?": "resident@example.org",
}


@dataclass
class Met:
    """What all sessions met: how long they waited for the next page and for Send, and what broke."""

    continued: list[float] = field(default_factory=list)
    sent: list[float] = field(default_factory=list)
    broken: list[str] = field(default_factory=list)


#: Each turn is one press of a button; `Met` is told what it came to.
Turns = Callable[[str, Met], AsyncGenerator[None, None]]


def main() -> None:
    told = tuple(map(int, sys.argv[1:]))
    sessions, seconds, port = told + DEFAULTS[len(told) :]
    with tempfile.TemporaryDirectory() as var, serving(*wherry(port, Path(var))) as server:
        server.wait("/healthz")
        ours = measure("Wherry", server, report_potholes, sessions, seconds)
    with serving(*bare(port + 1)) as server:
        server.wait("/_stcore/health")
        measure("bare Streamlit", server, press_bare, sessions, seconds)
    print(f"Continue, p95: {percentile(ours.continued, 0.95):.0f} ms of {LIMIT:.0f} ms")


def measure(what: str, server: Server, turns: Turns, sessions: int, seconds: float) -> Met:
    asyncio.run(warm(server, turns))
    met, before, held = Met(), server.cpu(), server.memory()
    asyncio.run(everybody(server, turns, sessions, seconds, met))
    cost = (server.cpu() - before) / (len(met.continued) + len(met.sent)) * 1000
    print(f"{what}: {sessions} sessions, one press each in {EVERY:.0f} s, {seconds:.0f} s long")
    print("  " + waits("Continue, to the next page drawn", met.continued))
    if met.sent:
        print("  " + waits("Send, to the case opened and told", met.sent))
    print(
        f"  {cost:.0f} ms of the server's processor time a press, coming by included; {held} MB, then {server.memory()}"
    )
    print(f"  {len(met.broken)} broken")
    for line in sorted(set(met.broken)):
        print(f"    {line}")
    return met


async def warm(server: Server, turns: Turns) -> None:
    """What is read and compiled only once is not measured."""
    coming = turns(server.address, Met())
    for _ in range(WARM):
        await anext(coming)
    await coming.aclose()


async def everybody(server: Server, turns: Turns, sessions: int, seconds: float, met: Met) -> None:
    until = time.monotonic() + seconds
    await asyncio.gather(*(somebody(server, turns, number / sessions, until, met) for number in range(sessions)))


async def somebody(server: Server, turns: Turns, begins: float, until: float, met: Met) -> None:
    """Keeps to the clock: a slow answer does not put off the presses of others, nor their own after it."""
    due = time.monotonic() + begins * EVERY
    coming = turns(server.address, met)
    while due < until:
        await asyncio.sleep(max(0.0, due - time.monotonic()))
        try:
            await anext(coming)
        except (Broken, ConnectionClosed, TimeoutError) as error:
            met.broken.append(f"{type(error).__name__}: {error}")
            coming = turns(server.address, met)
        due += EVERY
    await coming.aclose()


async def report_potholes(address: str, met: Met) -> AsyncGenerator[None, None]:
    """A press a turn. Coming by anew costs the server, and so whoever presses then, but is no wait for a page."""
    while True:
        async with await come(address) as page:
            await page.open("apply", SERVICE)
            while not page.title.startswith(SENT):
                here, checking = page.title, page.title.startswith(CHECK)
                page.fill(WORDS)
                took = await timed(page.press("Send" if checking else "Continue"))
                if page.title == here or page.title.startswith("Error"):
                    raise Broken(f"Went no further than {page.title}")
                (met.sent if checking else met.continued).append(took)
                yield


async def press_bare(address: str, met: Met) -> AsyncGenerator[None, None]:
    async with await come(address) as page:
        await page.open("")
        while True:
            page.fill(WORDS)
            met.continued.append(await timed(page.press("Continue")))
            yield


async def timed(press: Awaitable[None]) -> float:
    began = time.perf_counter()
    await asyncio.wait_for(press, PATIENCE)
    return time.perf_counter() - began


if __name__ == "__main__":
    main()
