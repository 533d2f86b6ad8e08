"""`audit verify`: what was changed behind the program's back is said, with the case and what is wrong in it."""

from pathlib import Path

import pytest
from sqlalchemy import text

from engine.store.database import Database, named
from tests.commandline.kept import Kept

CHANGES = {
    "UPDATE wf_event SET facts = replace(facts, 'inspect', 'resurface') WHERE reference = 'POT-1' AND seq = 1":
        "POT-1: Event 1 was changed, or the one before it",
    "UPDATE wf_event SET content = replace(content, 'Monday', 'Friday') WHERE reference = 'POT-1' AND seq = 2":
        "POT-1: The content of event 2 was changed",
    "UPDATE wf_event SET actor = 'bob' WHERE reference = 'POT-1' AND seq = 2":
        "POT-1: Event 2 was changed, or the one before it",
    "DELETE FROM wf_event WHERE reference = 'POT-1' AND seq = 2":
        "POT-1: The last event is not the one the case was left with",
    "DELETE FROM wf_event WHERE reference = 'POT-1' AND seq = 1":
        "POT-1: Event 1 is not there: the next is 2",
    "UPDATE wf_case SET state = replace(state, 'Magdalen Street', 'Elm Hill') WHERE reference = 'POT-1'":
        "POT-1: The case's row is not what its events say",
    "UPDATE wf_case SET state = substr(state, 1, 40) WHERE reference = 'POT-1'":
        "POT-1: The case's row cannot be read",
    "DELETE FROM wf_case WHERE reference = 'POT-1'":
        "POT-1: It has events and no row: the case itself was taken away",
    "DELETE FROM wf_task WHERE reference = 'POT-1' AND task = 'inspect.1'":
        "POT-1: The task inspect.1 is in nobody's list",
    "UPDATE wf_task SET task = 'mend.1' WHERE reference = 'POT-1' AND task = 'inspect.1'":
        "POT-1: A list shows the task mend.1, which is not open",
    "DELETE FROM wf_timer WHERE reference = 'POT-1'":
        "POT-1: Nothing will tell when inspect.1 is due",
}  # fmt: skip


def test_what_was_written_by_the_program_is_found_whole(kept: Kept) -> None:
    told = kept.wherry("audit", "verify")

    assert (told.exit_code, told.stdout) == (0, "")
    assert f"All 3 cases in {named(kept.url)} are as they were written" in told.stderr


@pytest.mark.parametrize("first", ["sqlite"], indirect=True)
@pytest.mark.parametrize("change", CHANGES)
def test_what_was_changed_behind_its_back_is_said(kept: Kept, change: str) -> None:
    database = Database.open(kept.url)
    with database.write() as connection:
        assert connection.execute(text(change)).rowcount == 1
    database.close()

    told = kept.wherry("audit", "verify")

    assert told.exit_code == 1
    assert CHANGES[change] in told.stdout
    assert f"1 of 3 cases in {named(kept.url)} are not as they were written" in told.stderr
    assert {line.partition(":")[0] for line in told.stdout.splitlines()} == {"POT-1"}


@pytest.mark.parametrize("first", ["sqlite"], indirect=True)
@pytest.mark.parametrize("command", [("audit", "verify"), ("backup", "new"), ("export", "new")])
@pytest.mark.parametrize("damaged", [(0, b"no database"), (8_192, bytes(60_000))], ids=["no database", "a hole in it"])
def test_a_damaged_file_is_said_in_one_sentence(
    kept: Kept, tmp_path: Path, command: tuple[str, str], damaged: tuple[int, bytes]
) -> None:
    at, data = damaged
    with Path(kept.url.removeprefix("sqlite:///")).open("r+b") as file:
        file.seek(at)
        file.write(data)

    told = kept.wherry(command[0], command[1].replace("new", str(tmp_path / "new")))

    assert (told.exit_code, told.stdout) == (2, "")
    assert told.stderr.startswith("The file of the database is damaged, or is no database.")
    assert len(told.stderr.splitlines()) == 1
