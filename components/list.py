"""Several things of one sort, each asked the same questions: children, incomes, places where somebody lived."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Annotated, Any, ClassVar, Self

from pydantic import BeforeValidator, Field, InstanceOf, WithJsonSchema, model_validator

from components.base import Answer, Inner, Problem, Question, Raw, Said, Seen
from components.controls import ID, Block, Control, Item, Items
from components.registry import kinds
from components.types import Type

LONGEST_ID = 40
#: Answers of these types say little without what was asked.
BARE = ("yes or no", "number", "choices")


def _built(written: Any) -> Any:
    """Questions from plain settings; a service hands them in ready, with their rules."""
    if not isinstance(written, Mapping):
        return written
    return tuple(Inner(id, _question(id, dict(settings))) for id, settings in written.items())


def _question(id: str, settings: dict[str, Any]) -> Question:
    kind = kinds().get(settings.pop("type", ""))
    if kind is None:
        raise ValueError(f"{id} does not say its type")
    return kind.model_validate(settings)


class List(Question):
    """Asks the same questions once for each of several things.

    The answer lists items: each has its id at "#", which it keeps whatever becomes of its neighbours, and its
    answers by question. Source: GOV.UK Design System, Add another thing.
    """

    kind: ClassVar = "list"
    nests: ClassVar = True
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
        ([{"#": "k1", "name": "Ann", "born": ""}], "Child 1: Enter a date: Date of birth"),
        ([{"#": "k1", "name": "Ann", "born": {"day": "1"}}], "Child 1: Date of birth must include a month and year"),
        ([{"#": "a", "name": "Ann"}] * 2, "Add each child again"),
        ([{"name": "Ann"}], "Add each child again"),
        ("Ann", "Add each child again"),
    ]

    item: str = Field(default="item", min_length=1, max_length=40, description="What one of them is called: child")
    questions: Annotated[
        tuple[InstanceOf[Inner], ...],
        BeforeValidator(_built),
        WithJsonSchema({"type": "object"}),
        Field(min_length=1, description="The questions, asked once for each"),
    ]
    at_least: int = Field(default=1, ge=1, le=200, description="The fewest that are accepted, where it is answered")
    at_most: int = Field(default=20, ge=1, le=200, description="The most that are accepted")

    @model_validator(mode="after")
    def _leaves_room(self) -> Self:
        if self.at_least > self.at_most:
            raise ValueError("at least is larger than at most, so no answer would be accepted")
        return self

    def gives(self) -> Type:
        asking = (one for one in self.questions if one.question.asks)
        return Type("list", inside={one.id: one.question.gives() for one in asking})

    # What is drawn

    def controls(self, raw: Raw, seen: Seen) -> list[Control]:
        blocks = tuple(_block(one, None, seen) for one in self.questions)
        items = tuple(self._item(number, item, seen) for number, item in enumerate(_mappings(raw), start=1))
        least = 0 if self.optional else self.at_least
        return [Items("items", self.asked, blocks, items, self.item, self.hint, least, self.at_most)]

    def _item(self, number: int, item: Mapping[str, Raw], seen: Seen) -> Item:
        """What is asked of an item follows from what is acceptable of it so far."""
        read = self._read(item, seen)
        blocks = tuple(_block(one, item.get(one.id), read.seen) for one in read.asked)
        return Item(str(item.get(ID, "")), self._title(number), blocks)

    def _title(self, number: int) -> str:
        return f"{self.item[0].upper()}{self.item[1:]} {number}"

    # What is accepted

    def empty(self, raw: Raw) -> bool:
        """Items in which nothing was typed are none."""
        if not isinstance(raw, list):
            return super().empty(raw)
        return all(isinstance(item, Mapping) and self._nothing_in(item) for item in raw)

    def _nothing_in(self, item: Mapping[str, Raw]) -> bool:
        return all(one.question.empty(item.get(one.id)) for one in self.questions)

    def answer(self, raw: Raw, seen: Seen) -> Answer:
        return [] if self.optional and self.empty(raw) else super().answer(raw, seen)

    def read(self, raw: Raw, seen: Seen) -> list[dict[str, Answer]]:
        items = [self._read(item, seen) for item in self._items(raw)]
        said = [
            Said(f"{self._title(number)}: {each.sentence}", f"{item.found[ID]}.{each.part}")
            for number, item in enumerate(items, start=1) for each in item.said
        ]  # fmt: skip
        if said:
            raise Problem(*said)
        return [item.found for item in items]

    def _items(self, raw: Raw) -> list[Mapping[str, Raw]]:
        items = _mappings(raw)
        ids = [item.get(ID) for item in items]
        known = all(isinstance(id, str) and 0 < len(id) <= LONGEST_ID and "." not in id for id in ids)
        if not isinstance(raw, list) or len(items) < len(raw) or not known or len(set(ids)) < len(ids):
            raise Problem(f"Add each {self.item} again")
        if len(items) > self.at_most:
            raise Problem(f"You can add up to {self.at_most}")
        if len(items) < self.at_least:
            raise Problem(f"Add at least {self.at_least}")
        return items

    def _read(self, item: Mapping[str, Raw], seen: Seen) -> "Reading":
        own = {one.id for one in self.questions}
        known = {name: answer for name, answer in seen.answers.items() if name not in own}
        reading = Reading(item, replace(seen, answers=known), known, {ID: item.get(ID)})
        for one in self.questions:
            reading.ask(one)
        for one in reading.asked:
            reading.check(one)
        return reading

    # What is kept, and what people read

    def write(self, answer: Answer) -> Raw:
        return [
            {ID: item[ID]} | {one.id: one.question.write(item[one.id]) for one in self._in(item)} for item in answer
        ]

    def show(self, answer: Answer, seen: Seen) -> list[str]:
        return [
            f"{self._title(number)}: {', '.join(self._said(item, seen))}" for number, item in enumerate(answer, start=1)
        ] or ["None"]  # fmt: skip

    def _said(self, item: Mapping[str, Answer], seen: Seen) -> list[str]:
        """An item's answers; an empty list in it goes without saying."""
        return [_said(one, item[one.id], seen) for one in self._in(item) if item[one.id] != []]

    def _in(self, item: Mapping[str, Answer]) -> list[Inner]:
        """The questions that an item answers."""
        return [one for one in self.questions if one.id in item]

    def told(self, written: Raw, seen: Seen) -> Answer | None:
        """An example lists the items, each by its questions; their ids are 1, 2 and so on."""
        if not isinstance(written, list):
            return self.answer(written, seen)
        items = [self._told(item, seen) | {ID: str(number)} for number, item in enumerate(written, start=1)]
        return self.answer(items, replace(seen, context=None))

    def _told(self, written: Raw, seen: Seen) -> dict[str, Raw]:
        if not isinstance(written, Mapping):
            raise Problem(f"Write each {self.item} as its questions and answers")
        questions = {one.id: one.question for one in self.questions if one.question.asks}
        unknown = [str(name) for name in written if name not in questions and name != ID]
        if unknown:
            raise Problem(f"Each {self.item} is not asked “{unknown[0]}”")
        told = {id: questions[id].told(written[id], seen) for id in questions if id in written}
        return {id: questions[id].write(answer) for id, answer in told.items() if answer is not None}


def _mappings(raw: Raw) -> list[Mapping[str, Raw]]:
    return [item for item in raw if isinstance(item, Mapping)] if isinstance(raw, list) else []


def _block(one: Inner, raw: Raw, seen: Seen) -> Block:
    question = one.question
    return Block(one.id, question.asked, tuple(question.controls(raw, seen)), question.hint, question.why)


def _said(one: Inner, answer: Answer, seen: Seen) -> str:
    words = "; ".join(one.question.show(answer, seen))
    if one.question.gives().name not in BARE:
        return words
    label = one.question.label.rstrip(".:")
    return f"{label} {words}" if label.endswith("?") else f"{label}: {words}"


@dataclass
class Reading:
    """One item as it is read, question by question, each seeing the answers before it.

    `known` holds them with what the service knew before; `found` is the item's answer so far.
    """

    item: Mapping[str, Raw]
    seen: Seen
    known: dict[str, Answer]
    found: dict[str, Answer]
    said: list[Said] = field(default_factory=list)
    #: The questions that the answers led to.
    asked: list[Inner] = field(default_factory=list)

    def ask(self, one: Inner) -> None:
        if not self._is_asked(one):
            return
        self.asked.append(one)
        try:
            answer = one.question.answer(self.item.get(one.id), self.seen)
        except Problem as problem:
            self.said += [Said(each.sentence, f"{one.id}.{each.part}".rstrip(".")) for each in problem.said]
            return
        if answer is not None:
            self.found[one.id] = self.known[one.id] = answer

    def _is_asked(self, one: Inner) -> bool:
        """Where no service is asking, nobody can tell: what was answered counts."""
        if one.when is None or self.seen.context is None:
            return one.when is None or one.id in self.item
        return one.when.holds(self.known, self.seen.context)

    def check(self, one: Inner) -> None:
        """Hold an answer to the rule that the service has for it, once all its neighbours are known."""
        if one.accept is None or self.seen.context is None or one.id not in self.found:
            return
        if not one.accept.holds(self.known, self.seen.context):
            self.said.append(Said(one.problem, one.id))
