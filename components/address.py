"""A UK address: found by its postcode where the machine can look it up, and in five boxes everywhere."""

from collections.abc import Mapping
from dataclasses import replace
from typing import ClassVar

from components import addresses
from components.base import Answer, Problem, Question, Raw, Said, Seen, boxes
from components.controls import Control, Group, Text
from components.postcodes import postcode
from components.types import Type
from components.wording import says

#: Each box: its label, what a browser may fill it with, its width.
BOXES = {
    "line_1": ("Address line 1", "address-line1", None),
    "line_2": ("Address line 2 (optional)", "address-line2", None),
    "town": ("Town or city", "address-level2", 30),
    "county": ("County (optional)", "", 30),
    "postcode": ("Postcode", "postal-code", 10),
}
NEEDED = {"line_1": "address line 1, typically the building and street", "town": "a town or city"}
OPTIONAL = ("line_2", "county")
ALL_NEEDED = tuple(name for name in BOXES if name not in OPTIONAL)
LIMIT = 100


class Address(Question):
    """Asks for an address; the answer holds the boxes that were filled, and the UPRN of one that was looked up.

    Source: GOV.UK Design System, Addresses.
    """

    kind: ClassVar = "address"
    wanted: ClassVar = "Enter an address"
    sample: ClassVar = {"label": "What is your address?"}
    accepts: ClassVar = [
        (
            {"line_1": "1 Elm Hill", "line_2": "", "town": "Norwich", "county": "", "postcode": "nr31hn"},
            {"line_1": "1 Elm Hill", "town": "Norwich", "postcode": "NR3 1HN"},
        )
    ]
    refuses: ClassVar = [
        ({"town": "Norwich", "postcode": "NR3 1HN"}, "Enter address line 1, typically the building and street"),
        ({"line_1": "1 Elm Hill", "postcode": "NR3 1HN"}, "Enter a town or city"),
        ({"line_1": "1 Elm Hill", "town": "Norwich", "postcode": "NR"}, "Enter a full UK postcode"),
        ({"line_1": "x" * 101, "town": "Y", "postcode": "NR3 1HN"}, "Address line 1 must be 100 characters or less"),
    ]

    def gives(self) -> Type:
        return Type("text", channel="letter")

    def turns(self, seen: Seen) -> bool:
        return seen.addresses is not None

    def controls(self, raw: Raw, seen: Seen) -> list[Control]:
        """What was given in boxes is changed in boxes."""
        if seen.addresses is None or (not addresses.staged(raw) and not self.empty(raw)):
            return [self._boxes]
        label = says("Enter the address by hand")
        return addresses.controls(raw, seen.addresses, self.asked, replace(self._boxes, label=label, hint=""))

    @property
    def _boxes(self) -> Group:
        lines = tuple(
            Text(name, says(label), width=width, autocomplete=fill, spellcheck=False, optional=name in OPTIONAL)
            for name, (label, fill, width) in BOXES.items()
        )
        return Group(addresses.BOXED, self.asked, lines, hint=self.hint)

    def empty(self, raw: Raw) -> bool:
        """Pressing a button answers nothing."""
        return super().empty({**raw, addresses.STEP: ""} if addresses.staged(raw) else raw)

    def answer(self, raw: Raw, seen: Seen) -> Answer | None:
        """Where boxes were left empty that are needed, each says so at once."""
        by_boxes = addresses.by_hand(raw) if addresses.staged(raw) else seen.addresses is None
        if self.optional or not by_boxes or not self.empty(raw):
            return super().answer(raw, seen)
        if self.if_empty:
            raise Problem(Said(self.if_empty, addresses.BOXED if addresses.staged(raw) else "", ALL_NEEDED))
        return self.read(raw if isinstance(raw, Mapping) else {}, seen)

    def read(self, raw: Raw, seen: Seen) -> dict[str, str]:
        """By look-up, what was entered by hand counts where that was chosen last or nothing could be selected."""
        if not addresses.staged(raw):
            return self._read(raw)
        if addresses.by_hand(raw) or (not raw.get(addresses.FOUND) and not super().empty(raw.get(addresses.BOXED))):
            try:
                return self._read(raw.get(addresses.BOXED) or {})
            except Problem as problem:
                raise Problem(*(replace(one, part=f"{addresses.BOXED}.{one.part}") for one in problem.said)) from None
        return self._read(addresses.selected(raw))

    def _read(self, raw: Raw) -> dict[str, str]:
        box = boxes(raw, BOXES)
        said = [Said(says(f"Enter {what}"), name) for name, what in NEEDED.items() if not box[name]]
        normal = postcode(box["postcode"])
        if normal is None:
            said.append(Said("Enter a full UK postcode, like NR1 1AA", "postcode"))
        too_long = [name for name, words in box.items() if len(words) > LIMIT and name != "postcode"]
        said += [
            Said(says("{called} must be {limit:,} characters or less", called=says(_plain(name)), limit=LIMIT), name)
            for name in too_long
        ]
        if said:
            raise Problem(*said)
        uprn = raw.get("uprn")
        known = {"uprn": uprn} if isinstance(uprn, str) and addresses.UPRN.fullmatch(uprn) else {}
        return {name: words for name, words in (box | {"postcode": str(normal)}).items() if words} | known

    def write(self, answer: Answer) -> Raw:
        """One that was looked up can be selected again, and stands in the boxes too where nothing is looked up."""
        if "uprn" not in answer:
            return answer
        return {**answer, addresses.FIND: {"postcode": answer["postcode"]}, addresses.FOUND: addresses.as_typed(answer)}

    def show(self, answer: Answer, seen: Seen) -> list[str]:
        return [answer[name] for name in BOXES if name in answer]

    def told(self, written: Raw, seen: Seen) -> Answer | None:
        """An example may write the lines with commas between: the first, …, the town, the postcode."""
        if not isinstance(written, str) or not written.strip():
            return self.answer(written, seen)
        first, *between = [line.strip() for line in written.split(",")]
        ends = dict(zip(("postcode", "town"), reversed(between), strict=False))
        return self.answer({"line_1": first, "line_2": ", ".join(between[:-2])} | ends, seen)


def _plain(name: str) -> str:
    return BOXES[name][0].removesuffix(" (optional)")
