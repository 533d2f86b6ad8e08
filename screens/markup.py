"""The one place where screens write HTML: templates that escape every word they are given."""

from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import streamlit as st
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from engine.commands import HELPED
from engine.dates import day_in_words, day_of, due_in_words, in_words

HERE = Path(__file__).parent


def path(screen: str, **query: object) -> str:
    """The address of a screen: what is empty is left out of it."""
    kept = {name: value for name, value in query.items() if value not in ("", None)}
    return f"/{screen}?{urlencode(kept)}" if kept else f"/{screen}"


def size_in_words(size: int) -> str:
    return f"{size / 1_000_000:.1f} MB" if size >= 1_000_000 else f"{max(1, round(size / 1000))} KB"


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
    "moment": in_words,
    "day": day_of,
    "date": day_in_words,
    "due": due_in_words,
    "size": size_in_words,
    "urgency": urgency,
}


def html(template: str, **words: Any) -> str:
    return TEMPLATES.get_template(f"{template}.html").render(words)


def show(template: str, **words: Any) -> None:
    """Draw a template where the screen stands. One with nothing to say keeps its place, so that others keep theirs."""
    body = html(template, **words).strip()
    if body:
        st.html(body)
    else:
        st.empty()
