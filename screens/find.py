"""Finding a case by its reference, a name, a postcode, a phone number or any word in it."""

from desk.finding import MOST
from screens import wiring
from screens.frame import for_staff, signed_in
from screens.going import asked
from screens.markup import show


def find_screen() -> None:
    actor = signed_in("Finding a case", "find")
    if actor is not None:
        words = asked("words").strip()
        found = wiring.finding().find(actor, words) if words else ()
        for_staff(f"Find: {words}" if words else "Find a case", "", actor, "find")
        show("find", words=words, found=found, most=MOST, now=wiring.now())
