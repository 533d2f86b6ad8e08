"""What examples in a definition may write for each awkward kind."""

from datetime import date
from typing import Any

import pytest

from components.base import Question, Seen
from components.registry import kinds

SEEN = Seen(today=date(2027, 3, 1))
WHERE = {"line_1": "1 Elm Hill", "town": "Norwich", "postcode": "NR3 1HN"}
KEPT = {"id": "example-hole.jpg", "name": "hole.jpg", "size": 100_000, "type": "application/octet-stream"}


@pytest.mark.parametrize(
    ("kind", "written", "answer"),
    [
        ("location", "Magdalen Street", {"words": "Magdalen Street"}),
        ("location", {"words": "A47", "postcode": "nr31hn"}, {"words": "A47", "postcode": "NR3 1HN"}),
        ("date", "2027-03-01", "2027-03-01"),
        ("date", {"day": "1", "month": "3", "year": "2027"}, "2027-03-01"),
        ("address", "1 Elm Hill, Norwich, NR3 1HN", WHERE),
        ("address", "Flat 2, 1 Elm Hill, Norwich, NR3 1HN", WHERE | {"line_1": "Flat 2", "line_2": "1 Elm Hill"}),
        ("address", WHERE, WHERE),
        ("photo", "hole.jpg", [KEPT]),
        ("photo", ["hole.jpg"], [KEPT]),
        ("yes or no", "no", False),
        ("number", "12", 12),
        ("declaration", "yes", True),
    ],
)
def test_an_example_tells_an_answer_in_plain_yaml(kind: str, written: Any, answer: Any) -> None:
    question: Question = kinds()[kind].model_validate({"label": "Say"})

    assert question.told(written, SEEN) == answer
