"""Random answers that a question accepts: of its own samples, of the service's examples, and of its options."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from random import Random
from typing import Any

from components.base import Answer, Inner, Problem, Question, Seen
from components.controls import ID, Items, Many, One, Raw
from components.types import Type
from workflows.conditions.cells import Cell, given
from workflows.values import as_answer

#: So often an answer is drawn before a question is left empty.
TRIES = 12
#: Numbers near which rules often turn.
NUMBERS = (0, 1, 2, 3, 5, 10, 16, 18, 30, 65, 100, 1_000)
#: How a cell of a table writes a value of each type.
WRITTEN = {
    "text": ("Some words",), "number": ("0", "3", "70"), "money": ("£0", "£25", "£1,000"), "yes or no": ("yes", "no"),
    "date": ("1 March 2027", "31 December 2028"), "duration": ("1 day", "10 working days", "2 weeks"),
}  # fmt: skip


@dataclass
class Lots:
    """Draws by one source of chance. `known` are answers that examples give, by question, as they would be typed."""

    random: Random
    known: Mapping[str, list[Raw]] = field(default_factory=dict)

    def raw(self, id: str, question: Question, seen: Seen) -> Raw:
        """What somebody may type; None where a question may be left out, or nothing that is accepted was drawn."""
        if not question.asks or (question.optional and self.random.random() < 0.3):
            return None
        for _ in range(TRIES):
            raw = self._draw(id, question, seen)
            try:
                question.answer(raw, seen)
            except Problem:
                continue
            return raw
        return None

    def _draw(self, id: str, question: Question, seen: Seen) -> Raw:
        known = self.known.get(id)
        if known and self.random.random() < 0.3:
            return self.random.choice(known)
        inner: tuple[Inner, ...] = getattr(question, "questions", ())
        if question.nests and inner:
            return [self.item(question, id, seen) for id in self._ids(question, seen)]
        controls = question.controls(None, seen)
        only = controls[0] if len(controls) == 1 else None
        if isinstance(only, One):
            return self.random.choice(only.options).value if only.options else None
        if isinstance(only, Many):
            return [option.value for option in only.options if self.random.random() < 0.5]
        return self._of_type(question, seen)

    def _ids(self, question: Question, seen: Seen) -> list[str]:
        """Of as many things as chance says, or of those that there are."""
        items = [control for control in question.controls(None, seen) if isinstance(control, Items) and control.fixed]
        some = [f"k{number}" for number in range(self.random.randrange(4))]
        return [one.id for one in items[0].items] if items else some

    def item(self, question: Any, id: str, seen: Seen) -> dict[str, Raw]:
        """One thing of a list."""
        return {ID: id} | {one.id: self.raw(one.id, one.question, seen) for one in question.questions}

    def _of_type(self, question: Question, seen: Seen) -> Raw:
        kind = question.gives().name
        if kind == "date" and self.random.random() < 0.4:  # some take no other
            return question.write(seen.today.isoformat())
        if kind == "date" and self.random.random() < 0.7:
            days = self.random.choice((0, 1, 7, 30, 100, 400, 1_000, 7_000, 25_000)) * self.random.choice((-1, 1))
            return question.write((seen.today + timedelta(days + self.random.randrange(-5, 6))).isoformat())
        if kind == "number" and self.random.random() < 0.7:
            return str(self.random.choice((*NUMBERS, self.random.randrange(120))))
        if kind == "money" and self.random.random() < 0.7:
            return str(self.random.choice(NUMBERS) * self.random.choice((1, 50)))
        return self.random.choice(question.accepts)[0]

    def given(self, kind: Type, seen: Seen) -> Answer:
        """What an outside system may bring."""
        words = kind.options or (tuple(seen.teams) if kind.name == "team" else WRITTEN[kind.name])
        return as_answer(given(kind, Cell(self.random.choice(words))))
