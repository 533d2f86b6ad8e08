"""How long the tests of this folder are. `WHERRY_CHAOS` is the share of their whole length, in hundredths."""

import os

SHARE = int(os.environ.get("WHERRY_CHAOS", "1"))


def share(whole: int, least: int) -> int:
    """So many of the whole, and never fewer than it takes to mean anything."""
    return max(least, whole * SHARE // 100)
