"""What is told once, such as a return link: it waits in a cookie for the page that tells it."""

import base64
import hmac
import json
from dataclasses import asdict, dataclass

from starlette.requests import Request
from starlette.responses import Response

from web.cookies import line, sign
from web.settings import Web

NAME = "wherry_told"
#: In seconds: long enough to read the page, to write it down and to load it again.
LASTS = 3_600


@dataclass(frozen=True)
class Told:
    """The secret parts of the return link and the code; `draft` is what they were told of."""

    draft: str
    link: str = ""
    code: str = ""


def tell(web: Web, answer: Response, told: Told) -> None:
    text = base64.urlsafe_b64encode(json.dumps(asdict(told)).encode()).decode()
    cookie = line(web, _name(web), f"{text}.{sign(web, 'told', text)}")
    answer.headers.append("set-cookie", f"{cookie}; Max-Age={LASTS}")


def told_of(web: Web, request: Request, draft: str) -> Told:
    """What this browser was told of a draft; nothing of it where the cookie is not ours, or of another."""
    text, _, signature = request.cookies.get(_name(web), "").rpartition(".")
    if text and hmac.compare_digest(sign(web, "told", text).encode(), signature.encode()):
        told = Told(**json.loads(base64.urlsafe_b64decode(text)))
        if told.draft == draft:
            return told
    return Told(draft)


def _name(web: Web) -> str:
    return f"__Host-{NAME}" if web.secure else NAME
