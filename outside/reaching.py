"""Reaches another system by HTTP: to the very address that was checked, within a time, and reads only so much."""

import ssl
from dataclasses import dataclass

import anyio
import httpx

from outside.addresses import Rule

#: In bytes, of an answer.
MOST = 100_000


class TooMuch(Exception):
    """An answer that is longer than anybody needs."""


@dataclass(frozen=True)
class Answered:
    status: int
    headers: httpx.Headers
    body: bytes


@dataclass(frozen=True)
class Guarded(httpx.AsyncBaseTransport):
    """Connects to what the rule allows; the certificate is still asked for the name."""

    rule: Rule
    transport: httpx.AsyncBaseTransport

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        scheme, host = request.url.scheme, request.url.host
        port = request.url.port or {"http": 80, "https": 443}[scheme]
        try:
            found = await anyio.to_thread.run_sync(self.rule.addresses, scheme, host, port, abandon_on_cancel=True)
        except OSError as error:
            raise httpx.ConnectError(f"{host} is not known: {error}") from error
        request.extensions = {**request.extensions, "sni_hostname": host}
        *others, last = found
        for address in others:
            request.url = request.url.copy_with(host=address)
            try:
                return await self.transport.handle_async_request(request)
            except httpx.ConnectError:
                continue
        request.url = request.url.copy_with(host=last)
        return await self.transport.handle_async_request(request)

    async def aclose(self) -> None:
        await self.transport.aclose()


@dataclass(frozen=True)
class Caller:
    """Each request has a connection of its own: one kept for an address would serve another name there."""

    rule: Rule
    tls: ssl.SSLContext

    def post(self, url: str, headers: dict[str, str], body: bytes, seconds: float) -> Answered:
        """Raises `httpx.TransportError`, TimeoutError, `TooMuch` or `NotAllowed`. Follows no redirect."""
        return anyio.run(self._ask, "POST", url, headers, body, seconds, MOST)

    def get(self, url: str, headers: dict[str, str], seconds: float, most: int = MOST) -> Answered:
        """The same without a body; of the answer as many bytes as `most`."""
        return anyio.run(self._ask, "GET", url, headers, b"", seconds, most)

    async def _ask(
        self, method: str, url: str, headers: dict[str, str], body: bytes, seconds: float, most: int
    ) -> Answered:
        guarded = Guarded(self.rule, httpx.AsyncHTTPTransport(verify=self.tls, trust_env=False))
        with anyio.fail_after(seconds):
            async with httpx.AsyncClient(transport=guarded, timeout=None, trust_env=False) as client:
                wanted = {"accept": "application/json", "accept-encoding": "identity", "user-agent": "Wherry"}
                async with client.stream(method, url, headers=wanted | headers, content=body or None) as answer:
                    return Answered(answer.status_code, answer.headers, await _read(answer, most))


async def _read(answer: httpx.Response, most: int) -> bytes:
    body = bytearray()
    async for part in answer.aiter_raw():
        body += part
        if len(body) > most:
            raise TooMuch
    return bytes(body)
