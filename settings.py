"""What the machine it runs on decides: read once from the environment, at the start."""

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, cast

HOME = Path(__file__).resolve().parent
KEY_BYTES = 32


class NotSet(SystemExit):
    """A setting is missing or wrong, with the sentence that says so."""


@dataclass(frozen=True)
class Settings:
    """`run` is demo mode on this machine: files are the drafts. `serve` is a server."""

    mode: Literal["run", "serve"]
    database: str
    definitions: Path
    #: Where files, the SQLite database and the key of a demo are kept.
    var: Path
    #: The exact addresses people come by.
    origins: tuple[str, ...]
    #: Signs cookies: 32 bytes that outlive a restart.
    secret: bytes

    @property
    def demo(self) -> bool:
        return self.mode == "run"

    @classmethod
    def from_environment(cls, given: Mapping[str, str] = os.environ) -> "Settings":
        """Raises `NotSet` with a sentence where a server lacks what it needs."""
        mode = given.get("WHERRY_MODE", "serve")
        if mode not in ("run", "serve"):
            raise NotSet(f"WHERRY_MODE is run or serve, not {mode}.")
        var = Path(given.get("WHERRY_VAR", HOME / "var"))
        var.mkdir(parents=True, exist_ok=True)
        port = given.get("WHERRY_PORT", "8501")
        origins = given.get("WHERRY_ORIGIN", f"http://localhost:{port},http://127.0.0.1:{port}")
        return cls(
            cast(Literal["run", "serve"], mode),
            given.get("WHERRY_DATABASE", f"sqlite:///{var / 'wherry.db'}"),
            Path(given.get("WHERRY_DEFINITIONS", HOME / "definitions")),
            var,
            tuple(origin.strip() for origin in origins.split(",")),
            _key(given, var, made=mode == "run"),
        )


def _key(given: Mapping[str, str], var: Path, made: bool) -> bytes:
    """The server's own secret; a demo makes one and keeps it where only its owner can read."""
    text = given.get("WHERRY_SECRET", "")
    if not text and made:
        file = var / "secret"
        if not file.exists():
            file.touch(mode=0o600)
            file.write_text(secrets.token_hex(KEY_BYTES), "utf-8")
        text = file.read_text("utf-8").strip()
    try:
        key = bytes.fromhex(text)
    except ValueError:
        key = b""
    if len(key) < KEY_BYTES:
        raise NotSet("WHERRY_SECRET must be 64 hexadecimal figures. Make one: openssl rand -hex 32")
    return key
