"""`picture` and `schema`: what other programs are given."""

import json
from xml.etree import ElementTree

from tests.commandline.place import Place
from tests.workflows.services import NAME


def test_a_service_is_drawn_by_its_name_or_its_file(here: Place) -> None:
    by_name, by_file = here.wherry("picture", "mend-a-road"), here.wherry("picture", str(here.folder / NAME))

    assert by_name.exit_code == 0
    assert by_name.stdout.startswith("digraph")
    assert by_name.stdout == by_file.stdout
    assert here.wherry("picture", "no-such-service").exit_code == 2


def test_a_service_is_drawn_as_a_file_that_can_be_looked_at(here: Place) -> None:
    drawn = here.wherry("picture", "mend-a-road", "--format", "svg")

    assert drawn.exit_code == 0
    assert ElementTree.fromstring(drawn.stdout).tag == "{http://www.w3.org/2000/svg}svg"


def test_the_schema_is_json_for_services_and_for_the_organisation(here: Place) -> None:
    service, organisation = here.wherry("schema"), here.wherry("schema", "organisation")

    assert "steps" in json.loads(service.stdout)["properties"]
    assert "teams" in json.loads(organisation.stdout)["properties"]
