"""Components of Streamlit whose scripts are files of ours: a script inside a page is not run under our policy."""

from functools import cache
from pathlib import Path

import streamlit as st
from streamlit.components.v2.get_bidi_component_manager import get_bidi_component_manager
from streamlit.components.v2.manifest_scanner import ComponentConfig, ComponentManifest
from streamlit.components.v2.types import ComponentRenderer

HERE = Path(__file__).parent
OURS, SCRIPTS = "wherry", "scripts"


def register() -> None:
    """Make every script known to this process, which may be asked for one before it draws a page with it."""
    known = [ComponentConfig(path.stem, SCRIPTS) for path in (HERE / SCRIPTS).glob("*.js")]
    get_bidi_component_manager().register_from_manifest(ComponentManifest(OURS, "", known), HERE)


def mounted(name: str) -> ComponentRenderer:
    """What draws the component whose script is `name`.js."""
    if get_bidi_component_manager().get_component_asset_root(f"{OURS}.{name}") is None:  # as where no server runs
        register()
    return _renderer(name)


@cache
def _renderer(name: str) -> ComponentRenderer:
    return st.components.v2.component(f"{OURS}.{name}", js=f"{name}.js", isolate_styles=False)
