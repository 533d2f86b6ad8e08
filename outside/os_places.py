"""The addresses at a postcode, from Ordnance Survey's OS Places API.

Source: OS Places API, technical specification: `/postcode` with the data set DPA (Royal Mail's delivery points), the
key as a header. On 23 November 2026 its address, what it is asked with, and the names in its answer were read as
Ordnance Survey publishes them. Not found there: what the header is called, PO_BOX_NUMBER, and with which status it is
busy. It was held against a stand-in only, never against the service itself.
"""

import ssl
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

import httpx

from components.addresses import UPRN
from components.postcodes import postcode
from engine.ports import Failed, Later
from outside.addresses import Address, NotAllowed, Rule
from outside.posting import json_of
from outside.reaching import Caller, TooMuch

HOME = "https://api.os.uk/search/places/v1"
#: Seconds for everything together: a person waits.
SECONDS = 2.5
#: As many as it gives at once, which is more than a postcode has; and their bytes.
MOST, LARGEST = 100, 500_000
#: What stands before the street in an address: each on its own, in Royal Mail's order.
NAMES = ("ORGANISATION_NAME", "DEPARTMENT_NAME", "SUB_BUILDING_NAME", "BUILDING_NAME")
STREETS = ("DEPENDENT_THOROUGHFARE_NAME", "THOROUGHFARE_NAME")
PLACES = ("DOUBLE_DEPENDENT_LOCALITY", "DEPENDENT_LOCALITY")
#: A line of an address that a question takes.
LONGEST = 100
UNREADABLE = "OS Places’s answer could not be read"


@dataclass(frozen=True)
class PlacesSettings:
    key: str
    url: str = HOME

    @classmethod
    def from_environment(cls, environment: Mapping[str, str]) -> "PlacesSettings | None":
        """None where the council does not use it; a ValueError with a sentence where something is set wrongly."""
        key, url = (environment.get(f"WHERRY_OS_PLACES_{name}", "").strip() for name in ("KEY", "URL"))
        if url and not key:
            raise ValueError("Set WHERRY_OS_PLACES_KEY to the API key of OS Places that goes with WHERRY_OS_PLACES_URL")
        if key and not (key.isascii() and key.isprintable() and " " not in key):
            raise ValueError("WHERRY_OS_PLACES_KEY is the API key alone, without spaces")
        if url and not httpx.URL(url).host:
            raise ValueError(f"Write WHERRY_OS_PLACES_URL as an address such as {HOME}")
        return cls(key, url.rstrip("/") or HOME) if key else None


@dataclass(frozen=True)
class OsPlaces:
    settings: PlacesSettings
    caller: Caller

    @classmethod
    def of(cls, settings: PlacesSettings, inside: frozenset[tuple[Address, int]]) -> "OsPlaces":
        """`inside` are the addresses that may be reached though they are not public."""
        hosts = frozenset([httpx.URL(settings.url).host])
        return cls(settings, Caller(Rule(hosts, inside), ssl.create_default_context()))

    def at(self, code: str) -> tuple[Mapping[str, str], ...]:
        """The addresses as the kind `address` keeps them. Raises `Later` or `Failed`."""
        url = f"{self.settings.url}/postcode?postcode={quote(code)}&dataset=DPA&maxresults={MOST}"
        try:
            answer = self.caller.get(url, {"key": self.settings.key}, SECONDS, LARGEST)
        except NotAllowed as error:
            raise Failed(str(error)) from error
        except (TimeoutError, httpx.TransportError) as error:
            raise Later(f"OS Places did not answer: {type(error).__name__}") from None
        except TooMuch:
            raise Failed("OS Places answered with more than we read") from None
        if answer.status == 404:
            return ()
        if answer.status == 429 or answer.status >= 500:
            raise Later(f"OS Places is busy or down: it answered with status {answer.status}")
        if answer.status != 200:
            raise Failed(f"OS Places refused it with status {answer.status}: look at WHERRY_OS_PLACES_KEY")
        return _read(json_of(answer.body))


def _read(told: Any) -> tuple[Mapping[str, str], ...]:
    """No `results` is none found; what is no answer of theirs is a failure."""
    if not isinstance(told, dict) or not isinstance(told.get("header"), dict):
        raise Later(UNREADABLE)
    results = told.get("results") or []
    if not isinstance(results, list):
        raise Later(UNREADABLE)
    found = [one["DPA"] for one in results if isinstance(one, dict) and isinstance(one.get("DPA"), dict)]
    return tuple(address for one in found if (address := as_address(one)))


def as_address(dpa: Mapping[str, Any]) -> dict[str, str] | None:
    """A delivery point in the boxes of an address; None where it does not fit into them."""

    def said(name: str) -> str:
        return _written(str(dpa.get(name) or "").strip())

    names, numbers = [said(name) for name in NAMES if said(name)], str(dpa.get("BUILDING_NUMBER") or "").strip()
    streets = [said(name) for name in STREETS if said(name)]
    if dpa.get("PO_BOX_NUMBER"):
        names.append(f"PO Box {dpa['PO_BOX_NUMBER']}")
    street = ", ".join(streets)
    lines = [*names, *([f"{numbers} {street}".strip()] if numbers or street else [])]
    lines += [said(name) for name in PLACES if said(name)]
    if len(names) > 1:  # a flat and its house stand together, so that the street has a line of its own
        lines = [", ".join(names), *lines[len(names) :]]
    first, second = lines[0] if lines else "", ", ".join(lines[1:])
    whole = {
        "line_1": first,
        "line_2": second,
        "town": said("POST_TOWN"),
        "postcode": postcode(str(dpa.get("POSTCODE"))),
    }
    uprn = str(dpa.get("UPRN", ""))
    if not (first and whole["town"] and whole["postcode"]) or any(len(line or "") > LONGEST for line in whole.values()):
        return None
    found = {name: line for name, line in whole.items() if line}
    return found | ({"uprn": uprn} if UPRN.fullmatch(uprn) else {})


def _written(capitals: str) -> str:
    """ELM HILL is Elm Hill; KING'S LYNN is King's Lynn; FLAT 2A stays 2A."""
    words = [word if any(c.isdigit() for c in word) else word.capitalize() for word in capitals.split()]
    return " ".join("-".join(part[:1].upper() + part[1:] for part in word.split("-")) for word in words)
