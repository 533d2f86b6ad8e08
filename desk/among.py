"""The files among answers."""

from collections.abc import Mapping
from typing import Any

from components.controls import ID


def held(answers: Mapping[str, Any]) -> set[str]:
    """Their ids, those inside the items of lists too."""
    listed = [one for answer in answers.values() if isinstance(answer, list) for one in answer if isinstance(one, dict)]
    inside = (held(item) for item in listed if ID in item)
    return {str(one["id"]) for one in listed if "id" in one and ID not in one}.union(*inside)
