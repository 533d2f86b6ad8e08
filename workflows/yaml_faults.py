"""What the YAML parser says, said in plain English with a cure."""

import re

from yaml import MarkedYAMLError

from workflows.faults import Fault, Place

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

CUT_OFF = re.compile(r"[^\s#].* (#)")


def said_plainly(error: MarkedYAMLError, text: str, file: str, quotes: tuple[int, Place] | None = None) -> Fault:
    """The one fault that stopped the parser, where it can best be mended.

    `quotes` are the last that went over several lines: the line they ended on, from 0, and where they began.
    """
    problem = error.problem or ""
    at_opening = "found unexpected" in problem or "expected ':'" in problem
    mark = (error.context_mark if at_opening else error.problem_mark) or error.problem_mark or error.context_mark
    if quotes and error.problem_mark and quotes[0] == error.problem_mark.line:
        return Fault(quotes[1], "quotes", "fault", f"The quotes that begin here close only on line {quotes[0] + 1}",
                     "Close them where the wording ends; two quotes '' make one inside")  # fmt: skip
    line, column = (mark.line, mark.column) if mark else (0, 0)
    cut = _cut_off_above(text, line)
    if cut and ("expected key" in problem or "expected ':'" in problem):
        return Fault(Place(file, line, cut), "cut-off", "fault", "A space and # cut the wording off here", QUOTES)
    for said, code, sentence, cure in SENTENCES:
        if said in problem:
            return Fault(Place(file, line + 1, column + 1), code, "fault", sentence, cure)
    return Fault(Place(file, line + 1, column + 1), "yaml", "fault", "This line is not put together as YAML",
                 "Look at its colon, quotes and indentation, and at the line above")  # fmt: skip


def _cut_off_above(text: str, line: int) -> int:
    """The column of a ` #` in the line above (`line` counts from 0), or 0."""
    lines = text.split("\n")
    found = CUT_OFF.search(lines[line - 1]) if 0 < line <= len(lines) else None
    return found.start(1) + 1 if found else 0
