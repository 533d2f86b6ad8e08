"""Words on their way to Streamlit, whose labels read Markdown: nothing that was typed may become more than text."""

import re

#: What Markdown, and Streamlit's own additions to it, read as more than themselves.
ACTIVE = re.compile(r"[\\`*_{}\[\]<>|~$^]|&(?=[#\w])|:(?=[^\W\d_])")
AT_THE_START = re.compile(r"^([-+#=]|\d+(?=[.)]))")
#: An address becomes a link after escapes are read: only a mark that joins nothing keeps it apart.
ADDRESS = re.compile(r"(?<=\w)\\?:(?=//)|(?<=www)\.", re.IGNORECASE)
JOINER = "\u2060"


def plain(text: str) -> str:
    """The same words for a label, an option or a caption, on one line, with nothing in them that acts."""
    words = " ".join(text.split())
    escaped = AT_THE_START.sub(_at_the_start, ACTIVE.sub(r"\\\g<0>", words))
    return ADDRESS.sub(lambda found: found[0] + JOINER, escaped)


def _at_the_start(found: re.Match[str]) -> str:
    """A number is escaped at its full stop: a figure has no escape."""
    return f"{found[0]}\\" if found[0].isdecimal() else f"\\{found[0]}"
