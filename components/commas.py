"""A decimal comma, as most of Europe writes it, told from the commas that set thousands apart in English."""

import re

#: Thousands before it may be set apart by spaces or by points: 1 250,50 in Polish, 1.250,50 in Portuguese.
DECIMAL_COMMA = re.compile(r"(\D*(?:\d{1,3}(?:[.\s]\d{3})+|\d*)),(\d+)")
#: No thousands follow a nought: 0,125 is an eighth.
THOUSANDS = re.compile(r"\D*(?!0,)\d{1,3}(?:\s\d{3})*,\d{3}")


def with_a_point(words: str) -> str:
    """12,5 becomes 12.5; 1,250 may set thousands apart, so it stays as it is."""
    found = DECIMAL_COMMA.fullmatch(words)
    if found is None or THOUSANDS.fullmatch(words):
        return words
    return f"{found[1].replace('.', '')}.{found[2]}"
