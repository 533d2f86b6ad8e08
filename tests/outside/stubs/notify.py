"""Answers as GOV.UK Notify's API does by its public documentation, on this machine, and misbehaves when told to."""

import hmac
import json
import re
import socket
import struct
import threading
from base64 import urlsafe_b64decode
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Literal
from urllib.parse import parse_qs, urlsplit
from uuid import UUID, uuid5

SERVICE, SECRET = "26785a09-ab16-4eb0-8407-a37497a57506", "3d844edf-8d35-48ac-975b-e847b4f122b0"
KEY = f"wherry-{SERVICE}-{SECRET}"
EMAIL, TEXT = "f33517ff-2a88-4f6e-b855-c550268ce08a", "ceb50d92-100d-4b8b-b559-14fa3b091cda"
NEEDED = {EMAIL: {"subject", "body", *(f"file_{number}" for number in range(1, 11))}, TEXT: {"body"}}
LONGEST_TEXT = 918
#: "slow" never answers, "gateway" is a machine before it. "half", "reset" and "odd" take the message first, so that its
#: answer is lost.
Fault = Literal["slow", "rate", "day", "broken", "gateway", "half", "reset", "odd"]


class Refused(Exception):
    def __init__(self, status: int, error: str, message: str) -> None:
        self.status, self.error, self.message = status, error, message


@dataclass
class Notify:
    """What it was sent, and what goes wrong with the next ones: a fault for each POST, in order."""

    clock: Callable[[], datetime]
    url: str = ""
    sent: list[dict[str, Any]] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    slow: threading.Event = field(default_factory=threading.Event)

    def accept(self, kind: str, told: dict[str, Any]) -> dict[str, Any]:
        check_recipient(kind, told)
        template, personal = told.get("template_id", ""), told.get("personalisation", {})
        if template != {"email": EMAIL, "sms": TEXT}[kind]:
            raise Refused(400, "BadRequestError", "Template not found")
        missing = NEEDED[template] - personal.keys()
        if missing:
            raise Refused(400, "BadRequestError", f"Missing personalisation: {', '.join(sorted(missing))}")
        if kind == "sms" and len(personal["body"]) > LONGEST_TEXT:
            raise Refused(400, "BadRequestError", f"Text messages cannot be longer than {LONGEST_TEXT} characters.")
        id = str(uuid5(UUID(SERVICE), str(len(self.sent))))
        self.sent.append({"id": id, "type": kind, **told})
        return {"id": id, "reference": told.get("reference"), "content": {"body": personal["body"]}}

    def find(self, reference: str) -> dict[str, Any]:
        found = [{**one, "status": "sending"} for one in reversed(self.sent) if one.get("reference") == reference]
        return {"notifications": found[:250], "links": {"current": f"/v2/notifications?reference={reference}"}}


def check_recipient(kind: str, told: dict[str, Any]) -> None:
    if kind == "email" and not re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s]+", told.get("email_address", "")):
        raise Refused(400, "ValidationError", "email_address Not a valid email address")
    if kind == "sms" and len(re.sub(r"\D", "", told.get("phone_number", ""))) < 10:
        raise Refused(400, "ValidationError", "phone_number Not enough digits")


def check_token(header: str, now: datetime) -> None:
    """HS256 by our secret, issued by our service, within 30 seconds."""
    try:
        said, claims, signature = header.removeprefix("Bearer ").split(".")
        issued = json.loads(unpacked(claims))
    except ValueError:
        raise Refused(401, "AuthError", "Unauthorized: authentication token must be provided") from None
    right = hmac.digest(SECRET.encode(), f"{said}.{claims}".encode(), "sha256")
    if json.loads(unpacked(said)) != {"typ": "JWT", "alg": "HS256"} or issued["iss"] != SERVICE:
        raise Refused(403, "AuthError", "Invalid token: API key not found")
    if not hmac.compare_digest(right, unpacked(signature)):
        raise Refused(403, "AuthError", "Invalid token: API key not found")
    if abs(issued["iat"] - now.timestamp()) > 30:
        raise Refused(403, "AuthError", "Error: Your system clock must be accurate to within 30 seconds")


def unpacked(text: str) -> bytes:
    return urlsafe_b64decode(text + "=" * (-len(text) % 4))


class Answers(BaseHTTPRequestHandler):
    notify: Notify

    def do_GET(self) -> None:
        self._answer(200, lambda: self.notify.find(parse_qs(urlsplit(self.path).query).get("reference", [""])[0]))

    def do_POST(self) -> None:
        told = json.loads(self.rfile.read(int(self.headers["content-length"])))
        fault = self.notify.faults.pop(0) if self.notify.faults else None
        kind = self.path.removeprefix("/v2/notifications/")
        if fault == "slow":
            self.notify.slow.wait()
        elif fault == "rate":
            self._refuse(Refused(429, "RateLimitError", "Exceeded rate limit for key type LIVE of 3000 requests"))
        elif fault == "day":
            self._refuse(Refused(429, "TooManyRequestsError", "Exceeded send limits (250000) for today"))
        elif fault == "gateway":
            self._write(502, b"<html><body>Bad gateway</body></html>")
        elif fault == "broken":
            self._refuse(Refused(500, "Exception", "Internal server error"))
        else:
            self._answer(201, lambda: self.notify.accept(kind, told), fault)

    def _answer(self, status: int, made: Any, fault: Fault | None = None) -> None:
        try:
            check_token(self.headers.get("authorization", ""), self.notify.clock())
            answer = json.dumps(made()).encode()
        except Refused as refused:
            self._refuse(refused)
            return
        if fault == "reset":
            self._reset()
            return
        self._write(status, b"OK" if fault == "odd" else answer, len(answer) // 2 if fault == "half" else None)

    def _refuse(self, refused: Refused) -> None:
        errors = [{"error": refused.error, "message": refused.message}]
        answer = json.dumps({"status_code": refused.status, "errors": errors}).encode()
        self._write(refused.status, answer)

    def _write(self, status: int, answer: bytes, much: int | None = None) -> None:
        self.send_response(status)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer[:much])

    def _reset(self) -> None:
        """Closed without a goodbye, as where a cable is cut."""
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.connection.close()

    def log_message(self, format: str, *args: Any) -> None:
        """Silent: what a test wants to know it asks."""


@contextmanager
def running(clock: Callable[[], datetime]) -> Iterator[Notify]:
    """A stub on a free port, until the end of the block."""
    notify = Notify(clock)
    handler = type("Handler", (Answers,), {"notify": notify})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        notify.url = f"http://127.0.0.1:{server.server_port}"
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield notify
        finally:
            notify.slow.set()
            server.shutdown()
