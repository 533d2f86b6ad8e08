"""Where the focus goes on the page of a list that has grown or shrunk: to the item that is new, to one beside
what is gone, or to the list where none is left."""

import re

from markupsafe import Markup

from web.plain.typed import ADD, REMOVE, Sent


def led(questions: Markup, sent: Sent) -> Markup:
    """The questions as they are drawn after a press, with one item that takes the focus. No script is needed."""
    item = _item(questions, sent)
    place = f'id="{item}" tabindex="-1"'
    return Markup(str(questions).replace(place, f"{place} autofocus", 1)) if item else questions


def _item(questions: str, sent: Sent) -> str:
    if sent.press.startswith(ADD):
        path = sent.press.removeprefix(ADD)
        there = re.findall(f'<fieldset class="item" id="{re.escape(path)}\\.([^."]+)"', questions)
        return next((f"{path}.{id}" for id in there if id not in sent.all(f"{path}.#")), "")
    if sent.press.startswith(REMOVE):
        path, _, gone = sent.press.removeprefix(REMOVE).rpartition(".")
        before = sent.all(f"{path}.#")
        at = before.index(gone) if gone in before else 0
        return next((f"{path}.{id}" for id in [*before[:at][-1:], *before[at + 1 :]]), path)
    return ""
