"""When something breaks: a number for the person to quote, and the story behind it in the log alone."""

import logging
from collections.abc import Callable

#: No vowels, no letters that look like figures: read out over a telephone, and never a word.
LETTERS = "23456789BCDFGHJKMNPQRTVWXZ"

LOG = logging.getLogger("wherry.incidents")


def record(error: Exception, random: Callable[[int], bytes], case: str = "") -> str:
    """Log what happened under a new number such as `K7QM-2XWP`, and give the number. `case` is its reference."""
    letters = "".join(LETTERS[byte % len(LETTERS)] for byte in random(8))
    number = f"{letters[:4]}-{letters[4:]}"
    LOG.error("Incident %s", number, exc_info=error, extra={"incident": number} | ({"case": case} if case else {}))
    return number
