"""What closing early and taking up again leave out is said: steps jumped over, answers not there, nobody who agrees."""

from tests.workflows.services import NAME, ORGANISATION, ROAD
from workflows.load import examine

REVIEW = """\
- ask: review
  who: parks
  title: Look again
{more}  questions:
    agreed: {{type: yes or no, label: Is it so?}}
"""
AT_REVIEW = "reopen: {within: 28 days, at: review}\n"
EARLY = "close early: {who: highways, as: [nothing]}\n"
#: A letter to the team that says what was found, sent where everybody has come past the inspection.
SAYS_FOUND = REVIEW.format(more="") + "- send: found\n  to: highways\n"


def said(top: str, steps: str, *changed: tuple[str, str]) -> dict[str, str]:
    """What is said of the small service by its codes, with words at its top and steps before its branch."""
    text = ROAD.replace("steps:\n", f"{top}steps:\n", 1).replace("- branch:\n", f"{steps}- branch:\n", 1)
    letter = "messages:\n  found: {subject: Found, body: We found ((found)).}\n"
    text = text.replace("messages:\n", letter, 1) if "send: found" in steps else text
    for old, new in changed:
        assert old in text, f"the service does not say {old!r}"
        text = text.replace(old, new, 1)
    return {
        fault.code: fault.sentence for fault in examine({"organisation.yaml": ORGANISATION, NAME: text}, NAME).faults
    }


def test_where_every_case_has_been_before_it_was_closed_nothing_is_jumped_over() -> None:
    assert said(AT_REVIEW, REVIEW.format(more="")) == {}
    assert said("reopen: {within: 28 days, at: inspect}\n" + EARLY, "") == {}


def test_a_case_that_ended_before_a_step_is_taken_up_again_behind_it() -> None:
    early_end = ("- ask: inspect\n", "- end: nothing\n  when: urgent is no\n- ask: inspect\n")

    assert said(AT_REVIEW, REVIEW.format(more=""), early_end) == {
        "jumps-over": "A case may be taken up again here that never came to Inspect the road"
    }
    assert said("reopen: {within: 28 days, at: inspect}\n", "", early_end) == {}


def test_what_may_be_passed_over_in_any_case_is_not_jumped_over() -> None:
    passed_over = ("- ask: inspect\n", "- ask: inspect\n  when: urgent is yes\n")
    over = ("- branch:\n", "- end: nothing\n  when: found is missing\n- branch:\n")

    assert said(AT_REVIEW + EARLY, REVIEW.format(more=""), passed_over, over) == {}


def test_what_a_case_withdrawn_or_closed_early_was_never_told_may_be_missing_when_it_is_taken_up_again() -> None:
    withdrawn = ("  nothing: {title", "  withdrawn: {title: It is withdrawn}\n  nothing: {title")

    assert said(AT_REVIEW, SAYS_FOUND) == {}
    assert said(EARLY, SAYS_FOUND) == {}
    assert said(AT_REVIEW + EARLY, SAYS_FOUND)["may-be-missing"] == "found may be missing here"
    assert said(f"{AT_REVIEW}withdraw: until review\n", SAYS_FOUND, withdrawn).keys() == {
        "jumps-over", "may-be-missing", "no-example"
    }  # fmt: skip


def test_nobody_closes_a_case_alone_as_what_somebody_else_must_agree_to() -> None:
    second = REVIEW.format(more="  not whoever did: [inspect]\n")
    agreed = "One person alone may close a case early as nothing: on every other way there, somebody else has to agree"

    assert said(EARLY, second) == {"closed-alone": agreed}
    assert said(EARLY, REVIEW.format(more="")) == {}
    assert said(EARLY, second.replace("  title", "  when: urgent is yes\n  title")) == {}
    assert said(EARLY, second, ("- ask: inspect\n", "- end: nothing\n  when: urgent is no\n- ask: inspect\n")) == {}


def test_a_letter_that_staff_may_pick_is_told_from_one_that_nobody_can_send() -> None:
    unsent = ("messages:\n", "messages:\n  sorry: {subject: Sorry, body: We are sorry about ((depth)).}\n")
    sensitive = ("label: How deep is the hole?\n", "label: How deep is the hole?\n      sensitive: yes\n")

    assert "staff pick it" in said("", "", unsent)["unused"]
    assert "staff cannot pick it" in said("", "", unsent, sensitive)["unused"]
