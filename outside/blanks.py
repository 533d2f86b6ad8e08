"""The controls of any question on paper: where a pen writes or ticks. It knows kinds of control, never of question.

A mark is plain data for `outside.typesetting`; what a person reads in it is fitted into lines.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import singledispatch
from itertools import groupby
from typing import Any, TypeAlias

from components.controls import Block, Control, Drawing, File, Group, Items, Many, One, Text, Turn, Words
from engine.ports import Blank, BlankPage, BlankQuestion
from outside.fitting import clean, fitting
from workflows.speaking import Voice, voice

Mark: TypeAlias = dict[str, Any]
Lines: TypeAlias = list[list[str]]

#: More options than these are not printed: one is written.
MOST_OPTIONS = 25
#: How wide a character is by hand, in millimetres; a box that would be wider than most lines takes the whole line.
CHARACTER, WIDEST = 5, 120
#: A box for figures this short has a square for each.
MOST_SQUARES = 4
MOST_LINES = 18
#: The lines of a box to sign in.
SIGNED = 3
#: A table has no more columns beside its rows, and a cell no more boxes to tick.
MOST_COLUMNS, MOST_TICKS = 4, 3
#: A table of more rows goes on from page to page.
MOST_WHOLE = 12
#: How often what is asked of several things is printed, outermost and inside another.
COPIES, COPIES_INSIDE, MOST_COPIES = 3, 2, 10


@dataclass(frozen=True)
class Place:
    """Where a control stands: `headed` where its label is above it; `depth` counts the items around it."""

    speak: Voice
    ours: Mapping[str, str]
    only_if: Mapping[str, str]
    path: str = ""
    depth: int = 0
    headed: bool = False

    def lines(self, words: str) -> Lines:
        """What the service or a kind says, in the language of the paper."""
        return _lines(self.speak.own(words))

    def named(self, control: Text | One | Many | Group | File | Items) -> Mark:
        """The control's own words, where nothing above it says them."""
        label, hint = ("", "") if self.headed else (control.label, control.hint)
        return {"label": self.lines(label), "hint": self.lines(hint)}

    def inside(self, name: str) -> "Place":
        return replace(self, path=f"{self.path}.{name}".lstrip("."), depth=self.depth + 1)


def as_data(blank: Blank) -> dict[str, Any]:
    speak = voice(blank.language)
    return {
        "title": clean(blank.title), "council": clean(blank.council), "heading": fitting(blank.title),
        "summary": _lines(blank.summary), "fee": _lines(blank.fee), "contact": _lines("\n".join(blank.contact)),
        "privacy": [[_lines(words), _lines(said[:1].upper() + said[1:])] for words, said in blank.privacy if said],
        "ours": {name: _lines(words) for name, words in blank.ours.items()}, "english": not speak.shipped,
        "parts": list(_parts(blank.pages, speak, blank.ours)),
    }  # fmt: skip


def _lines(words: str) -> Lines:
    return fitting(words) if words.strip() else []


def _parts(pages: Iterable[BlankPage], speak: Voice, ours: Mapping[str, str]) -> Iterable[Mark]:
    """A heading for each section and each page that has one; questions stand one level beneath."""
    for section, inside in groupby(pages, lambda page: page.section):
        if section:
            yield {"mark": "heading", "level": 2, "label": fitting(section), "only_if": []}
        for page in inside:
            level = 3 if section else 2
            if page.title:
                only_if = _lines(page.only_if)
                yield {"mark": "heading", "level": level, "label": _lines(page.title), "only_if": only_if}
            for question in page.questions:
                yield _question(question, level + bool(page.title), Place(speak, ours, question.only_if))


def _question(one: BlankQuestion, level: int, at: Place) -> Mark:
    return _block(one.block, at) | {"mark": "question", "level": level, "number": one.number}


def _block(block: Block, at: Place) -> Mark:
    """A question of one control is headed by that control's words, as in every face."""
    named = [control for control in block.controls if not isinstance(control, Words | Turn)]
    marks = [mark for control in block.controls for mark in _marks(control, replace(at, headed=len(named) == 1))]
    label, hint = (named[0].label, named[0].hint) if len(named) == 1 else (block.label, block.hint)
    return {
        "mark": "inner", "label": at.lines(label), "hint": at.lines(hint), "why": at.lines(block.why),
        "only_if": _lines(at.only_if.get(at.path, "")), "asks": bool(named),
        "whole": not any(mark["mark"] == "items" or len(mark.get("rows", ())) > MOST_WHOLE for mark in marks),
        "marks": marks,
    }  # fmt: skip


@singledispatch
def _marks(control: Control, at: Place) -> list[Mark]:
    raise TypeError(f"No paper draws {control!r}")


@_marks.register
def _words(control: Words, at: Place) -> list[Mark]:
    if control.on_screen:
        return []
    shows = ": ".join(filter(None, (at.speak.own(control.label), at.speak.own(control.shows))))
    lines = [shows, *at.speak.own(control.text).splitlines()]
    return [{"mark": "words", "blocks": [fitting(line) for line in lines if line]}]


@_marks.register
def _turn(control: Turn, at: Place) -> list[Mark]:
    """Nothing is pressed on paper."""
    return []


@_marks.register
def _text(control: Text, at: Place) -> list[Mark]:
    width = control.width or 0
    if control.lines > 1:
        box = {"mark": "lines", "count": min(control.lines, MOST_LINES)}
    elif control.mode == "numeric" and 0 < width <= MOST_SQUARES:
        box = {"mark": "squares", "count": width}
    else:
        box = _box(width * CHARACTER, control.prefix, at.speak.own(control.suffix))
    return [box | at.named(control)]


def _box(wide: int = 0, prefix: str = "", suffix: str = "") -> Mark:
    """0 is as wide as the line."""
    return {
        "mark": "box", "wide": wide if wide <= WIDEST else 0, "prefix": clean(prefix), "suffix": clean(suffix),
    }  # fmt: skip


@_marks.register
def _one(control: One, at: Place) -> list[Mark]:
    if len(control.options) > MOST_OPTIONS:
        return [_box() | at.named(control)]
    return [_ticks(control, at.ours["one"], at)]


@_marks.register
def _many(control: Many, at: Place) -> list[Mark]:
    return [_ticks(control, at.ours["all"] if len(control.options) > 1 else "", at)]


def _ticks(control: One | Many, how: str, at: Place) -> Mark:
    options = [[at.lines(option.label), at.lines(option.hint)] for option in control.options]
    return at.named(control) | {"mark": "ticks", "how": _lines(how), "options": options, "ours": False}


@_marks.register
def _group(control: Group, at: Place) -> list[Mark]:
    written = [part for part in control.controls if not part.on_screen]
    parts = [mark for part in written for mark in _marks(part, replace(at, headed=False))]
    return [at.named(control) | {"mark": "group", "beside": control.beside, "parts": parts}]


@_marks.register
def _file(control: File, at: Place) -> list[Mark]:
    ticks = {"mark": "ticks", "how": _lines(at.ours["send"]), "options": [[_lines(at.ours["sent"]), []]], "ours": True}
    return [at.named(control) | ticks]


@_marks.register
def _drawing(control: Drawing, at: Place) -> list[Mark]:
    """On paper everybody signs by hand."""
    return [{"mark": "lines", "count": SIGNED, "label": _lines(at.ours["sign"]), "hint": []}]


@_marks.register
def _items(control: Items, at: Place) -> list[Mark]:
    """What is asked of each is printed several times over; of things that are known, once for each."""
    if control.fixed and (columns := _columns(control, at)):
        rows = [fitting(item.title) for item in control.items]
        return [at.named(control) | {"mark": "table", "columns": columns, "rows": rows}]
    called = control.word[:1].upper() + control.word[1:]
    some = max(control.least, COPIES_INSIDE if at.depth else COPIES)
    copies = min(some, control.most, MOST_COPIES)
    titles = [item.title for item in control.items] if control.fixed else [
        f"{called} {number}" for number in range(1, copies + 1)
    ]  # fmt: skip
    inside = [_block(one, at.inside(one.name)) for one in control.blocks]
    more = at.ours["more"] if not control.fixed and copies < control.most else ""
    items = [{"mark": "item", "title": fitting(title), "inside": inside} for title in titles]
    return [at.named(control) | {"mark": "items", "items": items, "more": _lines(more)}]


def _columns(control: Items, at: Place) -> list[Mark]:
    """What is asked of each row, where all of it goes into the cells of a table; else nothing."""
    found = [_column(block, replace(at.inside(block.name), headed=False)) for block in control.blocks]
    columns = [one for one in found if one is not None]
    return columns if len(columns) == len(found) <= MOST_COLUMNS else []


def _column(block: Block, at: Place) -> Mark | None:
    """A cell to write in, or to tick one of a few; None for what needs more room, or is not asked of each row."""
    named = [control for control in block.controls if not isinstance(control, Words | Turn)]
    if len(named) != 1 or block.why or at.only_if.get(at.path):
        return None
    prefix, suffix, options = "", "", []
    match named[0]:
        case Text(lines=1) as text:
            prefix, suffix = clean(text.prefix), clean(at.speak.own(text.suffix))
        case Group(beside=True):
            pass
        case One() | Many() if len(named[0].options) <= MOST_TICKS:
            options = [at.lines(option.label) for option in named[0].options]
        case _:
            return None
    return at.named(named[0]) | {"prefix": prefix, "suffix": suffix, "options": options}
