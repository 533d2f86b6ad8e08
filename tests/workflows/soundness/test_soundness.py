"""What the checker calls sound is sound: its verdict on a random service is that of trying every run of it.

Half of the services have a fault planted. `WHERRY_RUNS` says how many are made up.
"""

import os
from dataclasses import dataclass
from functools import cache
from random import Random

import pytest

from tests.workflows.soundness.author import ORGANISATION, PLANTS, SHAPES, Author
from tests.workflows.soundness.search import Found, tried
from workflows.load import Examined, examine

RUNS = int(os.environ.get("WHERRY_RUNS", "40"))
MOST = 1_500 if "WHERRY_RUNS" in os.environ else 300
#: Said of how a service is written, whatever a run of it would come to.
BY_SHAPE = frozenset({"end-in-part", "leaves-part", "enters-list"})
#: Said where a run may come to no harm, on purpose.
GENEROUS = {
    "may-be-missing": "a value must be surely there on every way by itself; conditions are not put together",
    "never-asked": "a question that nothing reads but what is never asked is a slip, though no case stops at it",
    "endless-loop": "among steps that never wait, conditions are taken to hold or not as they like",
}
#: Remarks that tell of steps to which no run may come, where a fault would be too much.
TOLD = frozenset({"over-at-once", "nothing-left", "not-proved"})


@dataclass(frozen=True)
class Tried:
    """A service, what the checker said, and what trying everything came to (None: too many runs)."""

    text: str
    plant: str
    examined: Examined
    found: Found | None

    @property
    def faults(self) -> set[str]:
        return {fault.code for fault in self.examined.faults if fault.level == "fault"}

    @property
    def remarks(self) -> set[str]:
        return {fault.code for fault in self.examined.faults if fault.level == "remark"}

    @property
    def said(self) -> str:
        return f"{self.text}\n{[fault.as_text() for fault in self.examined.faults]}\n{self.found}"


def written(seed: int) -> tuple[str, str]:
    """A service, and the fault that is planted in it; one in which it found no place is thrown away."""
    chance = Random(seed)
    plant = chance.choice(PLANTS) if seed % 2 else ""
    while True:
        author = Author(chance, plant)
        text = author.service()
        if author.planted or not plant:
            return plant, text


@cache
def at(seed: int) -> Tried:
    plant, text = written(seed)
    examined = examine({"organisation.yaml": ORGANISATION, "s.yaml": text}, "s.yaml")
    assert examined.built is not None, (text, examined.faults)
    codes = {fault.code for fault in examined.faults}
    shaped = bool(codes & (BY_SHAPE | {"unknown-name"}))
    return Tried(text, plant, examined, None if shaped else tried(examined.built, MOST))


@pytest.mark.parametrize("seed", range(RUNS))
def test_the_verdict_on_a_service_is_that_of_trying_every_run_of_it(seed: int) -> None:
    one = at(seed)

    if one.plant in SHAPES[:3]:
        assert one.faults & BY_SHAPE, one.said
    if one.found is None:
        return
    if one.faults:
        #: A deadline that ends a case is not counted as a way out of a loop.
        generous = {*GENEROUS, *(["no-end"] if "deadline:" in one.text else [])}
        assert one.found.wrong or one.faults <= generous, one.said
    else:
        assert not one.found.wrong or (set(one.found.wrong) == {"dead"} and one.remarks & TOLD), one.said


def test_most_services_are_tried_and_of_both_sorts_there_are_many() -> None:
    found = [at(seed).found for seed in range(RUNS)]
    whole = [one for one in found if one is not None]

    assert len(whole) > RUNS * 0.6
    assert RUNS * 0.1 < sum(bool(one.wrong) for one in whole) < RUNS * 0.9
