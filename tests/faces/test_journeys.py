"""One list of journeys, in both faces: what people meet on the way and what comes of it is the same."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.faces.journeys import JOURNEYS, Journey
from tests.faces.somebody import FACES, Somebody
from tests.faces.town import town
from tests.reception import open_desk


def went(journey: Journey, face: Callable[..., Somebody], folder: Path) -> dict[str, object]:
    """What came of a journey: all that the case holds of it, but for what is chosen by chance."""
    folder.mkdir()
    made, people = town(folder, [journey.service]), open_desk(f"sqlite:///{folder}/people.db")
    somebody = face(made, people)
    journey.go(somebody, made)
    case, reference = made.case(somebody.reference), somebody.reference
    people.database.close()
    return {
        "outcome": case.outcome, "answers": without_ids(case.answers), "waits": sorted(case.waiting),
        "tasks": sorted(one.step for one in case.tasks.values()), "paid": sorted(case.paid),
        "parties": [(one.role, one.name, one.contacts) for one in case.parties],
        "messages": [(one.to, one.subject.replace(reference, "")) for one in made.engine.store.messages.of(reference)],
        "happened": [one.command for one in made.engine.store.cases.history(reference)],
    }  # fmt: skip


def without_ids(value: object) -> object:
    """Items and files have ids that nobody chooses."""
    if isinstance(value, dict):
        return {name: without_ids(inner) for name, inner in value.items() if name not in ("#", "id")}
    return [without_ids(inner) for inner in value] if isinstance(value, list) else value


@pytest.mark.parametrize("journey", JOURNEYS, ids=lambda journey: journey.called)
def test_a_journey_comes_to_the_same_in_both_faces(
    journey: Journey, tmp_path: Path, components_looked_up: None
) -> None:  # fmt: skip
    plain, *others = [went(journey, face, tmp_path / name) for name, face in FACES.items()]

    assert others == [plain] * (len(FACES) - 1)
    assert plain["outcome"] == journey.outcome


def test_there_are_two_faces_and_each_journey_is_at_a_service_of_its_own() -> None:
    assert [*FACES] == ["plain pages", "screens"]
    assert len({journey.service for journey in JOURNEYS}) == len(JOURNEYS) >= 5
