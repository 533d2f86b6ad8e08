"""Guides as they were recorded years ago: written in the language they are sound, and their examples come out."""

from pathlib import Path

import pytest

from desk.guiding import Guide
from desk.play import play
from tests.workflows.services import FILES
from workflows.load import examine, load
from workflows.workflow import Workflow

HERE = Path(__file__).parent / "guides"
RECORDED = sorted(path.stem for path in HERE.glob("*.yaml"))


def files(name: str) -> tuple[dict[str, str], str]:
    path = f"{name}.yaml"
    return {**FILES, path: (HERE / path).read_text("utf-8")}, path


def workflow(name: str) -> Workflow:
    return load(*files(name))


def recorded(name: str) -> Guide:
    """A recorded guide as somebody comes to it."""
    read = workflow(name)
    return Guide(read, read.organisation)


@pytest.mark.parametrize("name", RECORDED)
def test_a_recorded_guide_has_neither_faults_nor_remarks(name: str) -> None:
    assert [fault.as_text() for fault in examine(*files(name)).faults] == []
    assert workflow(name).guide


@pytest.mark.parametrize("name", RECORDED)
def test_an_example_of_a_recorded_guide_comes_out_as_it_says(name: str) -> None:
    assert [played.difference for played in play(workflow(name)) if played.difference] == []
    assert {example.ends for example in workflow(name).file.examples} == set(workflow(name).file.outcomes)
