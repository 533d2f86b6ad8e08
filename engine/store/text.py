"""Text as rows keep it beside the state: what every database takes, and what a search compares."""

import re
import unicodedata

_POSTCODE = re.compile(r"\b([a-z]{1,2}[0-9][a-z0-9]?)\s*([0-9][a-z]{2})\b")
_WORD = re.compile(r"[^\W_]+")
_BETWEEN = re.compile(r"[\W_]+")
#: A number of this country, or of another, however its figures are grouped.
_PHONE = re.compile(
    r"(?<!\w)(?:(?:(?:\+|00)44\s?(?:\(0\))?|0)((?:[\s().-]{0,3}\d){9,10})|(?:\+|00)((?:[\s().-]{0,3}\d){8,15}))(?!\w)"
)
#: The beginning of a number of this country as people write it for those abroad.
_HOME = re.compile(r"(?<!\w)(?:\+|00)44\s?(?:\(0\))?\s?(?=\d)")


#: Letters that are no letter with an accent, and that people type without: Malgorzata finds Małgorzata.
_TYPED = str.maketrans({"ł": "l", "đ": "d", "ð": "d", "ø": "o", "ħ": "h", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th"})


def storable(text: str) -> str:
    """PostgreSQL takes no NUL, and nothing takes half a surrogate pair; the state keeps both as they were."""
    if text.isascii() and "\0" not in text:
        return text
    return text.encode("utf-8", "replace").decode().replace("\0", "\N{REPLACEMENT CHARACTER}")


def plain(text: str) -> str:
    """Without capitals and accents, so that Zoe finds Zoë."""
    if text.isascii():
        return text.lower()
    letters = unicodedata.normalize("NFKD", text).casefold().translate(_TYPED)
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def squeezed(text: str) -> str:
    """Letters and digits only, so that POT-12 34, pot1234 and Pot 1234 are one reference."""
    return _BETWEEN.sub("", plain(text))


#: A longer word is kept as far as this, and a longer text as far as that many words.
LONGEST, MOST = 64, 5000


def words_of(text: str) -> list[str]:
    """The words of a text to be found by, each once; a postcode is its two halves and the whole, a phone number
    its groups and the whole."""
    folded = plain(text)
    whole = [left + right for left, right in _POSTCODE.findall(folded)]
    whole += [_phone(found) for found in _PHONE.finditer(folded)]
    return _each_once([*_WORD.findall(folded), *whole])


def words_wanted(text: str) -> list[str]:
    """The words somebody searches for; a postcode and a phone number are wanted whole."""
    wanted = _HOME.sub("0", _PHONE.sub(_phone, plain(text)))
    return _each_once(_WORD.findall(_POSTCODE.sub(r"\1\2", wanted)))


def _phone(found: re.Match[str]) -> str:
    """One spelling of a number: 07700900123, and from abroad with its country first."""
    home, abroad = found.groups()
    return f"0{squeezed(home)}" if home else squeezed(abroad)


def _each_once(words: list[str]) -> list[str]:
    return list(dict.fromkeys(word[:LONGEST] for word in words[:MOST]))
