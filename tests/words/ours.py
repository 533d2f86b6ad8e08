"""Every word of ours that a resident may read, as the code and the templates say it: the keys of the catalogues."""

import ast
import importlib
import re
from collections.abc import Iterator
from pathlib import Path

from components.registry import kinds
from screens.status import WAYS_ON
from web.plain.start import SERVICES

TREE = Path(__file__).parents[2]
#: What says words of ours, with the words first.
SAYING = {"says", "say", "speak", "sentence"}
IN_A_KIND = {"says", "subject", "Problem", "Said"}
#: What draws a page that only says something.
PAGES = {"say", "not_found", "turned_away", "told", "_say"}
TURNED = {"not_found", "turned_away"}
#: Where what residents read is said; the pages of staff are in English.
FLOORS = ("components", "desk", "engine", "outside", "screens", "web")
STAFFS = ("web.api", "web.sign_in", "web.welcome")
#: Names in these modules hold sentences that go out by another way than through one of those.
HELD = {
    "components.country": ("NATIONS",), "workflows.organisation": ("USUAL_LINKS",), "components.language": ("SIGNED",),
    "desk.contents.unfit": None, "desk.applying": ("NO_LINK", "BY_STAFF"), "desk.coming_by_code": ("NOT_RIGHT",),
    "desk.faces": ("NOT_KEPT", "GO_THROUGH"), "desk.following": ("WORKING", "WAITING", "ANSWERED"),
    "desk.from_applicant": (
        "SENT", "WITHDRAWN", "CHANGED", "REOPENED", "CLOSES", "NEVER", "PAID", "NOT_PAID", "AGAIN",
    ),
    "desk.guiding": ("TOO_LONG",),
    "web.plain.questions": ("MORE",), "web.plain.status": ("CANNOT",),
    "web.plain.start": ("CANNOT",), "desk.places": ("NOT_HERE", "NOTHING", "NOT_FOR_YOU"),
    "desk.paying": ("NOTHING_TO_PAY", "PRACTISED", "NOT_NOW", "CHECKING", "WAITING"),
    "desk.documents": ("NO_DOCUMENT",), "desk.files": ("TOO_MUCH",), "desk.afterwards": ("NOT_HERE",),
    "desk.letters_both_ways": ("NOT_HERE",), "engine.engine": ("NO_SERVICE", "KEEPS_NOTHING", "BUSY", "NOT_FOUND"),
    "engine.course.tasks": ("DONE", "CLOSED"), "engine.course.ending": ("SAY_WHY_AGAIN",),
    "engine.store.errors": ("READ_ONLY", "FULL"), "screens.full": ("TITLE", "LINES", "STAYS"),
    "screens.still": ("TITLE", "LINES"), "web.plain.ending": ("NOTHING", "HAVE_THEM"),
}  # fmt: skip
IN_A_TEMPLATE = re.compile(r'say\(((?:[^()"]|"[^"]*")*?)(?:, \w+=|\))')
QUOTED = re.compile(r'"([^"]+)"')


def ours() -> set[str]:
    wanted = (kind.wanted for kind in kinds().values() if kind.asks)
    return {*_in_code(), *_in_templates(), *_held(), *wanted} - {""}


def _in_code() -> Iterator[str]:
    for floor in FLOORS:
        for path in sorted((TREE / floor).rglob("*.py")):
            module, text = ".".join(path.relative_to(TREE).with_suffix("").parts), path.read_text(encoding="utf-8")
            speaks = floor != "screens" or "screens.speaking" in text or "turned_away" in text
            if path.stem == "gallery" or module.startswith(STAFFS) or not speaks:
                continue
            for call in ast.walk(ast.parse(text)):
                if isinstance(call, ast.Call) and call.args:
                    yield from _of_call(call, module, floor)


def _of_call(call: ast.Call, module: str, floor: str) -> Iterator[str]:
    name, first = _name(call.func), call.args[0]
    if name in PAGES and (name in TURNED or (isinstance(first, ast.Name) and first.id == "request")):
        said = (node.value for each in call.args for node in ast.walk(each) if isinstance(node, ast.Constant))
        yield from (words for words in said if isinstance(words, str) and " " in words)
    elif name in (IN_A_KIND if floor == "components" else SAYING):
        yield from _words(first, module, floor)


def _name(node: ast.expr) -> str:
    return node.id if isinstance(node, ast.Name) else node.attr if isinstance(node, ast.Attribute) else ""


def _words(node: ast.expr, module: str, floor: str) -> Iterator[str]:
    match node:
        case ast.Constant(str(words)):
            yield words
        case ast.IfExp():
            yield from _words(node.body, module, floor)
            yield from _words(node.orelse, module, floor)
        case ast.Name() if floor == "components":
            held = getattr(importlib.import_module(module), node.id, None)
            if isinstance(held, str):
                yield str(held)


def _in_templates() -> Iterator[str]:
    for path in (*(TREE / "screens/templates").glob("*.html"), *(TREE / "web/templates").rglob("*.html")):
        for said in IN_A_TEMPLATE.findall(path.read_text(encoding="utf-8")):
            yield from QUOTED.findall(said)


def _held() -> Iterator[str]:
    for module, names in HELD.items():
        found = vars(importlib.import_module(module))
        for name in names or [name for name, held in found.items() if name.isupper() and "{" not in held]:
            yield from [found[name]] if isinstance(found[name], str) else found[name]
    yield from (words for _, words in (SERVICES, *WAYS_ON))
