"""What this machine is told by its environment: where things are kept, and how people come by."""

import hashlib
import os
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from workflows.faults import nearest

HOME = Path(__file__).resolve().parent
OURS = "WHERRY_"
#: All that is read of the environment, here and by what is reached outside.
NAMES = frozenset(
    OURS + name
    for name in (
        "CLAMD DATABASE DEFINITIONS FILES FILES_ENDPOINT FROM HOST LETTERS METRICS_TOKEN MODE MODULUS NOTIFY_EMAIL "
        "NOTIFY_KEY NOTIFY_TEXT NOTIFY_URL ORIGIN OS_PLACES_KEY OS_PLACES_URL OTHERS PAY_KEY PAY_SECRET PAY_URL PORT "
        "READ_ONLY SECRET SMTP TILES TILES_CREDIT TILES_DEEPEST TILES_START VAR WORKER"
    ).split()
)
#: How some have to be written, and how to say so. What is left out or empty is not looked at.
SHAPES = {
    "WHERRY_DATABASE": (
        r"sqlite:///.+|postgresql\+psycopg://.+",
        "Write WHERRY_DATABASE as sqlite:////var/lib/wherry/wherry.db or postgresql+psycopg://user:password@host/name",
    ),
    "WHERRY_PORT": (r"\d{1,5}", "Write WHERRY_PORT as a number, such as 8501"),
    "WHERRY_READ_ONLY": (r"[01]", "Write WHERRY_READ_ONLY as 1, or leave it out"),
    "WHERRY_WORKER": (r"apart", "Write WHERRY_WORKER as apart, or leave it out"),
}
EXAMPLE = "https://forms.example.gov.uk"
#: The ports that browsers leave out.
USUAL = {"https": 443, "http": 80}
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
    #: Whether this program does what is asked of the outside, or `wherry worker` apart from it.
    works: bool = True
    #: Whether nothing may be changed for now; what is there can be read.
    read_only: bool = False
    #: Opens `/metrics`; without it that is closed to everybody.
    metrics_token: str = ""
    #: Whether the log is lines of JSON, for a program to read, or Python's own with every word.
    logs_json: bool = False

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
            works=environment.get("WHERRY_WORKER") != "apart",
            read_only=environment.get("WHERRY_READ_ONLY") == "1",
            metrics_token=environment.get("WHERRY_METRICS_TOKEN", ""),
            logs_json=environment.get("WHERRY_MODE") != "run",
        )

    @property
    def origins(self) -> tuple[str, ...]:
        """The exact addresses that people come by; the first is the one that letters name."""
        if self.given_origins:
            return tuple(map(_origin, self.given_origins))
        if self.demo:
            return tuple(f"http://{name}:{self.port}" for name in dict.fromkeys(["localhost", "127.0.0.1", self.host]))
        raise NotSet(f"Set WHERRY_ORIGIN to the address that people come by, such as {EXAMPLE}")

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


def badly_written(environment: Mapping[str, str]) -> dict[str, str]:
    """Each setting that is not written as it has to be, with a sentence that says how."""
    told = {name: environment.get(name, "") for name in SHAPES}
    return {name: how for name, (shape, how) in SHAPES.items() if told[name] and not re.fullmatch(shape, told[name])}


def unknown(environment: Mapping[str, str]) -> list[str]:
    """A sentence for each setting that is called like one of ours and is none."""
    strange = sorted(name for name in environment if name.startswith(OURS) and name not in NAMES)
    # By what they do not share: all would seem alike otherwise.
    like = {name: nearest(name.removeprefix(OURS), [one.removeprefix(OURS) for one in NAMES]) for name in strange}
    return [
        f"{name} is no setting of Wherry." + (f' Did you mean "{OURS}{like[name]}"?' if like[name] else "")
        for name in strange
    ]


def _origin(given: str) -> str:
    """An address as browsers name it. Any other would be refused for ever, so it is told at the start."""
    origin, right = given.rstrip("/"), _as_browsers_write(given)
    if origin != right:
        raise NotSet(f"WHERRY_ORIGIN has {given}, as no browser writes it. Write {right}")
    return origin


def _as_browsers_write(given: str) -> str:
    try:
        parts = urlsplit(given if "//" in given else f"https://{given}")
        port = parts.port
    except ValueError:
        return EXAMPLE
    if parts.scheme not in USUAL or not parts.hostname:
        return EXAMPLE
    host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    return f"{parts.scheme}://{host}" + (f":{port}" if port not in (None, USUAL[parts.scheme]) else "")


def _hashed(secret: str) -> bytes:
    if len(secret) < SHORTEST:
        raise NotSet(f"Set WHERRY_SECRET to at least {SHORTEST} characters that nobody can guess, and keep it")
    return hashlib.sha256(secret.encode()).digest()
