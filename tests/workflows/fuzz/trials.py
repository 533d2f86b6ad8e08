"""What is tried with each made-up text, and what must come of it: our own exception with a place in it, or an answer.

Everything follows from a seed, so that any input can be made again: `TRIALS["tables"].run(seed)`.
"""

import random
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from components.base import Answer
from components.types import Type
from tests.workflows.conditions_house import CONTEXT, NAMES
from tests.workflows.fuzz.inputs import AMOUNTS, odd, slipped
from tests.workflows.services import FILES, NAME, ORGANISATION, ROAD, SERVICES
from workflows import conditions, durations, reading, tables, templates
from workflows.conditions import TooManyItems, Wrong
from workflows.durations import UNITS, NotADuration
from workflows.faults import Faulty
from workflows.filling import Filling, fill
from workflows.hits import HITS, TwoRowsHold, unfit
from workflows.load import examine, load
from workflows.step import verbs

PLANTED = Path(__file__).parents[1] / "planted" / "services"
BESIDE = {path.relative_to(PLANTED).as_posix(): path.read_text("utf-8") for path in PLANTED.glob("**/*.yaml")}
#: Words of a service beside those of conditions, verbs, units and the policies of tables.
WORDS = [
    "((name))", "((end))", "((if age > 3))", "((each child in children))", "((child.age))", "((each e in needs))",
    "text", "number", "money", "date", "yes or no", "choice", "choices", "list", "email", "team", "file", "note",
    "missing", "not", "when", "then", "otherwise", "go on", "steps", "questions", "pages", "options", "type", "label",
    "use", "again", "who", "due", "within", "from", "if late", "if failed", "gives", "hit", "table", "finish when",
    "applicant", "received", "messages", "documents", "outcomes", "examples", "play", "expect", "ends", "deadline",
    "withdraw", "reopen", "reference",
    "shared", "teams", "calendars", "closed", *sorted(conditions.WORDS), *verbs(), *UNITS,
    *(f"{unit}s" for unit in UNITS), *HITS,
]  # fmt: skip
CONDITIONS = [
    'age >= 18 and council is "norfolk"', "evidence is missing", "born is before today - 18 years",
    "any child in children has (child.age < 5 and any toy in child.toys has toy.cost > £5)", "urgent is yes",
    "total of incomes.amount > £16,000 / 3", "if points >= 8 then £0 else fee * 2", "starts_on - born", "£5 < fee",
    "due is within 5 working days of today", "years between born and now > -3", "opens is between 9:30 and 17:00",
    'depth is not one of "Deep", "Very deep"', "count of children * -age - 3 + points / 0.1", "photo is not missing",
    "today + fix_within", "now - 9999 years", 'no e in evidence has e is "Bill"', 'evidence does not include "Bill"',
    "due is within 72 hours of now", "starts_on + 10 working days is not after 31 December 9999", "age / points = 1",
]  # fmt: skip
SHAPES = [
    "{}", "{}", "{} and {}", "{} or {}", "not ({})", "if {} then {} else {}", "({}) is missing",
    "any x in children has ({})", "({}) + ({})", "{} - {}", "({}) < ({})", "{} is {}",
]  # fmt: skip
CELLS = """age | born | depth | evidence | urgent || given
>= 8 | before today | Deep, Shallow | Bill | yes || 1
1..5 | - | not Deep | - | missing || 2.5
-3 | not missing | - | not Bill, Passport | no || -7
"""
LETTER = """Dear ((route)),
((if age > 3))
You: ((age)), ((fee))
((end))
((each child in children))
- ((child.age))((each toy in child.toys)) ((toy.cost))((end))
((end))
((each one in evidence))((if one is "Bill"))((one))((end))((end))
"""


#: A name with something after its colon.
VALUE = re.compile(r"^ *(?:- )?[a-z_ ]+: (?=[^|>\n]+\n)", re.MULTILINE)


@dataclass(frozen=True)
class House:
    """The answers of one service, what it says of each sort, and the words it is written in."""

    names: Mapping[str, Type]
    conditions: Sequence[str]
    tables: Sequence[tuple[str, Mapping[str, str]]]
    templates: Sequence[str]
    words: Sequence[str]


@cache
def houses() -> Sequence[House]:
    """The house of the tests, and each service that ships."""
    shipped = [_house(load(FILES, path.name).names, FILES[path.name]) for path in SERVICES]
    made_up = House(NAMES, CONDITIONS, [(CELLS, {"given": "number"})], [LETTER], [*WORDS, *NAMES, "child", "child.age"])
    return [made_up, *shipped]


def _house(names: Mapping[str, Type], text: str) -> House:
    node = reading.read(text, "")
    said = list(_said(node))
    rows = [(step["table"], step["gives"]) for step in _groups(reading.plain(node)) if "table" in step]
    tests = [words for key, words in said if key in ("when", "accept when", "due", "amount", "within")]
    letters = [words for key, words in said if key in ("body", "subject", "title", "list as") and "((" in words]
    keys = sorted({key for key, _ in said})
    return House(names, tests or ["yes is yes"], rows, letters or ["((x))"], [*WORDS, *names, *keys])


def _said(node: reading.Node, key: str = "") -> Iterator[tuple[str, str]]:
    """Every word with the name it stands under."""
    match node:
        case reading.Word(text):
            yield key, text
        case reading.Sequence(items):
            for item in items:
                yield from _said(item, key)
        case reading.Mapping(entries):
            for name, value in entries:
                yield from _said(value, name.text)


def _groups(node: Any) -> Iterator[Mapping[str, Any]]:
    if isinstance(node, dict):
        yield node
    for inner in node.values() if isinstance(node, dict) else node if isinstance(node, list) else ():
        yield from _groups(inner)


@dataclass(frozen=True)
class Trial:
    """One sort of input. `bound` is the processor time, in seconds, that none may take."""

    called: str
    bound: float
    make: Callable[[random.Random], Any]
    attempt: Callable[[Any, random.Random], None]

    def input(self, seed: int) -> Any:
        return self.make(random.Random(f"{self.called} {seed}"))

    def run(self, seed: int) -> None:
        self.attempt(self.input(seed), random.Random(seed))


def _one(
    chance: random.Random, seeds: Sequence[str], words: Sequence[str], longest: int, wild: float = 0.2
) -> str:  # fmt: skip
    if chance.random() < wild:
        return odd(chance, words, longest)
    return slipped(chance, chance.choice(seeds), words, longest)


def _joined(chance: random.Random, seeds: Sequence[str], depth: int) -> str:
    """Conditions and values put together as the language may put them, whatever their types."""
    one, other = (_joined(chance, seeds, depth - 1) if depth else chance.choice(seeds) for _ in range(2))
    return chance.choice(SHAPES).format(one, other, one)


def _condition(chance: random.Random) -> tuple[House, str]:
    house = chance.choice(houses()[: chance.choice([1, None])])
    if chance.random() < 0.4:
        return house, _joined(chance, house.conditions, chance.randrange(4))
    return house, _one(chance, house.conditions, house.words, 2_000)


def _look(given: tuple[House, str], chance: random.Random) -> None:
    house, text = given
    try:
        tree = conditions.parse(text)
        assert conditions.in_words(tree, {})
        assert all(read.name for read in conditions.reads(tree))
        conditions.type_of(tree, house.names)
    except Wrong as wrong:
        _placed(wrong, text)
        return
    run = conditions.compile(tree, house.names)
    for _ in range(3):
        run(answers(house.names, chance), CONTEXT)


def _table(chance: random.Random) -> tuple[House, str, Mapping[str, str], str]:
    house = chance.choice([house for house in houses() if house.tables][: chance.choice([1, None])])
    text, gives = chance.choice(house.tables)
    if chance.random() < 0.1:
        gives = {name: chance.choice([*tables.GIVEN, "choice of a, b", words]) for name, words in gives.items()}
    written = _one(chance, [text], [*house.words, "||", "|", "-", ".."], 20_000)
    header = text.partition("\n")[0] + "\n" if chance.random() < 0.3 else ""
    if chance.random() < 0.3:
        written = "\n".join("|".join(_cells(chance, line)) for line in text.split("\n"))
    return house, header + written, gives, chance.choice(["unique", "first", *HITS])


def _cells(chance: random.Random, line: str) -> list[str]:
    """The cells of a row; now and then one says what a cell may say."""
    said = ["-", "missing", "not missing", "> 3", "<= -2.5", "1..2", "not 1, 2", "before today", "yes", "Deep",
            "not Deep", "£5..£6", "after 1 March 2027", *AMOUNTS]  # fmt: skip
    return [chance.choice(said) if cell and chance.random() < 0.03 else cell for cell in line.split("|")]


def _decide(given: tuple[House, str, Mapping[str, str], str], chance: random.Random) -> None:
    house, text, gives, hit = given
    try:
        table = tables.read_table(text, gives, house.names, hit)
    except Wrong as wrong:
        _placed(wrong, text)
        return
    for _ in range(0 if unfit(table.hit, table.gives) else 3):
        try:
            table.decide(answers(house.names, chance), CONTEXT)
        except TwoRowsHold as two:
            assert str(two)


def _template(chance: random.Random) -> tuple[House, str]:
    house = chance.choice(houses())
    return house, _one(chance, house.templates, [*house.words, *(f"(({name}))" for name in house.names)], 100_000)


def _fill(given: tuple[House, str], chance: random.Random) -> None:
    house, text = given
    try:
        template = templates.parse(text)
        assert all(0 <= read.at <= len(text) for read in templates.reads(template))
        templates.check(template, house.names)
    except Wrong as wrong:
        _placed(wrong, text)
        return
    fill(template, Filling(house.names, answers(house.names, chance), CONTEXT, lambda name, answer: [str(answer)]))


def _duration(chance: random.Random) -> str:
    units = [*UNITS, *(f"{unit}s" for unit in UNITS), "before"]
    return _one(chance, [f"{chance.choice(AMOUNTS)} {chance.choice(units)}"], units, 5_000)


def _measure(text: str, chance: random.Random) -> None:
    try:
        found = durations.parse(text)
    except NotADuration as error:
        assert error.sentence and error.cure
    else:
        assert durations.parse(str(found)) == found


def _files(chance: random.Random) -> tuple[dict[str, str], str]:
    """A service with what stands beside it; one of the files is at fault, most often the service."""
    files, names = chance.choices(
        [({NAME: ROAD, "organisation.yaml": ORGANISATION}, [NAME]),
         ({"organisation.yaml": FILES["organisation.yaml"], **BESIDE}, ["rent-an-allotment.yaml"]),
         (dict(FILES), [path.name for path in SERVICES])], weights=[80, 15, 5])[0]  # fmt: skip
    name = chance.choice(names)
    beside = [path for path in files if path != name and (len(names) == 1 or path == "organisation.yaml")]
    at = name if chance.random() < 0.7 or not beside else chance.choice(beside)
    whole = files[at]
    if at == name and chance.random() < 0.4:
        whole = _replanted(chance, whole)
    else:
        whole = _one(chance, [whole], [*WORDS, *names], 1_000_000, wild=0.1)
    return {**files, at: whole}, name


def _replanted(chance: random.Random, text: str) -> str:
    """Something that another trial makes, as the words after one colon of a service."""
    colons = [found.end() for found in VALUE.finditer(text)]
    at = chance.choice(colons)
    makers: Sequence[Callable[[], str]] = (
        lambda: _condition(chance)[1], lambda: _template(chance)[1], lambda: _duration(chance),
        lambda: chance.choice([*WORDS, *AMOUNTS]), lambda: odd(chance, WORDS, 1_000),
    )  # fmt: skip
    quoted = chance.choice(makers)().replace("'", "''").replace("\n", "\n\n" + " " * 12)
    return f"{text[:at]}'{quoted}'{text[text.index(chr(10), at) :]}"


def _examine(given: tuple[dict[str, str], str], chance: random.Random) -> None:
    files, name = given
    found = examine(files, name)
    assert (found.workflow is None) == any(fault.level == "fault" for fault in found.faults)
    for fault in found.faults:
        lines = files.get(fault.place.file, "").replace("\r\n", "\n").replace("\r", "\n").count("\n") + 2
        assert fault.sentence and 1 <= fault.place.line <= lines and fault.place.column >= 1, fault
    raw = files[name].encode("utf-8", "surrogatepass")
    try:
        reading.read(raw[: chance.randrange(len(raw) + 1)], name)
    except Faulty as faulty:
        assert faulty.faults


def _placed(wrong: Wrong, text: str) -> None:
    assert wrong.problems
    for flaw in wrong.problems:
        assert 0 <= flaw.offset <= len(text) and flaw.code and flaw.sentence and flaw.cure, flaw


def answers(names: Mapping[str, Type], chance: random.Random) -> dict[str, Answer]:
    """Answers of the right types, as large, small, early and late as answers can be; some are missing."""
    return {name: _answer(type, chance) for name, type in names.items() if chance.random() < 0.8}


EXTREMES: Mapping[str, Sequence[Answer]] = {
    "text": ["", "x", "((name))", "\u202e\ud800", "x" * 10_000], "team": ["highways"],
    "number": [0, 1, -1, 10**15, -(10**15), "0.000000000000001", "-2.5", 10**40], "money": [0, 1, -1, 10**17],
    "date": ["0001-01-01", "9999-12-31", "2024-02-29", "2026-11", "2026-10-25T01:30:00+01:00",
             "9999-12-31T23:59:59+00:00", "0001-01-01T00:00:00+00:00"],
    "time": ["00:00", "23:59", "12:30:59"], "yes or no": [True, False], "location": ["A47", {"at": [1, 2]}],
    "duration": ["0 days", "1 minute", "9999 working days", "-9999999 days", "9999999 years", "9999 months"],
    "file": [[], [{"id": "1", "name": "a.pdf"}]],
}  # fmt: skip


def _answer(type: Type, chance: random.Random) -> Answer:
    match type.name:
        case "choice":
            return chance.choice(type.options) if type.options else "x"
        case "choices":
            return chance.sample(type.options, chance.randrange(len(type.options) + 1))
        case "list":
            length = chance.choice([0, 1, 2, 5])
            return [{"id": f"k{number}", **answers(type.inside, chance)} for number in range(length)]
    return chance.choice(EXTREMES[type.name])


TRIALS: Mapping[str, Trial] = {
    trial.called: trial
    for trial in (
        Trial("conditions", 0.5, _condition, _look),
        Trial("tables", 1.0, _table, _decide),
        Trial("templates", 1.0, _template, _fill),
        Trial("durations", 0.05, _duration, _measure),
        Trial("loader", 5.0, _files, _examine),
    )
}
#: What a rule, a letter or a table of too long lists may answer with.
REFUSALS = (TooManyItems,)
