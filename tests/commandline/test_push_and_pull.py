"""`push` and `pull`: a folder and the drafts in the database, with nobody's work overwritten."""

from pathlib import Path

from tests.commandline.place import Place
from tests.workflows.services import NAME, ROAD


def test_drafts_go_to_the_database_and_come_back_byte_for_byte(connected: Place, tmp_path: Path) -> None:
    data = ROAD.replace("\n", "\r\n") + "# ż\n\n"
    connected.write(data)

    pushed = connected.wherry("push")
    pulled = connected.wherry("pull", str(tmp_path / "elsewhere"))

    assert (pushed.exit_code, pulled.exit_code) == (0, 0)
    assert (tmp_path / "elsewhere" / NAME).read_bytes() == data.encode()
    assert connected.draft() == data


def test_pushing_again_follows_ones_own_changes(connected: Place) -> None:
    connected.wherry("push")
    connected.write(ROAD + "# more\n")

    told = connected.wherry("push")

    assert told.exit_code == 0
    assert f"{NAME} is the draft in the database now" in told.stdout
    assert "organisation.yaml is the same on both sides" in told.stdout
    assert connected.draft() == ROAD + "# more\n"


def test_what_somebody_saved_meanwhile_is_shown_and_not_overwritten(connected: Place) -> None:
    connected.wherry("push")
    connected.save(ROAD + "# theirs\n", 1)
    connected.write(ROAD + "# mine\n")

    told = connected.wherry("push")

    assert told.exit_code == 1
    assert "-# theirs\n+# mine" in told.stdout
    assert connected.draft() == ROAD + "# theirs\n"
    assert (connected.folder / NAME).read_text("utf-8") == ROAD + "# mine\n"


def test_two_changes_of_one_draft_are_both_there_to_be_brought_together(connected: Place) -> None:
    connected.wherry("push")
    connected.save(ROAD + "# theirs\n", 1)
    connected.write(ROAD + "# mine\n")

    pulled = connected.wherry("pull")
    theirs = (connected.folder / f"{NAME}.theirs").read_text("utf-8")
    connected.write(ROAD + "# mine and theirs\n")
    pushed = connected.wherry("push")

    assert (pulled.exit_code, pushed.exit_code) == (1, 0)
    assert theirs == ROAD + "# theirs\n"
    assert connected.draft() == ROAD + "# mine and theirs\n"


def test_pulling_leaves_ones_own_unpushed_changes_alone(connected: Place) -> None:
    connected.wherry("push")
    connected.write(ROAD + "# mine\n")

    told = connected.wherry("pull")

    assert told.exit_code == 0
    assert f"{NAME} has changes of yours" in told.stdout
    assert (connected.folder / NAME).read_text("utf-8") == ROAD + "# mine\n"


def test_pulling_brings_what_others_saved(connected: Place) -> None:
    connected.wherry("push")
    connected.save(ROAD + "# theirs\n", 1)

    told = connected.wherry("pull")

    assert told.exit_code == 0
    assert (connected.folder / NAME).read_text("utf-8") == ROAD + "# theirs\n"


def test_a_file_that_was_never_pulled_does_not_replace_somebodys_draft(connected: Place) -> None:
    connected.save(ROAD + "# theirs\n")

    told = connected.wherry("push")

    assert told.exit_code == 1
    assert connected.draft() == ROAD + "# theirs\n"


def test_a_file_that_is_no_text_is_not_pushed(connected: Place) -> None:
    (connected.folder / NAME).write_bytes(ROAD.encode("utf-16"))

    told = connected.wherry("push")

    assert told.exit_code == 1
    assert "is no UTF-8 text" in told.stdout
    assert connected.store().versions.definition(f"definitions/{NAME}") is None
