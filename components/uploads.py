"""What kinds that keep files have in common: how many, how large, which endings."""

import re
from collections.abc import Mapping
from typing import Any, ClassVar

from pydantic import Field

from components.base import Answer, Problem, Question, Raw, Seen, boxes
from components.controls import Control, File
from components.joining import joined
from components.types import Type

MEGABYTE = 1_000_000
PLURAL = {"file": "files", "photo": "photos"}


class Uploads(Question):
    """Asks for files; the answer is the list of what is kept, each `{id, name, size, type}`.

    The face keeps the content before it is read here: a raw holds records, never content.
    """

    thing: ClassVar[str] = "file"

    at_most: int = Field(default=1, ge=1, le=50, description="How many may be added")
    largest: int = Field(default=10, ge=1, le=100, description="The largest size of each, in megabytes")

    def allowed(self) -> tuple[str, ...]:
        """The endings that are accepted, in lower case with their dot."""
        raise NotImplementedError

    def gives(self) -> Type:
        return Type("file")

    def controls(self, raw: Raw, seen: Seen) -> list[Control]:
        largest = self.largest * MEGABYTE
        return [File("files", self.asked, self.allowed(), hint=self.hint, largest=largest, most=self.at_most)]

    def read(self, raw: Raw, seen: Seen) -> list[dict[str, Any]]:
        kept = [self._record(item) for item in raw] if isinstance(raw, list) else []
        if not kept:
            raise Problem(f"Select a {self.thing}")
        if len(kept) > self.at_most:
            limit = f"1 {self.thing}" if self.at_most == 1 else f"up to {self.at_most} {PLURAL[self.thing]}"
            raise Problem(f"You can only select {limit}")
        refused = [sentence for record in kept for sentence in self._refusals(record)]
        if refused:
            raise Problem(*refused)
        return kept

    def show(self, answer: Answer, seen: Seen) -> list[str]:
        return [f"{record['name']} ({_in_words(record['size'])})" for record in answer]

    def told(self, written: Raw, seen: Seen) -> Answer | None:
        """An example names files, one or a list of them; what is kept of them is made up."""
        names = [written] if isinstance(written, str) and written else written
        if not isinstance(names, list):
            return self.answer(names, seen)
        made_up = {"size": 100_000, "type": "application/octet-stream"}
        return self.answer([{"id": f"example-{name}", "name": name, **made_up} for name in names], seen)

    def _record(self, item: Raw) -> dict[str, Any]:
        record = dict(item) if isinstance(item, Mapping) else {}
        words, size = boxes(record, ("id", "name", "type")), record.get("size")
        if type(size) is not int or not all(words.values()):
            raise Problem(f"Select the {self.thing} again")
        return words | {"size": size}

    def _refusals(self, record: dict[str, Any]) -> list[str]:
        name = record["name"]
        ending = re.search(r"\.[^.]+$", name)
        if ending is None or ending[0].lower() not in self.allowed():
            return [f"{self._named(name)} must be a {joined(map(_sort, self.allowed()), 'or')}"]
        if record["size"] <= 0:
            return [f"{self._named(name)} is empty"]
        if record["size"] > self.largest * MEGABYTE:
            return [f"{self._named(name)} must be {self.largest} MB or smaller"]
        return []

    def _named(self, name: str) -> str:
        return f"The {self.thing} “{name}”" if self.at_most > 1 else f"The selected {self.thing}"


def _sort(ending: str) -> str:
    return ending.removeprefix(".").upper()


def _in_words(size: int) -> str:
    if size >= MEGABYTE:
        return f"{size / MEGABYTE:.1f} MB"
    return f"{max(1, round(size / 1000))} KB"
