"""Staff answer for somebody: how they helped is recorded, and their hands count."""

import pytest

from engine.commands import CLOCK, HELPED, Actor, Complete, Open
from engine.events import PartyJoined, TaskDone
from tests.engine.making import (
    ADA,
    BEN,
    END,
    LEO,
    OFFICER,
    REPORT,
    SOMEBODY,
    STRANGER,
    ZOE,
    Trial,
    accepted,
    refused,
    service,
    trial,
    wrong,
)

MORE = "- ask: more\n  title: Tell us more\n  questions: {depth: {type: text, label: How deep}}\n"
CHECK = "- ask: check\n  who: highways\n  not whoever did: [report, more]\n  questions: {ok: {type: text, label: Ok}}\n"
STEPS = REPORT + MORE + CHECK + END
COUNCILS_OWN = "Only the council’s own staff may answer for somebody"


def opening(by: Actor, helped: str, steps: str = STEPS, top: str = "", **raw: str) -> tuple[Trial, object]:
    case = Trial(service(steps, top))
    answers = {"place": "Elm Hill", "full_name": "Zoë Ng", "email": "z@example.org"} | raw
    return case, case.do(
        Open, by, service="mend", version=1, reference="ROA-1", raw=answers, token="", helped=helped
    )  # fmt: skip


@pytest.fixture
def case() -> Trial:
    """Opened by Ada for Zoë, who phoned."""
    return opening(ADA, "phone")[0]


def helping(case: Trial, by: Actor = ADA, helped: str = "desk", **raw: str) -> object:
    return case.do(Complete, by, case="ROA-1", task="more.1", raw={"depth": "Deep"} | raw, token="", helped=helped)


def test_a_case_opened_for_somebody_is_theirs_and_says_who_helped_and_how(case: Trial) -> None:
    applicant, helper = case.case.party("applicant"), case.case.party("helper")

    assert applicant is not None and (applicant.name, applicant.person) == ("Zoë Ng", "")
    assert helper is not None and (helper.name, helper.person, helper.contacts) == ("Ada Osei", "ada", {})
    assert [(done.person, done.helped) for done in case.all(TaskDone)] == [("ada", "phone")]


def test_the_applicant_is_asked_and_written_to_as_anybody(case: Trial) -> None:
    assert case.case.tasks["more.1"].who == "applicant"
    accepted(case.complete("more", ZOE, depth="Deep"))
    assert case.all(TaskDone)[-1].helped == ""


@pytest.mark.parametrize("way", HELPED)
def test_a_task_of_the_applicant_is_completed_for_them(case: Trial, way: str) -> None:
    assert isinstance(helping(case, BEN, way), tuple)

    assert (case.all(TaskDone)[-1].person, case.all(TaskDone)[-1].helped) == ("ben", way)
    assert [party.person for party in case.all(PartyJoined) if party.role == "helper"] == ["ada", "ben"]


def test_a_helper_who_helps_again_joins_once(case: Trial) -> None:
    helping(case, ADA)

    assert len([party for party in case.all(PartyJoined) if party.role == "helper"]) == 1


def test_what_is_wrong_with_the_answers_is_said_to_the_helper(case: Trial) -> None:
    assert "depth" in wrong(helping(case, depth=""))  # type: ignore[arg-type]


def test_whoever_helped_may_not_do_what_the_service_keeps_from_the_applicants_hands(case: Trial) -> None:
    helping(case, BEN)

    for hands in (ADA, BEN):
        assert "somebody else must do this" in refused(case.complete("check", hands, ok="Yes"))


def test_without_saying_so_staff_do_no_task_of_the_applicant(case: Trial) -> None:
    assert refused(case.complete("more", ADA, depth="Deep")) == "This waits for the applicant"


@pytest.mark.parametrize("actor", [OFFICER, ZOE, CLOCK, Actor("g", "guest", case="ROA-1", role="email:x")])
def test_nobody_but_the_councils_staff_helps(case: Trial, actor: Actor) -> None:
    assert refused(helping(case, actor)) == COUNCILS_OWN  # type: ignore[arg-type]
    assert refused(opening(actor, "phone")[1]) in (COUNCILS_OWN, "You may not begin this service")  # type: ignore[arg-type]


def test_a_way_of_helping_that_is_not_known_is_refused(case: Trial) -> None:
    assert refused(helping(case, ADA, "telepathy")).startswith("Say how you helped")  # type: ignore[arg-type]
    assert refused(opening(ADA, "telepathy")[1]).startswith("Say how you helped")  # type: ignore[arg-type]


def test_helping_opens_no_task_of_a_team(case: Trial) -> None:
    helping(case, BEN)

    assert refused(
        case.do(Complete, LEO, case="ROA-1", task="check.1", raw={"ok": "Yes"}, token="", helped="phone")
    ) == "This does not wait for the applicant"  # fmt: skip


def test_a_service_begun_by_others_is_not_begun_for_somebody() -> None:
    assert refused(opening(STRANGER, "phone", top="starts: [parks]\n")[1]) == (  # type: ignore[arg-type]
        "You may not begin this service"
    )
    assert isinstance(opening(STRANGER, "phone", top="starts: staff\n")[1], tuple)


def test_without_help_whoever_types_is_the_applicant_as_before() -> None:
    case = trial(STEPS, full_name="Zoë Ng", email="z@example.org")

    applicant = case.case.party("applicant")
    assert applicant is not None and applicant.person == SOMEBODY.id
    assert case.case.party("helper") is None
