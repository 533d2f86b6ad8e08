"""`test`: the examples are played, and what none reaches is named."""

from tests.commandline.place import Place
from tests.workflows.services import ROAD


def test_examples_are_played_and_what_none_reaches_is_named(here: Place) -> None:
    told = here.wherry("test")

    assert told.exit_code == 0
    assert "Every example goes as it says" in told.stderr
    assert "not-reached No example" in told.stdout


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
