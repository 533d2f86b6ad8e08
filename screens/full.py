"""While nothing can be saved, for want of room or as this machine was told: whoever pressed something reads so, and
what they typed stays."""

from collections.abc import Iterator
from contextlib import contextmanager

from engine.store.errors import Full, ReadOnly
from screens import wiring
from screens.frame import begun, turned_away
from screens.going import say
from screens.markup import show
from screens.still import still_screen

TITLE = "Sorry, we cannot save anything just now"
LINES = [
    "Load this page again in a few minutes.",
    "What you have sent to us is safe. So is what you saved to finish later.",
]
STAYS = "What you typed stays on this page until you leave it"


@contextmanager
def unless_full() -> Iterator[None]:
    """Around what somebody pressed, also as a decorator: the page is drawn again as it was, with why nothing was
    done."""
    try:
        yield
    except (Full, ReadOnly) as error:
        say(_told(error), wrong=True)


@contextmanager
def shown_when_full() -> Iterator[None]:
    """Around what is kept while a page is drawn: the page goes on."""
    try:
        yield
    except (Full, ReadOnly) as error:
        show("said", sentence=_told(error), wrong=True)


def _told(error: Full | ReadOnly) -> str:
    return f"{error}. {STAYS}." if isinstance(error, ReadOnly) else f"{error}."


def instead(error: Full | ReadOnly) -> None:
    """Where a page could not be drawn to its end: beneath what is there of it, or in its place."""
    if begun():
        show("said", sentence=_told(error), wrong=True)
    elif isinstance(error, ReadOnly):
        still_screen()
    else:
        full_screen()


def full_screen() -> None:
    """In place of a page that cannot be drawn without saving something."""
    status = ("/status", "See how your application or report is going")
    onward = ("/inbox", "Go to the inbox") if wiring.actor() else status
    turned_away(TITLE, LINES, onward, ("/", "Go to the first page"))
