"""What kinds that ask for a number have in common: how it may be typed, its range, its decimal places."""

import re
from decimal import Decimal
from typing import Self

from pydantic import Field, model_validator

from components.base import Answer, Problem, Question, Raw, Seen, typed
from components.commas import with_a_point
from components.types import Type
from components.wording import figure, says

#: Thousands may be set apart by commas or spaces; a minus may be a hyphen or a true minus.
SHAPE = re.compile(r"[-−+]?(\d{1,3}([,\s]\d{3})+|\d+|(?=\.\d))(\.\d+)?")
#: More digits than this, and another program that reads the answer would round it.
MOST_DIGITS = 15
#: Without decimal places, and with.
SHAPELESS = (says("{called} must be a number"), says("{called} must be a number, like 1.5"))
#: By how many decimal places there may be: none, one, more.
PLACES = (
    says("{called} must be a whole number"), says("{called} must have {count} decimal place or fewer"),
    says("{called} must have {count} decimal places or fewer"),
)  # fmt: skip
BETWEEN = says("{called} must be between {low} and {high}")
AT_LEAST, AT_MOST = says("{called} must be {low} or more"), says("{called} must be {high} or fewer")


class Figures(Question):
    """Asks for a number; a whole one is kept as a number, another as its decimal text."""

    at_least: Decimal | None = Field(default=None, description="The smallest number that is accepted")
    at_most: Decimal | None = Field(default=None, description="The largest number that is accepted")
    decimals: int = Field(default=0, ge=0, le=6, description="How many decimal places; 0 asks for a whole number")

    @model_validator(mode="after")
    def _leaves_room(self) -> Self:
        if self.at_least is not None and self.at_most is not None and self.at_least > self.at_most:
            raise ValueError("at least is larger than at most, so no number would be accepted")
        return self

    @property
    def counted(self) -> str:
        """What may be typed after the number, and stands behind it in sentences."""
        return ""

    def gives(self) -> Type:
        return Type("number")

    def read(self, raw: Raw, seen: Seen) -> Answer:
        words = with_a_point(typed(raw).strip().removesuffix(self.counted).strip())
        called = self.subject("Your answer")
        if not SHAPE.fullmatch(words):
            raise Problem(says(SHAPELESS[self.decimals > 0], called=called))
        number = Decimal(re.sub(r"[,\s]", "", words).replace("−", "-"))
        if len(number.as_tuple().digits) > MOST_DIGITS:
            raise Problem(says("{called} must have {limit} digits or fewer", called=called, limit=MOST_DIGITS))
        if round(number, self.decimals) != number:
            raise Problem(says(PLACES[min(self.decimals, 2)], called=called, count=self.decimals))
        if refused := self._out_of_range(number):
            raise Problem(says(refused, called=called, low=figure(self.at_least), high=figure(self.at_most)))
        return int(number) if number == int(number) else format(number.normalize(), "f")

    def write(self, answer: Answer) -> str:
        return str(answer)

    def _out_of_range(self, number: Decimal) -> str:
        low, high = self.at_least, self.at_most
        if (low is None or number >= low) and (high is None or number <= high):
            return ""
        if low is not None and high is not None:
            return BETWEEN
        return AT_LEAST if high is None else AT_MOST
