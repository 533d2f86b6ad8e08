"""`new service`: a service that is sound as it is."""

import pytest

from tests.commandline.place import Place
from tests.workflows.services import NAME, ROAD


def test_a_new_service_is_sound_and_its_examples_are_green(here: Place) -> None:
    made = here.wherry("new", "service", "report-a-drain", "--owner", "parks")
    file = str(here.folder / "report-a-drain.yaml")

    assert made.exit_code == 0
    assert here.wherry("check", file).exit_code == 0
    assert here.wherry("test", file).exit_code == 0
    assert "reach every step and every way" in here.wherry("test", file).stdout


@pytest.mark.parametrize("typed", [["Report a drain"], ["mend-a-road"], ["organisation"], ["drain", "--owner", "park"]])
def test_a_new_service_never_overwrites_and_never_begins_wrong(here: Place, typed: list[str]) -> None:
    told = here.wherry("new", "service", *typed)

    assert told.exit_code == 2
    assert sorted(file.name for file in here.folder.iterdir()) == [NAME, "organisation.yaml"]
    assert (here.folder / NAME).read_text("utf-8") == ROAD
