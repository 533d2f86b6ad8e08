"""The one place where screens write HTML: templates that escape every word they are given."""

from functools import cache, partial
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import streamlit as st
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from components.uploads import size_in_words, sorts
from desk.pictures import image
from desk.spoken import for_templates
from engine.commands import HELPED
from engine.dates import due_in_words
from screens.speaking import language

HERE = Path(__file__).parent


def path(screen: str, **query: object) -> str:
    """The address of a screen: what is empty is left out of it."""
    kept = {name: value for name, value in query.items() if value not in ("", None)}
    return f"/{screen}?{urlencode(kept)}" if kept else f"/{screen}"


def urgency(due: str) -> str:
    """The class of words that say when something is due: what is late or soon stands out everywhere alike."""
    return "w-late-word" if due.startswith("Late") else "w-soon-word" if due in ("Due today", "Due tomorrow") else ""


TEMPLATES = Environment(
    loader=FileSystemLoader(HERE / "templates"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
TEMPLATES.globals |= {"path": path, "helped_words": HELPED}
TEMPLATES.filters |= {
    "due": due_in_words,
    "size": size_in_words,
    "sorts": sorts,
    "urgency": urgency,
}


@cache
def templates(language: str = "") -> Environment:
    """The same templates in one language."""
    words, filters = for_templates(language)
    speaking = TEMPLATES.overlay()
    words["picture"] = partial(image, say=words["say"])
    speaking.globals, speaking.filters = {**TEMPLATES.globals, **words}, {**TEMPLATES.filters, **filters}
    return speaking


def html(template: str, **words: Any) -> str:
    return templates(language()).get_template(f"{template}.html").render(words)


def show(template: str, **words: Any) -> None:
    """Draw a template where the screen stands. One with nothing to say keeps its place, so that others keep theirs."""
    body = html(template, **words).strip()
    if body:
        st.html(body)
    else:
        st.empty()
