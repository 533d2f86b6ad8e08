"""Why a file is not taken, in words that go on after “The selected file …”."""

from components.joining import joined

LONG_NAME = "must have a shorter name: up to 200 characters"
ODD_NAME = "has characters in its name that we cannot keep. Give it another name and select it again"
TWO_ENDINGS = "has two endings in its name, which hides what it is. Give it another name and select it again"
EMPTY = "is empty"
OTHER = "must be a PDF, a Word, Excel, PowerPoint or OpenDocument file, a picture or plain text"
BROKEN = "is damaged or is not what its name says. Open it, save it again as {sort} and select that"
LOCKED = "is locked, so that we cannot look into it. Save it without a password and select that"
PROGRAM = "has a macro or a program in it. Save it without, or print it to a PDF, and select that"
INSIDE = "has another file inside it. Take that out and select it on its own"
CALLS_OUT = "takes something from another place when it is opened. Save it without that, or print it to a PDF"
SWOLLEN = "unpacks to more than we can look into. Split it into several files"
SCRIPT = "has a web page or a program in it, not plain text"
FORMULA = "has formulas in it. Save it with their results only"
TOO_MANY_PIXELS = "must be a picture of 50 million pixels or fewer, and at most 20,000 wide or high"


class Unfit(Exception):
    """The file is not taken; `why` follows on its name."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


def broken(*endings: str) -> Unfit:
    """It is none of these, or nobody could read it."""
    return Unfit(BROKEN.format(sort=joined([one.removeprefix(".").upper() for one in endings], "or")))
