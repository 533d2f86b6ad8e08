"""The other systems that this server knows, from one file: whom services may call, and who may write to a case."""

import json
import ssl
import tomllib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import Annotated

import httpx
from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints, ValidationError

from engine.ports import Action, Failed, LookUp, Teller
from outside.addresses import Address, Rule, inside
from outside.breaker import Breaker
from outside.calling import Called, Calling
from outside.posting import Posting, ToPost, json_of
from outside.reaching import Caller
from outside.signing import key_of
from outside.telling import Telling


class NotUsable(Exception):
    """What is wrong in the file, each with its place; the sentence says the cure."""


def address(text: str) -> str:
    """An address that a call goes to, as it is called."""
    try:
        url = httpx.URL(text)
        host = url.host.encode("idna")  # as it will be looked up
    except (httpx.InvalidURL, UnicodeError) as error:
        raise ValueError(f"This is no web address: {error}") from None
    if url.scheme not in ("https", "http") or not host or url.userinfo or url.fragment:
        raise ValueError("Write an address such as https://works.example.com/jobs, without a name or password in it")
    return str(url)


def host(text: str) -> str:
    """A name as it stands in an address."""
    if httpx.URL(address(f"https://{text}/")).host != text:
        raise ValueError(f"Write {text} as a name alone, in small letters, such as works.example.com")
    return text


def quoted(value: object) -> str:
    if not isinstance(value, str):
        raise ValueError("Write it in quotes")
    return value


Name = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9-]{0,62}$")]
Key = Annotated[bytes, BeforeValidator(key_of), BeforeValidator(quoted)]
#: One, and while the two sides are changed a second beside it.
Keys = Annotated[tuple[Key, ...], Field(min_length=1, max_length=3)]
Inside = Annotated[tuple[Address, int], BeforeValidator(inside), BeforeValidator(quoted)]


class Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class ToCall(Strict):
    url: Annotated[str, AfterValidator(address)]
    secrets: Keys
    seconds: Annotated[float, Field(gt=0, le=30)] = 10.0


class ToHear(Strict):
    secrets: Keys
    services: Annotated[frozenset[Name], Field(min_length=1)]


class ToList(Strict):
    """Somebody waits while it is asked, so that it has less time than a call."""

    url: Annotated[str, AfterValidator(address)]
    secrets: Keys
    seconds: Annotated[float, Field(gt=0, le=3)] = 2.0


class Written(Strict):
    inside: frozenset[Inside] = frozenset()
    told: frozenset[Annotated[str, AfterValidator(host), BeforeValidator(quoted)]] = frozenset()
    calls: dict[Name, ToCall] = {}
    hooks: dict[Name, ToHear] = {}
    look_ups: Annotated[dict[Name, ToList], Field(alias="look-ups")] = {}


@dataclass(frozen=True)
class Hooked:
    """Another system that may write to the cases of these services."""

    name: str
    keys: tuple[bytes, ...]
    services: frozenset[str]


@dataclass(frozen=True)
class Others:
    """`inside` are the addresses that may be reached though they are not public."""

    calls: tuple[Called, ...] = ()
    hooks: tuple[Hooked, ...] = ()
    inside: frozenset[tuple[Address, int]] = frozenset()
    #: The names of whom clients may have told what happens.
    told: frozenset[str] = frozenset()
    #: Whom pages ask for lists of options.
    look_ups: tuple[Called, ...] = ()

    @property
    def hosts(self) -> frozenset[str]:
        """The names that may be called at all."""
        return frozenset(httpx.URL(call.url).host for call in self.calls)


def unreadable(file: Path, error: Exception) -> str:
    """As people say it: without the system's number, and the name once."""
    return f"{file} cannot be read: {(error.strerror if isinstance(error, OSError) else None) or error}"


def read(file: Path) -> Others:
    """Raises `NotUsable` with everything that is wrong, and without any secret."""
    try:
        written = Written.model_validate(tomllib.loads(file.read_text("utf-8")))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise NotUsable(unreadable(file, error)) from None
    except ValidationError as error:
        wrong = [f"{'.'.join(map(str, one['loc']))}: {_sentence(one['msg'])}" for one in error.errors()]
        raise NotUsable("\n".join([f"{file} cannot be used", *wrong])) from None
    calls = (Called(name, one.url, one.secrets, one.seconds) for name, one in written.calls.items())
    hooks = (Hooked(name, one.secrets, one.services) for name, one in written.hooks.items())
    lists = (Called(name, one.url, one.secrets, one.seconds) for name, one in written.look_ups.items())
    return Others(tuple(calls), tuple(hooks), written.inside, written.told, tuple(lists))


def actions(others: Others, clock: Callable[[], datetime], seconds: Callable[[], float]) -> dict[str, Action]:
    """What services may call, by name. `seconds` never goes back."""
    posting = _posting(others, others.hosts, clock, seconds)
    return {call.name: Calling(call, posting) for call in others.calls}


def look_ups(others: Others, clock: Callable[[], datetime], seconds: Callable[[], float]) -> dict[str, LookUp]:
    """The lists that other systems keep, by name. `seconds` never goes back."""
    posting = _posting(others, frozenset(httpx.URL(one.url).host for one in others.look_ups), clock, seconds)
    return {one.name: partial(_listed, one, posting, clock) for one in others.look_ups}


def _listed(to: Called, posting: Posting, clock: Callable[[], datetime]) -> Iterable[str | tuple[str, str]]:
    """A list of words, or of a value and a label each, as `{"options": […]}`."""
    body = json.dumps({"look up": to.name}).encode()
    id = f"look_{sha256(body + clock().isoformat().encode()).hexdigest()[:32]}"
    told = json_of(posting.post(ToPost(to.name, to.url, to.keys, id, body, to.seconds), {}))
    options = told.get("options") if isinstance(told, dict) else None
    if not isinstance(options, list):
        raise Failed(f"{to.name} answered, but not with options that can be read")
    return [(one.get("value", ""), one.get("label", "")) if isinstance(one, dict) else one for one in options]


def teller(others: Others, clock: Callable[[], datetime], seconds: Callable[[], float]) -> Teller:
    """Tells clients what happens. `seconds` never goes back."""
    return Telling(_posting(others, others.told, clock, seconds))


def _posting(
    others: Others, hosts: frozenset[str], clock: Callable[[], datetime], seconds: Callable[[], float]
) -> Posting:
    return Posting(Caller(Rule(hosts, others.inside), ssl.create_default_context()), Breaker(seconds), clock)


def to_tell(others: Others, text: str) -> str:
    """An address that a client names, as it will be called; a ValueError where it may not be told anything there."""
    url = httpx.URL(address(text))
    if url.host not in others.told:
        raise ValueError(f"{url.host} is not among the hosts that this server may tell: ask whoever looks after it")
    if url.scheme == "http" and (url.port or 80) not in {port for _, port in others.inside}:
        raise ValueError("Write an address that begins with https://")
    return str(url)


def _sentence(said: str) -> str:
    return said.removeprefix("Value error, ")
