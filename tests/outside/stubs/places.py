"""Answers as OS Places does by its public documentation, on this machine, and misbehaves when told to."""

import json
import threading
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Literal
from urllib.parse import parse_qs, urlsplit

KEY = "qT3vK8wYp2Lr"
#: "slow" answers after half a minute, "half" stops in the middle, "odd" says something else in JSON,
#: "words" what is no list of results, "html" in HTML.
Fault = Literal["slow", "429", "500", "half", "odd", "words", "html"]


def point(uprn: str, number: str, **more: str) -> dict[str, Any]:
    """A delivery point, as theirs, with the words that every record has."""
    street = more.pop("street", "ELM HILL")
    said = {
        "BUILDING_NUMBER": number,
        "THOROUGHFARE_NAME": street,
        "POST_TOWN": "NORWICH",
        "POSTCODE": "NR3 1HN",
    } | more
    lines = [said.get(name, "") for name in ("ORGANISATION_NAME", "SUB_BUILDING_NAME", "BUILDING_NAME")]
    address = ", ".join(filter(None, [*lines, f"{number} {street}".strip(), said["POST_TOWN"], said["POSTCODE"]]))
    about = {"UPRN": uprn, "UDPRN": "1", "ADDRESS": address, "RPC": "1", "STATUS": "APPROVED", "MATCH": 1.0}
    return about | {name: value for name, value in said.items() if value}


ELM_HILL = [
    point("100090000001", "1"),
    point("100090000011", "11"),
    point("100090000002", "", SUB_BUILDING_NAME="FLAT 2A", BUILDING_NAME="ST ANDREW'S HOUSE"),
]


@dataclass
class Places:
    """What is where, which postcodes were asked for and at which addresses, and what goes wrong with the next."""

    points: dict[str, list[dict[str, Any]]] = field(default_factory=lambda: {"NR3 1HN": ELM_HILL})
    asked: list[str] = field(default_factory=list)
    addresses: list[str] = field(default_factory=list)
    faults: deque[Fault] = field(default_factory=deque)
    stop: threading.Event = field(default_factory=threading.Event)
    url: str = ""


class Handler(BaseHTTPRequestHandler):
    places: Places

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        asked = {name: values[0] for name, values in parse_qs(parts.query).items()}
        self.places.asked.append(asked.get("postcode", ""))
        self.places.addresses.append(self.path)
        if self.headers["key"] != KEY:
            self._send(
                401, {"fault": {"faultstring": "Invalid ApiKey", "detail": {"errorcode": "oauth.v2.InvalidApiKey"}}}
            )
        elif parts.path != "/search/places/v1/postcode" or asked.get("dataset") != "DPA":
            self._send(400, {"error": {"statuscode": 400, "message": "Request is not one of ours."}})
        else:
            self._answer(asked["postcode"], int(asked.get("maxresults", 100)))

    def _answer(self, postcode: str, most: int) -> None:
        fault = self.places.faults.popleft() if self.places.faults else ""
        found = self.places.points.get(postcode, [])[:most]
        header = {"uri": self.path, "query": f"postcode={postcode}", "offset": 0, "totalresults": len(found),
                  "format": "JSON", "dataset": "DPA", "lr": "EN,CY", "maxresults": most, "epoch": "120",
                  "output_srs": "EPSG:27700"}  # fmt: skip
        whole = {"header": header} | ({"results": [{"DPA": one} for one in found]} if found else {})
        if fault == "slow":
            self.places.stop.wait(30)
        elif fault in ("429", "500"):
            self._send(int(fault), {"error": {"statuscode": int(fault), "message": "Not now."}})
        elif fault == "odd":
            self._send(200, ["nothing", "of", "theirs"])
        elif fault == "words":
            self._send(200, whole | {"results": "three"})
        elif fault == "html":
            self._write(200, b"<html><body>Welcome to the WiFi</body></html>")
        else:
            body = json.dumps(whole).encode()
            self._write(200, body, len(body) // 2 if fault == "half" else None)

    def _send(self, status: int, told: Any) -> None:
        self._write(status, json.dumps(told).encode())

    def _write(self, status: int, body: bytes, much: int | None = None) -> None:
        self.send_response(status)
        self.send_header("content-type", "application/json;charset=utf-8")
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body[:much])

    def log_message(self, format: str, *args: Any) -> None:
        """Silent: what a test wants to know it asks."""


@contextmanager
def running() -> Iterator[Places]:
    """A stub on a free port, until the end of the block."""
    places = Places()
    handler = type("Here", (Handler,), {"places": places})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        places.url = f"http://127.0.0.1:{server.server_port}/search/places/v1"
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield places
        finally:
            places.stop.set()
            server.shutdown()
