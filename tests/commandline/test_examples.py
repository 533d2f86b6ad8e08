"""`test`: the examples are played, and what none reaches is named."""

from tests.commandline.place import Place
from tests.workflows.services import NAME, ROAD


def test_examples_are_played_and_what_none_reaches_is_named(here: Place) -> None:
    told = here.wherry("test")

    assert told.exit_code == 0
    assert "Every example goes as it says" in told.stderr
    assert "not-reached No example" in told.stdout


def test_a_service_is_played_by_its_name_as_by_its_path(here: Place) -> None:
    by_name, by_path = here.wherry("test", "mend-a-road"), here.wherry("test", str(here.folder / NAME))
    misspelt = here.wherry("test", "mend-a-raod")

    assert by_name.exit_code == 0
    assert by_name.stdout == by_path.stdout != ""
    assert misspelt.exit_code != 0
    assert 'There is no service, file or folder mend-a-raod. Did you mean "mend-a-road"?' in misspelt.stderr


def test_an_example_that_goes_otherwise_says_where_and_how(here: Place) -> None:
    here.write(ROAD.replace("ends: mended", "ends: nothing", 1))

    told = here.wherry("test")

    assert told.exit_code == 1
    assert "not so:" in told.stdout
    assert "It is mended, not nothing" in told.stdout


def test_random_cases_are_sent_through_and_their_ends_counted(here: Place) -> None:
    told = here.wherry("test", "--walk", "20", "--seed", "3")

    assert told.exit_code == 0
    assert "20 random cases: " in told.stdout
    assert told.stdout == here.wherry("test", "--walk", "20", "--seed", "3").stdout
