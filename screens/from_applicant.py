"""What an applicant may send for their case: what was asked for, an answer to a message, how to reach them."""

from collections.abc import Callable

from components.wording import says
from desk.sheets import Way
from desk.views import Status
from screens import wiring
from screens.going import asked, go
from screens.markup import path, show
from screens.sheet import Sheet, draw_sheet, sheet_of
from screens.speaking import say


def draw_asked_for(status: Status) -> None:
    """What staff asked them for beside the service's own questions, each with its own form."""
    for way in wiring.from_applicant(status.language).asked_for(status.reference):
        draw_sheet(_sheet(way, status.reference), leads_here=False)


def draw_may(status: Status, withdrawing: Callable[[], None]) -> None:
    """What else they may do, on one short list; or the form of what they chose, with a way back."""
    reference = status.reference
    ways = {way.name: way for way in wiring.from_applicant(status.language).may(status)}
    chosen = ways.get(asked("do"))
    if chosen is None:
        links = [(path("status", ref=reference, do=name), way.title) for name, way in ways.items()]
        show("more", title=say(says("What you can do")), links=links)
        return
    show("back", address=path("status", ref=reference))
    if chosen.name == "withdraw":
        withdrawing()
    else:
        draw_sheet(_sheet(chosen, reference), chosen.seen)


def _sheet(way: Way, reference: str) -> Sheet:
    return sheet_of(way, f"{way.name}.{reference}", lambda _: go("status", ref=reference))
