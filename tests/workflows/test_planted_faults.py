"""A hundred and more ways in which people get a service wrong: each is said once, on its line, with the right cure.

They stand in `planted/`, with the line and the cure that we hoped for before we looked at what the checker says.
"""

import pytest

from desk.play import play
from tests.workflows.planted_faults import ADVICE, EXAMPLES, PLANTED, SOUND, Planted
from tests.workflows.services import SERVICES
from workflows.checks.beside import beside_services
from workflows.load import examine, load

OWN = ("rent-an-allotment.yaml", "close-a-road-for-a-party.yaml")


@pytest.mark.parametrize("name", OWN)
def test_the_services_that_are_got_wrong_are_sound(name: str) -> None:
    assert [fault.as_text() for fault in examine(SOUND, name).faults if fault.level == "fault"] == []
    assert [played.difference for played in play(load(SOUND, name)) if played.difference] == []


@pytest.mark.parametrize("planted", PLANTED, ids=lambda planted: planted.wrong)
def test_what_people_get_wrong_is_said_once_on_its_line_with_its_cure(planted: Planted) -> None:
    faults = [fault for fault in examine(planted.files, planted.service).faults if fault.level == "fault"]

    assert [(fault.place.file, fault.place.line) for fault in faults] == [(planted.file, planted.line)]
    assert planted.is_said_by(faults[0].sentence, faults[0].cure)


@pytest.mark.parametrize("planted", EXAMPLES, ids=lambda planted: planted.wrong)
def test_what_people_get_wrong_in_an_example_is_said_on_its_line_when_it_is_played(planted: Planted) -> None:
    wrong = [played for played in play(load(planted.files, planted.service)) if played.difference]

    assert [played.place.line for played in wrong] == [planted.line]
    assert planted.is_said_by(wrong[0].difference)


@pytest.mark.parametrize("planted", ADVICE, ids=lambda planted: planted.wrong)
def test_what_may_be_meant_so_is_remarked_on_once_on_its_line(planted: Planted) -> None:
    before = examine(SOUND, planted.service).faults
    services = {path.stem for path in SERVICES}

    found = set(beside_services(examine(planted.files, planted.service), services).faults)

    (said,) = {(one.place.file, one.place.line, one.sentence, one.cure) for one in found if one not in before}
    assert said[:2] == (planted.file, planted.line)
    assert planted.is_said_by(*said[2:])
