"""Several things of one sort, each asked the same questions: children, incomes, places where somebody lived."""

from collections.abc import Mapping
from dataclasses import replace
from typing import ClassVar, Self

from pydantic import Field, model_validator

from components.base import Answer, Problem, Raw, Seen
from components.controls import ID, Control, Items
from components.itemised import Itemised, mappings
from components.wording import run, says

LONGEST_ID = 40
ADDED_UP = "A working out adds up a list: below it write type: working out, and value: total of incomes.amount, say"


class List(Itemised):
    """Asks the same questions once for each of several things.

    The answer lists items: each has its id at "#", which it keeps whatever becomes of its neighbours, and its
    answers by question. Source: GOV.UK Design System, Add another thing.
    """

    kind: ClassVar = "list"
    instead: ClassVar = {"total": ADDED_UP}
    wanted: ClassVar = "Add at least one"
    sample: ClassVar = {
        "label": "Your children",
        "item": "child",
        "at most": 3,
        "questions": {
            "name": {"type": "name", "label": "Full name"},
            "born": {"type": "date", "label": "Date of birth"},
            "toys": {
                "type": "list", "label": "Toys", "item": "toy", "optional": True,
                "questions": {"called": {"type": "text", "label": "Toy"}},
            },
        },
    }  # fmt: skip
    accepts: ClassVar = [
        (
            [{"#": "k1", "name": "Ann Lee", "born": {"day": "1", "month": "3", "year": "2020"}, "toys": []}],
            [{"#": "k1", "name": "Ann Lee", "born": "2020-03-01", "toys": []}],
        ),
        (
            [
                {"#": "k7", "name": "Ann", "born": {"day": "1", "month": "3", "year": "2020"},
                 "toys": [{"#": "a", "called": "Bear"}, {"#": "b", "called": "Ball"}]},
                {"#": "k2", "name": "Bo", "born": {"day": "2", "month": "4", "year": "2021"}, "toys": []},
            ],
            [
                {"#": "k7", "name": "Ann", "born": "2020-03-01",
                 "toys": [{"#": "a", "called": "Bear"}, {"#": "b", "called": "Ball"}]},
                {"#": "k2", "name": "Bo", "born": "2021-04-02", "toys": []},
            ],
        ),
    ]  # fmt: skip
    refuses: ClassVar = [
        ([{"#": str(n), "name": "Ann"} for n in range(4)], "You can add up to 3"),
        ([{"#": "k1", "name": ""}], "Answer the questions about child 1"),
        ([{"#": "k1", "name": "Ann", "born": ""}], "Child 1: Enter a date: Date of birth"),
        ([{"#": "k1", "name": "Ann", "born": {"day": "1"}}], "Child 1: Date of birth must include a month and year"),
        ("Ann", "Add each child again"),
        ([{"name": "Ann"}], "Add each child again"),
        ([{"#": "a", "name": "Ann"}] * 2, "Add each child again"),
    ]

    at_least: int = Field(default=1, ge=1, le=200, description="The fewest that are accepted, where it is answered")
    at_most: int = Field(default=20, ge=1, le=200, description="The most that are accepted")

    @model_validator(mode="after")
    def _leaves_room(self) -> Self:
        if self.at_least > self.at_most:
            raise ValueError("at least is larger than at most, so no answer would be accepted")
        return self

    # What is drawn

    def controls(self, raw: Raw, seen: Seen) -> list[Control]:
        each = enumerate(mappings(raw), start=1)
        items = tuple(self.drawn(str(item.get(ID, "")), self._title(number), item, seen) for number, item in each)
        least = 0 if self.optional else self.at_least
        return [Items("items", self.asked, self.blocks(seen), items, self.item, self.hint, least, self.at_most)]

    def _title(self, number: int) -> str:
        return f"{self.item[0].upper()}{self.item[1:]} {number}"

    # What is accepted

    def empty(self, raw: Raw) -> bool:
        """Items in which nothing was typed are none."""
        if not isinstance(raw, list):
            return super().empty(raw)
        return all(isinstance(item, Mapping) and self.nothing_in(item) for item in raw)

    def answer(self, raw: Raw, seen: Seen) -> Answer:
        """Where one stands there with nothing in it, nobody is told to add one."""
        if not self.optional and mappings(raw) and self.empty(raw):
            raise Problem(says("Answer the questions about {item}", item=f"{self.item} 1"))
        return super().answer(raw, seen)

    def read(self, raw: Raw, seen: Seen) -> list[dict[str, Answer]]:
        items = [self.read_item(item, seen) for item in self._items(raw)]
        said = [
            self.said_under(self._title(number), item.found[ID], each)
            for number, item in enumerate(items, start=1) for each in item.said
        ]  # fmt: skip
        if said:
            raise Problem(*said)
        return [item.found for item in items]

    def _items(self, raw: Raw) -> list[Mapping[str, Raw]]:
        items = mappings(raw)
        ids = [item.get(ID) for item in items]
        known = all(isinstance(id, str) and 0 < len(id) <= LONGEST_ID and "." not in id for id in ids)
        if not isinstance(raw, list) or len(items) < len(raw) or not known or len(set(ids)) < len(ids):
            raise Problem(says("Add each {item} again", item=self.item))
        if len(items) > self.at_most:
            raise Problem(says("You can add up to {most}", most=self.at_most))
        if len(items) < self.at_least:
            raise Problem(says("Add at least {least}", least=self.at_least))
        return items

    # What is kept, and what people read

    def show(self, answer: Answer, seen: Seen) -> list[str]:
        return [
            run((self._title(number), run(self.said_of(item, seen), ", ")), ": ")
            for number, item in enumerate(answer, start=1)
        ] or [says("None")]  # fmt: skip

    def read_back(self, answer: Answer, seen: Seen) -> list[str]:
        told = [self.told_back(self._title(number), item, seen) for number, item in enumerate(answer, start=1)]
        return told or self.show(answer, seen)

    def told(self, written: Raw, seen: Seen) -> Answer | None:
        """An example lists the items, each by its questions; their ids are 1, 2 and so on."""
        if not isinstance(written, list):
            return self.answer(written, seen)
        items = [self.told_of(item, seen) | {ID: str(number)} for number, item in enumerate(written, start=1)]
        return self.answer(items, replace(seen, context=None))
