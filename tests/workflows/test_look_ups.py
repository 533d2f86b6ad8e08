"""Options that another system keeps: the organisation names the lists, and the checker leaves their values open."""

import pytest

from components.choice import Choice
from tests.workflows.services import NAME, ORGANISATION, ROAD
from tests.workflows.test_shared_lists import LIST, PATH, WRITTEN
from workflows.load import Examined, examine, hash_of
from workflows.workflow import Workflow

NAMED = ORGANISATION + "look ups: [depths]\n"
FROM = "options: {from: depths}"


def files(options: str = FROM, organisation: str = NAMED) -> dict[str, str]:
    assert WRITTEN in ROAD, "the service does not say what is changed here"
    return {"organisation.yaml": organisation, NAME: ROAD.replace(WRITTEN, options)}


def examined(options: str = FROM, organisation: str = NAMED) -> Examined:
    return examine(files(options, organisation), NAME)


def sound(found: Examined) -> Workflow:
    assert found.built is not None, found.faults
    return found.built


def codes(found: Examined) -> set[str]:
    return {fault.code for fault in found.faults}


def test_a_list_that_the_organisation_names_is_asked_when_the_question_is() -> None:
    depth = sound(examined()).questions["depth"]

    assert isinstance(depth, Choice)
    assert depth.gives().name == "text"


def test_a_rule_may_name_any_value() -> None:
    rule = f'{FROM}\n    why:\n      type: text\n      label: Why?\n      when: depth is "Bottomless"'

    assert not codes(examined(rule)) & {"unknown-option", "unknown-shared", "unknown-name", "wrong-type"}


def test_a_list_that_nobody_names_is_told_of_with_the_one_that_was_meant() -> None:
    [fault] = [one for one in examined("options: {from: depth}").faults if one.code == "unknown-shared"]

    assert "depths" in fault.cure


def test_a_list_in_a_file_goes_before_one_of_the_same_name_elsewhere() -> None:
    found = examine(files() | {PATH: LIST}, NAME)

    assert sound(found).names["depth"].options == ("Shallow", "Deep")


def test_it_gives_the_options_of_a_choice_or_of_several_alone() -> None:
    road = files()
    road[NAME] = road[NAME].replace("type: choice", "type: table", 1)

    found = examine(road, NAME)
    [fault] = [one for one in found.faults if one.code == "wrong-value"]
    assert "unknown-shared" not in codes(found)
    assert "a choice or choices alone" in fault.sentence


def test_what_stands_beside_the_name_is_told_of_and_the_list_is_not_said_to_be_missing() -> None:
    assert codes(examined("options: {from: depths, more: x}")) == {"unknown-word"}


def several(rule: str = "", word: str = "", said: str = "") -> set[str]:
    """The faults of a service that asks for several of a list that another system keeps."""
    road = files(f"{FROM}\n    why:\n      type: text\n      label: Why?\n      when: {rule}" if rule else FROM)
    text = road[NAME].replace("type: choice", "type: choices", 1).replace("optional: yes", f"optional: yes{word}", 1)
    return codes(examine(road | {NAME: text.replace("We have mended the road.", f"We have mended it. {said}")}, NAME))


NOT_OURS = {"unknown-option", "unknown-shared", "unknown-name", "wrong-type", "wrong-value", "not-a-list"}


@pytest.mark.parametrize("rule", ['depth includes "Bottomless"', "count of depth > 3", "depth is missing"])
def test_a_rule_may_ask_of_several_what_it_may_of_any_choices(rule: str) -> None:
    assert not several(rule) & {*NOT_OURS, "never-holds"}


def test_several_are_said_together_and_not_gone_through() -> None:
    assert not several(said="((depth))") & NOT_OURS
    assert "not-a-list" in several(said="((each spot in depth))((spot))((end))")


def test_nothing_is_done_for_each_of_several() -> None:
    road = files()
    asked = "questions: {fine: {type: yes or no, label: Is it fine?}}"
    look = f"- for each: spot in depth\n  steps:\n  - ask: look\n    who: highways\n    title: Look\n    {asked}\n"
    text = (
        road[NAME].replace("type: choice", "type: choices", 1).replace("- ask: inspect\n", f"{look}- ask: inspect\n", 1)
    )
    [fault] = [one for one in examine(road | {NAME: text}, NAME).faults if one.code == "wrong-type"]
    assert "kept by another system" in fault.sentence


def test_a_version_holds_no_list_that_it_does_not_ask_for() -> None:
    assert hash_of(files(), NAME) == hash_of(files() | {"shared/parishes.yaml": LIST}, NAME)


@pytest.mark.parametrize("options", ["options: {from: depths, more: x}", "options: {}", "options: []"])
def test_what_is_written_wrongly_is_told(options: str) -> None:
    assert codes(examined(options))
