"""The code with which somebody comes back without their link: what it looks like, and what is kept of it."""

import hashlib
from collections.abc import Callable

#: Letters and figures that nobody takes for another.
ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 10
#: Of what is typed no more is looked at.
LONGEST = 100


def letters_of(data: bytes) -> str:
    return "".join(ALPHABET[byte % len(ALPHABET)] for byte in data)


def new(random: Callable[[int], bytes]) -> str:
    """A code in two groups, as it is read out: 7KQ2M-X4RTB."""
    letters = letters_of(random(LENGTH))
    return f"{letters[: LENGTH // 2]}-{letters[LENGTH // 2 :]}"


def hashed(reference: str, code: str) -> str:
    """What is kept of a code. Slow on purpose: whoever stole the database would have to try every code."""
    salt, said = bare(reference).encode(), bare(code).encode()
    return hashlib.scrypt(said, salt=salt or b"-", n=2**13, r=8, p=1, dklen=32).hex()


def bare(text: str) -> str:
    """Letters and digits only: no matter how it is spaced or typed."""
    return "".join(letter for letter in text.upper() if letter.isascii() and letter.isalnum())[:LONGEST]
