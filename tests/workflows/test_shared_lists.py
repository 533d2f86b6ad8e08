"""Options that several services share: written once in a list, and known to the checker as if they stood here."""

import pytest

from components.choice import Choice
from tests.workflows.services import NAME, ORGANISATION, ROAD
from workflows.load import Examined, check_group, examine, hash_of
from workflows.workflow import Workflow

PATH = "shared/depths.yaml"
LIST = """\
shared: depths
options:
- Shallow
- {value: Deep, label: Deeper than a hand}
"""
WRITTEN = "options: [Shallow, Deep]"


def files(options: str = "options: {from: depths}", listed: str | None = LIST) -> dict[str, str]:
    assert WRITTEN in ROAD, "the service does not say what is changed here"
    found = {"organisation.yaml": ORGANISATION, NAME: ROAD.replace(WRITTEN, options)}
    return found if listed is None else found | {PATH: listed}


def examined(options: str = "options: {from: depths}", listed: str | None = LIST) -> Examined:
    return examine(files(options, listed), NAME)


def sound(found: Examined) -> Workflow:
    assert found.workflow is not None, found.faults
    return found.workflow


def test_the_options_of_a_list_are_the_question_s_own():
    depth = sound(examined()).questions["depth"]
    assert isinstance(depth, Choice)
    assert [one.label for one in depth.options] == ["Shallow", "Deeper than a hand"]
    assert depth.gives().options == ("Shallow", "Deep")


def test_they_may_stand_on_a_line_of_their_own():
    assert sound(examined("options:\n        from: depths")).names["depth"].options == ("Shallow", "Deep")


def test_a_rule_that_names_no_option_of_the_list_is_told_of():
    rule = "options: {from: depths}\n    why:\n      type: text\n      label: Why?\n      when: depth is "
    assert "unknown-option" in {fault.code for fault in examined(f'{rule}"Bottomless"').faults}
    assert "unknown-option" not in {fault.code for fault in examined(f'{rule}"Deep"').faults}


def test_a_version_holds_the_list_as_it_was():
    assert hash_of(files(), NAME) != hash_of(files(listed=LIST.replace("hand", "foot")), NAME)


@pytest.mark.parametrize(
    ("options", "listed", "code"),
    [
        ("options: {from: depth}", LIST, "unknown-shared"),
        ("options: {from: depths}", None, "unknown-shared"),
        ("options: {form: depths}", LIST, "wrong-value"),
        ("options: {from: depths, to: here}", LIST, "unknown-word"),
        ("options: {from: depths}", "shared: depths\nquestions: {}\n", "unknown-shared"),
        ("options: {from: depths}", "shared: depths\noptions: Deep\n", "wrong-shape"),
        ("options: {from: depths}", "shared: deeps\noptions: [Shallow, Deep]\n", "wrong-name"),
        ("options: {from: depths}", "shared: depths\noptions: [Deep, Deep]\n", "wrong-value"),
    ],
)
def test_what_is_wrong_is_said_once(options: str, listed: str | None, code: str):
    faults = [fault.code for fault in examined(options, listed).faults if fault.level == "fault"]
    assert faults == [code]


def test_a_list_is_checked_by_itself():
    assert check_group(LIST, PATH) == ()
    assert [fault.code for fault in check_group(LIST.replace("- Shallow", "- Deep"), PATH)] == ["wrong-value"]
    assert [fault.code for fault in check_group(LIST.replace("depths", "deeps"), PATH)] == ["wrong-name"]


def test_questions_and_options_do_not_stand_in_one_file():
    assert [fault.code for fault in check_group(LIST + "questions: {}\n", PATH)] == ["unknown-word"]
