"""What kinds that keep files have in common: how many, how large, which endings.

Source: GOV.UK Design System, File upload, as it was on 23 November 2026: its sentences, but “2 MB or smaller”, as a
file of that size is taken, and for a locked one what to do about it.
"""

import re
from collections.abc import Collection, Mapping, Sequence
from typing import Any, ClassVar

from pydantic import Field

from components.base import Answer, Problem, Question, Raw, Seen, boxes
from components.controls import Control, File
from components.joining import listed
from components.types import Type
from components.wording import Sentence, figure, run, says

MEGABYTE = 1_000_000
SELECT = {"file": says("Select a file"), "photo": says("Select a photo")}
AGAIN = {"file": says("Select the file again"), "photo": says("Select the photo again")}
ONLY_ONE = {"file": says("You can only select 1 file"), "photo": says("You can only select 1 photo")}
ONLY = {
    "file": says("You can only select up to {most} files"),
    "photo": says("You can only select up to {most} photos"),
}
NAMED = {"file": says("The file “{name}”"), "photo": says("The photo “{name}”")}
OPEN, MICROSOFT = "application/vnd.oasis.opendocument", "application/vnd.openxmlformats-officedocument"
#: Every ending that can be accepted at all, with what such a file is. Others cannot be looked into, or run.
TYPES = {
    ".pdf": "application/pdf",
    ".docx": f"{MICROSOFT}.wordprocessingml.document", ".xlsx": f"{MICROSOFT}.spreadsheetml.sheet",
    ".pptx": f"{MICROSOFT}.presentationml.presentation", ".doc": "application/msword",
    ".odt": f"{OPEN}.text", ".ods": f"{OPEN}.spreadsheet", ".odp": f"{OPEN}.presentation",
    ".csv": "text/csv", ".txt": "text/plain",
    ".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".png": "image/png", ".webp": "image/webp", ".heic": "image/heic",
}  # fmt: skip
#: What stands in the record of a file that was not kept: why, to go on after what the file is called.
REFUSED = "refused"


class Uploads(Question):
    """Asks for files; the answer is the list of what is kept, each `{id, name, size, type}`.

    The face keeps the content before it is read here: a raw holds records, never content. What was looked into and
    not kept has a record too, which says why.
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
        records = [self._record(item) for item in raw] if isinstance(raw, list) else []
        kept = list({record["id"]: record for record in records}.values())  # the same one twice is one
        if not kept:
            raise Problem(SELECT[self.thing])
        refused = [sentence for record in kept for sentence in self._refusals(record)]
        if refused:  # before they are counted: one that is refused is none
            raise Problem(*refused)
        if len(kept) > self.at_most:
            raise Problem(says(ONLY[self.thing], most=self.at_most) if self.at_most > 1 else ONLY_ONE[self.thing])
        return kept

    def show(self, answer: Answer, seen: Seen) -> list[str]:
        return [run((record["name"], run(("(", size_in_words(record["size"]), ")"), "")), " ") for record in answer]

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
            raise Problem(AGAIN[self.thing])
        why = record.get(REFUSED)
        return words | {"size": size} | ({REFUSED: why} if isinstance(why, str) and why else {})

    def _refusals(self, record: dict[str, Any]) -> list[str]:
        name = record["name"]
        if _ending(name) not in self.allowed():
            return [says("{file} must be a {sorts}", file=self._named(name), sorts=listed(sorts(self.allowed()), "or"))]
        if record["size"] <= 0:
            return [says("{file} is empty", file=self._named(name))]
        if record["size"] > self.largest * MEGABYTE:
            return [says("{file} must be {size} MB or smaller", file=self._named(name), size=self.largest)]
        return [run((self._named(name), says(record[REFUSED])), " ")] if REFUSED in record else []

    def _named(self, name: str) -> str:
        return says(NAMED[self.thing], name=name)


def sorts(endings: Sequence[str]) -> list[str]:
    """Endings as people call them: PDF. A JPEG is a JPG."""
    return [one.removeprefix(".").upper() for one in endings if one != ".jpeg" or ".jpg" not in endings]


def fits(record: Mapping[str, Any], endings: Collection[str], largest: int) -> bool:
    """Whether a question that takes these endings, and so many bytes, has nothing against a file of itself."""
    ending, size = _ending(str(record.get("name", "")).strip()), record.get("size")
    return ending in endings and type(size) is int and 0 < size <= largest and not record.get(REFUSED)


def _ending(name: str) -> str:
    """Of a file's name, in lower case with its dot; "" where it has none."""
    found = re.search(r"\.[^.]+$", name)
    return found[0].lower() if found else ""


def size_in_words(size: int) -> Sentence:
    if size >= MEGABYTE:
        return run((figure(f"{size / MEGABYTE:.1f}".removesuffix(".0")), "MB"), " ")
    return run((figure(max(1, round(size / 1000))), "KB"), " ")
