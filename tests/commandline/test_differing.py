"""`diff`: two texts of a service, or two versions, told apart by meaning."""

from tests.commandline.place import NOW, Place
from tests.workflows.services import NAME, ORGANISATION, ROAD
from workflows.load import hash_of


def publish(here: Place, text: str) -> None:
    path = f"definitions/{NAME}"
    files = {path: text, "definitions/organisation.yaml": ORGANISATION}
    here.store().versions.publish("mend-a-road", hash_of(files, path), files, NOW, "imran", "Imran Hussain")


def test_a_file_is_compared_with_a_published_version(connected: Place) -> None:
    publish(connected, ROAD)
    connected.write(ROAD.replace("due: 10 working days", "due: 5 working days"))
    told = connected.wherry("diff", "mend-a-road@1", "mend-a-road")

    assert told.exit_code == 1
    assert told.stdout == "Inspect the road is due 5 working days sooner: within 5 working days\n"


def test_what_was_renamed_is_one_change(connected: Place) -> None:
    publish(connected, ROAD)
    connected.wherry("rename", "mend-a-road", "found", "seen")
    told = connected.wherry("diff", "mend-a-road@1", "mend-a-road")

    assert told.stdout == "The question found is called seen now\n"


def test_what_means_the_same_is_no_difference(connected: Place) -> None:
    publish(connected, ROAD)
    publish(connected, f"# Words for ourselves\n{ROAD}")
    told = connected.wherry("diff", "mend-a-road@1", "mend-a-road@2")

    assert (told.exit_code, told.stdout) == (0, "")


def test_a_version_that_is_not_there_is_told_so(connected: Place) -> None:
    told = connected.wherry("diff", "mend-a-road@7", "mend-a-road")

    assert told.exit_code == 2
    assert "There is no version 7 of mend-a-road" in told.stderr


def test_a_file_that_cannot_be_read_says_what_is_wrong(here: Place) -> None:
    other = here.write(ROAD.replace("steps:", "stepz:"), "broken.yaml")
    told = here.wherry("diff", "mend-a-road", str(other))

    assert told.exit_code == 2
    assert "unknown-word" in told.stdout
