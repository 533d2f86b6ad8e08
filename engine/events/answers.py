"""What was answered, set aside and put right."""

from dataclasses import dataclass
from typing import ClassVar

from components.base import Answer
from engine.events.event import Event


@dataclass(frozen=True)
class AnswersGiven(Event):
    """The answers of a step, whole: what an earlier visit gave there and this did not is gone.

    Where a step is done once an item, `step` is its key, here and in every event: `visit@children:k1`.
    """

    personal: ClassVar = ("answers",)
    step: str
    answers: dict[str, Answer]


@dataclass(frozen=True)
class AnswersSetAside(Event):
    """A `go to` back went before these steps: their answers are kept to prefill and read by nothing."""

    steps: tuple[str, ...]


@dataclass(frozen=True)
class AnswerCorrected(Event):
    personal: ClassVar = ("was", "now", "why")
    step: str
    answer: str
    was: Answer
    now: Answer
    why: str
    #: Whose hands put it right: they count as hands in the step.
    people: tuple[str, ...] = ()
