"""A page of questions: the session says which and what was typed before, and is told what the page holds."""

from types import SimpleNamespace
from typing import Any, cast

import streamlit as st

from components.registry import kinds
from desk.files import type_of
from screens import wiring
from screens.controls import draw
from screens.typed import typed
from workflows.asking import Asked
from workflows.faults import Place


def keep(name: str, data: bytes) -> dict[str, Any]:
    """As the session says that it is known, where it does: one after another."""
    if known := st.session_state.get("known"):
        return cast(dict[str, Any], known.pop(0))
    return {"id": name, "name": name, "size": len(data), "type": type_of(name)}


ids = st.session_state.setdefault("ids", [])


def new_id() -> str:
    ids.append(f"k{len(ids)}")
    return str(ids[-1])


wiring.install(cast(Any, SimpleNamespace(new_id=new_id)))
asked = [
    Asked(f"q{number}", Place("sample.yaml", number, 1), kind=kinds()[kind].model_validate(settings))
    for number, (kind, settings) in enumerate(st.session_state["asked"])
]
raw, seen = st.session_state["raw"], st.session_state["seen"]
draw(asked, raw, seen, "test", st.session_state.get("problems"))
st.session_state["told back"] = typed(asked, raw, seen, "test", keep)
