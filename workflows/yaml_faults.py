"""What the YAML parser says, said in plain English with a cure."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from yaml import MarkedYAMLError

from workflows.faults import Fault, Place
from workflows.yaml_slips import slip

QUOTES = 'Put the wording in quotes, or on the next line after "|"'

#: What the parser says, and our code, sentence and cure for it.
SENTENCES = (
    ("mapping values are not allowed", "colon", "A colon and a space inside wording break YAML", QUOTES),
    ("could not find expected ':'", "no-colon", "This line has no name and colon", 
     "Write name: wording, or - in a list; wording that goes on stands further in"),
    ("did not find expected '-' indicator", "lined-up", "This line does not go on with the list above",
     "Begin it with - and line it up, or move it out of the list"),
    ("expected ',' or '}'", "braces", "Inside {…} a question mark, comma or colon breaks YAML, or } is missing",
     "Write each name on a line of its own"),
    ("expected ',' or ']'", "brackets", "This list in […] is not closed, or a mark in it breaks YAML",
     "Close it with ], or write each item on a line of its own after - "),
    ("found unexpected end of stream", "quotes", "The quotes are not closed",
     "Close them; two quotes '' make one inside"),
    ("found unexpected document indicator", "quotes", "The quotes are not closed before ---", "Close them"),
    ("cannot start any token", "first-character", "Wording cannot begin with this character", QUOTES),
    ("escape", "escape", "In double quotes a \\ means something else", "Use single quotes, or write \\\\"),
    ("alphabetic or numeric character", "first-character", "Wording cannot begin with * or &", QUOTES),
    ("block sequence entries are not allowed", "list", "A list cannot begin on this line",
     "Begin it on the next line, each item after - "),
    ("expected comment or line break", "block", "Wording after | or > begins on the next line",
     "Move it to the next line, two spaces further in"),
    ("expected node content", "first-character", "Wording cannot begin with this character", QUOTES),
    ("<document start>", "second-document", "Nothing may follow the end of the document", "Delete the line ..."),
    ("tag", "tag", "A YAML tag (!) is not allowed", "Delete it, or put wording that begins with ! in quotes"),
    ("directive", "tag", "A definition has no lines that begin with %", "Delete the line"),
    ("incompatible YAML document", "tag", "A definition has no lines that begin with %", "Delete the line"),
    ("expected key", "lined-up", "This line does not line up with the names above",
     "Line it up with its neighbours; put wording that holds quotes into quotes as a whole"),
)  # fmt: skip

WORDING = re.compile(r"[^\s#]")
#: A line as its indentation is judged: spaces, perhaps a dash, perhaps a name with nothing after its colon.
LINE = re.compile(r"(?P<spaces> *)(?P<dash>- +)?(?P<name>[^\s#'\"][^#'\"]*?:(?P<holds>\s*)$|[^\s#].*)")
#: What the parser says where the true fault may be that a line begins too far left or right.
OF_INDENTATION = ("lined-up", "colon")


def said_plainly(error: MarkedYAMLError, text: str, file: str, quotes: tuple[int, Place] | None = None) -> Fault:
    """The one fault that stopped the parser, where it can best be mended.

    `quotes` are the last that went over several lines: the line they ended on, from 0, and where they began.
    """
    problem = error.problem or ""
    at_opening = "found unexpected" in problem or "expected ':'" in problem or "expected ',' or ']'" in problem
    mark = (error.context_mark if at_opening else error.problem_mark) or error.problem_mark or error.context_mark
    if quotes and error.problem_mark and quotes[0] == error.problem_mark.line:
        return Fault(quotes[1], "quotes", "fault", f"The quotes that begin here close only on line {quotes[0] + 1}",
                     "Close them where the wording ends; two quotes '' make one inside")  # fmt: skip
    line, column = (mark.line, mark.column) if mark else (0, 0)
    cut = _cut_off_above(text, line)
    if cut and ("expected key" in problem or "expected ':'" in problem):
        return Fault(Place(file, line, cut), "cut-off", "fault", "A space and # cut the wording off here", QUOTES)
    if slipped := slip(text.split("\n"), line):
        place = Place(file, slipped.line + 1, slipped.column + 1)
        return Fault(place, slipped.code, "fault", slipped.sentence, slipped.cure)
    for said, code, sentence, cure in SENTENCES:
        if said in problem:
            if code in OF_INDENTATION and (told := _out_of_line(text.split("\n"), line)):
                return Fault(Place(file, line + 1, column + 1), "lined-up", "fault", *told)
            return Fault(Place(file, line + 1, column + 1), code, "fault", sentence, cure)
    return Fault(Place(file, line + 1, column + 1), "yaml", "fault", "This line is not put together as YAML",
                 "Look at its colon, quotes and indentation, and at the line above")  # fmt: skip


def _cut_off_above(text: str, line: int) -> int:
    """The column of a ` #` in the line above (`line` counts from 0), or 0."""
    lines = text.split("\n")
    above = lines[line - 1] if 0 < line <= len(lines) else ""
    space = max(0, above.rfind(" #"))
    return space + 2 if WORDING.search(above, 0, space) else 0


#: Of words that stand further in below a line that holds a value: it may be the line between that is missing.
COLON_ABOVE = "Or a line that ends in a colon, such as questions:, is missing above this line"


@dataclass(frozen=True)
class _Begun:
    """Where something begins that a line below may go on: a list at its dash, or names at their first letter."""

    column: int
    listed: bool
    #: The line, counted from 0.
    line: int
    #: A name with nothing after its colon: what it holds begins further in.
    holds: bool = False


def _out_of_line(lines: list[str], line: int) -> tuple[str, str] | None:
    """The sentence and cure for a line that begins too far left or right; None where it begins where it may."""
    found = LINE.match(lines[line]) if line < len(lines) else None
    if found is None:
        return None
    column, listed = len(found["spaces"]), bool(found["dash"])
    if listed and (start := _list_above(lines, column, line)) is not None:
        return _broken_list(lines, start, column, line)
    above = _begun_above(lines, line)
    if above and above[-1].holds and column > above[-1].column:
        return None
    begun = [one for one in above if one.listed == listed]
    like = min(reversed(begun), key=lambda one: abs(one.column - column), default=None)
    if like is None or like.column == column:
        return None
    told, cure = _said_out_of_line(column, like)
    after_value = column > like.column and above[-1].line == like.line
    return told, f"{cure}. {COLON_ABOVE}" if after_value else cure


def _list_above(lines: list[str], column: int, line: int) -> int | None:
    """The line of the list that a dash at this column goes on: its last dash, or the name that holds it."""
    for number, found in reversed(list(_read_above(lines, line))):
        at = len(found["spaces"])
        if at == column and found["dash"]:
            return number
        if found["holds"] is not None and at + len(found["dash"] or "") == column:
            return number
        if at < column:
            return None
    return None


def _broken_list(lines: list[str], start: int, column: int, line: int) -> tuple[str, str] | None:
    """A dash that stands well: it is a line between it and its list that stands elsewhere."""
    between = [(number, found) for number, found in _read_above(lines, line) if number > start]
    if between and between[0][1]["dash"] and len(between[0][1]["spaces"]) > column:
        return _said_out_of_line(column, _Begun(len(between[0][1]["spaces"]), True, between[0][0]))
    holds = LINE.match(lines[start])
    out = [number for number, found in between if not found["dash"] and len(found["spaces"]) <= column]
    if between and holds and holds["holds"] is not None and not between[0][1]["dash"]:
        out.insert(0, between[0][0])
    if not out:
        return None
    return (f"Line {out[0] + 1} stands in the list that this line goes on, but does not begin with -",
            f"Begin line {out[0] + 1} with -, or put more spaces in front of it")  # fmt: skip


def _begun_above(lines: list[str], line: int) -> list[_Begun]:
    """What is still open above a line, the innermost last."""
    begun: list[_Begun] = []
    for number, found in _read_above(lines, line):
        column = len(found["spaces"])
        begun = [one for one in begun if one.column < column]
        if found["dash"]:
            begun.append(_Begun(column, True, number))
            column += len(found["dash"])
        begun.append(_Begun(column, False, number, found["holds"] is not None))
    return begun


def _read_above(lines: list[str], line: int) -> Iterator[tuple[int, re.Match[str]]]:
    for number, words in enumerate(lines[:line]):
        if found := LINE.match(words):
            yield number, found


def _said_out_of_line(column: int, like: _Begun) -> tuple[str, str]:
    """How far it is out, and from which line."""
    off = abs(column - like.column)
    spaces = f"{off} space{'s' if off > 1 else ''}"
    belongs = f"the list it belongs to, on line {like.line + 1}" if like.listed else f"line {like.line + 1}"
    side, cure = ("right", f"Take {off} away") if column > like.column else ("left", f"Put {off} more in front of it")
    return (f"This line begins {spaces} further {side} than {belongs}",
            f"{cure}: it begins with {column} spaces, and that line with {like.column}")  # fmt: skip
