"""A store of objects that answers as S3 does: PUT, GET and DELETE of one object, what is not there, and its faults."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

GONE = b'<?xml version="1.0"?><Error><Code>NoSuchKey</Code><Message>The key does not exist.</Message></Error>'
BUSY = b'<?xml version="1.0"?><Error><Code>SlowDown</Code><Message>Reduce your request rate.</Message></Error>'


class Store(ThreadingHTTPServer):
    """What it holds by its path, and how often it says that it is busy before it answers."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Answers)
        self.objects: dict[str, bytes] = {}
        self.signed: list[str] = []
        self.busy = 0

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"


class Answers(BaseHTTPRequestHandler):
    server: Store
    protocol_version = "HTTP/1.1"

    def do_PUT(self) -> None:
        data = self.rfile.read(int(self.headers["Content-Length"]))
        if self._ready():
            self.server.objects[self._key()] = data
            self._say(200)

    def do_GET(self) -> None:
        if self._ready():
            found = self.server.objects.get(self._key())
            self._say(404, GONE) if found is None else self._say(200, found)

    def do_DELETE(self) -> None:
        if self._ready():
            self.server.objects.pop(self._key(), None)
            self._say(204)

    def _ready(self) -> bool:
        self.server.signed.append(self.headers.get("Authorization", ""))
        if self.server.busy:
            self.server.busy -= 1
            self._say(503, BUSY)
            return False
        return True

    def _key(self) -> str:
        return self.path.partition("?")[0]

    def _say(self, status: int, body: bytes = b"") -> None:
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("ETag", '"0"')
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Says nothing."""


@contextmanager
def store() -> Iterator[Store]:
    """A store on a port of its own, for as long as it is used."""
    with Store() as served:
        serving = threading.Thread(target=served.serve_forever, args=(0.01,), daemon=True)
        serving.start()
        yield served
        served.shutdown()
        serving.join()
