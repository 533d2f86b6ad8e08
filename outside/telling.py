"""Tells clients what happened, by HTTP: to the addresses that they named, of hosts that the settings name."""

import json
from collections.abc import Mapping
from dataclasses import dataclass

import httpx

from outside.posting import Posting, ToPost

#: There may be much to tell, and nobody needs long to hear it.
SECONDS = 5.0


@dataclass(frozen=True)
class Telling:
    """A `Teller`."""

    posting: Posting
    seconds: float = SECONDS

    def tell(self, url: str, key: bytes, id: str, news: Mapping[str, str]) -> None:
        """Whatever it answers with a good status, it has it."""
        body = json.dumps(dict(news)).encode()
        self.posting.post(ToPost(httpx.URL(url).host, url, (key,), id, body, self.seconds), {})
