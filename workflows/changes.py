"""What is different between two versions of a service, by meaning, in sentences."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any, TypeVar

from components.controls import Option
from components.joining import joined
from workflows.asking import Asked
from workflows.due import Due
from workflows.durations import Duration
from workflows.expressions import Expression
from workflows.finishing import Finish
from workflows.reading import Word
from workflows.settings import Settings
from workflows.step import Step
from workflows.translations import in_english
from workflows.verbs.ask import Ask
from workflows.workflow import Workflow

T = TypeVar("T")

#: What the top of a file is called in a sentence, where its word alone would not do.
TOP = {
    "starts": "who may start it",
    "contact": "where the applicant is written to",
    "called": "what the applicant is called",
    "list as": "what the inbox shows",
    "privacy": "the privacy notice",
    "withdraw": "the step until which it may be withdrawn",
    "reopen": "how it may be taken up again",
    "close early": "who may close it early, and how",
}
#: What is said of a word of the top that stands at yes now, or no longer.
TURNED = {
    "exit quickly": (
        "“Exit this page” stands on every page for residents now",
        "“Exit this page” stands on no page for residents any more",
    ),
}
#: What has sentences of its own.
APART = {"steps", "messages", "documents", "outcomes", "examples", "deadline"}
#: Longer wording is not repeated whole.
LONGEST = 60
#: What a word is that was not written.
NOTHING = (None, "", ())


def changes(old: Workflow, new: Workflow) -> tuple[str, ...]:
    """Every difference that somebody would notice; none where only comments and spacing differ."""
    return (
        *_top(old, new),
        *_deadline(old, new),
        *_steps(old, new),
        *_by_name("letter", old.file.messages, new.file.messages),
        *_by_name("document", old.file.documents, new.file.documents),
        *_by_name("outcome", old.file.outcomes, new.file.outcomes),
        *_examples(old, new),
        *_languages(old, new),
    )


def _top(old: Workflow, new: Workflow) -> Iterator[str]:
    for word, before, now in _fields(old.file, new.file):
        if word in TURNED:
            yield TURNED[word][not now]
        elif word not in APART:
            called = TOP.get(word, f"the {word}")
            yield _changed(f"{called[0].upper()}{called[1:]}", before, now)


def _deadline(old: Workflow, new: Workflow) -> Iterator[str]:
    before, now = old.file.deadline, new.file.deadline
    if before and now:
        yield from _due("The whole case", before, now)
        if before.until != now.until:
            yield _changed("What stops the deadline", before.until, now.until)
    elif before or now:
        yield "The case has a deadline now" if now else "The case has no deadline any more"


def _steps(old: Workflow, new: Workflow) -> Iterator[str]:
    before, now = _by_key(old), _by_key(new)
    gone, come = [before[id] for id in before if id not in now], [now[id] for id in now if id not in before]
    yield from (f"A new step: {_named(step)}" for step in come)
    yield from (f"The step {_named(step)} is gone" for step in gone)
    if [id for id in before if id in now] != [id for id in now if id in before]:
        yield "The steps stand in another order"
    for id in now:
        if id in before:
            yield from _step(before[id], now[id])


def _by_key(workflow: Workflow) -> dict[str, Step]:
    """Steps by what they are called; those that nobody named by what they do, and which time they do it."""
    found: dict[str, Step] = {}
    for step in workflow.layout.every:
        named = step.written_id or type(step).id is not Step.id
        key = step.id if named else f"{step.verb}: {step.describe()}"
        again = sum(1 for other in found if other.split("\n")[0] == key)
        found[f"{key}\n{again}" if again else key] = step
    return found


def _step(old: Step, new: Step) -> Iterator[str]:
    if type(old) is not type(new):
        yield f"{_named(old)} is something else now: {_named(new)}"
        return
    for word, before, now in _fields(old, new):
        if word in ("questions", "pages"):
            continue
        if word == "due" and before and now:
            yield from _due(_named(new), before, now)
        elif isinstance(now, Mapping):
            yield from _entries(new, word, before, now)
        elif not _holds_steps(before or now):
            yield _changed(f"{_named(new)}: {word}", before, now)
    ways = [_ways(step) for step in (old, new)]
    if ways[0] != ways[1]:
        yield f"{_named(new)} parts by other conditions: {'; '.join(filter(None, ways[1]))}"
    if isinstance(old, Ask) and isinstance(new, Ask):
        yield from _questions(new, old.asked(), new.asked())
        if _pages(old) != _pages(new):
            yield f"{_named(new)} has other pages"


def _ways(step: Step) -> list[str]:
    """The conditions by which ways part; what goes on at the same time in any case has none."""
    return [_in_words(lane.when) for lane in step.lanes() if not lane.aside and (lane.when or not lane.apart)]


def _entries(step: Step, word: str, old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[str]:
    """What stands by name in a step: the parts of a together, what a step gives, works out or is told."""
    what = "part" if _holds_steps([*old.values(), *new.values()][0]) else word
    title = _named(step)
    yield from (f"{title}: the {what} {name} is new" for name in new if name not in old)
    yield from (f"{title}: the {what} {name} is gone" for name in old if name not in new)
    for name in new:
        if name in old and what != "part" and bare(old[name]) != bare(new[name]):
            yield _changed(f"{title}: {name}", old[name], new[name])


def _pages(ask: Ask) -> list[Any]:
    """Pages that were written, without the questions, which are told one by one."""
    return [(page.title, page.section, page.when) for page in ask.pages]


def _holds_steps(value: Any) -> bool:
    """Lists of steps are told step by step."""
    return isinstance(value, tuple) and any(isinstance(one, Step) or _holds_steps(_inside(one)) for one in value)


def _inside(arm: Any) -> Any:
    """The steps of one way of a branch."""
    return getattr(arm, "steps", None) or getattr(arm, "then", None)


def _questions(ask: Ask, old: Iterable[Asked], new: Iterable[Asked]) -> Iterator[str]:
    before, now = {one.id: one for one in old}, {one.id: one for one in new}
    title = _named(ask)
    yield from (f"A new question in {title}: {now[id].question.label}" for id in now if id not in before)
    yield from (f"The question “{before[id].question.label}” of {title} is gone" for id in before if id not in now)
    if [id for id in before if id in now] != [id for id in now if id in before]:
        yield f"The questions of {title} stand in another order"
    for id in now:
        if id in before:
            yield from _question(before[id], now[id])


def _question(old: Asked, new: Asked) -> Iterator[str]:
    if type(old.question) is not type(new.question):
        yield f"{new.id} is of another type: {new.question.kind}, not {old.question.kind}"
        return
    yield from _inner_questions(old, new)
    for name, field in type(new.question).model_fields.items():
        before, now = getattr(old.question, name), getattr(new.question, name)
        if before == now or (name == "questions" and new.inside):
            continue
        if name == "options":
            yield _options(new.id, before, now)
        else:
            yield _changed(f"{new.id}: {field.alias or name}", before, now)
    for word, was, is_ in (
        ("when it is asked", old.when, new.when),
        ("what is accepted", old.accept, new.accept),
        ("what is said of an answer not accepted", old.problem, new.problem),
    ):
        if was != is_:
            yield _changed(f"{new.id}: {word}", was, is_)


def _inner_questions(old: Asked, new: Asked) -> Iterator[str]:
    """The questions that are asked of each item of a list."""
    before, now = ({one.id: one for one in asked.inside} for asked in (old, new))
    yield from (f"A new question of each in {new.id}: {now[id].question.label}" for id in now if id not in before)
    yield from (f"The question “{before[id].question.label}” of each in {new.id} is gone"
                for id in before if id not in now)  # fmt: skip
    for id in now:
        if id in before:
            yield from (f"{new.id}: {said}" for said in _question(before[id], now[id]))


def _options(question: str, old: tuple[Option, ...], new: tuple[Option, ...]) -> str:
    before, now = {one.value: one.label for one in old}, {one.value: one.label for one in new}
    come = [label for value, label in now.items() if value not in before]
    gone = [label for value, label in before.items() if value not in now]
    said = [f"{_listed(come)} new"] if come else []
    said += [f"{_listed(gone)} gone"] if gone else []
    said += [f"{before[one]} reads {now[one]} now" for one in now if one in before and before[one] != now[one]]
    return f"The options of {question}: {', '.join(said) or 'they stand or read otherwise'}"


def _listed(several: list[str]) -> str:
    return f"{joined(several)} {'is' if len(several) == 1 else 'are'}"


def _due(subject: str, old: Due, new: Due) -> Iterator[str]:
    if old.within != new.within:
        yield f"{subject} is due {_sooner(old.within, new.within)}"
    for word, before, now in _fields(old, new):
        if word not in ("within", "until", "if late"):
            yield _changed(f"{subject}: {word} of its time limit", before, now)


def _sooner(old: Expression, new: Expression) -> str:
    """How much sooner or later, where both are lengths of time of one unit."""
    lengths = [_length(one.text) for one in (old, new)]
    if lengths[0] and lengths[1] and lengths[0][1].rstrip("s") == lengths[1][1].rstrip("s"):
        by = lengths[1][0] - lengths[0][0]
        unit = lengths[0][1].rstrip("s") + ("" if abs(by) == 1 else "s")
        return f"{abs(by)} {unit} {'later' if by > 0 else 'sooner'}: within {new.text}"
    return f"within {new.text}, not {old.text}"


def _length(words: str) -> tuple[int, str] | None:
    number, _, unit = words.partition(" ")
    return (int(number), unit) if number.isdecimal() and unit else None


def _by_name(what: str, old: Mapping[str, Settings], new: Mapping[str, Settings]) -> Iterator[str]:
    yield from (f"A new {what}: {name}" for name in new if name not in old)
    yield from (f"The {what} {name} is gone" for name in old if name not in new)
    yield from (
        f"The {what} {name} has new words" for name in new if name in old and list(_fields(old[name], new[name]))
    )


def _examples(old: Workflow, new: Workflow) -> Iterator[str]:
    before = {one.story: one for one in old.file.examples}
    now = {one.story: one for one in new.file.examples}
    yield from (f"A new example: {story}" for story in now if story not in before)
    yield from (f"The example “{story}” is gone" for story in before if story not in now)
    yield from (f"The example “{story}” plays or expects something else"
                for story in now if story in before and list(_fields(before[story], now[story])))  # fmt: skip


def _languages(old: Workflow, new: Workflow) -> Iterator[str]:
    """Languages that come and go; of one that stays, whether its readers read something else."""
    before, now = old.translations, new.translations
    yield from (f"There are words in {in_english(one)} now" for one in sorted(now.keys() - before.keys()))
    yield from (f"There are no words in {in_english(one)} any more" for one in sorted(before.keys() - now.keys()))
    told = set(changes(replace(old, translations={}), replace(new, translations={}))) if before and now else set()
    for one in sorted(now.keys() & before.keys()):
        if count := len(set(changes(before[one], now[one])) - told):
            yield f"In {in_english(one)}, {count} thing{'s read' if count > 1 else ' reads'} otherwise"


def _fields(old: Settings, new: Settings) -> Iterator[tuple[str, Any, Any]]:
    """The words of two things of one kind that differ, with both values."""
    for name, field in type(new).model_fields.items():
        before, now = getattr(old, name), getattr(new, name)
        if bare(before) != bare(now):
            yield field.alias or name, before, now


def bare(value: Any) -> Any:
    """A value without its places, so that what only moved in the file is the same."""
    if isinstance(value, Word):
        return value.text
    if isinstance(value, Settings):
        return type(value), {name: bare(getattr(value, name)) for name in type(value).model_fields}
    if isinstance(value, Asked):
        return value.id, value.again, value.kind, value.when, value.accept, value.problem
    if isinstance(value, Mapping):
        return {name: bare(one) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [bare(one) for one in value]
    return value


def _named(step: Step) -> str:
    said = step.describe()
    return f"{said[0].upper()}{said[1:]}"


def _changed(subject: str, old: Any, new: Any) -> str:
    before, now = _in_words(old), _in_words(new)
    if new in NOTHING:
        return f"{subject} is gone"
    if old in NOTHING:
        return f"{subject} is new: {now}" if 0 < len(now) <= LONGEST else f"{subject} is new"
    if not before or not now or max(len(before), len(now)) > LONGEST:
        return f"{subject} has {'new words' if isinstance(new, str) else 'changed'}"
    return f"{subject} is “{now}” now, not “{before}”"


def _in_words(value: Any) -> str:
    """A value on one line, or "" where there is none to show."""
    match value:
        case bool():
            return "yes" if value else "no"
        case Expression() | Word():
            return value.text
        case Due():
            return value.within.text
        case Duration():
            return f"{value} before"
        case Finish():
            return value.condition.text if value.condition else f"{value.many} done" if value.many else "all"
        case tuple() | list():
            return ", ".join(filter(None, map(_in_words, value)))
        case str() | int():
            return str(value)
    return ""
