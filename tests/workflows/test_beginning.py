"""A new service runs before anybody has changed a word of it."""

from hypothesis import given
from hypothesis import strategies as st

from tests.workflows.services import ORGANISATION
from workflows.beginning import Wanted, name_of, template
from workflows.load import examine


def faults(wanted: Wanted) -> list[str]:
    name = f"{name_of(wanted.title)}.yaml"
    examined = examine({name: template(wanted), "organisation.yaml": ORGANISATION}, name)
    return [fault.as_text() for fault in examined.faults if fault.level == "fault"]


def test_a_new_service_has_nothing_to_fix():
    assert faults(Wanted("Ask for a bench", "parks")) == []


WORDS = st.text(st.characters(max_codepoint=0x2FF, exclude_categories=["Cc", "Cf", "Cn"]), min_size=1, max_size=40)


@given(WORDS.filter(str.strip), WORDS.filter(str.strip))
def test_any_title_and_question_makes_a_service_that_reads(title: str, question: str):
    assert faults(Wanted(title, "parks", first=question)) == []
