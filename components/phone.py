"""A phone number, in the United Kingdom unless it begins with +."""

from typing import ClassVar

import phonenumbers
from phonenumbers import NumberParseException, PhoneNumber, PhoneNumberFormat, ValidationResult

from components.base import Answer, Problem, Question, Raw, Seen, typed
from components.controls import Control, Text
from components.types import Type

HERE = "GB"
HERE_CODE = 44
NEVER_RUNG = "469"
#: A number of fewer digits, without its nought, is one of a few known to all, such as 0800 1111.
SHORTEST = 9
SENTENCE = "Enter a phone number, like 01632 960 001, 07700 900 982 or +44 808 157 0192"


class Phone(Question):
    """Asks for a phone number and keeps it with the code of its country, +441603222222.

    Source: GOV.UK Design System, Phone numbers. Its samples are numbers kept for drama, and ranges are
    opened faster than programs learn of them: so a number is held to its length, and to what stays unused.
    """

    kind: ClassVar = "phone"
    wanted: ClassVar = "Enter a phone number"
    sample: ClassVar = {"label": "Phone number"}
    accepts: ClassVar = [
        ("01632 960 001", "+441632960001"),
        ("(07700) 900-982", "+447700900982"),
        ("+44 (0)808 157 0192", "+448081570192"),
        ("0033 1 42 68 53 00", "+33142685300"),
    ]
    refuses: ClassVar = [
        ("12", SENTENCE),
        ("not a number", SENTENCE),
        ("0400 123 4567", SENTENCE),
        ("0900 123 4567", SENTENCE),
        ("0300 46 46", SENTENCE),
        ("01632 960001x5", "Enter the phone number without"),
    ]

    def gives(self) -> Type:
        return Type("text", channel="text")

    def controls(self, raw: Raw, seen: Seen) -> list[Control]:
        hint, label = self.hint, self.asked
        return [Text("phone", label, hint=hint, width=20, mode="tel", autocomplete="tel", spellcheck=False)]

    def read(self, raw: Raw, seen: Seen) -> str:
        try:
            number = phonenumbers.parse(typed(raw), HERE)
            reads_again = phonenumbers.parse(_spoken(number), HERE) == number
        except NumberParseException:
            raise Problem(SENTENCE) from None
        if number.extension:
            raise Problem("Enter the phone number without its extension")
        possible = phonenumbers.is_possible_number_with_reason(number) == ValidationResult.IS_POSSIBLE
        if not (possible and reads_again and _can_be_rung(number)):
            raise Problem(SENTENCE)
        return phonenumbers.format_number(number, PhoneNumberFormat.E164)

    def write(self, answer: Answer) -> str:
        return _spoken(phonenumbers.parse(answer))

    def show(self, answer: Answer, seen: Seen) -> list[str]:
        return [_spoken(phonenumbers.parse(answer))]


def _can_be_rung(number: PhoneNumber) -> bool:
    """Here, 04 and 06 lead nowhere, 09 charges whoever rings, and few numbers are short (Ofcom, numbering plan)."""
    digits = str(number.national_number)
    if number.country_code != HERE_CODE:
        return True
    return digits[0] not in NEVER_RUNG and (len(digits) >= SHORTEST or phonenumbers.is_valid_number(number))


def _spoken(number: PhoneNumber) -> str:
    here = number.country_code == HERE_CODE
    return phonenumbers.format_number(number, PhoneNumberFormat.NATIONAL if here else PhoneNumberFormat.INTERNATIONAL)
