"""GOV.UK Notify's samples: ours say the same, but for what docs/decisions/contact-details.md gives a reason for."""

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from components.base import Problem, Question, Seen
from components.email import Email
from components.phone import Phone
from components.postcode import Postcode

SEEN = Seen(today=date(2027, 3, 1))
PHONE, EMAIL, POSTCODE = Phone(label="Phone"), Email(label="Email"), Postcode(label="Postcode")
VALID_PHONES = (
    "valid_uk_mobile_phone_numbers",
    "valid_international_phone_numbers",
    "valid_channel_island_numbers",
    "valid_uk_landlines",
)
#: A number abroad needs + or 00 here.
ABROAD_UNSAID = {"784951234567", "1‑202–555—010−4", "230 5 2512345", "7 499 1231212"}
#: Printed on letters there, though it is no real postcode there either.
RETIRED = {"GIR0AA"}


@pytest.fixture(scope="module")
def samples(corpora: Path) -> dict[str, Any]:
    read: dict[str, Any] = json.loads((corpora / "uk" / "contact-details.json").read_text("utf-8"))
    return read


def read(question: Question, raw: str) -> Any:
    """The answer, or None where it is refused."""
    try:
        return question.answer(raw, SEEN)
    except Problem as problem:
        assert problem.said
        return None


def differing(question: Question, verdicts: Iterator[tuple[str, bool]]) -> set[str]:
    return {raw for raw, valid in verdicts if (read(question, raw) is not None) != valid}


def test_phone_numbers_have_the_same_verdict(samples: dict[str, Any]) -> None:
    groups = samples["phone"].items()

    differ = differing(PHONE, ((raw, name in VALID_PHONES) for name, raws in groups for raw in raws))

    assert differ == ABROAD_UNSAID & {raw for raws in samples["phone"].values() for raw in raws}


def test_phone_numbers_are_shown_in_the_same_form(samples: dict[str, Any]) -> None:
    pairs = [(raw, shown) for raw, shown in samples["phone_formats"] if raw not in ABROAD_UNSAID]

    assert len(pairs) == len(samples["phone_formats"]) - 1
    assert [PHONE.show(read(PHONE, raw), SEEN) for raw, _ in pairs] == [[shown] for _, shown in pairs]


def test_email_addresses_have_the_same_verdict(samples: dict[str, Any]) -> None:
    assert differing(EMAIL, ((raw, True) for raw in samples["email_valid"])) == set()


def test_postcodes_have_the_same_verdict(samples: dict[str, Any]) -> None:
    assert differing(POSTCODE, ((raw, valid) for raw, valid in samples["postcode_real"])) == set()


def test_postcodes_have_the_same_form(samples: dict[str, Any]) -> None:
    pairs = [(raw, form) for raw, form in samples["postcode_print"] if raw not in RETIRED]

    assert len(pairs) == len(samples["postcode_print"]) - 1
    assert [read(POSTCODE, raw) for raw, _ in pairs] == [form for _, form in pairs]
