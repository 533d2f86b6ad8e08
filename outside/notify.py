"""Email and text messages by GOV.UK Notify, which has no key against repeats: we look for ours before we send."""

import hmac
import json
import re
from base64 import b64encode, urlsafe_b64encode
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import httpx

from engine.ports import Attached, Failed, Later, Outgoing
from outside.mailing import mark, one_line, short
from workflows.organisation import Organisation

#: Where it is reached; every government service has the same address.
HOME = "https://api.notifications.service.gov.uk"
UUID = "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
KEY = re.compile(rf"(?:.*-)?(?P<service>{UUID})-(?P<secret>{UUID})")
#: Seconds until we try again where too many were sent in a minute.
A_MINUTE = 60.0
#: Its own limits on files.
MOST_FILES = 10
LARGEST = 2_000_000
#: Places for them in the template: each on a line of its own, which is not there where it is empty.
FILES = [f"file_{number}" for number in range(1, MOST_FILES + 1)]
#: About us, not about the message; or about the moment.
TRY_AGAIN = {401, 403, 408, 429}
#: What its Markdown would read as a link under other words.
PLAIN = str.maketrans({"\\": r"\\", "[": r"\["})


@dataclass(frozen=True)
class Account:
    """A service's key, and its templates: `email` with ((subject)), ((body)) and `FILES`, `text` with ((body))."""

    service: str
    secret: str
    email: str = ""
    text: str = ""

    @classmethod
    def from_key(cls, key: str, email: str = "", text: str = "") -> "Account":
        """A ValueError with a sentence where it is no key."""
        found = KEY.fullmatch(key.strip())
        if not found:
            raise ValueError("A key of GOV.UK Notify ends with two long numbers: copy all of it")
        return cls(found["service"], found["secret"], email, text)


class NotifySender:
    """Sends one channel each: "email" or "text". Looks for its own reference first, as a try may have been ours."""

    may_repeat = False

    def __init__(
        self, http: httpx.Client, account: Account, house: Callable[[], Organisation], clock: Callable[[], datetime]
    ) -> None:
        self._http, self._account, self._house, self._clock = http, account, house, clock

    def send(self, message: Outgoing) -> str:
        return self._accepted(mark(message)) or self._post(message)

    def _accepted(self, reference: str) -> str:
        """What it calls the message that it already has of ours, or nothing."""
        found = self._ask("GET", "/v2/notifications", "notifications", params={"reference": reference})
        return str(found[0]["id"]) if found else ""

    def _post(self, message: Outgoing) -> str:
        if message.channel == "email":
            path, told = "/v2/notifications/email", self._email(message)
        else:
            path, told = "/v2/notifications/sms", self._text(message)
        return str(self._ask("POST", path, "id", json=told | {"reference": mark(message)}))

    def _email(self, message: Outgoing) -> dict[str, Any]:
        words = {"subject": one_line(message.subject), "body": message.body.translate(PLAIN)}
        personal = words | _files(message.attached)
        return {"email_address": message.address, "template_id": self._account.email, "personalisation": personal}

    def _text(self, message: Outgoing) -> dict[str, Any]:
        personal = {"body": short(message, self._house())}
        return {"phone_number": message.address, "template_id": self._account.text, "personalisation": personal}

    def _ask(self, method: str, path: str, wanted: str, **told: Any) -> Any:
        headers = {"authorization": f"Bearer {token(self._account, self._clock())}"}
        try:
            answer = self._http.request(method, path, headers=headers, **told)
        except httpx.RequestError as trouble:
            raise Later(f"GOV.UK Notify could not be reached: {type(trouble).__name__}") from None
        if not answer.is_success:
            raise self._refusal(answer)
        return _read(answer, wanted)

    def _refusal(self, answer: httpx.Response) -> Later | Failed:
        error, why = _error(answer)
        if error == "TooManyRequestsError":
            return Later("GOV.UK Notify sends no more for us today", _to_midnight(self._clock()))
        if answer.status_code == 429:
            return Later("GOV.UK Notify has had too many messages from us in a minute", A_MINUTE)
        if answer.status_code in TRY_AGAIN or not answer.is_client_error:
            return Later(f"GOV.UK Notify answered {answer.status_code}:", theirs=why)
        return Failed("GOV.UK Notify refused the message:", why)


def token(account: Account, now: datetime) -> str:
    """Who asks, signed; it is good for 30 seconds."""
    said = ({"typ": "JWT", "alg": "HS256"}, {"iss": account.service, "iat": int(now.timestamp())})
    signed = b".".join(_packed(json.dumps(part).encode()) for part in said)
    signature = hmac.digest(account.secret.encode(), signed, "sha256")
    return b".".join([signed, _packed(signature)]).decode()


def _packed(data: bytes) -> bytes:
    return urlsafe_b64encode(data).rstrip(b"=")


def _files(attached: tuple[Attached, ...]) -> dict[str, Any]:
    """Each place of the template, with a file or empty: one that is left out is a fault to Notify."""
    if len(attached) > MOST_FILES:
        raise Failed(f"GOV.UK Notify sends {MOST_FILES} files with a message, not {len(attached)}")
    for one in attached:
        if len(one.data) >= LARGEST:
            raise Failed("GOV.UK Notify sends files under 2 MB:", f"“{one.name}” is larger")
    files = [{"file": b64encode(one.data).decode(), "filename": one_line(one.name)[-100:]} for one in attached]
    return dict.fromkeys(FILES, "") | dict(zip(FILES, files, strict=False))


def _read(answer: httpx.Response, wanted: str) -> Any:
    try:
        return answer.json()[wanted]
    except (ValueError, KeyError, TypeError):
        raise Later("GOV.UK Notify’s answer could not be read") from None


def _error(answer: httpx.Response) -> tuple[str, str]:
    """The kind of error and its sentence, where the answer is one of Notify's own."""
    try:
        first = answer.json()["errors"][0]
        return str(first["error"]), one_line(str(first["message"]))
    except (ValueError, KeyError, IndexError, TypeError):
        return "", answer.reason_phrase


def _to_midnight(now: datetime) -> float:
    tomorrow = (now + timedelta(days=1)).replace(hour=0, minute=1, second=0, microsecond=0)
    return (tomorrow - now).total_seconds()
