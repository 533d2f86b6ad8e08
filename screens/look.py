"""How it looks: the tokens of the organisation and one constant stylesheet."""

import re

import streamlit as st

from screens.markup import HERE
from workflows.organisation import Brand

STYLE = (HERE / "look.css").read_text(encoding="utf-8")
#: What a browser does beyond Streamlit; `web` serves it.
SCRIPT = "".join(f'<script src="/{name}.js"></script>' for name in ("page", "exit", "keys", "names"))
COLOUR = re.compile(r"#[0-9a-fA-F]{6}")


def wear(brand: Brand) -> None:
    """Put the stylesheet and the page's script on the page, once a run."""
    st.html(f"<style>{tokens(brand)}{STYLE}</style>")
    st.html(SCRIPT, unsafe_allow_javascript=True)


def tokens(brand: Brand) -> str:
    """The colours that a council may set; a value that is no colour is left at ours."""
    own = {"brand": brand.brand, "action": brand.action, "link": brand.link}
    return ":root{" + "".join(f"--{name}:{value};" for name, value in own.items() if COLOUR.fullmatch(value)) + "}"
