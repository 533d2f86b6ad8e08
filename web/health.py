"""For the machines' own eyes: whether this process lives, whether it can serve people, and its figures.

`/healthz` and `/readyz` say nothing about anybody. `/metrics` is there only for whoever has its token.
"""

import hmac
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from time import perf_counter
from typing import Any

from anyio import fail_after, move_on_after, to_thread
from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, ProcessCollector, generate_latest
from prometheus_client.core import GaugeMetricFamily, Metric
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from engine.store import Store
from engine.store.readiness import missing

#: Seconds that the database may take before this process counts as unable to serve.
PATIENCE = 5
NO_WORKER = "No worker was heard of for 30 seconds: messages and payments wait"
NO_WORKER_SCANS = f"{NO_WORKER}, and no file that comes now can be opened"
NO_SCANNER = "Nothing scans files for viruses: WHERRY_CLAMD is not set"
SILENT = "The virus scanner does not answer: no file that comes now can be opened"
UNSCANNED = "Files that wait for the virus scanner for over {minutes} minutes, so that nobody can open them: {count}"
#: So long a file may wait for its scan before that is told.
SCANNED_WITHIN = timedelta(minutes=5)
STILL = "Read only: everything can be read, and nothing changed or sent"
TOO_SLOW = "The database takes too long to answer"
METRICS_TYPE = "text/plain; version=0.0.4; charset=utf-8"
#: The ways that are counted one by one, by how they begin; every other address is a page.
WAYS = ("/api", "/hooks", "/_stcore/stream", "/_stcore", "/static", "/component", "/media", "/return", "/sign-in",
        "/pay", "/tiles", "/healthz", "/readyz", "/metrics")  # fmt: skip
SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)


@dataclass(frozen=True)
class Health:
    """`token` opens `/metrics`; without one it is not there. `answers` is whether the virus scanner does, if one is
    set."""

    store: Store
    clock: Callable[[], datetime]
    registry: CollectorRegistry
    token: str = ""
    read_only: bool = False
    answers: Callable[[], bool] | None = None

    def routes(self) -> list[Route]:
        return [
            Route("/readyz", self.ready, methods=["GET"]),
            Route("/metrics", self.metrics, methods=["GET"]),
        ]

    async def ready(self, request: Request) -> Response:
        """A worker that is silent is told and turns nobody away: what people send is kept all the same."""
        try:
            with fail_after(PATIENCE):
                lacking, told = await to_thread.run_sync(self._standing, abandon_on_cancel=True)
        except TimeoutError:
            lacking, told = [TOO_SLOW], []
        if not lacking and not self.read_only:
            told = [*told, *await self._silent()]
        body = {"status": "not ready" if lacking else "ready", "missing": lacking, "told": told}
        return JSONResponse(body, 503 if lacking else 200)

    async def _silent(self) -> list[str]:
        """Asked apart from the database, which would be thought slow in its place."""
        if self.answers is None:
            return []
        with move_on_after(PATIENCE):
            return [] if await to_thread.run_sync(self.answers, abandon_on_cancel=True) else [SILENT]
        return [SILENT]

    def _standing(self) -> tuple[list[str], list[str]]:
        lacking = missing(self.store.database)
        if lacking:
            return [lacking], []
        if self.read_only:
            return [], [STILL]
        return [], [*self._working(), *self._scanning()]

    def _working(self) -> list[str]:
        if self.store.leases.held("worker ", self.clock()):
            return []
        return [NO_WORKER_SCANS if self.store.files.reach.scans else NO_WORKER]

    def _scanning(self) -> list[str]:
        if not self.store.files.reach.scans:
            return [NO_SCANNER]
        late = self.store.files.waiting(self.clock() - SCANNED_WITHIN)
        return [UNSCANNED.format(count=late, minutes=SCANNED_WITHIN.seconds // 60)] if late else []

    async def metrics(self, request: Request) -> Response:
        if not (self.token and hmac.compare_digest(_bearer(request), self.token.encode())):
            return PlainTextResponse("Not found", 404)
        text = await to_thread.run_sync(generate_latest, self.registry)
        return Response(text, media_type=METRICS_TYPE)


async def alive(request: Request) -> Response:
    return JSONResponse({"status": "ok"})


def _bearer(request: Request) -> bytes:
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    return token.encode() if scheme.lower() == "bearer" else b""


@dataclass(frozen=True)
class Waiting:
    """What waits in the database, counted when somebody asks. The same from each machine: do not add them up."""

    store: Store
    clock: Callable[[], datetime]

    def collect(self) -> Iterator[Metric]:
        began = perf_counter()
        lacking = missing(self.store.database)
        took = perf_counter() - began
        yield GaugeMetricFamily("wherry_database_up", "1 while the database answers and its schema fits", not lacking)
        yield GaugeMetricFamily("wherry_database_seconds", "How long one small read took", took)
        if not lacking:
            yield from self._counted(self.clock())

    def _counted(self, now: datetime) -> Iterator[Metric]:
        effects = GaugeMetricFamily("wherry_effects", "What cases ask of the outside, by state", labels=["state"])
        for state, number in self.store.effects.counts().items():
            effects.add_metric([state], number)
        due = self.store.timers.due(now, 1)
        late = max(now - due[0].at, timedelta()).total_seconds() if due else 0.0
        workers = len(self.store.leases.held("worker ", now))
        yield effects
        if self.store.files.reach.scans:
            waiting = self.store.files.waiting(now)
            yield GaugeMetricFamily("wherry_files_unscanned", "Files that wait for the virus scanner", waiting)
        yield GaugeMetricFamily("wherry_timer_late_seconds", "How late the oldest clock that is due is", late)
        yield GaugeMetricFamily("wherry_workers", "Workers that were heard of lately", workers)


class Counts:
    """What this process served since it started."""

    def __init__(self, registry: CollectorRegistry) -> None:
        self.answers = Counter("wherry_answers", "Requests answered", ["way", "status"], registry=registry)
        self.seconds = Histogram(
            "wherry_answer_seconds", "How long an answer took to begin", ["way"], buckets=SECONDS, registry=registry
        )
        self.open_pages = Gauge("wherry_open_pages", "Pages that people have open here", registry=registry)


def registry_of(store: Store, clock: Callable[[], datetime]) -> CollectorRegistry:
    """With what waits, and what this process takes of the machine; `Counts` adds what it served."""
    registry = CollectorRegistry()
    registry.register(Waiting(store, clock))
    ProcessCollector(registry=registry)
    return registry


@dataclass(frozen=True)
class Counted:
    """Pure ASGI, outermost: counts requests and open pages, and reads nothing of them but where they go."""

    app: ASGIApp
    counts: Counts

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            await self._http(scope, receive, send)
        elif scope["type"] == "websocket":
            with self.counts.open_pages.track_inprogress():
                await self.app(scope, receive, send)
        else:
            await self.app(scope, receive, send)

    async def _http(self, scope: Scope, receive: Receive, send: Send) -> None:
        began, way = perf_counter(), way_of(scope["path"])

        async def counted(message: Message) -> None:
            if message["type"] == "http.response.start":
                self.counts.answers.labels(way, str(message["status"])).inc()
                self.counts.seconds.labels(way).observe(perf_counter() - began)
            await send(message)

        await self.app(scope, receive, counted)


def way_of(path: str) -> str:
    """One of a few: an address that somebody makes up adds no figure, and no token or reference becomes one."""
    return next((way for way in WAYS if path == way or path.startswith(f"{way}/")), "page")


def describe(
    store: Store,
    clock: Callable[[], datetime],
    token: str,
    *,
    read_only: bool = False,
    answers: Callable[[], bool] | None = None,
) -> tuple[Health, dict[str, Any]]:
    """The routes, and what the middleware `Counted` is given."""
    registry = registry_of(store, clock)
    return Health(store, clock, registry, token, read_only, answers), {"counts": Counts(registry)}
