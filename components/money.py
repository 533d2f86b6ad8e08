"""An amount of money, in pounds and pence."""

import re
from typing import Annotated, Any, ClassVar, Self

from pydantic import BeforeValidator, Field, WithJsonSchema, model_validator

from components.base import Answer, Problem, Question, Raw, Seen, typed
from components.commas import with_a_point
from components.controls import Control, Text
from components.types import Type
from components.wording import Money as Amount
from components.wording import says

SHAPE = re.compile(r"£?\s*(\d{1,3}(?:[,\s]\d{3})+|\d+|(?=\.\d))(?:\.(\d+))?")
#: Ten thousand million pounds: no council asks for more, and every program keeps it exactly.
MOST_DIGITS = 10
TOO_LONG = says("{called} must have {limit} digits or fewer before the pence")
BETWEEN = says("{called} must be between {low} and {high}")
AT_LEAST, AT_MOST = says("{called} must be {low} or more"), says("{called} must be {high} or less")


def pence(words: str) -> int | None:
    """What an amount comes to; None where it is none, or holds less than a penny. Its sign may stand behind it, as in
    other languages."""
    found = SHAPE.fullmatch(with_a_point(words.strip().removesuffix("£").strip()))
    if found is None or len(found[2] or "") > len("50"):
        return None
    pounds = re.sub(r"\D", "", found[1]) or "0"
    return int(pounds) * 100 + int((found[2] or "").ljust(2, "0"))


def in_pounds(amount: int) -> Amount:
    """An amount of pence as people read it: £12, £1,250.50."""
    pounds, rest = divmod(amount, 100)
    return Amount(f"£{pounds:,}.{rest:02}" if rest else f"£{pounds:,}", str(amount))


def _limit(written: Any) -> Any:
    if not isinstance(written, str):
        return written
    amount = pence(written)
    if amount is None:
        raise ValueError(f"{written} is not an amount such as £16,000 or £12.50")
    return amount


Limit = Annotated[int | None, BeforeValidator(_limit), WithJsonSchema({"type": "string"})]


class Money(Question):
    """Asks for an amount of money and keeps it in pence."""

    kind: ClassVar = "money"
    wanted: ClassVar = "Enter an amount"
    sample: ClassVar = {"label": "Rent", "at least": "£1", "at most": "2,000.50"}
    accepts: ClassVar = [
        ("12", 1200),
        ("£1,250.50", 125050),
        (" 1 250.5 ", 125050),
        ("£ 1.05", 105),
        ("12,5", 1250),
        ("1 250,50 £", 125050),
        ("1.250,50", 125050),
        ("£1,250", 125000),
    ]
    refuses: ClassVar = [
        ("a lot", "Rent must be an amount in pounds, like 12 or 1,250.50"),
        ("12.345", "Rent must be an amount in pounds, like 12 or 1,250.50"),
        ("0,500", "Rent must be an amount in pounds, like 12 or 1,250.50"),
        ("-5", "Rent must be an amount in pounds, like 12 or 1,250.50"),
        ("0.99", "Rent must be between £1 and £2,000.50"),
        ("9" * 11, "Rent must have 10 digits or fewer before the pence"),
    ]

    at_least: Limit = Field(default=None, description="The smallest amount that is accepted, such as £10")
    at_most: Limit = Field(default=None, description="The largest amount that is accepted, such as £16,000")

    @model_validator(mode="after")
    def _leaves_room(self) -> Self:
        if self.at_least is not None and self.at_most is not None and self.at_least > self.at_most:
            raise ValueError("at least is larger than at most, so no amount would be accepted")
        return self

    def gives(self) -> Type:
        return Type("money")

    def controls(self, raw: Raw, seen: Seen) -> list[Control]:
        return [Text("amount", self.asked, hint=self.hint, width=10, mode="decimal", prefix="£", spellcheck=False)]

    def read(self, raw: Raw, seen: Seen) -> int:
        called = self.subject("The amount")
        amount = pence(typed(raw))
        if amount is None:
            raise Problem(says("{called} must be an amount in pounds, like 12 or 1,250.50", called=called))
        if amount >= 100 * 10**MOST_DIGITS:
            raise Problem(says(TOO_LONG, called=called, limit=MOST_DIGITS))
        if refused := self._out_of_range(amount):
            low, high = in_pounds(self.at_least or 0), in_pounds(self.at_most or 0)
            raise Problem(says(refused, called=called, low=low, high=high))
        return amount

    def write(self, answer: Answer) -> str:
        return in_pounds(answer).removeprefix("£")

    def show(self, answer: Answer, seen: Seen) -> list[str]:
        return [in_pounds(answer)]

    def _out_of_range(self, amount: int) -> str:
        low, high = self.at_least, self.at_most
        if (low is None or amount >= low) and (high is None or amount <= high):
            return ""
        if low is not None and high is not None:
            return BETWEEN
        return AT_LEAST if low is not None else AT_MOST
