"""`wherry new component`: a kind of question that works as it stands, with its test and its page of docs."""

import re
from keyword import iskeyword
from pathlib import Path
from typing import Annotated

import typer

from commandline.telling import note, stop
from components.base import REQUESTS
from components.registry import kinds
from desk.sources import write_whole
from settings import HOME
from workflows.speaking import shipped

NAME = re.compile(r"(?=.{2,40}$)[a-z]+( [a-z]+)*")
#: Names that the new file needs for something else.
TAKEN = {"Control", "Problem", "Question", "Raw", "Seen", "Text"}
CODE = '''\
"""{Title}: say here in one line what it is, and where its rules come from."""

import re
from typing import ClassVar

from components.base import Problem, Question, Raw, Seen, typed
from components.controls import Control, Text
from components.wording import like

#: What it looks like: two letters and four digits.
SHAPE, EXAMPLE = re.compile(r"[A-Z]{{2}}[0-9]{{4}}"), "AB1234"


class {Class}(Question):
    """Asks for {a} {name} and keeps it without spaces."""

    kind: ClassVar = "{name}"
    sample: ClassVar = {{"label": "{Title}"}}
    accepts: ClassVar = [(EXAMPLE, EXAMPLE), (f" {{EXAMPLE[:2].lower()}} {{EXAMPLE[2:]}} ", EXAMPLE)]
    refuses: ClassVar = [
        (EXAMPLE[1:], f"{Title} must be like {{EXAMPLE}}"),
        ([1], "Enter your answer in words"),
    ]

    def controls(self, raw: Raw, seen: Seen) -> list[Control]:
        return [Text("{module}", self.asked, hint=self.hint, width=10, spellcheck=False)]

    def read(self, raw: Raw, seen: Seen) -> str:
        written = re.sub(r"\\s", "", typed(raw)).upper()
        if not SHAPE.fullmatch(written):
            # These words are there in every language. A sentence of your own, “Enter … like …”, needs its words.
            raise Problem(like(self.subject("Your answer"), EXAMPLE))
        return written
'''
TEST = '''\
"""{Title}: what it promises beside the contract of every kind."""

from datetime import date

import pytest

{imports}

SEEN = Seen(today=date(2027, 3, 1))


@pytest.mark.parametrize("typed", [EXAMPLE, EXAMPLE.lower(), f" {{EXAMPLE[:2]}} {{EXAMPLE[2:]}} "])
def test_capitals_and_spaces_change_nothing(typed: str) -> None:
    assert {Class}(label="{Title}").answer(typed, SEEN) == EXAMPLE


def test_what_has_another_shape_is_refused_with_one_that_fits() -> None:
    with pytest.raises(Problem, match=EXAMPLE):
        {Class}(label="{Title}").answer(EXAMPLE[1:], SEEN)
'''
PAGE = """\
# {Title}

Asks for {a} {name}.

```yaml
{module}:
  type: {name}
  label: {Title}
```

## Settings
It has none of its own. Every question takes `label`, `hint`, `why`, `optional` and `sensitive`:
see [Kinds of question](README.md).

## What is accepted
Two letters and four digits, with or without spaces, in capitals or not. It is kept in capitals, without spaces.

## What people are told
- “Enter an answer”
- “{Title} must be like AB1234”

## In rules and examples
Text: `{module} is missing`.

```yaml
{module}: AB 1234
```
"""
#: What to do with it next.
ONWARD = (
    "It works as it stands. Change it into yours, and look at it in the gallery: /gallery, /apply/-/gallery",
    "Once, to get what tests need: python3 -m tests.prepare",
    "After each change: .venv/bin/python -m pytest tests/components tests/words",
    f"The second folder names each sentence of yours that workflows/words/ lacks in {', '.join(shipped())}; "
    "docs/adding-a-component.md says what to do about a language that you do not speak",
)
#: The line of the list of kinds after which a new one stands.
LAST = re.compile(r"(?:^\| \[.*\n)+", re.MULTILINE)


def new_component(
    name: Annotated[str, typer.Argument(help="Its name, as designers will write it: parking permit")],
) -> None:
    """Write a kind of question that works: its file, its test and its page, to change into yours."""
    if not NAME.fullmatch(name):
        stop("A kind is named in small letters, such as parking permit")
    if f"{name} ".startswith(REQUESTS):
        stop(f"A label that begins as {name} does is read as a request: choose a name that says what is asked for")
    words = _words(name)
    module, page = words["module"], name.replace(" ", "-")
    files = {f"components/{module}.py": CODE, f"tests/components/test_{module}.py": TEST}
    files |= {f"docs/components/{page}.md": PAGE}
    there = any((HOME / file).exists() for file in files)
    if there or name in kinds() or iskeyword(module) or words["Class"] in TAKEN:
        stop(f"The name {name} is taken: choose another")
    for file, text in files.items():
        write_whole(HOME / file, text.format_map(words).encode())
        note(f"Wrote {file}")
    _list(HOME / "docs" / "components" / "README.md", f"| [{name}]({page}.md) | {words['a']} {name} |\n")
    for line in ONWARD:
        note(line)


def _words(name: str) -> dict[str, str]:
    module, kind = name.replace(" ", "_"), name.title().replace(" ", "")
    imports = ["from components.base import Problem, Seen", f"from components.{module} import EXAMPLE, {kind}"]
    return {
        "name": name,
        "a": "an" if name[0] in "aeiou" else "a",
        "Title": name.capitalize(),
        "Class": kind,
        "module": module,
        "imports": "\n".join(sorted(imports)),
    }


def _list(file: Path, row: str) -> None:
    """Name it where designers choose a kind."""
    text = file.read_text("utf-8")
    rows = LAST.search(text)
    end = rows.end() if rows else len(text)
    write_whole(file, (text[:end] + row + text[end:]).encode())
