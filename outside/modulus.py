"""What banks publish of their numbers: which account numbers can belong to a sort code.

Two files of Vocalink, for the clearing of the United Kingdom: valacdos.txt (the weights of each range of sort codes)
and scsubtab.txt (sort codes that others stand for). They are not ours to give away, so a council fetches them itself.
Source: Vocalink, Validating account numbers: UK modulus checking. The document was not at hand; what is done here was
held to its 34 examples of version 9.00, as others have them, with weights of version 3.80. On 23 November 2026
exceptions 2 and 9 were read as another program quotes them; of the others nobody quotes the words. Exceptions bear the
numbers that they have there, digits their letters: u to z of the sort code, a to h of the account number.
"""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path
from typing import Literal, TypeAlias, TypeVar

from outside.others import NotUsable, unreadable

WEIGHTS, SUBSTITUTES = "valacdos.txt", "scsubtab.txt"
Method: TypeAlias = Literal["MOD10", "MOD11", "DBLAL"]
METHODS: tuple[Method, ...] = ("MOD10", "MOD11", "DBLAL")
PLACES = "uvwxyzabcdefgh"
U_TO_B = len("uvwxyzab")
#: Where one of two checks is enough.
EITHER = {(2, 9), (10, 11), (12, 13)}
#: The sort codes that stand for all of exception 8, and for the second check of exception 9.
STANDS_8, STANDS_9 = "090126", "309634"
#: Instead of the weights of exception 2 where a is not 0: with g other than 9, and with g 9.
WEIGHTS_2 = (0, 0, 1, 2, 5, 3, 6, 4, 8, 7, 10, 9, 3, 1)
WEIGHTS_2_NINE = (0, 0, 0, 0, 0, 0, 0, 0, 8, 7, 10, 9, 3, 1)
ADDED_1 = 27

Line = TypeVar("Line")


@dataclass(frozen=True)
class Check:
    """One line of the weights: what it holds an account to whose sort code is from `first` to `last`."""

    first: str
    last: str
    method: Method
    weights: tuple[int, ...]
    exception: int = 0

    @property
    def modulus(self) -> int:
        return 11 if self.method == "MOD11" else 10

    def remainder(self, digits: str, weights: tuple[int, ...]) -> int:
        products = (int(digit) * weight for digit, weight in zip(digits, weights, strict=True))
        if self.method == "DBLAL":
            total = sum(int(figure) for product in products for figure in str(abs(product)))
            return (total + (ADDED_1 if self.exception == 1 else 0)) % self.modulus
        return sum(products) % self.modulus


class Modulus:
    """Says whether a sort code and an account number can belong together."""

    def __init__(self, checks: Iterable[Check], substitutes: Mapping[str, str]) -> None:
        self._checks = sorted(checks, key=lambda check: check.first)
        self._firsts = [check.first for check in self._checks]
        #: The last sort code of any range up to each one: no range before it reaches further.
        self._reaches = [*accumulate((check.last for check in self._checks), max)]
        self._substitutes = substitutes

    def fit(self, sort_code: str, account_number: str) -> bool:
        """Where no range holds the sort code, nobody can say: it fits."""
        checks = self._of(sort_code)
        if not checks or _foreign(checks, account_number):
            return True
        passed = (self._passes(check, sort_code, account_number) for check in checks)
        return any(passed) if tuple(check.exception for check in checks) in EITHER else all(passed)

    def _of(self, sort_code: str) -> list[Check]:
        found: list[Check] = []
        at = bisect_right(self._firsts, sort_code) - 1
        while at >= 0 and self._reaches[at] >= sort_code:
            if self._checks[at].last >= sort_code:
                found.insert(0, self._checks[at])
            at -= 1
        return found

    def _passes(self, check: Check, sort_code: str, account: str) -> bool:
        digits = self._sort_code(check.exception, sort_code) + account
        at = dict(zip(PLACES, digits, strict=True))
        remainder = check.remainder(digits, _weights(check, at))
        match check.exception:
            case 3 if at["c"] in "69":
                return True
            case 4:
                return remainder == int(at["g"] + at["h"])
            case 5:
                return _left(remainder, check.modulus) == int(at["g" if check.method == "MOD11" else "h"])
            case 14:
                return remainder == 0 or _one_to_the_right(check, digits)
        return remainder == 0

    def _sort_code(self, exception: int, sort_code: str) -> str:
        match exception:
            case 5:
                return self._substitutes.get(sort_code, sort_code)
            case 8:
                return STANDS_8
            case 9:
                return STANDS_9
        return sort_code


def _weights(check: Check, at: Mapping[str, str]) -> tuple[int, ...]:
    nine = at["g"] == "9"
    match check.exception:
        case 2 if at["a"] != "0":
            return WEIGHTS_2_NINE if nine else WEIGHTS_2
        case 7 if nine:
            return (0,) * U_TO_B + check.weights[U_TO_B:]
        case 10 if nine and at["a"] + at["b"] in ("09", "99"):
            return (0,) * U_TO_B + check.weights[U_TO_B:]
    return check.weights


def _left(remainder: int, modulus: int) -> int:
    """What is missing to a whole modulus; with 10 missing to 11 no figure says it."""
    return (modulus - remainder) % modulus


def _one_to_the_right(check: Check, digits: str) -> bool:
    """Exception 14: a last figure of 0, 1 or 9 is no part of the account number."""
    sort_code, account = digits[:6], digits[6:]
    return account[-1] in "019" and check.remainder(f"{sort_code}0{account[:-1]}", check.weights) == 0


def _foreign(checks: list[Check], account: str) -> bool:
    """Exception 6: an account in another currency cannot be checked."""
    return checks[0].exception == 6 and account[0] in "45678" and account[6] == account[7]


def read(folder: Path) -> Modulus:
    """Raises `NotUsable` with what is wrong, of both files."""
    wrong: list[str] = []
    checks = _each(folder / WEIGHTS, _check, wrong)
    pairs = _each(folder / SUBSTITUTES, _pair, wrong)
    if wrong:
        raise NotUsable("; ".join(wrong))
    return Modulus(checks, dict(pairs))


def _each(file: Path, understood: Callable[[str], Line], wrong: list[str]) -> list[Line]:
    try:
        return [understood(line) for line in _lines(file)]
    except NotUsable as error:
        wrong.append(str(error))
        return []


def _lines(file: Path) -> list[str]:
    try:
        lines = [line for line in file.read_text("ascii").splitlines() if line.strip()]
    except (OSError, UnicodeDecodeError) as error:
        raise NotUsable(unreadable(file, error)) from None
    if not lines:
        raise NotUsable(f"{file} is empty")
    return lines


def _check(line: str) -> Check:
    words = line.split()
    method = next((known for known in METHODS if words[2:3] == [known]), None)
    numbers = words[3:]
    if method is None or len(numbers) not in (14, 15) or not all(map(_is_number, numbers)) or not _codes(words[:2]):
        raise NotUsable(f"{WEIGHTS} has a line that is not as Vocalink writes it: {line}")
    weights = tuple(map(int, numbers))
    return Check(words[0], words[1], method, weights[:14], weights[14] if len(weights) > 14 else 0)


def _pair(line: str) -> tuple[str, str]:
    words = line.split()
    if len(words) != 2 or not _codes(words):
        raise NotUsable(f"{SUBSTITUTES} has a line that is not as Vocalink writes it: {line}")
    return words[0], words[1]


def _codes(words: list[str]) -> bool:
    return all(len(word) == 6 and word.isdecimal() for word in words)


def _is_number(word: str) -> bool:
    return word.removeprefix("-").isdecimal()
