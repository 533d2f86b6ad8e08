"""A virus scanner that speaks as ClamAV's daemon does, and goes wrong as it is told to."""

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

#: What counts as a virus here; no scanner of the machine that runs the tests looks for it.
VIRUS = b"a virus of these tests"


class Scanner(socketserver.ThreadingMixIn, socketserver.TCPServer):
    """`says` is said instead of its answer, and b"" is nothing, for long."""

    daemon_threads, allow_reuse_address = True, True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Answers)
        self.heard: list[bytes] = []
        self.says: bytes | None = None
        self.hangs_up = False
        self.over = threading.Event()

    @property
    def port(self) -> int:
        return int(self.server_address[1])


class Answers(socketserver.StreamRequestHandler):
    server: Any

    def handle(self) -> None:
        if self.server.hangs_up:
            return
        if (asked := self.rfile.read(6)) == b"zPING\0":
            self.wfile.write(b"PONG\0" if self.server.says is None else self.server.says)
            return
        assert asked + self.rfile.read(4) == b"zINSTREAM\0"
        heard = b""
        while size := int.from_bytes(self.rfile.read(4), "big"):
            heard += self.rfile.read(size)
        self.server.heard.append(heard)
        if self.server.says is None:
            self.wfile.write(b"stream: A.Virus FOUND\0" if VIRUS in heard else b"stream: OK\0")
        elif self.server.says:
            self.wfile.write(self.server.says)
        else:
            self.server.over.wait(10)


@contextmanager
def running() -> Iterator[Scanner]:
    with Scanner() as found:
        serving = threading.Thread(target=found.serve_forever, args=(0.02,))
        serving.start()
        try:
            yield found
        finally:
            found.over.set()
            found.shutdown()
            serving.join()
