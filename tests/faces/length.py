"""How long the tests of both faces are. `WHERRY_FACES` is the share of their whole length, in hundredths."""

import os

SHARE = int(os.environ.get("WHERRY_FACES", "5"))
WHOLE = SHARE >= 100


def share(whole: int) -> int:
    """So many of the whole, and never none."""
    return max(1, whole * SHARE // 100)
