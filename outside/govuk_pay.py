"""Payments by GOV.UK Pay: begun, looked at, and found again by our key, which is their reference.

Source: GOV.UK Pay's API reference. It heeds an idempotency key for payments under an agreement alone, so it is sent
but not relied upon; its search lags behind, so what it finds is looked at again.
"""

import hmac
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NoReturn
from urllib.parse import quote

import httpx

from engine.ports import Failed, Later, Payment

HOME = "https://publicapi.payments.service.gov.uk"
SHAPE = re.compile(r"[\w.-]+", re.ASCII)
#: Seconds. People wait for an answer, and what is late is looked for again.
CONNECT, ANSWER = 5.0, 10.0
STATES: Mapping[str, str] = {"success": "taken", "failed": "failed", "cancelled": "failed", "error": "failed"}
#: Of several payments under one key the one that counts most.
BEST = ("taken", "open", "failed")
WHY: Mapping[str, str] = {
    "P0010": "The card was not accepted",
    "P0020": "The payment was not finished in time",
    "P0030": "The payment was cancelled by the person paying",
    "P0040": "The payment was cancelled by the council",
    "P0050": "The payment provider had a problem",
}
NO_ANSWER = "GOV.UK Pay did not answer"
HALF = "GOV.UK Pay’s answer could not be read"
#: Its firewall turns away a request with any of these.
FORBIDDEN = re.compile(r'[<>"\\|\x00-\x1f]+')
LONGEST, LONGEST_EMAIL = 255, 254
KEY_USED = 409


@dataclass(frozen=True)
class PaySettings:
    """The key of an account at GOV.UK Pay, and the secret that its messages to us are signed with."""

    key: str
    secret: str = ""
    address: str = HOME

    @classmethod
    def from_environment(cls, environment: Mapping[str, str]) -> "PaySettings | None":
        """None where the council does not use it; a ValueError with a sentence where something is set wrongly."""
        key, secret, url = (environment.get(f"WHERRY_PAY_{name}", "").strip() for name in ("KEY", "SECRET", "URL"))
        if (secret or url) and not key:
            raise ValueError("Set WHERRY_PAY_KEY to the API key of GOV.UK Pay that goes with WHERRY_PAY_SECRET")
        if key and not SHAPE.fullmatch(key):
            raise ValueError("WHERRY_PAY_KEY is the API key alone, such as api_test_123abc: no spaces, and no Bearer")
        return cls(key, secret, url or HOME) if key else None


def client(settings: PaySettings) -> httpx.Client:
    """How it is reached: as the account, with time-outs, never where an answer would send us."""
    headers = {"authorization": f"Bearer {settings.key}", "accept": "application/json"}
    waits = httpx.Timeout(ANSWER, connect=CONNECT)
    return httpx.Client(base_url=settings.address, headers=headers, timeout=waits, follow_redirects=False)


def is_theirs(secret: str, body: bytes, signature: str) -> bool:
    """Whether a message was signed with the secret that we share: `Pay-Signature` over its very bytes.

    Without a secret nothing is theirs: anybody could sign with none.
    """
    right = hmac.new(secret.encode(), body, "sha256").hexdigest()
    return bool(secret) and hmac.compare_digest(right.encode(), signature.encode())


class GovUkPay:
    def __init__(self, http: httpx.Client) -> None:
        self._http = http

    def begin(
        self, key: str, amount: int, description: str, return_url: str, email: str = "", language: str = "en"
    ) -> Payment:
        told = {
            "amount": amount, "reference": key, "description": _clean(description), "return_url": return_url,
            "language": "cy" if language == "cy" else "en",
        }  # fmt: skip
        if email and len(email) <= LONGEST_EMAIL:
            told["email"] = email
        response = self._ask("POST", "/v1/payments", json=told, headers={"idempotency-key": key})
        if response.status_code == KEY_USED:
            return self.find(key) or _later("GOV.UK Pay has the payment, and does not find it yet")
        return _payment(_read(response))

    def look(self, id: str) -> Payment:
        return _payment(_read(self._ask("GET", f"/v1/payments/{quote(id, safe='')}")))

    def find(self, key: str) -> Payment | None:
        """By its reference; of several the one that counts most, as it stands now."""
        found = _read(self._ask("GET", "/v1/payments", params={"reference": key})).get("results")
        if not isinstance(found, list):
            raise Later(HALF)
        ours = [one for one in map(_payment, found) if one.reference == key]
        best = min(ours, key=lambda one: BEST.index(one.state), default=None)
        return self.look(best.id) if best else None

    def _ask(self, method: str, path: str, **words: Any) -> httpx.Response:
        try:
            response = self._http.request(method, path, **words)
        except httpx.HTTPError as error:
            raise Later(NO_ANSWER) from error
        status = response.status_code
        if status == httpx.codes.TOO_MANY_REQUESTS or status >= 500:
            raise Later(f"GOV.UK Pay is busy or down ({status})", _after(response))
        if status in (401, 403):
            raise Failed("GOV.UK Pay does not accept our key: ask IT to check WHERRY_PAY_KEY")
        if status >= 300 and status != KEY_USED:
            raise Failed(f"GOV.UK Pay refused it: {_said(response)}")
        return response


def _payment(told: Any) -> Payment:
    try:
        state, links = told["state"], told.get("_links") or {}
        onward = links.get("next_url") or {}
        stands = STATES.get(state["status"], "open")
        why = WHY.get(state.get("code", ""), "The payment was not made") if stands == "failed" else ""
        reference, next_url = str(told["reference"]), str(onward.get("href") or "")
        return Payment(str(told["payment_id"]), stands, int(told["amount"]), reference, next_url, why)
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        raise Later(HALF) from error


def _read(response: httpx.Response) -> dict[str, Any]:
    try:
        told = response.json()
    except ValueError as error:
        raise Later(HALF) from error
    if not isinstance(told, dict):
        raise Later(HALF)
    return told


def _said(response: httpx.Response) -> str:
    """Why, in its own words, with its code and the field it is about."""
    try:
        told = _read(response)
    except Later:
        return f"status {response.status_code}"
    parts = [str(told[name]) for name in ("code", "field", "description") if told.get(name)]
    return ", ".join(parts) or f"status {response.status_code}"


def _after(response: httpx.Response) -> float | None:
    after = response.headers.get("retry-after", "")
    return float(after) if after.isdigit() else None


def _clean(words: str) -> str:
    return FORBIDDEN.sub(" ", words)[:LONGEST]


def _later(why: str) -> NoReturn:
    raise Later(why)
