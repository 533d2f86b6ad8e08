"""A table: rows that the designer fixes, and the same questions about each, such as an amount a month."""

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Annotated, Any, ClassVar, Literal, Self

from pydantic import AfterValidator, BeforeValidator, Field, WithJsonSchema, model_validator

from components.base import Answer, Problem, Question, Raw, Seen
from components.controls import ID, Control, Items, Option, Words
from components.itemised import Itemised, mappings
from components.options import each_once
from components.translated import NAME, ByValue
from components.wording import run, says

#: Of these types a total may be made.
ADDED = ("number", "money")
ROWS = {"label": "What do you pay a month?", "rows": ["Rent", {"value": "heat", "label": "Heating"}], "total": "amount"}
AGAIN = "Answer each row again"
#: Where a row's value stands in an answer and on a page, nothing else may.
VALUE = re.compile(r"[A-Za-z0-9_-]{1,40}")


def _in_full(written: Any) -> Any:
    """`Council tax` is a label; its value is council_tax."""
    if not isinstance(written, str):
        return written
    return {"value": re.sub(r"[^a-z0-9]+", "_", written.lower()).strip("_"), "label": written}


def _named(rows: tuple[Option, ...]) -> tuple[Option, ...]:
    for row in rows:
        if not VALUE.fullmatch(row.value):
            raise ValueError(f'the row "{row.label}" needs a value: of letters a to z, figures and _')
    return rows


class Table(Itemised):
    """Asks the same questions of each row; the answer lists the rows, each by its value at "#".

    A face draws a row as a heading with its questions below it, which reads well on a telephone and to a screen
    reader. Source: GOV.UK Design System, Table: a table is to read from, not to type into.
    """

    kind: ClassVar = "table"
    wanted: ClassVar = "Answer each row"
    sample: ClassVar = ROWS | {"questions": {"amount": {"type": "money", "label": "Amount"}}}
    accepts: ClassVar = [
        (
            [{"#": "rent", "amount": "450"}, {"#": "heat", "amount": "60.50"}],
            [{"#": "rent", "amount": 45000}, {"#": "heat", "amount": 6050}],
        ),
    ]
    refuses: ClassVar = [
        ([{"#": "rent", "amount": "450"}], "Heating: Enter an amount"),
        ([{"#": "rent", "amount": "lots"}, {"#": "heat", "amount": "1"}], "Rent: Amount must be an amount in pounds"),
        ([{"#": "boat", "amount": "450"}], AGAIN),
        ([{"#": "rent", "amount": "1"}] * 2, AGAIN),
        ("450", AGAIN),
    ]

    item: Annotated[Literal["row"], WithJsonSchema({"const": "row"})] = Field("row", description="What each is: a row")
    rows: Annotated[
        tuple[Annotated[Option, BeforeValidator(_in_full, json_schema_input_type=str | Option)], ...],
        AfterValidator(_named), AfterValidator(each_once), ByValue(_in_full),
    ] = Field(
        min_length=1, max_length=200, description="What each row is about: words, or a value and a label"
    )  # fmt: skip
    total: Annotated[str, NAME] = Field(
        default="", description="The question whose answers are added up under the rows"
    )

    @model_validator(mode="after")
    def _adds_up(self) -> Self:
        if self.total and (self._added is None or self._added.gives().name not in ADDED):
            raise ValueError(f"total: names a question of money or of numbers, and {self.total} is none")
        return self

    @property
    def _added(self) -> Question | None:
        return next((one.question for one in self.questions if one.id == self.total), None)

    # What is drawn

    def controls(self, raw: Raw, seen: Seen) -> list[Control]:
        typed = self._by_row(raw)
        items = tuple(self.drawn(row.value, row.label, typed.get(row.value, {}), seen) for row in self.rows)
        count = len(self.rows)
        rows = Items("rows", self.asked, self.blocks(seen), items, "row", self.hint, count, count, fixed=True)
        said = self._total([self.read_item(item, seen).found for item in typed.values()], seen)
        return [rows, *(Words(words) for words in said)]

    def _by_row(self, raw: Raw) -> dict[str, Mapping[str, Raw]]:
        known = {row.value for row in self.rows}
        return {item[ID]: item for item in mappings(raw) if isinstance(item.get(ID), str) and item[ID] in known}

    def _total(self, items: Iterable[Mapping[str, Answer]], seen: Seen) -> list[str]:
        """The total in words, where one is wanted and something was answered."""
        given = [item[self.total] for item in items if self.total in item]
        if self._added is None or not given:
            return []
        sum_ = sum((Decimal(one) for one in given), Decimal(0))
        answer = int(sum_) if sum_ == sum_.to_integral_value() else f"{sum_.normalize():f}"
        return [says("Total: {amount}", amount=run(self._added.show(answer, seen), " "))]

    # What is accepted

    def empty(self, raw: Raw) -> bool:
        """Rows in which nothing was typed are none."""
        if not isinstance(raw, list):
            return super().empty(raw)
        return all(isinstance(item, Mapping) and self.nothing_in(item) for item in raw)

    def read(self, raw: Raw, seen: Seen) -> list[dict[str, Answer]]:
        typed = self._by_row(raw)
        if not isinstance(raw, list) or len(typed) < len(raw):
            raise Problem(AGAIN)
        found = [(row, self.read_item({ID: row.value, **typed.get(row.value, {})}, seen)) for row in self.rows]
        said = [
            self.said_under(row.label, row.value, each)
            for row, item in found for each in item.said
        ]  # fmt: skip
        if said:
            raise Problem(*said)
        return [item.found for _, item in found]

    # What people read

    def show(self, answer: Answer, seen: Seen) -> list[str]:
        rows = [run((self._row(item), run(self.said_of(item, seen), ", ")), ": ") for item in answer]
        return [*rows, *self._total(answer, seen)] or [says("None")]

    def read_back(self, answer: Answer, seen: Seen) -> list[str]:
        rows = [self.told_back(self._row(item), item, seen) for item in answer]
        return [*rows, *self._total(answer, seen)] or self.show(answer, seen)

    def _row(self, item: Mapping[str, Answer]) -> str:
        """What a row is about; one that was taken out since is called by its value."""
        return next((row.label for row in self.rows if row.value == item[ID]), item[ID])

    def told(self, written: Raw, seen: Seen) -> Answer | None:
        """An example writes the rows by their values, each with its questions."""
        if not isinstance(written, Mapping):
            return self.answer(written, seen)
        rows = {str(row): self.told_of(one, seen) for row, one in written.items()}
        return self.answer([{**item, ID: row} for row, item in rows.items()], seen)
