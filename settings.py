"""What this machine is told by its environment: where things are kept, and how people come by."""

import hashlib
import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

HOME = Path(__file__).resolve().parent
#: A shorter secret could be guessed.
SHORTEST = 32


class NotSet(Exception):
    """Something that a server cannot do without; the sentence says the cure."""


@dataclass(frozen=True)
class Settings:
    """`demo` is `wherry run`: sample sign-ins, this machine alone, and files are the drafts."""

    demo: bool
    database: str
    definitions: Path
    var: Path
    host: str
    port: int
    given_origins: tuple[str, ...] = ()
    given_secret: str = ""

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> "Settings":
        """Without WHERRY_MODE it is a server: nobody gets sample sign-ins by forgetting something."""
        var = Path(environment.get("WHERRY_VAR") or HOME / "var")
        return cls(
            demo=environment.get("WHERRY_MODE") == "run",
            database=environment.get("WHERRY_DATABASE") or f"sqlite:///{(var / 'wherry.db').as_posix()}",
            definitions=Path(environment.get("WHERRY_DEFINITIONS") or HOME / "definitions"),
            var=var,
            host=environment.get("WHERRY_HOST") or "127.0.0.1",
            port=int(environment.get("WHERRY_PORT") or 8501),
            given_origins=tuple(environment.get("WHERRY_ORIGIN", "").split()),
            given_secret=environment.get("WHERRY_SECRET", ""),
        )

    @property
    def origins(self) -> tuple[str, ...]:
        """The exact addresses that people come by; the first is the one that letters name."""
        if self.given_origins:
            return tuple(origin.rstrip("/") for origin in self.given_origins)
        if self.demo:
            return tuple(f"http://{name}:{self.port}" for name in dict.fromkeys(["localhost", "127.0.0.1", self.host]))
        raise NotSet("Set WHERRY_ORIGIN to the address that people come by, such as https://forms.example.gov.uk")

    @property
    def secret(self) -> bytes:
        """Signs visitors' cookies. In demo mode it is made once and kept; on a server it has to be given."""
        if self.given_secret or not self.demo:
            return _hashed(self.given_secret)
        kept = self.var / "secret"
        if not kept.exists():
            self.var.mkdir(parents=True, exist_ok=True)
            with os.fdopen(os.open(kept, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
                file.write(secrets.token_hex(SHORTEST))
        return _hashed(kept.read_text("utf-8"))


def _hashed(secret: str) -> bytes:
    if len(secret) < SHORTEST:
        raise NotSet(f"Set WHERRY_SECRET to at least {SHORTEST} characters that nobody can guess, and keep it")
    return hashlib.sha256(secret.encode()).digest()
