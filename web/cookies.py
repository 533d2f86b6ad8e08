"""Cookies: who is signed in, and which browser a resident comes with. Signed texts need no row."""

import hashlib
import hmac
from collections.abc import Callable
from datetime import datetime, timedelta

from web.settings import Web

#: A resident's browser is known for a day; after that the return link brings them back.
VISIT = timedelta(hours=24)


def session_name(web: Web) -> str:
    return _name(web, "session")


def visitor_name(web: Web) -> str:
    return _name(web, "visitor")


def line(web: Web, name: str, value: str) -> str:
    """A `Set-Cookie` for as long as the browser is open; how long it counts is for the server to say."""
    return f"{name}={value}; Path=/; HttpOnly; SameSite=Lax{'; Secure' if web.secure else ''}"


def gone(web: Web, name: str) -> str:
    return f"{line(web, name, '')}; Max-Age=0"


def new_visitor(random: Callable[[int], bytes]) -> str:
    return random(16).hex()


def visitor_cookie(web: Web, visitor: str, now: datetime) -> str:
    text = f"{visitor}.{int(now.timestamp())}"
    return f"{text}.{sign(web, 'visitor', text)}"


def visitor_of(web: Web, cookie: str, now: datetime) -> str | None:
    """Whose cookie it is; None where it is not ours or older than a visit lasts."""
    text, _, signature = cookie.rpartition(".")
    if not hmac.compare_digest(sign(web, "visitor", text).encode(), signature.encode()):
        return None
    visitor, began = text.split(".")
    return visitor if now.timestamp() < int(began) + VISIT.total_seconds() else None


def csrf_token(web: Web, visitor: str) -> str:
    return sign(web, "csrf", visitor)


def csrf_right(web: Web, visitor: str, token: str) -> bool:
    return hmac.compare_digest(csrf_token(web, visitor).encode(), token.encode())


def sign(web: Web, purpose: str, text: str) -> str:
    """A signature for one purpose is worth nothing for another."""
    return hmac.new(web.secret, f"{purpose}:{text}".encode(), hashlib.sha256).hexdigest()


def _name(web: Web, what: str) -> str:
    """The prefix makes browsers refuse the cookie from a neighbouring subdomain or over plain HTTP."""
    return f"__Host-wherry_{what}" if web.secure else f"wherry_{what}"
