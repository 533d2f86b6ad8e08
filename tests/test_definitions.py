"""The services that ship are sound, and their examples play and reach every outcome."""

from datetime import date

import pytest

from engine.play import play
from tests.workflows.services import FILES
from workflows.load import examine, load

SERVICES = sorted(path for path in FILES if path != "organisation.yaml")
every_service = pytest.mark.parametrize("path", SERVICES)


@every_service
def test_a_shipped_service_has_neither_faults_nor_remarks(path: str) -> None:
    assert [fault.as_text() for fault in examine(FILES, path).faults] == []


@every_service
def test_its_examples_play_as_they_say(path: str) -> None:
    assert [(one.story, one.difference) for one in play(load(FILES, path)) if one.difference] == []


@every_service
def test_its_examples_reach_every_outcome(path: str) -> None:
    file = load(FILES, path).file

    assert {example.ends for example in file.examples} == set(file.outcomes)


@every_service
def test_its_law_says_when_and_where_it_was_checked_or_that_it_was_not(path: str) -> None:
    law = load(FILES, path).file.law

    assert law.checked == "no" or (date.fromisoformat(law.checked) and law.source)
