"""An account at a bank or building society."""

import re
from typing import ClassVar

from components.base import Answer, Problem, Question, Raw, Said, Seen, boxes
from components.controls import Control, Group, Text
from components.together import together
from components.types import Type
from components.wording import says, too_long

NAME, SORT_CODE, ACCOUNT, ROLL = PARTS = ("name", "sort_code", "account_number", "roll_number")
LONGEST_NAME = 100
LONGEST_ROLL = 18
#: Banks write every account number so long; the noughts before a shorter one are theirs.
DIGITS = 8
WANTED = {NAME: "Enter the name on the account", SORT_CODE: "Enter a sort code", ACCOUNT: "Enter an account number"}
SORT_CODE_SHAPE = "Enter a sort code with 6 digits, like 309430"
ACCOUNT_SHAPE = "Enter an account number with 6 to 8 digits, like 00733445"
ROLL_SHAPE = "Building society roll number must only include letters, numbers, hyphens, spaces, slashes and full stops"
NOT_TOGETHER = "Enter the sort code and the account number again: no account has these two together"


class BankDetails(Question):
    """Asks for a UK account: the name on it, its sort code and number, and a roll number where it has one.

    Source: GOV.UK Design System, Bank details, as it was on 23 November 2026: its boxes and sentences, but where one
    says “valid” ours says what that is. Where this machine has what banks publish of their numbers, an account number
    that cannot belong to its sort code is refused; elsewhere only shapes are checked.
    """

    kind: ClassVar = "bank details"
    wanted: ClassVar = "Enter the account"
    sample: ClassVar = {"label": "Bank or building society account details"}
    accepts: ClassVar = [
        (
            {"name": "Ann Lee", "sort_code": "12-34-56", "account_number": "1234 567", "roll_number": ""},
            {"name": "Ann Lee", "sort_code": "123456", "account_number": "01234567"},
        ),
        (
            {"name": "J Öst", "sort_code": "123456", "account_number": "12345678", "roll_number": "a/12-3.4 "},
            {"name": "J Öst", "sort_code": "123456", "account_number": "12345678", "roll_number": "A/12-3.4"},
        ),
    ]
    refuses: ClassVar = [
        ({"sort_code": "123456", "account_number": "12345678"}, WANTED[NAME]),
        ({"name": "Ann Lee", "account_number": "12345678"}, WANTED[SORT_CODE]),
        ({"name": "Ann Lee", "sort_code": "123456"}, WANTED[ACCOUNT]),
        ({"name": "Ann Lee", "sort_code": "12345", "account_number": "12345678"}, SORT_CODE_SHAPE),
        ({"name": "Ann Lee", "sort_code": "123456", "account_number": "12345"}, ACCOUNT_SHAPE),
        ({"name": "Ann Lee", "sort_code": "123456", "account_number": "12345678", "roll_number": "£1"}, ROLL_SHAPE),
        (
            {"name": "A", "sort_code": "123456", "account_number": "12345678", "roll_number": "1" * 19},
            "Building society roll number must be 18 characters or less",
        ),
        (
            {"name": "x" * 101, "sort_code": "123456", "account_number": "12345678"},
            "Name on the account must be 100 characters or less",
        ),
    ]

    def gives(self) -> Type:
        return Type("text")

    def controls(self, raw: Raw, seen: Seen) -> list[Control]:
        parts = (
            Text(NAME, says("Name on the account"), autocomplete="name", spellcheck=False),
            Text(SORT_CODE, says("Sort code"), hint=says("6 digits long"), width=8, mode="numeric", spellcheck=False),
            Text(
                ACCOUNT, says("Account number"), hint=says("6 to 8 digits long"), width=10, mode="numeric",
                spellcheck=False,
            ),
            Text(
                ROLL, says("Building society roll number (optional)"), width=20, spellcheck=False,
                hint=says("You can find it on your card, statement or passbook"), optional=True,
            ),
        )  # fmt: skip
        return [Group("account", self.asked, parts, hint=self.hint)]

    def read(self, raw: Raw, seen: Seen) -> dict[str, str]:
        box = boxes(raw, PARTS)
        box[NAME] = " ".join(box[NAME].split())
        for digits in (SORT_CODE, ACCOUNT):
            box[digits] = together(box[digits])
        box[ROLL] = box[ROLL].upper()
        if said := [Said(sentence, part) for part, sentence in _refused(box).items()]:
            raise Problem(*said)
        box[ACCOUNT] = box[ACCOUNT].zfill(DIGITS)
        if seen.accounts and not seen.accounts.fit(box[SORT_CODE], box[ACCOUNT]):
            raise Problem(Said(NOT_TOGETHER, SORT_CODE))
        return {part: words for part, words in box.items() if words}

    def show(self, answer: Answer, seen: Seen) -> list[str]:
        code = answer[SORT_CODE]
        roll = [says("Roll number {number}", number=answer[ROLL])] if ROLL in answer else []
        return [
            answer[NAME],
            says("Sort code {code}", code=f"{code[:2]}-{code[2:4]}-{code[4:]}"),
            says("Account number {number}", number=answer[ACCOUNT]),
            *roll,
        ]


def _refused(box: dict[str, str]) -> dict[str, str]:
    """What is wrong with each box, in the order in which they stand."""
    said = {part: sentence for part, sentence in WANTED.items() if not box[part]}
    if len(box[NAME]) > LONGEST_NAME:
        said[NAME] = too_long(says("Name on the account"), LONGEST_NAME)
    if box[SORT_CODE] and not re.fullmatch(r"[0-9]{6}", box[SORT_CODE]):
        said[SORT_CODE] = SORT_CODE_SHAPE
    if box[ACCOUNT] and not re.fullmatch(r"[0-9]{6,8}", box[ACCOUNT]):
        said[ACCOUNT] = ACCOUNT_SHAPE
    if len(box[ROLL]) > LONGEST_ROLL:
        said[ROLL] = too_long(says("Building society roll number"), LONGEST_ROLL)
    elif not re.fullmatch(r"[A-Z0-9./ -]*", box[ROLL]):
        said[ROLL] = ROLL_SHAPE
    return {part: said[part] for part in PARTS if part in said}
