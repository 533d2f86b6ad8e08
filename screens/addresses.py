"""Every screen by the path of its address."""

from collections.abc import Callable

from screens import wiring
from screens.apply import apply_screen
from screens.away import away_screen
from screens.bulk import bulk_screen
from screens.by_code import by_code_screen
from screens.case import case_screen
from screens.design import design_screen
from screens.document import document_screen
from screens.done import done_screen
from screens.find import find_screen
from screens.first import first_screen
from screens.gallery import gallery_screen
from screens.going import asked
from screens.guide import guide_screen
from screens.helping import help_screen
from screens.inbox import inbox_screen
from screens.manager import figures_screen
from screens.outbox import outbox_screen
from screens.practice import practice_screen
from screens.preview import preview_screen
from screens.sent import later_screen, resume_screen, sent_screen
from screens.shared import shared_screen
from screens.status import status_screen
from screens.still import still_screen
from screens.undone import undone_screen


def begin_screen() -> None:
    """A service is begun at one address, whether it keeps cases or only tells people something."""
    guide = wiring.guide(asked("service")) if asked("service") and not asked("draft") else None
    if guide:
        guide_screen(guide)
    elif wiring.read_only():
        still_screen()
    else:
        apply_screen()


def how_it_goes_screen() -> None:
    """A case by its reference; without one, whoever comes says theirs with its code."""
    if asked("ref"):
        status_screen()
    else:
        by_code_screen()


SCREENS: dict[str, Callable[[], None]] = {
    "": first_screen,
    "apply": begin_screen,
    "later": later_screen,
    "resume": resume_screen,
    "sent": sent_screen,
    "status": how_it_goes_screen,
    "inbox": inbox_screen,
    "bulk": bulk_screen,
    "case": case_screen,
    "document": document_screen,
    "shared": shared_screen,
    "done": done_screen,
    "help": help_screen,
    "practice": practice_screen,
    "away": away_screen,
    "not-done": undone_screen,
    "find": find_screen,
    "outbox": outbox_screen,
    "figures": figures_screen,
    "design": design_screen,
    "preview": preview_screen,
    "gallery": gallery_screen,
}
