"""The files that come with a page of somebody who has not sent yet: kept while there is room for them."""

from collections.abc import Mapping
from typing import Any

from components.controls import Raw
from components.uploads import REFUSED
from desk.among import held
from desk.files import Files
from engine.commands import Refusal


class Uploads:
    """`refused` says why a file was not kept, "" where all were; `kept` are the ids of what was."""

    def __init__(self, files: Files, visitor: str) -> None:
        self.refused = ""
        self.kept: set[str] = set()
        self._files = files
        self._visitor = visitor

    def keep(self, name: str, data: bytes) -> dict[str, Any] | None:
        known = self._files.keep_unsent(self._visitor, name, data)
        if isinstance(known, Refusal):
            self.refused = known.reason
            return None
        if REFUSED not in known:
            self.kept.add(known["id"])
        return known

    def settle(self, before: Mapping[str, Raw], after: Mapping[str, Raw]) -> None:
        """What the page held `before`, or brought, and does not hold `after` is gone."""
        self._files.drop(self._visitor, (held(before) | self.kept) - held(after))
