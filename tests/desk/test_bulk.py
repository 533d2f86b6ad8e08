"""Several tasks at once: each by itself, each with its result, and nothing twice."""

from pathlib import Path

import pytest

from desk.bulk import MOST, NOT_ALIKE, Asking, Bulk
from engine.commands import Actor, Claim, Complete, Refusal
from tests.desk.making import Office, office
from tests.engine.making import ADA, BEN, END, INSPECT, MEI, NINE, OFFICER, PAM, REPORT, STRANGER

AGREE = """\
- ask: agree
  who: highways
  not whoever did: inspect
  questions: {agreed: {type: yes or no, label: Do you agree}}
"""


@pytest.fixture
def here(tmp_path: Path) -> Office:
    made = office(tmp_path, REPORT + INSPECT + AGREE + END)
    for number in range(1, 4):
        made.begin(f"ROA-{number}")
    return made


def picked(*numbers: int, step: str = "inspect.1") -> list[tuple[str, str]]:
    return [(f"ROA-{number}", step) for number in numbers]


def results(here: Office, actor: Actor, id: str) -> list[tuple[str, bool | None, str]]:
    return [(one.reference, one.done, one.said) for one in Bulk(here.desk).results(actor, id)]


def test_each_row_is_claimed_by_itself_and_says_what_came_of_it(here: Office) -> None:
    here.done(Claim(BEN, NINE, "ROA-2", "inspect.1"))

    Bulk(here.desk).claim(ADA, "press", [*picked(1, 2, 3), ("ROA-99", "inspect.1"), ("ROA-1", "gone.1")], NINE)

    assert results(here, ADA, "press") == [
        ("ROA-1", True, "Claimed"),
        ("ROA-2", False, "Ben Carter has this task"),
        ("ROA-3", True, "Claimed"),
        ("ROA-99", False, "You may not see this case"),
        ("ROA-1", False, "Somebody has completed this already"),
    ]
    assert results(here, BEN, "press") == []


def test_a_doubled_press_does_nothing_twice(here: Office) -> None:
    bulk = Bulk(here.desk)
    bulk.write(MEI, "press", picked(1, 1, 2), "About the road", "We are on it.", NINE)
    revisions = [here.engine.store.cases.load(f"ROA-{number}").revision for number in (1, 2)]  # type: ignore[union-attr]

    bulk.write(MEI, "press", picked(1, 2, 3), "About the road", "We are on it.", NINE)

    assert [row[:2] for row in results(here, MEI, "press")] == [("ROA-1", True), ("ROA-2", True)]
    assert revisions == [here.engine.store.cases.load(f"ROA-{number}").revision for number in (1, 2)]  # type: ignore[union-attr]
    assert [one.subject for one in here.case(MEI, "ROA-3").messages] == []


def test_nobody_may_do_more_at_once_than_one_by_one(here: Office) -> None:
    bulk = Bulk(here.desk)
    for actor in (PAM, OFFICER, STRANGER):
        bulk.claim(actor, f"claim {actor.id}", picked(1, 2), NINE)
        bulk.complete(actor, f"complete {actor.id}", picked(1, 2), {"found": "Hole"}, NINE)
        bulk.hand_over(actor, f"hand {actor.id}", picked(1, 2), "parks", "Yours", NINE)
    bulk.assign(ADA, "assign", picked(1, 2), ("ben", "Ben Carter"), NINE)

    for id in ("claim", "complete", "hand"):
        for actor in (PAM, OFFICER, STRANGER):
            assert [done for _, done, _ in results(here, actor, f"{id} {actor.id}")] == [False, False]
    assert [done for _, done, _ in results(here, ADA, "assign")] == [False, False]
    assert bulk.rows(STRANGER, picked(1, 2), NINE) == ()
    assert bulk.people(ADA, picked(1)) == bulk.receivers(STRANGER, picked(1)) == ()


def test_tasks_of_one_step_are_completed_with_the_same_answers(here: Office) -> None:
    bulk = Bulk(here.desk)
    asking = bulk.asking(ADA, picked(1, 2), {}, NINE)
    assert isinstance(asking, Asking) and "found" in asking.problems

    bulk.complete(ADA, "first", picked(1, 2), {"found": "Hole"}, NINE)
    assert [done for _, done, _ in results(here, ADA, "first")] == [True, True]
    assert bulk.asking(ADA, [*picked(3), *picked(1, step="agree.1")], {}, NINE) == Refusal(NOT_ALIKE)

    bulk.complete(ADA, "second", picked(1, 2, step="agree.1"), {"agreed": "yes"}, NINE)
    assert [(done, "somebody else must do this" in said) for _, done, said in results(here, ADA, "second")] == [
        (False, True), (False, True),
    ]  # fmt: skip


def test_what_is_typed_to_complete_them_together_is_there_again_until_it_is_done(here: Office) -> None:
    bulk = Bulk(here.desk)

    bulk.save_typed(ADA, picked(1, 2), {"found": "Ho"}, NINE)
    bulk.save_typed(STRANGER, picked(1, 2), {"found": "Not mine"}, NINE)

    assert bulk.typed(ADA, picked(1, 2)) == {"found": "Ho"}
    assert bulk.typed(ADA, picked(1, 3)) == bulk.typed(BEN, picked(1, 2)) == bulk.typed(STRANGER, picked(1, 2)) == {}
    bulk.complete(ADA, "press", picked(1, 2), {"found": "Hole"}, NINE)
    assert bulk.typed(ADA, picked(1, 2)) == {}


def test_what_was_typed_for_a_case_that_is_erased_is_gone(here: Office) -> None:
    bulk = Bulk(here.desk)
    bulk.save_typed(ADA, picked(1, 2), {"found": "Hole"}, NINE)
    bulk.save_typed(BEN, picked(3), {"found": "Hole"}, NINE)

    here.engine.store.cases.erase("ROA-2", NINE)

    assert bulk.typed(ADA, picked(1, 2)) == {}
    assert bulk.typed(BEN, picked(3)) == {"found": "Hole"}


def test_a_manager_gives_them_to_one_of_the_team(here: Office) -> None:
    bulk = Bulk(here.desk)
    people = dict(bulk.people(MEI, picked(1, 2)))
    assert people == {"ada": "Ada Osei", "ben": "Ben Carter", "mei": "Mei Lin"}

    bulk.assign(MEI, "press", picked(1, 2), ("ben", people["ben"]), NINE)

    assert {row.person for row in bulk.rows(MEI, picked(1, 2), NINE)} == {"ben"}


def test_they_are_handed_over_with_a_note(here: Office) -> None:
    bulk = Bulk(here.desk)
    assert ("parks", "Parks") in bulk.receivers(ADA, picked(1, 2))

    bulk.hand_over(ADA, "press", picked(1, 2), "parks", "A tree is in the way", NINE)

    assert {row.who for row in bulk.rows(PAM, picked(1, 2), NINE)} == {"parks"}
    assert {said for _, _, said in results(here, ADA, "press")} == {"It is with Parks now"}


def test_no_more_are_done_at_once_than_somebody_looks_over(here: Office) -> None:
    Bulk(here.desk).claim(ADA, "press", [(f"ROA-{number}", "inspect.1") for number in range(1, MOST + 9)], NINE)

    assert len(results(here, ADA, "press")) == MOST


def test_what_completing_them_does_is_said_before_and_counted(here: Office) -> None:
    bulk, raw = Bulk(here.desk), {"found": "Hole"}
    here.done(Claim(BEN, NINE, "ROA-3", "inspect.1"))

    assert bulk.foresee(ADA, picked(1, 2), raw, NINE) == "This opens 2 more tasks."
    assert bulk.foresee(ADA, picked(1, 2, 3), raw, NINE) == (
        "This opens 2 more tasks. 1 of the 3 cannot be completed with these answers."
    )
    assert bulk.foresee(ADA, picked(1, 2), {}, NINE) == "" == bulk.foresee(STRANGER, picked(1), raw, NINE)
    here.done(Complete(BEN, NINE, "ROA-3", "inspect.1", raw, "done"))
    assert bulk.foresee(ADA, picked(3, step="agree.1"), {"agreed": "yes"}, NINE) == "This closes 1 case."
