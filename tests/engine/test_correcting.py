"""To put an answer right is to have a hand in the step: the same eyes do not look at it twice."""

from engine.commands import Actor, AddTask, Complete, Correct, Rewind
from engine.who.people import Person
from tests.engine.making import ADA, BEN, END, INSPECT, MEI, PAM, REPORT, Trial, accepted, refused, trial

DECIDE = """\
- ask: decide
  who: highways
  not whoever did: [inspect]
  questions: {verdict: {type: text, label: Verdict}}
"""
WAIT = "- ask: price\n  who: parks\n  questions: {pounds: {type: text, label: Pounds}}\n"


def case_at(*done: tuple[str, Actor, dict[str, str]]) -> Trial:
    case = trial(REPORT + INSPECT + DECIDE + WAIT + END, email="z@example.org")
    for step, by, raw in done:
        accepted(case.complete(step, by, **raw))
    return case


def correct(case: Trial, by: Actor, step: str, answer: str, raw: str) -> object:
    return case.do(Correct, by, case="ROA-1", step=step, answer=answer, raw=raw, why="It was wrong")


def test_whoever_corrected_a_step_does_not_decide_on_it() -> None:
    case = case_at(("inspect", ADA, {"found": "Hole"}))

    accepted(correct(case, BEN, "inspect", "found", "Crack"))  # type: ignore[arg-type]

    assert "You did" in refused(case.complete("decide", BEN, verdict="Yes"))
    accepted(case.complete("decide", MEI, verdict="Yes"))


def test_whoever_did_a_step_does_not_correct_what_was_decided_on_it() -> None:
    case = case_at(("inspect", ADA, {"found": "Hole"}), ("decide", BEN, {"verdict": "No"}))

    assert "somebody else must change this" in refused(correct(case, ADA, "decide", "verdict", "Yes"))  # type: ignore[arg-type]
    accepted(correct(case, MEI, "decide", "verdict", "Yes"))  # type: ignore[arg-type]


def test_whoever_decided_does_not_correct_what_they_decided_on_while_that_stands() -> None:
    case = case_at(("inspect", ADA, {"found": "Hole"}), ("decide", BEN, {"verdict": "No"}))

    assert "somebody else must change this" in refused(correct(case, BEN, "inspect", "found", "Crack"))  # type: ignore[arg-type]
    accepted(correct(case, PAM, "inspect", "found", "Crack"))  # type: ignore[arg-type]


def test_a_substitute_who_corrects_by_a_loan_alone_does_so_for_the_absent_too() -> None:
    case = case_at(("inspect", ADA, {"found": "Hole"}), ("decide", BEN, {"verdict": "No"}))
    ada = Person("ada", "a@example.org", "Ada Osei", ("highways",))
    substitute = Person("sam", "s@example.org", "Sam", ("finance",)).actor([ada])

    assert "somebody else must change this" in refused(correct(case, substitute, "decide", "verdict", "Yes"))  # type: ignore[arg-type]


def test_an_applicant_whose_answers_are_set_aside_can_still_be_written_to() -> None:
    case = case_at(("inspect", ADA, {"found": "Hole"}))
    accepted(case.do(AddTask, BEN, case="ROA-1", who="highways", title="Look", asks="Please", token=""))
    accepted(case.do(Rewind, MEI, case="ROA-1", step="report", why="So", token=""))

    accepted(case.do(Complete, BEN, case="ROA-1", task="(extra).1", raw={"said": "Seen"}, token=""))

    applicant = case.case.party("applicant")
    assert applicant is not None and applicant.contacts == {"email": "z@example.org"}
