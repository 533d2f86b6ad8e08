"""Posts something signed to another system that may be slow, busy or down; what it says to that, in sentences."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from email.utils import parsedate_to_datetime
from typing import Any, Never

import httpx

from engine.ports import Failed, Later
from outside.addresses import NotAllowed
from outside.breaker import Breaker
from outside.reaching import Answered, Caller, TooMuch
from outside.signing import sign
from workflows.values import read_json

#: What passes: too early, busy, or the same is under way there.
PASSES = frozenset({408, 409, 425, 429})
#: Letters of what another system says that are shown to anybody.
LONGEST = 200


@dataclass(frozen=True)
class ToPost:
    """`name` is what people read of whom it goes to. The same id tells the other system that it had it before."""

    name: str
    url: str
    keys: Sequence[bytes]
    id: str
    body: bytes
    #: For everything together, from looking up its address to the last byte.
    seconds: float

    @property
    def host(self) -> str:
        return httpx.URL(self.url).netloc.decode()


@dataclass(frozen=True)
class Posting:
    """Who fails again and again is left alone for a while."""

    caller: Caller
    breaker: Breaker
    clock: Callable[[], datetime]

    def post(self, what: ToPost, headers: Mapping[str, str]) -> bytes:
        """What it answered. Raises `Later` where that may pass, else `Failed`."""
        if pause := self.breaker.pause(what.host):
            raise Later(f"{what.name} has failed often and is left alone for a while", pause)
        answer = self._asked(what, headers)
        name, status = what.name, answer.status
        if status in PASSES:
            raise Later(f"{name} is busy: it answered with status {status}", self._after(answer))
        if 300 <= status < 400:
            raise Failed(f"{name} answered that it has moved, which is never followed: its address must be changed")
        if status >= 400:
            raise _refusal(name, status, answer.body)
        return answer.body

    def _asked(self, what: ToPost, headers: Mapping[str, str]) -> Answered:
        signed = sign(what.keys, what.id, what.body, self.clock())
        whole = {"content-type": "application/json", **headers, **signed}
        try:
            answer = self.caller.post(what.url, whole, what.body, what.seconds)
        except NotAllowed as error:
            raise Failed(str(error)) from error
        except TooMuch:
            self.breaker.answered(what.host)
            raise Failed(f"{what.name} answered with more than we read") from None
        except TimeoutError:
            self._down(what, f"did not answer within {what.seconds:g} seconds")
        except httpx.TransportError as error:
            self._down(what, f"could not be reached: {str(error) or type(error).__name__}")
        if answer.status >= 500:
            self._down(what, f"answered with status {answer.status}", self._after(answer))
        self.breaker.answered(what.host)
        return answer

    def _down(self, what: ToPost, why: str, after: float | None = None) -> Never:
        self.breaker.failed(what.host)
        raise Later(f"{what.name} {why}", after)

    def _after(self, answer: Answered) -> float | None:
        """In how many seconds they want to be asked again, where they say so."""
        said = answer.headers.get("retry-after", "").strip()
        if said.isascii() and said.isdigit():
            return float(said[:9])
        try:
            return max(0.0, parsedate_to_datetime(said).timestamp() - self.clock().timestamp())
        except (ValueError, OverflowError):
            return None


def _refusal(name: str, status: int, body: bytes) -> Failed:
    """Why they refuse it: the `detail` of problem+json, which is theirs and not trusted to be short."""
    problem = json_of(body)
    detail = problem.get("detail") if isinstance(problem, dict) else None
    if not isinstance(detail, str) or not detail.strip():
        return Failed(f"{name} refused it with status {status}")
    line = "".join(letter if letter.isprintable() else " " for letter in detail).strip()
    return Failed(f"{name} said:", line[:LONGEST])


def json_of(body: bytes) -> Any:
    """What JSON says; None where it is none."""
    try:
        return read_json(body)
    except ValueError:
        return None
