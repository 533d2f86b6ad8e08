"""The files that come with a page of somebody who has not sent yet: kept while there is room for them."""

from collections.abc import Mapping
from typing import Any

from components.controls import Raw
from desk.files import held
from engine.commands import Refusal
from screens import wiring


class Uploads:
    """`refused` says why a file was not kept, "" where all were."""

    def __init__(self) -> None:
        self.refused = ""
        self._kept: set[str] = set()

    def keep(self, name: str, type: str, data: bytes) -> dict[str, Any] | None:
        known = wiring.desk().files.keep_unsent(wiring.visitor(), name, type, data)
        if isinstance(known, Refusal):
            self.refused = known.reason
            return None
        self._kept.add(known["id"])
        return known

    def settle(self, before: Mapping[str, Raw], after: Mapping[str, Raw]) -> None:
        """What the page held `before`, or brought, and does not hold `after` is gone."""
        wiring.desk().files.drop(wiring.visitor(), (held(before) | self._kept) - held(after))
