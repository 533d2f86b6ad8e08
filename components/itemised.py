"""What kinds have in common that ask the same questions of several things: each is an item with its own answers."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Annotated, Any, ClassVar

from pydantic import BeforeValidator, Field, InstanceOf, WithJsonSchema

from components.base import Answer, Inner, Problem, Question, Raw, Said, Seen
from components.controls import ID, Block, Item
from components.registry import kinds
from components.types import Type
from components.wording import Sentence, run, says

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


class Itemised(Question):
    """The answer lists items: each has its id at "#", and its answers by question."""

    nests: ClassVar = True

    #: What one of them is called.
    item: str = Field(default="item", min_length=1, max_length=40, description="What one of them is called: child")
    questions: Annotated[
        tuple[InstanceOf[Inner], ...],
        BeforeValidator(_built),
        WithJsonSchema({"type": "object"}),
        Field(min_length=1, description="The questions, asked once for each"),
    ]

    def gives(self) -> Type:
        return Type("list", inside=typed_inside(self.questions))

    def turns(self, seen: Seen) -> bool:
        return any(one.question.turns(seen) for one in self.questions)

    def read_item(self, item: Mapping[str, Raw], seen: Seen) -> "Reading":
        """What is acceptable of an item; its answers are known by their bare names to those after them."""
        own = {one.id for one in self.questions}
        known = {name: answer for name, answer in seen.answers.items() if name not in own}
        reading = Reading(item, replace(seen, answers=known), known, {ID: item.get(ID)})
        for one in self.questions:
            reading.ask(one)
        for one in reading.asked:
            reading.check(one)
        return reading

    def drawn(self, id: str, title: str, item: Mapping[str, Raw], seen: Seen) -> Item:
        """What is asked of an item follows from what is acceptable of it so far."""
        read = self.read_item(item, seen)
        return Item(id, title, tuple(block(one, item.get(one.id), read.seen) for one in read.asked))

    def blocks(self, seen: Seen) -> tuple[Block, ...]:
        """All that can be asked of an item."""
        return tuple(block(one, None, seen) for one in self.questions)

    def answer(self, raw: Raw, seen: Seen) -> Answer:
        return [] if self.optional and self.empty(raw) else super().answer(raw, seen)

    def nothing_in(self, item: Mapping[str, Raw]) -> bool:
        return all(one.question.empty(item.get(one.id)) for one in self.questions)

    def write(self, answer: Answer) -> Raw:
        return [
            {ID: item[ID]} | {one.id: one.question.write(item[one.id]) for one in self.answered(item)}
            for item in answer
        ]  # fmt: skip

    def said_of(self, item: Mapping[str, Answer], seen: Seen) -> list[str]:
        """An item's answers; an empty list in it goes without saying."""
        return [_said(one, item[one.id], seen) for one in self.answered(item) if item[one.id] != []]

    def told_back(self, title: str, item: Mapping[str, Answer], seen: Seen) -> str:
        """An item as a page reads it back: its title, and each answer on a line of its own below. Where only one thing
        is asked, that stands beside the title."""
        if sum(one.question.asks for one in self.questions) == 1:
            return run((title, run(self.said_of(item, seen), ", ")), ": ")
        said = [line for one in self.answered(item) if item[one.id] != [] for line in _below(one, item[one.id], seen)]
        return run((title, *(said or [says("Not answered")])), "\n")

    def said_under(self, title: str, id: str, said: Said) -> Said:
        """What is said of an item, under its title; our own words name the question, where they do not yet."""
        asking = next((one.question for one in self.questions if one.id == said.part.partition(".")[0]), None)
        label = asking.label.rstrip(" .:").partition(": ")[0] if asking and not asking.nests else ""
        own = isinstance(said.sentence, Sentence) and label.lower() not in said.sentence.lower()
        called = f"{title}, {label}" if own else title
        return replace(said, sentence=run((called, said.sentence), ": "), part=f"{id}.{said.part}")

    def answered(self, item: Mapping[str, Answer]) -> list[Inner]:
        """The questions that an item answers."""
        return [one for one in self.questions if one.id in item]

    def told_of(self, written: Raw, seen: Seen) -> dict[str, Raw]:
        """An item as it would be typed, from what an example writes of it."""
        if not isinstance(written, Mapping):
            raise Problem(f"Write each {self.item} as its questions and answers")
        questions = {one.id: one.question for one in self.questions if one.question.asks}
        unknown = [str(name) for name in written if name not in questions and name != ID]
        if unknown:
            raise Problem(f"Each {self.item} is not asked “{unknown[0]}”")
        told = {id: questions[id].told(written[id], seen) for id in questions if id in written}
        return {id: questions[id].write(answer) for id, answer in told.items() if answer is not None}


def typed_inside(questions: tuple[Inner, ...]) -> dict[str, Type]:
    """What the answers in an item are to a rule."""
    asking = [one for one in questions if one.question.asks]
    found = {one.id: one.question.gives() for one in asking}
    return found | {f"{one.id}.{part}": kind for one in asking for part, kind in one.question.parts().items()}


def mappings(raw: Raw) -> list[Mapping[str, Raw]]:
    return [item for item in raw if isinstance(item, Mapping)] if isinstance(raw, list) else []


def block(one: Inner, raw: Raw, seen: Seen) -> Block:
    question = one.question
    return Block(one.id, question.asked, tuple(question.controls(raw, seen)), question.hint, question.why)


def _said(one: Inner, answer: Answer, seen: Seen) -> str:
    words = run(one.question.show(answer, seen), "; ")
    if one.question.gives().name not in BARE:
        return words
    return _labelled(one, words)


def _below(one: Inner, answer: Answer, seen: Seen) -> list[str]:
    """An answer under its item's title; what has several lines keeps them, below what was asked."""
    lines = one.question.show(answer, seen)
    if len(lines) == 1 and not one.question.nests:
        return [_labelled(one, lines[0])]
    return [_labelled(one, ""), *lines]


def _labelled(one: Inner, words: str) -> str:
    label = one.question.label.rstrip(".:")
    between = " " if label.endswith("?") else ": "
    return run((label, words), between) if words else f"{label}{between}".rstrip()


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
            self.said += [replace(each, part=f"{one.id}.{each.part}".rstrip(".")) for each in problem.said]
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
