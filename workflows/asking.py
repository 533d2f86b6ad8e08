"""Questions and pages of an `ask`: which of them are asked, given what is answered, and what is accepted."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Annotated, Any, TypeAlias

from pydantic import BeforeValidator, Field, GetPydanticSchema, ValidationInfo, WithJsonSchema
from pydantic_core.core_schema import is_instance_schema

from components.base import Answer, Inner, Problem, Question, Said, Seen
from components.controls import Raw
from components.registry import kinds
from components.types import Type
from workflows.expressions import MISSING, Condition, Context, Expression, read_expression
from workflows.faults import Faults, Place, collecting, did_you_mean
from workflows.reading import Word
from workflows.settings import Entries, Items, Settings, Text, build, check_id, wrong
from workflows.shared import is_use, questions_used, with_options
from workflows.values import as_answer

#: Words of a question that belong to the workflow, not to its kind.
OURS = ("when", "accept when", "problem")

#: Types whose values are shown as the question of the same name shows them.
PLAIN = ("date", "money", "number", "team", "time", "yes or no")

#: A condition or a value, and the types of what it may name beside the answers of the service.
Ruled: TypeAlias = tuple[Expression, Mapping[str, Type]]


class Sum(Expression):
    """What `value:` of a question says: bound as a value wherever the conditions beside it are bound."""

    __slots__ = ()

    def bind(self, names: Mapping[str, Type], faults: Faults, condition: bool = False) -> Type | None:
        return super().bind(names, faults)

    def shown(self, seen: Seen) -> list[str]:
        """Its lines, as a question of its type shows them; none where something it needs is missing."""
        value = MISSING if seen.context is None else self.value(seen.answers, seen.context)
        return [] if value is MISSING or self.type is None else shown_as(self.type, as_answer(value), seen)


def shown_as(kind: Type, answer: Answer, seen: Seen) -> list[str]:
    """An answer that nobody was asked for, in lines for people."""
    return kinds()[kind.name].model_construct().show(answer, seen) if kind.name in PLAIN else [str(answer)]


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
    #: What it shows, where it works something out.
    value: Sum | None = None
    #: The questions of a list, asked once for each of its items.
    inside: tuple["Asked", ...] = ()
    #: Where each of its words stands.
    places: Mapping[str, Place] = field(default_factory=dict)

    @property
    def question(self) -> Question:
        assert self.kind is not None, f"{self.id} was never resolved"
        return self.kind

    def every(self) -> Iterator["Asked"]:
        """It and the questions inside it, however deep."""
        yield self
        for one in self.inside:
            yield from one.every()

    def named(self, path: str = "") -> Iterator[tuple[str, Question]]:
        """It and the questions inside it by the names that rules and wording have for them: `children.age`."""
        name = f"{path}{self.id}"
        yield name, self.question
        for one in self.inside:
            yield from one.named(f"{name}.")

    def conditions(self, beside: Mapping[str, Type] = MappingProxyType({})) -> Iterator[Ruled]:
        """Its conditions, the value that it shows, and those inside it, each with the types of the neighbours that it
        calls by bare names."""
        yield from ((one, beside) for one in (self.when, self.accept, self.value) if one is not None)
        names = {**beside, **self.question.gives().inside} if self.inside else {}
        for one in self.inside:
            yield from one.conditions(names)


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
    return tuple(asked for key, value in data.items() for asked in _questions_of(key, value, data, faults))


def _questions_of(key: str, value: Any, among: Entries, faults: Faults) -> tuple[Asked, ...]:
    """The question of this name; of a shared group, all that it holds."""
    place = among.keys_at[key]
    again = isinstance(value, Word) and value.text == "again"
    if not all(_is_id(part, place, faults) for part in (key.split(".") if again else [key])):
        return ()
    if again:
        return (Asked(key, place, again=True),)
    if is_use(value):
        return questions_used(key, value, place, faults, read_questions)
    asked = _question(key, place, value, faults)
    return (asked,) if asked else ()


def _is_id(text: str, place: Place, faults: Faults) -> bool:
    try:
        check_id(text, place)
    except ValueError as error:
        context = error.context or {}  # type: ignore[attr-defined]
        faults.torn = True
        faults.fault(place, "bad-id", context["sentence"], context["cure"])
        return False
    return True


def _question(key: str, place: Place, value: Any, faults: Faults) -> Asked | None:
    if not isinstance(value, Entries):
        faults.torn = True
        faults.fault(place, "wrong-shape", f"The question {key} has no type and label",
                     "Write type: and label: on the lines below it")  # fmt: skip
        return None
    return _asked(key, place, value, faults)


def _asked(key: str, place: Place, value: Entries, faults: Faults) -> Asked | None:
    kind, value = _kind(key, place, value, faults), with_options(value, faults)
    rules = build(Rules, value.holding({word: value[word] for word in OURS if word in value}), faults, place)
    inside = _inside(key, place, value, faults) if kind and kind.nests else ()
    settings = _nesting(value, inside) if inside else value
    sum_ = _sum(value, faults) if kind and kind.works else None
    settings = settings.holding({**settings, "value": sum_}) if sum_ else settings
    question = build_question(kind, settings, faults, place) if kind else None
    if rules is None or question is None:
        return None
    for word, sentence in question.outdated().items():
        faults.fault(value.keys_at.get(word, place), "wrong-value", f"This cannot be: {sentence}", "Change the value")
    if (rules.accept_when is None) != (rules.problem == ""):
        at = value.keys_at["accept when" if rules.accept_when else "problem"]
        faults.fault(at, "word-missing", "“accept when:” and “problem:” stand together",
                     "Write both, or neither")  # fmt: skip
    return Asked(key, place, False, question, rules.when, rules.accept_when, rules.problem, sum_, inside,
                 value.keys_at)  # fmt: skip


def _sum(value: Entries, faults: Faults) -> Sum | None:
    """The value that a question shows, as it is written."""
    word = value.get("value")
    if not isinstance(word, Word):
        return None
    try:
        return Sum(word, read_expression(word).tree)
    except ValueError as error:
        context = error.context or {}  # type: ignore[attr-defined]
        faults.torn = True
        faults.fault(context["place"], error.type, context["sentence"], context["cure"])  # type: ignore[attr-defined]
        return None


def _inside(key: str, place: Place, value: Entries, faults: Faults) -> tuple[Asked, ...]:
    """The questions that are written in a question."""
    written = value.get("questions")
    if not isinstance(written, Entries):
        if written is not None:
            faults.torn = True
            faults.fault(value.keys_at["questions"], "wrong-shape", f"The questions of {key} are written by name",
                         "Write a name, a colon, and below it type: and label:")  # fmt: skip
        return ()
    inside = read_questions(written, faults)
    for one in (one for one in inside if one.again):
        faults.torn = True
        faults.fault(one.place, "wrong-shape", f"“again” has no meaning inside {key}", "Write the question here")
    for one in (one for one in inside if one.kind and one.kind.reads()):
        faults.torn = True
        faults.fault(one.place, "wrong-shape", f"A {one.question.kind} has no meaning inside {key}",
                     "Put it beside the question, not in it")  # fmt: skip
    return tuple(one for one in inside if one.kind)


def _nesting(settings: Entries, inside: tuple[Asked, ...]) -> Entries:
    """The settings of a question with those inside it ready made; it is as sensitive as they are."""
    nesting = settings.holding(dict(settings))
    nesting["questions"] = tuple(Inner(one.id, one.question, one.when, one.accept, one.problem) for one in inside)
    if any(one.question.sensitive for one in inside):
        nesting["sensitive"] = "yes"
    return nesting


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


def check_options(options: Items | None, faults: Faults) -> None:
    """Hold the options of a shared list to what a question takes."""
    if options is not None:
        words = Entries({"label": "A list", "options": _bare(options)}, options.place, {"options": options.place})
        build(kinds()["choice"], words, faults, options.place)


def _bare(value: Any) -> Any:
    """Settings for a component, which knows no places: words are bare text."""
    if isinstance(value, Word):
        return value.text.strip()
    if isinstance(value, Entries):
        return value.holding({key: _bare(inner) for key, inner in value.items()})
    return [_bare(item) for item in value] if isinstance(value, list) else value


def _questions(data: Any, info: ValidationInfo) -> Any:
    return data if isinstance(data, tuple) else read_questions(data, collecting(info.context))


#: A question, or the word `again`; the full schema of every kind is made in `workflows.schema`.
Questions = Annotated[
    tuple[Asked, ...], GetPydanticSchema(lambda _type, _handler: is_instance_schema(tuple)),
    BeforeValidator(_questions),
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


def knowing(seen: Seen, answers: Mapping[str, Answer], context: Context) -> Seen:
    """What a question may see that asks others by rules of its own: the answers before it, as they come to be known."""
    return replace(seen, answers=answers, context=context)


def accept(
    pages: Iterable[Page], raw: Mapping[str, Raw], earlier: Mapping[str, Answer], seen: Seen, context: Context
) -> Accepted:
    """Read what was typed, question by question, each seeing the answers before it.

    A question passed over leaves no answer, whatever was typed into it.
    """
    answers: dict[str, Answer] = {}
    problems: dict[str, tuple[Said, ...]] = {}
    known = dict(earlier)
    seen = knowing(seen, known, context)
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
