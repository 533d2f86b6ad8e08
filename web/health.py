"""For the machines' own eyes: whether this process lives, whether it can serve people, and its figures.

`/healthz` and `/readyz` say nothing about anybody. `/metrics` is there only for whoever has its token.
"""

import hmac
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from time import perf_counter
from typing import Any

from anyio import fail_after, to_thread
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
STILL = "Read only: everything can be read, and nothing changed or sent"
TOO_SLOW = "The database takes too long to answer"
METRICS_TYPE = "text/plain; version=0.0.4; charset=utf-8"
#: The ways that are counted one by one, by how they begin; every other address is a page.
WAYS = ("/api", "/hooks", "/_stcore/stream", "/_stcore", "/static", "/component", "/media", "/return", "/sign-in",
        "/pay", "/healthz", "/readyz", "/metrics")  # fmt: skip
SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)


@dataclass(frozen=True)
class Health:
    """`token` opens `/metrics`; without one it is not there."""

    store: Store
    clock: Callable[[], datetime]
    registry: CollectorRegistry
    token: str = ""
    read_only: bool = False

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
        body = {"status": "not ready" if lacking else "ready", "missing": lacking, "told": told}
        return JSONResponse(body, 503 if lacking else 200)

    def _standing(self) -> tuple[list[str], list[str]]:
        lacking = missing(self.store.database)
        if lacking:
            return [lacking], []
        if self.read_only:
            return [], [STILL]
        return [], [] if self.store.leases.held("worker ", self.clock()) else [NO_WORKER]

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
    store: Store, clock: Callable[[], datetime], token: str, *, read_only: bool = False
) -> tuple[Health, dict[str, Any]]:
    """The routes, and what the middleware `Counted` is given."""
    registry = registry_of(store, clock)
    return Health(store, clock, registry, token, read_only), {"counts": Counts(registry)}
