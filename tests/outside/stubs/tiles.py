"""A server of map tiles on this machine: each a picture of its own, and it misbehaves when told to."""

import struct
import threading
import zlib
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Literal

KEY = "Zt5wQ1kd"
SIDE = 256
#: "slow" answers after half a minute; "half" stops in the middle; "lies" says that a page is a picture.
Fault = Literal["slow", "500", "403", "404", "half", "html", "lies", "svg", "redirect", "huge"]


def picture(zoom: int, x: int, y: int) -> bytes:
    """A PNG in two greens with lines, so that one tile is told from the next: lines come closer with each zoom."""
    ground, line = ((214, 232, 205), (178, 205, 165)) if (x + y) % 2 else ((226, 238, 218), (189, 212, 176))
    every = 128 >> (zoom % 4)
    across = bytes(each for at in range(SIDE) for each in (line if at % every == 0 else ground))
    rows = [b"\0" + (bytes(line) * SIDE if at % every == 0 else across) for at in range(SIDE)]
    chunks = [(b"IHDR", struct.pack(">2I5B", SIDE, SIDE, 8, 2, 0, 0, 0)), (b"IDAT", zlib.compress(b"".join(rows))),
              (b"tEXt", f"Title\0{zoom}/{x}/{y}".encode()), (b"IEND", b"")]  # fmt: skip
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data)) for name, data in chunks
    )


@dataclass
class TileServer:
    """What was asked for, and what goes wrong with the next requests."""

    asked: list[str] = field(default_factory=list)
    faults: deque[Fault] = field(default_factory=deque)
    stop: threading.Event = field(default_factory=threading.Event)
    netloc: str = ""

    @property
    def template(self) -> str:
        return f"http://{self.netloc}/zxy/Road_27700/{{z}}/{{x}}/{{y}}.png?key={KEY}"


class Handler(BaseHTTPRequestHandler):
    server_of: TileServer

    def do_GET(self) -> None:
        path, _, query = self.path.partition("?")
        numbers = path.removesuffix(".png").removeprefix("/zxy/Road_27700/")
        self.server_of.asked.append(numbers)
        if query != f"key={KEY}":
            self._write(401, b"{}", "application/json")
            return
        zoom, x, y = map(int, numbers.split("/"))
        self._answer(self.server_of.faults.popleft() if self.server_of.faults else "", picture(zoom, x, y))

    def _answer(self, fault: str, body: bytes) -> None:
        page = b"<html><script>alert(1)</script></html>"
        match fault:
            case "slow":
                self.server_of.stop.wait(30)
            case "500" | "403" | "404":
                self._write(int(fault), page, "text/html")
            case "html":
                self._write(200, page, "text/html")
            case "lies":
                self._write(200, page, "image/png")
            case "svg":
                self._write(200, b"<svg xmlns='http://www.w3.org/2000/svg'/>", "image/svg+xml")
            case "redirect":
                self._write(302, b"", "text/html", location="http://169.254.169.254/latest/meta-data/")
            case "huge":
                self._write(200, body + b"\0" * 400_000, "image/png")
            case "half":
                self._write(200, body[: len(body) // 2], "image/png", length=len(body))
            case _:
                self._write(200, body, "image/png")

    def _write(self, status: int, body: bytes, kind: str, length: int | None = None, **more: str) -> None:
        self.send_response(status)
        for name, value in {"content-type": kind, "content-length": str(length or len(body)), **more}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Silent: what a test wants to know it asks."""


@contextmanager
def running(port: int = 0) -> Iterator[TileServer]:
    """A stub until the end of the block, on a free port where none is named."""
    tiles = TileServer()
    handler = type("Here", (Handler,), {"server_of": tiles})
    with ThreadingHTTPServer(("127.0.0.1", port), handler) as server:
        tiles.netloc = f"127.0.0.1:{server.server_port}"
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield tiles
        finally:
            tiles.stop.set()
            server.shutdown()
