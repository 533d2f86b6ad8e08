"""What was answered, set aside and put right."""

from dataclasses import dataclass
from typing import ClassVar

from components.base import Answer
from engine.case import Case, changed
from engine.events.changing import with_hands, without
from engine.events.event import Event


@dataclass(frozen=True)
class AnswersGiven(Event):
    """The answers of a step, whole: what an earlier visit gave there and this did not is gone.

    Where a step is done once an item, `step` is its key, here and in every event: `visit@children:k1`.
    """

    shape: ClassVar = 2
    personal: ClassVar = ("answers",)
    step: str
    answers: dict[str, Answer]
    #: Whose hands added to what others answered: they count as hands in the step.
    people: tuple[str, ...] = ()

    def after(self, case: Case) -> Case:
        return changed(
            case,
            answers=without(case.answers, self.step) | {self.step: self.answers},
            aside=without(case.aside, self.step),
            done=with_hands(case, self.step, self.people),
        )


@dataclass(frozen=True)
class AnswersSetAside(Event):
    """A `go to` back went before these steps: their answers are kept to prefill and read by nothing."""

    steps: tuple[str, ...]

    def after(self, case: Case) -> Case:
        kept = {step: case.answers[step] for step in self.steps if step in case.answers}
        return changed(case, answers=without(case.answers, *self.steps), aside=case.aside | kept)


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

    def after(self, case: Case) -> Case:
        others = without(case.answers[self.step], self.answer)
        answers = others if self.now is None else others | {self.answer: self.now}
        known = with_hands(case, self.step, self.people)
        return changed(case, done=known, answers={k: answers if k == self.step else v for k, v in case.answers.items()})
