"""A page whose labels, options, hints and files have words in them that would act if they were let."""

from datetime import date

import streamlit as st

from components.base import Said, Seen
from components.registry import kinds
from screens.controls import draw
from screens.text import plain
from tests.screens.words import NAUGHTY
from workflows.asking import Asked
from workflows.faults import Place


def ask(id: str, kind: str, **settings: object) -> Asked:
    return Asked(id, Place("naughty.yaml", 1, 1), kind=kinds()[kind].model_validate(settings))


options = [{"value": str(number), "label": words, "hint": words} for number, words in enumerate(NAUGHTY)]
asked = [
    ask("one", "choice", label=NAUGHTY[0], hint=NAUGHTY[1], why=NAUGHTY[2], options=options),
    ask("any", "choices", label=NAUGHTY[3], options=options),
    ask("words", "text", label=NAUGHTY[4]),
    ask("files", "file", label=NAUGHTY[1], endings=[".pdf"], **{"at most": 20}),
]
files = [
    {"id": str(number), "name": words, "size": 9, "type": "application/pdf"} for number, words in enumerate(NAUGHTY)
]
draw(
    asked, {"words": NAUGHTY[0], "files": files}, Seen(date(2027, 3, 1)), "naughty",
    {"words": tuple(Said(words) for words in NAUGHTY)},
)  # fmt: skip
for number, words in enumerate(NAUGHTY):
    st.button(plain(words), key=f"button.{number}")
    with st.expander(plain(words)):
        st.write("inside")
