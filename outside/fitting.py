"""Words as a drawn page takes them: without what no file may hold, and cut where a line could end."""

import re

#: Half a letter, and what no file of XML may hold.
NO_LETTER = re.compile("[^\t\n\x20-\x7e\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
#: A word so long may not fit into a line; it may go on in the next one, yet not between a letter and its accent.
LONG_WORD = re.compile(r"\S{40,}")
PIECE = re.compile(r"\S{10}(?=[\w!-~])")
#: Is in no paper: `NO_LETTER` takes it out.
CUT = "\x1f"


def clean(words: str) -> str:
    return NO_LETTER.sub("", words.replace("\r\n", "\n").replace("\r", "\n"))


def fitting(words: str) -> list[list[str]]:
    """Lines, each cut inside its long words, so that none of them runs off the page."""
    cut = LONG_WORD.sub(lambda word: PIECE.sub(rf"\g<0>{CUT}", word[0]), clean(words))
    return [line.split(CUT) for line in cut.split("\n")]
