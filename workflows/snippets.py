"""What can I write here? Places in a text where something may be put, and whole samples to put there."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache
from textwrap import dedent, indent
from typing import Literal

from components.registry import kinds
from workflows.faults import Faults
from workflows.outline import Piece, outline
from workflows.reading import read
from workflows.settings import entries
from workflows.step import Step, every, read_step, verbs
from workflows.writing import lines

What = Literal["step", "late step", "question", "message", "document", "outcome", "example", "line"]

#: Names that hold a list of steps.
STEPS = ("steps", "then", "otherwise", "if late")
#: Top-level names that hold things by name, or a list of them.
NAMED: dict[str, What] = {
    "messages": "message", "documents": "document", "outcomes": "outcome", "examples": "example",
}  # fmt: skip
#: How samples of steps test an answer, in a condition and in the rows of a table.
CONDITION = "cycle_route is yes"
ROW = re.compile(r"(?<=^    )[^|\n]+\|[^|\n]+\|\| (.+)$", re.MULTILINE)
NAME = re.compile(r"[a-z][a-z0-9_]*")
BARE = re.compile(r"\w[\w ]*")
#: Words that name something of the service, and where the service names such things.
NAMES_OF = {"send": "messages", "make": "documents", "end": "outcomes", "ends": "outcomes"}
#: How the sample of a question shows an earlier answer.
SHOWN = "of: [place]"
#: A verb that is offered only where the service has what it is about.
NEEDED = "for each"


@dataclass(frozen=True)
class Snippet:
    """Something whole to put into a service. Its text begins at the first column."""

    title: str
    why: str
    text: str
    #: What it names and the service has none of yet, to stand at the end.
    below: str = ""


@dataclass(frozen=True)
class Spot:
    """A place where something may be put: after that line, at that column."""

    what: What
    #: Where it is, in words: "after the step inspect".
    words: str
    path: tuple[str, ...]
    line: int
    column: int


MESSAGE = Snippet(
    "A message", "A letter, email or text that a send step sends",
    "update:\n  subject: News about ((reference))\n  body: |\n    We have looked at what you sent us.\n",
)  # fmt: skip
DOCUMENT = Snippet(
    "A document", "A letter or certificate that a make step writes",
    "paper:\n  title: Your paper, ((reference))\n  body: |\n    We looked at what you sent us on ((received)).\n",
)  # fmt: skip
OUTCOME = Snippet(
    "An outcome", "What the applicant reads at an end",
    "finished:\n  title: We have finished\n  body: You do not need to do anything.\n",
)  # fmt: skip
#: What is written once and named by steps: its sample, and the verb that names it.
WRITTEN: dict[What, tuple[Snippet, str]] = {
    "message": (MESSAGE, "send"), "document": (DOCUMENT, "make"), "outcome": (OUTCOME, "end"),
}  # fmt: skip
STORY = "story: What happens, in a line"
EXAMPLE = Snippet(
    "An example", "A test in your own words: who does what, and how it ends",
    f"- {STORY}\n" + "  play:\n  - report: {}\n  - after: 3 days\n  ends: finished\n",
)  # fmt: skip
LINES = {
    "messages": Snippet("messages", MESSAGE.why, "messages:\n" + indent(MESSAGE.text, "  ")),
    "documents": Snippet("documents", DOCUMENT.why, "documents:\n" + indent(DOCUMENT.text, "  ")),
    "outcomes": Snippet("outcomes", OUTCOME.why, "outcomes:\n" + indent(OUTCOME.text, "  ")),
    "examples": Snippet("examples", EXAMPLE.why, "examples:\n" + EXAMPLE.text),
    "deadline": Snippet(
        "A deadline", "The whole case's clock",
        "deadline:\n  within: 20 working days\n  from: received\n",
    ),
    "list as": Snippet("list as", "The few words that the inbox shows", "list as: ((reference))\n"),
    "called": Snippet("called", "What screens and letters call the applicant", "called: resident\n"),
    "summary": Snippet("summary", "One sentence under the title", "summary: Tell us what happened\n"),
}  # fmt: skip


def spots(text: str) -> tuple[Spot, ...]:
    """Every place where something may be put, each once, in the order of the file."""
    found: dict[tuple[What, int, int], Spot] = {}
    for spot in _spots(text):
        found.setdefault((spot.what, spot.line, spot.column), spot)
    return tuple(sorted(found.values(), key=lambda spot: (spot.line, -spot.column)))


def _spots(text: str) -> tuple[Spot, ...]:
    """Every thing's own place: after a step that passes on and before one that ends may be the same."""
    pieces = outline(text)
    children: dict[tuple[str, ...], list[Piece]] = {}
    for piece in pieces:
        children.setdefault(piece.path[:-1], []).append(piece)
    found = [spot for piece in pieces for spot in _inside(piece, children)]
    return tuple(found + [_after_line(piece) for piece in children.get((), ())])


def at(text: str, path: tuple[str, ...]) -> Spot | None:
    """The place that belongs to the cursor: the nearest around the names that lead to it."""
    around = [spot for spot in _spots(text) if spot.path == path[: len(spot.path)] or spot.path[:-1] == path != ()]
    its = max(reversed(around), key=lambda spot: len(spot.path), default=None)
    there = its and (its.what, its.line, its.column)
    return next((spot for spot in spots(text) if (spot.what, spot.line, spot.column) == there), None)


def offers(text: str, spot: Spot) -> tuple[Snippet, ...]:
    """What may be put there, fitted to the text: names of its own, and names that the service has."""
    pieces = outline(text)
    found = (_fitted(snippet, pieces) for snippet in _samples(spot.what, pieces, text))
    if "step" in spot.what:
        return tuple(_tested(snippet, spot, pieces) for snippet in found)
    return (*_named_in_vain(spot.what, pieces), *filter(None, (_shown(snippet, pieces) for snippet in found)))


def insert(text: str, spot: Spot, snippet: Snippet) -> str:
    """The text with the snippet in its place and what it needs at the end, and every other byte as it was."""
    above = text.split("\n")[: spot.line]
    below = text.split("\n")[spot.line :]
    put = [" " * spot.column + line if line else line for line in snippet.text.rstrip("\n").split("\n")]
    whole = "\n".join([*above, *put, *(below or [""])])
    return f"{whole.rstrip(chr(10))}\n{snippet.below}" if snippet.below else whole


def _inside(piece: Piece, children: dict[tuple[str, ...], list[Piece]]) -> Iterable[Spot]:
    """The places among the things that a name holds; one alone where it holds nothing yet."""
    what = _held(piece)
    if what is None:
        return
    held = children.get(piece.path, [])
    for child in held:
        yield _beside(what, child, children.get(child.path, []))
    if not held and not piece.value:
        column = piece.column if what in ("step", "late step", "example") else piece.column + 2
        yield Spot(what, f"under {piece.path[-1]}", piece.path, piece.first, column)


def _held(piece: Piece) -> What | None:
    name = piece.path[-1]
    if len(piece.path) == 1:
        return NAMED.get(name, "step" if name == "steps" else None)
    if name == "questions" and "questions" not in piece.path[:-1] and piece.path[0] == "steps":
        return "question"
    if name in STEPS and piece.path[0] in ("steps", "deadline") and "questions" not in piece.path:
        return "late step" if "if late" in piece.path else "step"
    return None


def _beside(what: What, child: Piece, its: list[Piece]) -> Spot:
    """After a thing, or before a step that nothing can follow."""
    words = {one.path[-1]: one.value for one in its}
    verb = next((word for word in words if word in verbs()), "")
    called = f"{verb} {words[verb]}".strip() if verb else words.get("story", child.path[-1])
    if verb and not verbs()[verb].passes and "when" not in words:
        return Spot(what, f"before {called}", child.path, child.first - 1, child.column)
    return Spot(what, f"after {called}", child.path, child.last, child.column)


def _after_line(piece: Piece) -> Spot:
    return Spot("line", f"after “{piece.path[0]}”", piece.path, piece.last, 0)


def _samples(what: What, pieces: tuple[Piece, ...], text: str) -> Iterable[Snippet]:
    match what:
        case "question":
            return _questions()
        case "message" | "document" | "outcome":
            return (WRITTEN[what][0],)
        case "example":
            return (_example(pieces, text),)
        case "line":
            there = {piece.path[0] for piece in pieces}
            return [_line(name, pieces) for name in LINES if name not in there]
    fits = [snippet for snippet, late in _steps() if late is (what == "late step") or late is None]
    there = {piece.path[0] for piece in pieces}
    return [
        replace(snippet, below=_documents(snippet)) if snippet.title == "make" and "documents" not in there else snippet
        for snippet in fits if snippet.title != NEEDED or _known(NEEDED, pieces)
    ]  # fmt: skip


def _documents(make: Snippet) -> str:
    """The document that a sample of `make` writes."""
    name = make.text.removeprefix("- make: ").strip()
    return LINES["documents"].text.replace("paper:", f"{name}:")


def _named_in_vain(what: What, pieces: tuple[Piece, ...]) -> Iterable[Snippet]:
    """A sample for each name that a step has for such a thing and that is not written yet."""
    if what not in WRITTEN:
        return
    sample, verb = WRITTEN[what]
    named = dict.fromkeys(piece.value for piece in pieces if piece.path[0] != "examples" and piece.path[-1] == verb)
    for name in named:
        if NAME.fullmatch(name) and name not in _known(verb, pieces):
            text = re.sub(r"^[a-z]+(?=:\n)", name, sample.text)
            yield Snippet(f"The {what} {name}", f"{sample.why}. A step names it, and it is not there yet", text)


def _line(name: str, pieces: tuple[Piece, ...]) -> Snippet:
    """A line about the service; one that holds things begins with those that steps name already."""
    line = LINES[name]
    found = [one.text for one in _named_in_vain(NAMED.get(name, "line"), pieces)]
    return replace(line, text=f"{name}:\n{indent(''.join(found), '  ')}") if found else line


@cache
def _questions() -> tuple[Snippet, ...]:
    """A sample of every kind, written as a designer would."""
    return tuple(
        Snippet(name, (kind.__doc__ or "").split("\n")[0],
                "\n".join(lines({_id(name): {"type": name, **kind.sample}})) + "\n")
        for name, kind in kinds().items()
    )  # fmt: skip


def _id(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", "_", name.lower()).strip("_")


@cache
def _steps() -> tuple[tuple[Snippet, bool | None], ...]:
    """A sample of every verb, and whether it stands in late lists alone (yes), elsewhere alone (no) or in both."""
    return tuple((Snippet(verb, model.does, model.sample), _late(model)) for verb, model in verbs().items())


def _late(model: type[Step]) -> bool | None:
    if model.late == "only":
        return True
    step = _read(model.sample)
    return False if model.late == "no" or step.rests or step.lanes() or step.gives() else None


def _read(sample: str) -> Step:
    faults = Faults()
    step = read_step(entries(read(f"steps:\n{sample}", "sample"))["steps"][0], faults)
    assert step is not None, f"the sample of a verb is at fault: {faults.all}"
    return step


def _example(pieces: tuple[Piece, ...], text: str) -> Snippet:
    """The first example again, to be changed; where there is none, one that begins as the service does."""
    first = next((piece for piece in pieces if piece.path == ("examples", "0")), None)
    if first:
        own = dedent("\n".join(text.split("\n")[first.first - 1 : first.last]) + "\n")
        return Snippet(EXAMPLE.title, EXAMPLE.why, re.sub(r"story: .*", STORY, own, count=1))
    asked = next((piece.value for piece in pieces if piece.path == ("steps", "0", "ask")), "report")
    return Snippet(EXAMPLE.title, EXAMPLE.why, EXAMPLE.text.replace("report", asked))


def _fitted(snippet: Snippet, pieces: tuple[Piece, ...]) -> Snippet:
    """New names where the service has the sample's already, and the service's own where the sample names others."""
    taken = {name for piece in pieces for name in (piece.path[-1], piece.value)}
    text, why = snippet.text, snippet.why
    if snippet.title in verbs():
        for name in _declared(snippet):
            text, why = (re.sub(rf"\b{name}\b", _unused(name, taken), words) for words in (text, why))
    else:
        text = re.sub(r"^[a-z_]+(?=:\n)", lambda found: _unused(found[0], taken), text)
    return replace(snippet, why=why, text="\n".join(_named(line, pieces) for line in text.split("\n")))


def _shown(snippet: Snippet, pieces: tuple[Piece, ...]) -> Snippet | None:
    """A sample that shows an earlier answer shows one that the service has; where it has none, there is no sample."""
    if not (snippet.title in kinds() and SHOWN in snippet.text):
        return snippet
    name = _first_asked(pieces)
    return replace(snippet, text=snippet.text.replace(SHOWN, f"of: [{name}]")) if name else None


def _tested(snippet: Snippet, spot: Spot, pieces: tuple[Piece, ...]) -> Snippet:
    """A sample of a step that asks of an answer asks of one that the service has."""
    name, test, cell = _test(pieces)
    text = snippet.text.replace(CONDITION, test)
    if snippet.title == "for each":
        text = text.replace(" in lamps", f" in {_known('for each', pieces)[0]}")
    if snippet.title == "look up":
        rows = iter((name, cell, "-"))
        text = ROW.sub(lambda found: f"{next(rows):<{max(len(name), len(cell)) + 4}}|| {found[1]}", text)
    if snippet.title in ("end", "go to") and _goes_on(spot, pieces):
        text += f"  when: {test}\n"
    return replace(snippet, text=text)


def _goes_on(spot: Spot, pieces: tuple[Piece, ...]) -> bool:
    """Whether more steps stand below a place in its list, or around it."""
    return any(piece.item and piece.path[0] == "steps" and piece.first > spot.line and piece.column <= spot.column
               and "questions" not in piece.path for piece in pieces)  # fmt: skip


def _test(pieces: tuple[Piece, ...]) -> tuple[str, str, str]:
    """An answer of the first step, a condition on it, and a table's cell: best of a yes-or-no or a choice."""
    values = {piece.path: piece.value for piece in pieces}
    asked = _asked_first(values)
    for path in asked:
        if values[(*path, "type")] == "yes or no":
            return path[-1], f"{path[-1]} is yes", "yes"
        if option := _option(path, values):
            return path[-1], f'{path[-1]} is "{option}"', option
    name = asked[0][-1] if asked else ""
    return (name, f"{name} is not missing", "missing") if name else ("cycle_route", CONDITION, "yes")


def _asked_first(values: dict[tuple[str, ...], str]) -> list[tuple[str, ...]]:
    """The questions of the first step that have an answer."""
    return [path[:-1] for path in values if path[:2] == ("steps", "0") and path[-3:-2] == ("questions",)
            and path.count("questions") == 1 and path[-1] == "type"
            and (values[path] not in kinds() or kinds()[values[path]].asks)]  # fmt: skip


def _first_asked(pieces: tuple[Piece, ...]) -> str:
    found = _asked_first({piece.path: piece.value for piece in pieces})
    return found[0][-1] if found else ""


def _option(path: tuple[str, ...], values: dict[tuple[str, ...], str]) -> str:
    """The first option of a choice, where it can be written bare."""
    if values[(*path, "type")] != "choice":
        return ""
    inline = values.get((*path, "options"), "").strip("[]").split(",")[0].strip()
    option = values.get((*path, "options", "0", "value"), inline)
    return option if BARE.fullmatch(option) else ""


def _declared(snippet: Snippet) -> list[str]:
    """The steps and answers that a sample of a step brings."""
    inside = [*every([_read(snippet.text)])]
    return [*(step.id for step in inside if step.id), *(name for step in inside for name in step.gives())]


def _unused(name: str, taken: set[str]) -> str:
    number, new = 2, name
    while new in taken:
        number, new = number + 1, f"{name}_{number}"
    return new


def _named(line: str, pieces: tuple[Piece, ...]) -> str:
    """A line that names a message, an outcome, a step or a team, with one that the service has."""
    found = re.fullmatch(r"( *(?:- )?)([a-z ]+): (\S+)", line)
    if found is None:
        return line
    before, word, name = found.groups()
    known = _known(word, pieces)
    fits = name in known and word != "go to"
    return line if not known or fits or name == "applicant" else f"{before}{word}: {known[0]}"


def _known(word: str, pieces: tuple[Piece, ...]) -> list[str]:
    if word in NAMES_OF:
        return [piece.path[1] for piece in pieces if len(piece.path) == 2 and piece.path[0] == NAMES_OF[word]]
    if word == "for each":
        return [piece.path[-2] for piece in pieces if piece.path[-1] == "type" and piece.value in ("list", "choices")
                and piece.path.count("questions") == 1]  # fmt: skip
    if word == "go to":
        return [piece.value for piece in pieces if piece.path[-1] == "ask"]  # the first: back is always sound
    if word in ("who", "hand to"):
        return [piece.value for piece in pieces if piece.path == ("owner",)]
    return []
