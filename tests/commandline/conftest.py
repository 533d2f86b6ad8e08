"""The place where the commands are typed."""

from pathlib import Path

import pytest

from tests.commandline.place import Place
from tests.workflows.services import ORGANISATION, ROAD


@pytest.fixture
def here(tmp_path: Path) -> Place:
    folder = tmp_path / "definitions"
    folder.mkdir()
    environment = {
        "WHERRY_DEFINITIONS": str(folder),
        "WHERRY_DATABASE": f"sqlite:///{tmp_path / 'wherry.db'}",
        "WHERRY_ORIGIN": "https://forms.example.gov.uk",
        "COLUMNS": "200",
    }
    place = Place(folder, environment)
    place.write(ROAD)
    place.write(ORGANISATION, "organisation.yaml")
    return place


@pytest.fixture
def connected(here: Place) -> Place:
    assert here.wherry("db", "upgrade").exit_code == 0
    return here
