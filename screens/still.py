"""While nothing may be changed: where people would begin, go on or change something, a calm page says so."""

from screens import wiring
from screens.frame import for_everybody, not_found, turned_away

TITLE = "Sorry, you cannot apply or change anything at the moment"
LINES = [
    "We are updating this service. You will be able to use it again soon.",
    "What you have sent to us is safe. So is what you saved to finish later.",
]


FOR_STAFF = "Nothing can be changed at the moment"
LINES_FOR_STAFF = ["We are updating this service. You can read everything, and change it again soon."]


def still_screen() -> None:
    if wiring.actor():
        for_everybody(FOR_STAFF)
        not_found(FOR_STAFF, LINES_FOR_STAFF, ("/inbox", "Go to the inbox"))
        return
    turned_away(TITLE, LINES, ("/status", "See how your application or report is going"), ("/", "Go to the first page"))
