"""The shape of a UK postcode, for every kind that asks for one."""

import re

#: The last three are a figure and two letters that are easy to read: never C, I, K, M, O or V.
SHAPE = re.compile(r"[A-Z]{1,2}[0-9][A-Z0-9]?[0-9][ABD-HJLNP-UW-Z]{2}")


def postcode(words: str) -> str | None:
    """The normal form, such as "NR1 1AA", whatever spaces and points were typed; None if it is none."""
    together = re.sub(r"[\s().,-]", "", words).upper()
    return f"{together[:-3]} {together[-3:]}" if SHAPE.fullmatch(together) else None
