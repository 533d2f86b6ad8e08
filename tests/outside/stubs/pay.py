"""A payment service on this machine that answers as GOV.UK Pay does, its faults included.

As the real one it heeds no idempotency key for payments on the web, gives a new `next_url` at each look while somebody
may still pay, and leaves that out when nobody may.
"""

import hmac
import json
import socket
import struct
import threading
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

KEY = "api_test_of_the_tests"
SECRET = "the secret of the tests’ webhook"
CODES = {"cancel": ("failed", "P0030", "Payment was cancelled by the user"), "refuse": ("failed", "P0010", "Declined")}
PAGE = (
    '<link rel="icon" href="data:,"><h1>Enter card details</h1><form method="post">'
    '<button name="do" value="pay">Confirm payment</button>'
    '<button name="do" value="cancel">Cancel payment</button></form>'
)


@dataclass
class Pay:
    """What it holds, and the faults that its next answers have: "slow", "429", "500", "half", "reset", "lost"."""

    address: str = ""
    payments: dict[str, dict[str, Any]] = field(default_factory=dict)
    tokens: dict[str, str] = field(default_factory=dict)
    faults: deque[str] = field(default_factory=deque)
    asked: list[tuple[str, str]] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)
    #: Its search lags behind: what was begun is not found yet.
    lags: bool = False
    #: Whether a key that was used before is an error, as it is for payments under an agreement.
    keeps_keys: bool = False
    stop: threading.Event = field(default_factory=threading.Event)

    def create(self, told: dict[str, Any]) -> dict[str, Any]:
        id = f"pay{len(self.payments) + 1:023}"
        self.payments[id] = {
            **told, "payment_id": id, "payment_provider": "sandbox", "state": {"status": "created", "finished": False},
        }  # fmt: skip
        return self.shown(id)

    def shown(self, id: str) -> dict[str, Any]:
        payment, links = self.payments[id], {}
        if not payment["state"]["finished"]:
            token = f"token{len(self.tokens) + 1}"
            self.tokens[token] = id
            links = {"next_url": {"href": f"{self.address}/secure/{token}", "method": "GET"}}
        return {**payment, "_links": {"self": {"href": f"{self.address}/v1/payments/{id}", "method": "GET"}, **links}}

    def press(self, id: str, button: str) -> str:
        """Press a button of its page: "pay", "cancel", or "refuse" for a card that is refused. Where it leads then."""
        payment = self.payments[id]
        if not payment["state"]["finished"]:
            status, code, message = CODES.get(button, ("success", "", ""))
            told = {"code": code, "message": message} if code else {}
            payment["state"] = {"status": status, "finished": True, **told}
        return str(payment["return_url"])

    def only(self) -> str:
        """The id of the one payment that there is."""
        (id,) = self.payments
        return id

    def taken(self) -> list[str]:
        return [id for id, one in self.payments.items() if one["state"]["status"] == "success"]

    def message(self, id: str) -> tuple[bytes, str]:
        """What it posts when something has happened to a payment, and the signature."""
        told = {"webhook_message_id": "m1", "resource_id": id, "resource_type": "payment",
                "event_type": "card_payment_succeeded", "resource": self.payments[id]}  # fmt: skip
        body = json.dumps(told).encode()
        return body, hmac.new(SECRET.encode(), body, "sha256").hexdigest()


@contextmanager
def serving() -> Iterator[Pay]:
    pay = Pay()
    handler = type("OfPay", (Handler,), {"pay": pay})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    pay.address = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield pay
    finally:
        pay.stop.set()
        server.shutdown()
        server.server_close()
        thread.join()


class Handler(BaseHTTPRequestHandler):
    pay: Pay

    def do_GET(self) -> None:
        where = urlsplit(self.path)
        if where.path.startswith("/secure/"):
            self._send(200, PAGE.encode(), "text/html")
        elif self._let_in():
            self._answer(*self._found(where.path, parse_qs(where.query)))

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("content-length", 0)))
        where = urlsplit(self.path)
        if where.path.startswith("/secure/"):
            id = self.pay.tokens[where.path.rpartition("/")[2]]
            self.send_response(303)
            self.send_header("location", self.pay.press(id, parse_qs(body.decode())["do"][0]))
            self.end_headers()
        elif self._let_in():
            self._answer(*self._begun(json.loads(body)))

    def _begun(self, told: dict[str, Any]) -> tuple[int, dict[str, Any]]:
        if told["amount"] < 1 or told["amount"] > 10_000_000:
            return 422, {"field": "amount", "code": "P0102", "description": "Must be more than or equal to 1"}
        key = self.headers["idempotency-key"]
        if self.pay.keeps_keys and key in self.pay.keys:
            return 409, {"code": "P0191", "description": "The Idempotency-Key has already been used"}
        self.pay.keys.append(key)
        return 201, self.pay.create(told)

    def _found(self, path: str, query: dict[str, list[str]]) -> tuple[int, dict[str, Any]]:
        id = path.removeprefix("/v1/payments").strip("/")
        if id in self.pay.payments:
            return 200, self.pay.shown(id)
        if id:
            return 404, {"code": "P0200", "description": "Not found"}
        wanted = query["reference"][0]
        found = [one for one in self.pay.payments.values() if one["reference"] == wanted and not self.pay.lags]
        return 200, {"total": len(found), "count": len(found), "page": 1, "results": found}

    def _let_in(self) -> bool:
        self.pay.asked.append((self.command, urlsplit(self.path).path))
        if self.headers["authorization"] == f"Bearer {KEY}":
            return True
        self._send(401, b'{"code": "P0900", "description": "Credentials are required"}')
        return False

    def _answer(self, status: int, told: dict[str, Any]) -> None:
        """What was asked is done already; only the answer may be lost."""
        fault = self.pay.faults.popleft() if self.pay.faults else ""
        body = json.dumps(told).encode()
        if fault == "slow":
            self.pay.stop.wait(30)
        elif fault in ("429", "500"):
            self._send(int(fault), b'{"code": "P0900", "description": "Too many requests"}')
        elif fault == "half":
            self._send(status, body[: len(body) // 2], length=len(body))
        elif fault in ("reset", "lost"):
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            self.connection.close()
        else:
            self._send(status, body)

    def _send(self, status: int, body: bytes, kind: str = "application/json", length: int | None = None) -> None:
        self.send_response(status)
        self.send_header("content-type", kind)
        self.send_header("content-length", str(len(body) if length is None else length))
        if status == 429:
            self.send_header("retry-after", "2")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:
        """Nothing: the tests say what went wrong."""
