"""Writes words as a designer would type them: plain where YAML lets them be plain, in quotes elsewhere."""

import re
from collections.abc import Mapping
from typing import Any

#: Words that need no quotes: no mark at the start that means something, and no colon or # with a space.
PLAIN = re.compile(r"(?![-?:,\[\]{}#&*!|>'\"%@`]|[-?:] )(?!.*(?:: | #))[^\n]*[^\s:]")
#: Inside brackets these end a word, too.
IN_BRACKETS = re.compile(r"[,\[\]{}?:]")


def word(value: Any, *, inside: bool = False) -> str:
    """One scalar on one line; `inside` brackets more of it needs quotes."""
    text = {True: "yes", False: "no"}.get(value, str(value)) if isinstance(value, bool) else str(value)
    text = " ".join(text.split())
    if PLAIN.fullmatch(text) and not (inside and IN_BRACKETS.search(text)):
        return text
    return "'" + text.replace("'", "''") + "'"


def lines(words: Mapping[str, Any]) -> list[str]:
    """Names and what stands under them, each on its own line."""
    return [line for name, value in words.items() for line in _entry(name, value)]


def _entry(name: str, value: Any) -> list[str]:
    if isinstance(value, Mapping):
        return [f"{name}:", *(f"  {line}" for line in lines(value))]
    if isinstance(value, list) and any(isinstance(one, Mapping) for one in value):
        return [f"{name}:", *(line for one in value for line in _item(one))]
    if isinstance(value, list):
        return [f"{name}: [{', '.join(word(one, inside=True) for one in value)}]"]
    return [f"{name}: {word(value)}"]


def _item(value: Any) -> list[str]:
    if not isinstance(value, Mapping):
        return [f"- {word(value)}"]
    first, *rest = lines(value)
    return [f"- {first}", *(f"  {line}" for line in rest)]
