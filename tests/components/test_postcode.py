"""A postcode has one normal form, wherever it is asked for."""

import pytest

from components.postcodes import postcode


@pytest.mark.parametrize("shape", ["M1 1AE", "B33 8TH", "CR2 6XH", "DN55 1PT", "W1A 0AX", "EC1A 1BB"])
def test_every_shape_has_one_normal_form(shape: str) -> None:
    together = shape.replace(" ", "")
    for typed in (shape, together, together.lower(), f" {together[:2]} {together[2:]}. ", shape.replace(" ", "-")):
        assert postcode(typed) == shape


@pytest.mark.parametrize("words", ["", "NR1", "NR1 1A", "NR1 1AC", "1NR 1AA", "NRR1 1AA", "NR1 1AAA", "NR١ 1AA"])
def test_anything_else_is_none(words: str) -> None:
    assert postcode(words) is None
