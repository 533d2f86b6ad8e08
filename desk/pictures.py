"""What was drawn with an answer, as a picture of ours: of its numbers, and of no word that came with it."""

from collections.abc import Callable, Iterator
from urllib.parse import quote

from markupsafe import Markup

from components.drawings import TALL, WIDE, Drawn, as_path
from components.wording import Sentence

#: As ink on paper, which it is on a dark page, too.
FILE = (
    f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDE} {TALL}" fill="none" stroke="#12181b" '
    'stroke-width="5" stroke-linecap="round" stroke-linejoin="round"><path d="{}"/></svg>'
)
INSIDE = Markup(f'<svg class="drawn" viewBox="0 0 {WIDE} {TALL}" role="img" aria-label="{{}}"><path d="{{}}"/></svg>')
IMAGE = Markup('<img class="drawn" alt="{}" src="data:image/svg+xml,{}">')

Say = Callable[..., str]


def picture(line: str, say: Say) -> Markup:
    """What was drawn with a line of an answer; nothing, where nothing was."""
    return Markup("").join(INSIDE.format(_by(one, say), as_path(one.strokes)) for one in drawn_in(line))


def image(line: str, say: Say) -> Markup:
    """The same for a page that takes no picture but from an address: Streamlit strips what is inside."""
    return Markup("").join(
        IMAGE.format(_by(one, say), quote(FILE.format(as_path(one.strokes)))) for one in drawn_in(line)
    )  # fmt: skip


def _by(one: Drawn, say: Say) -> str:
    return say("Drawn by {name}", name=str(one))


def drawn_in(line: str) -> Iterator[Drawn]:
    """Also where it is part of what is said of an item of a list."""
    if isinstance(line, Drawn):
        yield line
    elif isinstance(line, Sentence):
        for part in line.parts.values():
            yield from drawn_in(part) if isinstance(part, str) else ()
