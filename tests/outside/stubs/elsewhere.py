"""Another system on this machine that answers as real ones do, and as badly, over plain sockets."""

import json
import socket
import ssl
import struct
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event, Thread
from typing import Any, TypeAlias

#: Its certificate as lights.example, and the key.
LIGHTS = Path(__file__).parent / "lights.pem"
#: What it does with a connection, once it has read what was asked.
Behaviour: TypeAlias = Callable[["Elsewhere", socket.socket], None]


@dataclass(frozen=True)
class Asked:
    line: str
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)


@dataclass
class Elsewhere:
    """Does what `behaviour` says, one connection after another, and remembers what it was asked."""

    listening: socket.socket
    behaviour: Behaviour
    tls: ssl.SSLContext | None = None
    asked: list[Asked] = field(default_factory=list)
    over: Event = field(default_factory=Event)

    def __post_init__(self) -> None:
        self.port = int(self.listening.getsockname()[1])

    def serve(self) -> None:
        while not self.over.is_set():
            try:
                connection, _ = self.listening.accept()
            except OSError:  # it was closed
                return
            Thread(target=self._one, args=(connection,), daemon=True).start()

    def _one(self, connection: socket.socket) -> None:
        with connection:
            try:
                spoken = self.tls.wrap_socket(connection, server_side=True) if self.tls else connection
                self.asked.append(_read(spoken))
                self.behaviour(self, spoken)
            except OSError:
                return  # whoever asked has gone


@contextmanager
def elsewhere(behaviour: Behaviour, tls: ssl.SSLContext | None = None) -> Iterator[Elsewhere]:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        other = Elsewhere(listening, behaviour, tls)
        Thread(target=other.serve, daemon=True).start()
        yield other
        other.over.set()
        listening.shutdown(socket.SHUT_RDWR)


def _read(connection: socket.socket) -> Asked:
    got = b""
    while b"\r\n\r\n" not in got:
        got += _more(connection)
    head, _, body = got.partition(b"\r\n\r\n")
    line, *rest = head.decode().split("\r\n")
    headers = {name.lower(): value for name, _, value in (one.partition(": ") for one in rest)}
    while len(body) < int(headers.get("content-length", 0)):
        body += _more(connection)
    return Asked(line, headers, body)


def _more(connection: socket.socket) -> bytes:
    part = connection.recv(65536)
    if not part:
        raise ConnectionResetError
    return part


def answer(status: int, body: bytes | object = b"", **headers: str) -> Behaviour:
    """An answer as it should be; anything but bytes is written as JSON."""
    written = body if isinstance(body, bytes) else json.dumps(body).encode()

    def answered(_other: Elsewhere, connection: socket.socket) -> None:
        lines = {"content-length": str(len(written))} | {name.replace("_", "-"): one for name, one in headers.items()}
        head = "".join(f"{name}: {one}\r\n" for name, one in lines.items())
        connection.sendall(f"HTTP/1.1 {status} Said\r\n{head}\r\n".encode() + written)

    return answered


def says_nothing(other: Elsewhere, connection: socket.socket) -> None:
    """For half a minute, or until nobody needs it any more."""
    other.over.wait(30)


def drips(other: Elsewhere, connection: socket.socket) -> None:
    """A byte of the headers at a time, so that no single wait is long."""
    connection.sendall(b"HTTP/1.1 200 OK\r\nx-long: ")
    while not other.over.wait(0.02):
        connection.sendall(b"x")


def half_a_body(other: Elsewhere, connection: socket.socket) -> None:
    connection.sendall(b'HTTP/1.1 200 OK\r\ncontent-length: 1000\r\n\r\n{"given": ')


def reset(other: Elsewhere, connection: socket.socket) -> None:
    """Goes away without a word: the other side is told so by RST."""
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))


def huge(other: Elsewhere, connection: socket.socket) -> None:
    """Never ends, and says nothing of its length."""
    connection.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
    while not other.over.is_set():
        connection.sendall(b" " * 65536)


def no_http(other: Elsewhere, connection: socket.socket) -> None:
    connection.sendall(b"220 mail.example.org ESMTP\r\n")
