"""`where-used` and `rename`: a name, everywhere that it stands."""

from tests.commandline.place import Place
from tests.workflows.services import NAME, ORGANISATION, ROAD


def test_every_place_of_a_name_is_a_line(here: Place) -> None:
    told = here.wherry("where-used", "inspect", "mend-a-road")

    assert told.exit_code == 0
    assert len(told.stdout.splitlines()) == 4
    assert "the step inspect is made: - ask: inspect" in told.stdout


def test_a_name_that_stands_nowhere_is_told_so(here: Place) -> None:
    assert here.wherry("where-used", "no_such_thing").exit_code == 1


def test_a_rename_changes_the_name_and_nothing_else(here: Place) -> None:
    done = here.wherry("rename", "mend-a-road", "depth", "deepness")

    assert done.exit_code == 0
    assert (here.folder / NAME).read_text("utf-8") == ROAD.replace("depth:", "deepness:")
    assert (here.folder / "organisation.yaml").read_text("utf-8") == ORGANISATION


def test_an_option_is_renamed_by_the_name_of_its_question(here: Place) -> None:
    assert here.wherry("rename", "mend-a-road", "--value", "found", "Mended", "Repaired").exit_code == 0
    text = (here.folder / NAME).read_text("utf-8")
    assert "Mended" not in text
    assert text.count("Repaired") == ROAD.count("Mended")


def test_a_team_is_renamed_by_the_file_that_makes_it(here: Place) -> None:
    assert here.wherry("rename", "organisation", "highways", "roads").exit_code == 0
    assert "owner: roads" in (here.folder / NAME).read_text("utf-8")
    assert here.wherry("check").exit_code == 0


def test_what_cannot_be_renamed_stays_as_it_is_and_says_why(here: Place) -> None:
    refused = here.wherry("rename", "mend-a-road", "depth", "urgent")

    assert refused.exit_code == 2
    assert "There is the answer urgent already" in refused.stderr
    assert (here.folder / NAME).read_text("utf-8") == ROAD
