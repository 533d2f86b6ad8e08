"""The characters of a number or a code without what people put between them, for every kind that asks for one."""

import unicodedata

#: Hyphens and dashes, as they are typed and as programs for writing make them.
DASHES = "-‐‑‒–—−"
#: A sign that cannot be seen, such as comes along when a number is copied from a page or a phone.
UNSEEN = "Cf"


def seen_only(words: str) -> str:
    """Without spaces around them and signs that cannot be seen, which nobody could find and take away."""
    return "".join(c for c in words if unicodedata.category(c) != UNSEEN).strip()


def together(words: str, between: str = DASHES + ".") -> str:
    """In capitals and plain figures, without spaces, signs that cannot be seen and what may stand `between`."""
    plain = unicodedata.normalize("NFKC", words).upper()
    return "".join(c for c in plain if not (c.isspace() or c in between or unicodedata.category(c) == UNSEEN))
