"""`ask`: a person answers questions. The applicant gets pages, a team gets a task in its inbox."""

from collections.abc import Iterable
from functools import cached_property
from typing import Annotated, Any, ClassVar, Literal

from pydantic import BeforeValidator, Field

from components.types import Type
from workflows.asking import Asked, Page, Questions
from workflows.checks.scope import Scope
from workflows.due import ASKED_FOR_MORE, Before, Due, DueField
from workflows.expressions import Expression
from workflows.moves import Move, Rest, Standing
from workflows.reading import Word
from workflows.settings import Flag, Id, Text, Texts, wrong
from workflows.step import Lane, Step, Steps


def _assign(value: Any) -> Any:
    if isinstance(value, Word) and value.text != "least busy":
        raise wrong("unknown-option", f"“{value.text}” is no way to give out tasks", "Write least busy", value)
    return value.text if isinstance(value, Word) else value


class Ask(Step):
    called = "an ask step"
    verb: ClassVar = "ask"
    does: ClassVar = "Asks a person questions: a resident page by page, a team as a task in its inbox"
    rests: ClassVar = True
    sample: ClassVar = """\
- ask: inspect
  who: highways
  title: Inspect the road
  due: 5 working days
  questions:
    result:
      type: choice
      label: What did you find?
      options: [Repaired, No repair needed]
"""

    ask: Id = Field(description="The name of the step")
    who: Text = Field("applicant", description="applicant, a team, or an answer of type team")
    title: Text = Field("", description="What is to be done, as the task or the first page says it")
    questions: Questions = Field((), description="The questions, by name")
    pages: tuple[Page, ...] = Field((), description="Pages of questions: title, section, when, questions")
    check: Flag = Field(True, alias="check", description="no leaves out “Check your answers”")
    next: Text = Field("", description="What happens next, said on the confirmation")
    due: DueField | None = Field(None, description="How long it may take: 5 working days")
    remind: Before | None = Field(None, description="How long before it is due its doer is reminded: 2 days before")
    if_late: Steps = Field((), description="What happens when it is late: send, hand to, go to, end")
    if_extended: Steps = Field((), description="What happens when the time is extended: send")
    not_whoever_did: Texts = Field((), description="Steps whose doers may not do this one")
    whoever_did: Id = Field("", description="The step whose doer does this one, too")
    assign: Annotated[Literal["", "least busy"], BeforeValidator(_assign)] = Field(
        "", description="least busy: it is given to whoever of the team has the fewest tasks"
    )
    sees: Texts = Field((), description="Answers, or steps for all their answers, that the doer is shown")

    @property
    def id(self) -> str:
        return self.ask

    @property
    def named(self) -> str:
        return self.title or self.ask.replace("_", " ").capitalize()

    def all_pages(self) -> tuple[Page, ...]:
        """The pages, where questions without pages stand a page each for the applicant, together for a team."""
        return self._every_page

    @cached_property
    def _every_page(self) -> tuple[Page, ...]:
        if self.pages or self.who == "applicant":
            return self.page_by_page
        return (Page.model_construct(questions=self.questions),)

    @cached_property
    def page_by_page(self) -> tuple[Page, ...]:
        """The pages as whoever came by a link is asked them: a question each, where the service says no pages."""
        return self.pages or tuple(Page.model_construct(questions=(one,)) for one in self.questions)

    def asked(self) -> list[Asked]:
        return [*(one for page in self.pages for one in page.questions), *self.questions]

    def gives(self) -> dict[str, Type]:
        """Its answers, and what stands in them under names of its own."""
        asking = [one for one in self.asked() if one.kind and one.question.asks]
        parts = {f"{one.id}.{part}": kind for one in asking for part, kind in one.question.parts().items()}
        return {one.id: one.question.gives() for one in asking} | parts

    def lanes(self) -> list[Lane]:
        late, extended = Lane(self.if_late, aside="late"), Lane(self.if_extended, aside="extended")
        return [lane for lane in (late, extended) if lane.steps]

    def expressions(self) -> Iterable[tuple[Expression, str]]:
        if self.due:
            yield self.due.within, "value"

    def check_names(self, scope: Scope) -> None:
        scope.team(self.who, self.at("who"))
        for step in self.not_whoever_did:
            scope.known(step, scope.asks, "step that somebody does", self.at("not whoever did"))
        if self.whoever_did:
            scope.known(self.whoever_did, scope.asks, "step that somebody does", self.at("whoever did"))
        self._check_time(scope)
        for name in self.sees:
            if name not in scope.steps:
                scope.known(name, scope.names, "answer or step", self.at("sees"))
        if self.due:
            check_due(self.due, scope)

    def _check_time(self, scope: Scope) -> None:
        """What follows from a time limit needs one."""
        for word, written in (("remind", self.remind), ("if late", self.if_late)):
            if written and not self.due:
                scope.faults.fault(self.at(word), "never-late", f"“{word}:” says what happens by a time limit, and "
                                   "there is none", f"Add due: 10 working days, say, or remove {word}:")  # fmt: skip
        if self.remind and self.due and not self.due.outlasts(self.remind):
            scope.faults.fault(self.at("remind"), "never-late", f"{self.remind} before it is due it has not begun",
                               f"Write less than {self.due.within.text} before")  # fmt: skip
        if self.if_extended and not (self.due and self.due.may_extend):
            scope.faults.fault(self.at("if extended"), "never-extended", "This time limit is never extended",
                               "Add may extend: to due:, or remove if extended:")  # fmt: skip

    def arrive(self, standing: Standing) -> list[Move]:
        who = standing.who(self.who)
        return [Rest(who, self.named)]

    def describe(self) -> str:
        return self.named


def check_due(due: Due, scope: Scope) -> None:
    """A time limit names a calendar, and counts from moments that exist."""
    scope.value(due.within, ("duration", "date"), "a length of time or a date")
    if due.may_extend:
        scope.value(due.may_extend, ("duration",), "a length of time")
    scope.known(due.calendar, scope.organisation.calendars, "calendar", due.at("calendar"))
    for moment in due.from_:
        dates = [name for name, kind in scope.names.items() if kind.name == "date"]
        if moment != "received" and moment not in scope.steps:
            scope.known(moment, [*dates, *scope.steps, "received"], "step or date answer", due.at("from"))
    for word in due.pause_while:
        scope.known(word, scope.asks | {ASKED_FOR_MORE}, "step that somebody does", due.at("pause while"))
