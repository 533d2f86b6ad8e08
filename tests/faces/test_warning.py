"""A button that warns is read as well as any other, in both faces, in light and in dark."""

import re
from pathlib import Path

import pytest

HOME = Path(__file__).parents[2]
SHEETS = {"screen": HOME / "screens" / "look.css", "plain": HOME / "web" / "templates" / "wherry.css"}
#: WCAG 2.2, 1.4.3: of words that are not large.
LEAST = 4.5


def brightness(colour: str) -> float:
    """WCAG 2.2, relative luminance."""
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    linear = [one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in parts]
    return sum(weight * one for weight, one in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((brightness(one), brightness(other)))
    return (lighter + 0.05) / (darker + 0.05)


def test_contrast_is_counted_as_it_is_defined() -> None:
    assert contrast("#000000", "#ffffff") == 21
    assert round(contrast("#767676", "#ffffff"), 2) == 4.54


@pytest.mark.parametrize("face", SHEETS)
def test_white_words_are_read_on_it(face: str) -> None:
    sheet = SHEETS[face].read_text("utf-8")
    [words], behind = (
        set(re.findall(r"--on: (#[0-9a-f]{6});", sheet)),
        re.findall(r"--warn[a-z-]*: (#[0-9a-f]{6});", sheet),
    )

    assert len(behind) == 2
    assert min(contrast(words, each) for each in behind) >= LEAST


def test_the_button_that_withdraws_warns_on_the_screens() -> None:
    rules = SHEETS["screen"].read_text("utf-8")

    assert 'key="withdraw"' in (HOME / "screens" / "status.py").read_text("utf-8")
    assert re.search(r"\.st-key-withdraw button[^{]*primary[^{]*\{ background: var\(--warn\)", rules)
