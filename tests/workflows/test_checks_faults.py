"""Whatever is wrong in a definition is said once, at its line and column, with a cure, and nothing beside it.

Each case changes a few words of a sound service. What is then said stands in `faults/said.txt`, which
`WHERRY_RENEW=1 python -m pytest tests/workflows/test_checks_faults.py` writes anew.
"""

import os
from pathlib import Path

import pytest

from desk.play import play
from tests.workflows.fault_cases import CASES as FAULTS
from tests.workflows.remark_cases import REMARKS
from tests.workflows.services import ORGANISATION
from workflows.load import examine, load

HERE = Path(__file__).parent / "faults"
NAME = "mend-a-road.yaml"
SOUND = (HERE / NAME).read_text("utf-8")
SAID = HERE / "said.txt"
CASES = FAULTS | REMARKS


def changed(changes: tuple[tuple[str, str], ...]) -> str:
    text = SOUND
    for old, new in changes:
        assert text.count(old) == 1, f"{old!r} stands there {text.count(old)} times"
        text = text.replace(old, new)
    return text


def said(changes: tuple[tuple[str, str], ...]) -> list[str]:
    """Each fault, and under it the line it is about with a mark at its column."""
    text = changed(changes)
    lines = []
    for fault in examine({"organisation.yaml": ORGANISATION, NAME: text}, NAME).faults:
        quoted = text.split("\n")[fault.place.line - 1]
        lines += [fault.as_text(), f"    {quoted}", f"    {' ' * (fault.place.column - 1)}^"]
    return lines


def written(name: str, changes: tuple[tuple[str, str], ...]) -> str:
    return "\n".join((f"## {name}", *said(changes)))


def kept() -> dict[str, str]:
    blocks = SAID.read_text("utf-8").split("\n\n")
    return {block.splitlines()[0].removeprefix("## "): block.rstrip("\n") for block in blocks}


def test_the_service_that_is_changed_is_sound_and_does_what_it_says() -> None:
    workflow = load({"organisation.yaml": ORGANISATION, NAME: SOUND}, NAME)

    assert [played.difference for played in play(workflow)] == [""] * 4
    assert examine({"organisation.yaml": ORGANISATION, NAME: SOUND}, NAME).faults == ()


@pytest.mark.parametrize("name", CASES)
def test_what_is_wrong_is_said_at_its_place_with_its_cure_and_nothing_beside_it(name: str) -> None:
    if "WHERRY_RENEW" not in os.environ:
        assert written(name, CASES[name]) == kept()[name]
    else:
        SAID.write_text("\n\n".join(written(*case) for case in CASES.items()) + "\n", "utf-8")
        assert name in kept()


def test_nothing_is_kept_that_is_no_case() -> None:
    assert list(kept()) == list(CASES)
