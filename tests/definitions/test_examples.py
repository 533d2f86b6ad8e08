"""Every service that ships is sound, does what its examples say, and between them they go everywhere."""

from datetime import date
from pathlib import Path

import pytest

from desk.play import play
from engine.case import Case
from engine.commands import Actor, CloseEarly
from engine.decide import decide
from engine.events import CaseClosed
from tests.engine.making import NINE
from tests.workflows.services import FILES, SERVICES
from workflows.load import examine, load
from workflows.verbs.branch import Branch
from workflows.verbs.end import End
from workflows.workflow import Workflow


def shipped(path: Path) -> Workflow:
    return load(FILES, path.name)


@pytest.fixture(params=SERVICES, ids=lambda path: path.stem)
def workflow(request: pytest.FixtureRequest) -> Workflow:
    return shipped(request.param)


@pytest.mark.parametrize(
    ("service", "story"),
    [pytest.param(path, example.story, id=f"{path.stem}: {example.story}")
     for path in SERVICES for example in shipped(path).file.examples],
)  # fmt: skip
def test_an_example_comes_out_as_it_says(service: Path, story: str) -> None:
    (played,) = (one for one in play(shipped(service)) if one.story == story)

    assert played.difference == ""


def test_it_has_neither_faults_nor_remarks(workflow: Workflow) -> None:
    assert [fault.as_text() for fault in examine(FILES, workflow.path).faults] == []


def test_its_law_says_when_and_where_it_was_checked_or_that_it_was_not(workflow: Workflow) -> None:
    law = workflow.file.law

    assert law.checked == "no" or (date.fromisoformat(law.checked) and law.source)


def test_every_outcome_that_a_case_comes_to_by_itself_has_an_example(workflow: Workflow) -> None:
    assert {example.ends for example in workflow.file.examples} >= set(workflow.file.outcomes) - by_hand_alone(workflow)


def by_hand_alone(workflow: Workflow) -> set[str]:
    """The outcomes with which staff alone close a case."""
    early = set(workflow.file.close_early.as_) if workflow.file.close_early else set()
    return early - {step.end for step in workflow.layout.every if isinstance(step, End)} - {"withdrawn"}


EARLY = [path for path in SERVICES if shipped(path).file.close_early]


@pytest.mark.parametrize("path", EARLY, ids=lambda path: path.stem)
def test_staff_close_a_case_early_with_each_outcome_that_the_service_lets_them(path: Path) -> None:
    workflow = shipped(path)
    rule, case = workflow.file.close_early, Case("X-1", workflow.service, 1, 1, NINE)
    assert rule is not None and len(rule.as_) >= 3

    for outcome in rule.as_:
        command = CloseEarly(Actor("a", teams=frozenset({rule.who})), NINE, "X-1", outcome, "Sent twice", outcome)
        decision = decide(workflow, case, command, workflow.organisation)
        assert isinstance(decision, tuple), decision
        assert [event.outcome for event in decision if isinstance(event, CaseClosed)] == [outcome]


def test_every_step_is_gone_through_by_some_example(workflow: Workflow) -> None:
    reached = set().union(*(played.steps for played in play(workflow)))
    in_late_lists = {step.id for step in workflow.layout.every if workflow.layout.aside(step.id)}

    assert set(workflow.layout.by_id) - in_late_lists - reached == set()


def test_every_way_of_every_branch_is_taken_by_some_example(workflow: Workflow) -> None:
    reached = set().union(*(played.steps for played in play(workflow)))
    ways = [lane.steps[0].id for step in workflow.layout.every if isinstance(step, Branch)
            for lane in step.lanes() if lane.steps]  # fmt: skip

    assert [way for way in ways if way not in reached] == []


def test_every_message_is_sent_by_some_example(workflow: Workflow) -> None:
    expected = [example.expect.get("sent", []) for example in workflow.file.examples if example.expect]
    named = {word.text for sent in expected for word in (sent if isinstance(sent, list) else [sent])}

    assert set(workflow.file.messages) - named == set()
