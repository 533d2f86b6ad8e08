"""A new service runs before anybody has changed a word of it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.play import play
from tests.workflows.services import ORGANISATION
from workflows.beginning import KINDS, Wanted, name_of, template
from workflows.load import Examined, examine


def faults(wanted: Wanted) -> list[str]:
    name = f"{name_of(wanted.title)}.yaml"
    examined = examine({name: template(wanted), "organisation.yaml": ORGANISATION}, name)
    return [fault.as_text() for fault in examined.faults if fault.level == "fault"]


def test_a_new_service_has_nothing_to_fix():
    assert faults(Wanted("Ask for a bench", "parks")) == []


def examined(wanted: Wanted) -> Examined:
    name = f"{name_of(wanted.title)}.yaml"
    return examine({name: template(wanted), "organisation.yaml": ORGANISATION}, name)


def test_its_examples_come_out_as_written():
    workflow = examined(Wanted("Ask for a bench", "parks")).workflow
    assert workflow is not None
    assert [one.difference for one in play(workflow)] == ["", ""]


@pytest.mark.parametrize("kind", KINDS)
def test_a_service_may_begin_with_a_question_of_any_usual_kind(kind: str):
    wanted = Wanted("Ask for a bench", "parks", first_kind=kind, second_kind=kind)
    workflow = examined(wanted).workflow
    assert workflow is not None, faults(wanted)
    assert [question.kind for question in workflow.questions.values()][:2] == [kind, kind]
    assert [one.difference for one in play(workflow)] == ["", ""]


CHOSEN = Wanted(
    "Book a room", "parks", "Which library?", first_kind="choice", first_options=("Central", "North, east", "South")
)  # fmt: skip


def test_the_choices_of_a_question_are_asked_and_answered_in_its_examples():
    workflow = examined(CHOSEN).workflow
    assert workflow is not None
    assert workflow.questions["library"].gives().options == ("Central", "North, east", "South")
    assert [one.difference for one in play(workflow)] == ["", ""]
    assert "library: Central" in template(CHOSEN)


def test_choices_that_nobody_has_written_are_asked_for():
    name = "ask-for-a-bench.yaml"
    wanted = Wanted("Ask for a bench", "parks", first_kind="choice", summary="Ask us for a bench")
    found = examine({name: template(wanted), "organisation.yaml": ORGANISATION}, name).faults
    assert [fault.cure for fault in found] == [
        "Name the Act or rules, with their section", "Residents read this: say what you do with what they tell you",
        "Write what people may choose, under options:",
    ]  # fmt: skip


def test_a_service_says_what_it_is_for_in_the_list_or_is_reminded():
    codes = {fault.code for fault in examined(Wanted("Ask for a bench", "parks")).faults}
    told = {fault.code for fault in examined(Wanted("Ask for a bench", "parks", summary="Ask us for one")).faults}
    assert codes - told == {"no-summary"}


def test_its_task_and_letters_are_called_as_the_service_is():
    text = template(Wanted("Ask for a bench", "parks"))
    assert "title: Decide on “Ask for a bench”" in text
    assert text.count("Ask for a bench: ") == 3


def test_what_happens_next_promises_no_letter():
    workflow = examined(Wanted("Ask for a bench", "parks")).workflow
    assert workflow is not None
    assert "write" not in workflow.first.next


def test_an_answer_is_named_by_the_words_of_its_question():
    text = template(Wanted("Ask for a bench", "parks", "Where should the bench stand?", "Is there a footpath?"))
    assert "    bench:\n      type: long text" in text
    assert "    footpath:\n      type: yes or no" in text
    assert "urgent" not in text


def test_a_question_whose_words_name_a_team_gets_another_name():
    wanted = Wanted("Ask for a bench", "parks", second="Is it in the parks?", teams=frozenset({"parks"}))
    assert faults(wanted) == []


def test_the_letters_of_a_reference_are_of_words_that_say_something():
    titles = {"Apply for a parking permit": "APP", "Ask for a bench": "BEN", "Report a pothole": "POT", "To the": "THE"}
    found = {title: template(Wanted(title, "parks")).partition("reference: ")[2][:3] for title in titles}
    assert found == titles


def test_what_only_the_council_can_write_is_asked_for():
    remarks = [fault for fault in examined(Wanted("Ask for a bench", "parks")).faults if fault.code == "to-write"]
    lines = template(Wanted("Ask for a bench", "parks")).split("\n")
    assert [lines[one.place.line - 1].split(":")[0].strip() for one in remarks] == ["basis", "purpose"]
    assert {one.level for one in remarks} == {"remark"}
    assert "“Write what you need the answers for” is still as the new service began" in {
        one.sentence for one in remarks
    }


WORDS = st.text(st.characters(max_codepoint=0x2FF, exclude_categories=["Cc", "Cf", "Cn"]), min_size=1, max_size=40)


@given(WORDS.filter(str.strip), WORDS.filter(str.strip))
def test_any_title_and_question_makes_a_service_that_reads(title: str, question: str):
    assert faults(Wanted(title, "parks", first=question)) == []
