"""Questions and pages of an `ask`: which of them are asked, given what is answered, and what is accepted."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, ValidationInfo, WithJsonSchema

from components.base import Answer, Problem, Question, Said, Seen
from components.controls import Raw
from components.registry import kinds
from workflows.expressions import Condition, Context, Expression
from workflows.faults import Faults, Place, collecting, did_you_mean
from workflows.reading import Word
from workflows.settings import Entries, Settings, Text, build, check_id, wrong

#: Words of a question that belong to the workflow, not to its kind.
OURS = ("when", "accept when", "problem")


@dataclass
class Asked:
    """A question where it stands in a service. `again` asks what an earlier step asked."""

    id: str
    place: Place
    again: bool = False
    #: None only while a question asked again has not been found yet.
    kind: Question | None = None
    when: Expression | None = None
    accept: Expression | None = None
    problem: str = ""

    @property
    def question(self) -> Question:
        assert self.kind is not None, f"{self.id} was never resolved"
        return self.kind


class Rules(Settings):
    """The words of a question that every kind shares and the workflow reads."""

    called = "a question"
    when: Condition | None = Field(None, description="The question is asked only where this holds")
    accept_when: Condition | None = Field(None, description="An answer is accepted only where this holds")
    problem: Text = Field("", description="What people read where accept when does not hold")


def read_questions(data: Any, faults: Faults) -> tuple[Asked, ...]:
    if not isinstance(data, Entries):
        raise wrong("wrong-shape", "Questions are written by name, each on its own lines",
                    "Write a name, a colon, and below it type: and label:", data)  # fmt: skip
    return tuple(asked for key, value in data.items() if (asked := _question(key, value, data, faults)))


def _question(key: str, value: Any, among: Entries, faults: Faults) -> Asked | None:
    place = among.keys_at[key]
    try:
        check_id(key, place)
    except ValueError as error:
        context = error.context or {}  # type: ignore[attr-defined]
        faults.torn = True
        faults.fault(place, "bad-id", context["sentence"], context["cure"])
        return None
    if isinstance(value, Word) and value.text == "again":
        return Asked(key, place, again=True)
    if not isinstance(value, Entries):
        faults.torn = True
        faults.fault(place, "wrong-shape", f"The question {key} has no type and label",
                     "Write type: and label: on the lines below it")  # fmt: skip
        return None
    return _asked(key, place, value, faults)


def _asked(key: str, place: Place, value: Entries, faults: Faults) -> Asked | None:
    kind = _kind(key, place, value, faults)
    rules = build(Rules, value.holding({word: value[word] for word in OURS if word in value}), faults, place)
    question = build_question(kind, value, faults, place) if kind else None
    if rules is None or question is None:
        return None
    if (rules.accept_when is None) != (rules.problem == ""):
        faults.fault(place, "word-missing", "“accept when:” and “problem:” stand together",
                     "Write both, or neither")  # fmt: skip
    return Asked(key, place, kind=question, when=rules.when, accept=rules.accept_when, problem=rules.problem)


def _kind(key: str, place: Place, value: Entries, faults: Faults) -> type[Question] | None:
    faults.torn |= not isinstance(value.get("type"), Word) or value["type"].text not in kinds()
    named = value.get("type")
    if not isinstance(named, Word):
        faults.fault(place, "word-missing", f"The question {key} does not say its type",
                     "Add a line “type:”, such as type: text")  # fmt: skip
        return None
    kind = kinds().get(named.text)
    if kind is None:
        cure = did_you_mean(named.text, kinds()) or f"The types are: {', '.join(kinds())}"
        faults.fault(named.place, "unknown-type", f"There is no type of question called “{named.text}”", cure)
    return kind


def build_question(kind: type[Question], value: Entries, faults: Faults, place: Place) -> Question | None:
    """A question of a kind from a designer's words, its faults at their own places."""
    settings = {word: _bare(inner) for word, inner in value.items() if word != "type" and word not in OURS}
    return build(kind, value.holding(settings), faults, place)


def _bare(value: Any) -> Any:
    """Settings for a component, which knows no places: words are bare text."""
    if isinstance(value, Word):
        return value.text.strip()
    if isinstance(value, Entries):
        return value.holding({key: _bare(inner) for key, inner in value.items()})
    return [_bare(item) for item in value]


def _questions(data: Any, info: ValidationInfo) -> Any:
    return data if isinstance(data, tuple) else read_questions(data, collecting(info.context))


#: A question, or the word `again`; the full schema of every kind is made in `workflows.schema`.
Questions = Annotated[
    tuple[Asked, ...], BeforeValidator(_questions),
    WithJsonSchema({"type": "object", "additionalProperties": {"$ref": "#/$defs/question"}}),
]  # fmt: skip


class Page(Settings):
    """Questions that are asked together: a page for the applicant, a section for a team."""

    called = "a page"
    questions: Questions = Field((), description="The questions of the page, by name")
    title: Text = Field("", description="What stands above the questions")
    section: Text = Field("", description="Pages that name the same section stand together under it")
    when: Condition | None = Field(None, description="The page is asked only where this holds")


@dataclass(frozen=True)
class Accepted:
    """What was accepted of what was typed, and what is wrong with the rest."""

    answers: dict[str, Answer]
    problems: dict[str, tuple[Said, ...]]


def asked_now(
    pages: Iterable[Page], answers: Mapping[str, Answer], context: Context
) -> Iterator[tuple[Page, list[Asked]]]:
    """The pages and questions that these answers lead to, in order; a page with no question is passed over."""
    for page in pages:
        if page.when is None or page.when.holds(answers, context):
            asked = [one for one in page.questions if one.when is None or one.when.holds(answers, context)]
            if asked:
                yield page, asked


def accept(
    pages: Iterable[Page], raw: Mapping[str, Raw], earlier: Mapping[str, Answer], seen: Seen, context: Context
) -> Accepted:
    """Read what was typed, question by question, each seeing the answers before it.

    A question passed over leaves no answer, whatever was typed into it.
    """
    answers: dict[str, Answer] = {}
    problems: dict[str, tuple[Said, ...]] = {}
    known = dict(earlier)
    for page in pages:
        for one in page.questions:
            known.pop(one.id, None)
    for page in pages:
        if page.when is not None and not page.when.holds(known, context):
            continue
        for one in page.questions:
            if one.when is None or one.when.holds(known, context):
                _accept_one(one, raw.get(one.id), answers, problems, known, seen)
    for one in (one for page in pages for one in page.questions if one.accept and one.id in answers):
        if one.accept and not one.accept.holds(known, context):
            problems[one.id] = (Said(one.problem),)
    return Accepted(answers, problems)


def _accept_one(
    one: Asked, raw: Raw, answers: dict[str, Answer], problems: dict[str, tuple[Said, ...]],
    known: dict[str, Answer], seen: Seen,
) -> None:  # fmt: skip
    try:
        answer = one.question.answer(raw, seen)
    except Problem as problem:
        problems[one.id] = problem.said
        return
    if answer is not None:
        answers[one.id] = known[one.id] = answer
