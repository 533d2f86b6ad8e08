"""Random cases find what examples do not play, and can be seen again."""

from pathlib import Path

import pytest

from desk.wandering import wander
from tests.engine.making import END, REPORT, service
from tests.workflows.services import FILES, NAME, ORGANISATION, ROAD, SERVICES, road
from workflows.load import examine, load
from workflows.workflow import Workflow

CASES = 30


def unsound(*changed: tuple[str, str]) -> Workflow:
    """The small service with a mistake in it that the checker tells of, as if it had been published all the same."""
    text = ROAD
    for old, new in changed:
        assert old in text
        text = text.replace(old, new)
    built = examine({"organisation.yaml": ORGANISATION, NAME: text}, NAME).built
    assert built is not None
    return built


@pytest.mark.parametrize("path", SERVICES, ids=lambda path: path.stem)
def test_no_case_of_a_service_that_ships_is_lost(path: Path) -> None:
    wandered = wander(load(FILES, path.name), CASES, 1)

    assert wandered.lost == ()
    assert sum(wandered.ended.values()) + wandered.under_way == CASES


def test_a_person_asked_by_email_is_among_those_who_answer() -> None:
    asked = "- ask: confirm\n  who: neighbour\n  questions: {right: {type: yes or no, label: Is it right}}\n"
    neighbour = "    neighbour: {type: email, label: A neighbour's email}\n"
    wandered = wander(service(REPORT + neighbour + asked + END), CASES, 1)

    assert (wandered.ended, wandered.lost) == ({"done": CASES}, ())


def test_random_cases_come_to_every_end() -> None:
    assert set(wander(road(), CASES, 1).ended) == {"mended", "nothing"}


def test_a_case_for_which_no_way_fits_is_lost_with_what_was_answered() -> None:
    wandered = wander(unsound(("  - otherwise: go on\n", "")), CASES, 1)

    assert {lost.why for lost in wandered.lost} == {
        "It cannot go on by itself: No way of the branch fits these answers"
    }
    assert all("'found': 'Nothing'" in lost.way[-1] for lost in wandered.lost)


def test_a_case_that_turns_for_ever_is_lost() -> None:
    looping = unsound(("    - go to: inspect", "    - go to: branch_1"))

    assert "The case moved 10,000 times" in wander(looping, 20, 1).lost[0].why


def test_the_same_seed_is_the_same_case() -> None:
    lost = wander(unsound(("  - otherwise: go on\n", "")), CASES, 1).lost
    again = wander(unsound(("  - otherwise: go on\n", "")), 1, lost[-1].seed).lost

    assert again == (lost[-1],)


def test_what_nobody_can_answer_by_chance_is_told_apart_from_what_is_lost() -> None:
    never = ("    urgent: {type: yes or no,", "    urgent: {accept when: urgent is yes and urgent is no, problem: No,"
             " type: yes or no,")  # fmt: skip
    wandered = wander(unsound(never), 3, 1)

    assert wandered.unanswered == {"urgent of report: No": 3}
    assert wandered.lost == ()
