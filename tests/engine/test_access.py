"""Who may see a case, and which of its answers."""

from engine.commands import CLOCK, Actor, AddNote, Correct
from engine.who import access
from tests.engine.making import (
    ADA,
    BEN,
    END,
    LEO,
    OFFICER,
    PAM,
    REPORT,
    SOMEBODY,
    STRANGER,
    ZOE,
    Trial,
    accepted,
    refused,
    trial,
)

HEALTH = "    health: {type: text, label: Health, sensitive: yes, optional: yes}\n"
POLICE_CHECK = """\
- ask: police_check
  who: police
  sees: [place]
  questions: {known: {type: text, label: Known}}
"""
ASSESS = """\
- ask: assess
  who: legal
  questions: {verdict: {type: text, label: Verdict}}
"""
CLOSE = """\
- ask: close
  who: parks
  questions: {words: {type: text, label: Words}}
"""
STEPS = REPORT + HEALTH + POLICE_CHECK + ASSESS.replace("legal\n", "legal\n  sees: [health]\n") + CLOSE + END


def opened() -> Trial:
    return trial(STEPS, health="Asthma", email="zoe@example.org")


def seen(case: Trial, actor: Actor) -> set[str]:
    return set(access.visible(case.workflow, case.case, actor, case.house))


def test_a_case_is_seen_by_the_teams_that_take_part_and_by_its_applicant() -> None:
    case = opened()

    def may(actor: Actor) -> bool:
        return access.may_see(case.workflow, case.case, actor)

    assert [may(actor) for actor in (ADA, LEO, PAM, OFFICER, ZOE, CLOCK)] == [True] * 6
    assert [may(actor) for actor in (STRANGER, SOMEBODY, Actor("x", "applicant", case="ROA-2"))] == [False] * 3


def test_a_partner_sees_a_case_once_it_was_given_a_task_of_it_and_ever_after() -> None:
    waiting = trial(REPORT + ASSESS + POLICE_CHECK + END)
    assert not access.may_see(waiting.workflow, waiting.case, OFFICER)

    case = opened()
    case.complete("police_check", OFFICER, known="Nothing")

    assert access.may_see(case.workflow, case.case, OFFICER)
    assert not access.may_see(case.workflow, case.case, Actor("r", teams=frozenset({"rail"})))


def test_a_team_of_the_council_that_an_answer_names_takes_part_like_any_other() -> None:
    pick = "    whose: {type: team, label: Whose, of: menders}\n"
    case = trial(REPORT + pick + ASSESS + CLOSE.replace("parks", "whose") + END, whose="parks")
    by = {"case": "ROA-1", "step": "report", "answer": "place", "raw": "Oak Hill", "why": "A slip"}

    assert access.may_see(case.workflow, case.case, PAM)
    assert not access.may_see(case.workflow, case.case, STRANGER)
    accepted(case.do(Correct, PAM, **by))
    assert case.case.values()["place"] == "Oak Hill"


def test_a_team_that_an_answer_named_still_sees_what_it_did() -> None:
    pick = "- ask: pick\n  who: legal\n  questions: {whose: {type: team, label: Whose, of: outsiders}}\n"
    case = trial(REPORT + pick + POLICE_CHECK.replace("who: police", "who: whose") + ASSESS + END)
    case.complete("pick", LEO, whose="police")
    assert seen(case, OFFICER) == {"place", "known"}

    case.complete("police_check", OFFICER, known="Nothing")

    assert access.may_see(case.workflow, case.case, OFFICER)
    assert seen(case, OFFICER) == {"place", "known"}


def test_a_partner_sees_what_is_listed_and_what_it_answers() -> None:
    assert seen(opened(), OFFICER) == {"place", "known"}


def test_a_partner_for_whom_nothing_is_listed_sees_nothing() -> None:
    assert seen(opened(), Actor("r", teams=frozenset({"rail"}))) == set()


def test_a_sensitive_answer_is_seen_only_in_a_step_that_asks_or_lists_it() -> None:
    case = opened()

    assert "health" in seen(case, LEO)
    assert "health" not in seen(case, ADA) | seen(case, BEN) | seen(case, PAM)
    assert {"place", "known", "verdict", "words"} <= seen(case, ADA)


def test_the_applicant_sees_what_they_answer_and_nothing_of_what_staff_say() -> None:
    assert seen(opened(), ZOE) == {"place", "health", "full_name", "email", "phone"}


def test_somebody_of_a_partner_and_of_the_council_is_no_partner() -> None:
    case = opened()

    assert access.is_partner(OFFICER, case.house)
    assert not access.is_partner(Actor("both", teams=frozenset({"police", "highways"})), case.house)
    assert not access.is_partner(ZOE, case.house)


def test_who_is_let_in_by_a_partner_alone_is_of_the_partner_whatever_other_team_they_have() -> None:
    case = opened()
    both, part = (Actor("x", teams=frozenset({"police", team})) for team in ("finance", "highways"))

    assert seen(case, both) == seen(case, OFFICER) and seen(case, part) > seen(case, both)
    assert refused(case.do(AddNote, both, case="ROA-1", text="Mine", token="t")).startswith("Only the council")
    accepted(case.do(AddNote, part, case="ROA-1", text="Mine", token="t"))
