"""A virus scanner: ClamAV's daemon, asked over its socket, on this machine or another.

Source: clamd(8) of ClamAV 1.4, COMMANDS: `zINSTREAM`, chunks that begin with their length, an empty one as the end; and
`zPING`.
"""

import re
import socket
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from time import monotonic

from engine.ports import Failed, Later

SETTING = "WHERRY_CLAMD"
HOW = f"Write {SETTING} as unix:/run/clamav/clamd.ctl or scanner.example.gov.uk:3310"
SHAPE = re.compile(r"unix:(?P<path>/.+)|(?P<host>\[[0-9a-fA-F:.]+\]|[^\s:/\[\]]+):(?P<port>\d{1,5})")
#: For all of one file, in seconds: to reach it, to send the file and to hear what it says.
PATIENCE = 120.0
#: Until it says that it is there.
SOON = 2.0
CHUNK = 65_536
#: What it says is a line.
LONGEST = 1_000
TOO_LARGE = "it is larger than the scanner takes (StreamMaxLength in clamd.conf)"


@dataclass(frozen=True)
class Clamd:
    """`path` of a Unix socket, or `host` and `port`."""

    path: str = ""
    host: str = ""
    port: int = 0
    clock: Callable[[], float] = monotonic
    patience: float = PATIENCE

    @classmethod
    def from_environment(cls, environment: Mapping[str, str]) -> "Clamd | None":
        """None where none is set. Raises a ValueError that says how to write it."""
        told = environment.get(SETTING, "").strip()
        if not told:
            return None
        found = SHAPE.fullmatch(told)
        if found is None or int(found["port"] or 1) not in range(1, 65_536):
            raise ValueError(HOW)
        if found["path"]:
            return cls(path=found["path"])
        return cls(host=found["host"].strip("[]"), port=int(found["port"]))

    def scan(self, data: bytes) -> str:
        """The name of the virus, "" where there is none. Raises `Later` or `Failed`."""
        until = self.clock() + self.patience
        try:
            with self._reached() as channel:
                heard = self._asked(channel, data, until)
        except TimeoutError:
            raise Later(f"The virus scanner did not answer within {self.patience:g} seconds") from None
        except OSError as error:
            raise Later(f"The virus scanner could not be reached: {error.strerror or type(error).__name__}") from None
        return _understood(heard)

    def answers(self) -> bool:
        """Whether it is there and says so soon."""
        hurried = replace(self, patience=min(self.patience, SOON))
        try:
            with hurried._reached() as channel:
                channel.sendall(b"zPING\0")
                return hurried._heard(channel, self.clock() + hurried.patience) == b"PONG\0"
        except OSError:
            return False

    def _reached(self) -> socket.socket:
        if not self.path:
            return socket.create_connection((self.host, self.port), timeout=self.patience)
        channel = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        try:
            channel.settimeout(self.patience)
            channel.connect(self.path)
        except OSError:
            channel.close()
            raise
        return channel

    def _asked(self, channel: socket.socket, data: bytes, until: float) -> bytes:
        """What it says. It may say so, and hang up, before it has heard all."""
        try:
            channel.sendall(b"zINSTREAM\0")
            for at in range(0, len(data), CHUNK):
                channel.settimeout(self._left(until))
                piece = data[at : at + CHUNK]
                channel.sendall(len(piece).to_bytes(4, "big") + piece)
            channel.sendall(bytes(4))
        except (BrokenPipeError, ConnectionResetError):
            return self._heard(channel, until)
        return self._heard(channel, until)

    def _heard(self, channel: socket.socket, until: float) -> bytes:
        said = b""
        while not said.endswith(b"\0") and len(said) <= LONGEST:
            channel.settimeout(self._left(until))
            if not (piece := channel.recv(CHUNK)):
                break
            said += piece
        return said

    def _left(self, until: float) -> float:
        left = until - self.clock()
        if left <= 0:
            raise TimeoutError
        return left


def _understood(said: bytes) -> str:
    """Only a whole answer counts: half of one could be the first half of anything."""
    if said == b"stream: OK\0":
        return ""
    found = re.fullmatch(rb"stream: ([^\0\n]{1,200}) FOUND\0", said)
    if found:
        return found[1].decode("utf-8", "replace")
    if said.startswith(b"INSTREAM size limit exceeded"):
        raise Failed(TOO_LARGE)
    raise Later("The virus scanner gave no answer that says yes or no")
