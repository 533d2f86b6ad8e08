"""Line numbers beside the plain box of the editor: a drawing behind its text that scrolls with it."""

from urllib.parse import quote

import streamlit as st

#: The height of a line, as `design.css` says it, in pixels; and what stands above the first.
LINE, ABOVE = 22, 8
#: So many lines more are numbered at a time, that typing one does not draw them anew.
STEP = 100
BOX = '.st-key-design [class*="st-key-text-"] textarea'
WORDS = 'text-anchor="end" font-family="monospace" font-size="13" fill="#4b5a60"'


def number_lines(count: int) -> None:
    """Give the box numbers for so many lines and some more, where lines are not broken."""
    image = f'url("data:image/svg+xml,{quote(_drawing((count // STEP + 1) * STEP))}")'
    st.html(f"<style>@media (min-width: 901px) {{{BOX} {{ background-image: {image}; }}}}</style>")


def _drawing(count: int) -> str:
    high = count * LINE + ABOVE
    numbers = "".join(f'<tspan x="38" dy="{LINE}">{number}</tspan>' for number in range(1, count + 1))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="46" height="{high}">'
        f'<path d="M45.5 0V{high}" stroke="#c9d3d6"/><text y="{ABOVE - 6}" {WORDS}>{numbers}</text></svg>'
    )
