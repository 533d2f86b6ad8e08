"""Signs what goes out and checks what comes in, as Standard Webhooks does, for which every language has a library.

Signed is `id.timestamp.body`, by HMAC-SHA256. A second try has the same id, so that the receiver can tell that it had
it before; whoever checks here keeps the id with what followed from it.
"""

import hmac
import re
from base64 import b64decode, b64encode
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta

ID, TIMESTAMP, SIGNATURE = "webhook-id", "webhook-timestamp", "webhook-signature"
#: How far the clocks of two systems may be apart, and how long a message may be under way.
APART = timedelta(minutes=5)
PREFIX = "whsec_"
#: In bytes; a shorter secret could be guessed.
SHORTEST, LONGEST = 24, 64
#: A point would make it unclear where the id ends.
WRITTEN = re.compile(r"[A-Za-z0-9_-]{1,100}")
#: A forger may send many signatures; no more are looked at.
MOST = 5


def key_of(secret: str) -> bytes:
    """The bytes of a secret such as `whsec_…`; a ValueError where it is none."""
    try:
        key = b64decode(secret.removeprefix(PREFIX), validate=True)
    except ValueError:  # a letter that base64 has not, or too few
        raise ValueError(f"A secret is {PREFIX} and 32 random bytes in base64") from None
    if not secret.startswith(PREFIX) or not SHORTEST <= len(key) <= LONGEST:
        raise ValueError(f"A secret is {PREFIX} and {SHORTEST} to {LONGEST} random bytes in base64")
    return key


def sign(keys: Iterable[bytes], id: str, body: bytes, now: datetime) -> dict[str, str]:
    """The headers that go with a body: a signature for each key, so that keys can be changed one side at a time."""
    timestamp = str(int(now.timestamp()))
    signatures = " ".join(_signature(key, id, timestamp, body) for key in keys)
    return {ID: id, TIMESTAMP: timestamp, SIGNATURE: signatures}


def check(keys: Sequence[bytes], headers: Mapping[str, str], body: bytes, now: datetime) -> tuple[str, str]:
    """The id of what was signed by one of the keys and lately; or "", and why it is not believed."""
    id, timestamp = headers.get(ID, ""), headers.get(TIMESTAMP, "")
    if not WRITTEN.fullmatch(id):
        return "", f"{ID} is missing, or is not letters, digits, - and _"
    if not re.fullmatch(r"[0-9]{1,11}", timestamp):
        return "", f"{TIMESTAMP} is missing, or is not in whole seconds"
    offered = [one.encode() for one in headers.get(SIGNATURE, "").split()[:MOST]]
    # Every pair is compared, so that the time taken tells nothing.
    good = [
        hmac.compare_digest(_signature(key, id, timestamp, body).encode(), one) for key in keys for one in offered
    ]  # fmt: skip
    if not any(good):
        return "", f"{SIGNATURE} is missing, or was made of another body or with another secret"
    apart = now.timestamp() - int(timestamp)
    if abs(apart) > APART.total_seconds():
        return "", f"{TIMESTAMP} is {abs(round(apart))} seconds {'old' if apart > 0 else 'ahead'}"
    return id, ""


def _signature(key: bytes, id: str, timestamp: str, body: bytes) -> str:
    signed = b".".join([id.encode(), timestamp.encode(), body])
    return f"v1,{b64encode(hmac.digest(key, signed, 'sha256')).decode()}"
