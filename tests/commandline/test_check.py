"""`check`: every fault of the files that are named, and nothing else."""

import json
import re
from pathlib import Path

import pytest

from tests.commandline.place import Place
from tests.workflows.services import DEFINITIONS, NAME, ORGANISATION, ROAD


def test_a_sound_folder_has_no_fault_and_ends_well(here: Place) -> None:
    told = here.wherry("check")

    assert (told.exit_code, told.stdout) == (0, "")
    assert "2 files read, 0 faults" in told.stderr


def test_every_fault_is_a_line_with_its_place_its_sentence_and_its_cure(here: Place) -> None:
    file = here.write(ROAD.replace("owner: highways", "owner: highway").replace("to: applicant", "to: nobody", 1))

    told = here.wherry("check", str(file))

    assert told.exit_code == 1
    lines = told.stdout.splitlines()
    assert len(lines) == 2
    assert all(re.fullmatch(rf"{re.escape(file.as_posix())}:\d+:\d+ [a-z-]+ .+ — .+", one) for one in lines)
    assert lines[0].endswith('Did you mean "highways"?')


def test_faults_as_json_carry_what_a_program_needs(here: Place) -> None:
    here.write(ROAD.replace("owner: highways", "owner: highway"))

    told = here.wherry("check", "--format", "json")

    (fault,) = json.loads(told.stdout)
    assert told.exit_code == 1
    assert set(fault) == {"file", "line", "column", "code", "level", "sentence", "cure"}
    assert (fault["line"], fault["level"]) == (4, "fault")


def test_the_services_that_ship_could_do_no_better(here: Place) -> None:
    told = here.wherry("check", "--strict", str(DEFINITIONS))

    assert (told.exit_code, told.stdout) == (0, "")


def test_a_service_is_not_run_that_is_not_in_the_folder(here: Place) -> None:
    here.write(ROAD.replace("- branch:\n", "- run: mend-a-wal\n- branch:\n", 1))
    here.write(ROAD.replace("service: mend-a-road", "service: mend-a-wall"), "mend-a-wall.yaml")

    told = here.wherry("check")

    assert told.exit_code == 1
    assert told.stdout.splitlines()[0].endswith('There is no service called “mend-a-wal” — Did you mean "mend-a-wall"?')


def test_the_organisation_is_checked_once_though_every_service_reads_it(here: Place) -> None:
    here.write(ROAD.replace("mend-a-road", "mend-a-wall"), "mend-a-wall.yaml")
    here.write(ORGANISATION.replace("[national-highways]", "[national-railways]"), "organisation.yaml")

    told = here.wherry("check")

    assert told.stdout.count("unknown-team") == 1
    assert "3 files read, 1 fault" in told.stderr


@pytest.mark.parametrize(
    "data", [b"", b"\xff\xfes\x00", b"[" * 100_000, b"a: b: c", b"\x00", "service: ż".encode("cp1250")]
)
def test_no_file_whatever_gives_a_traceback(here: Place, data: bytes) -> None:
    (here.folder / NAME).write_bytes(data)

    told = here.wherry("check")

    assert told.exit_code == 1
    assert told.stdout.startswith(str((here.folder / NAME).as_posix()))


def test_a_path_that_is_not_there_is_said_in_a_sentence(here: Place) -> None:
    told = here.wherry("check", "no/such/folder")

    assert told.exit_code == 2
    assert told.stderr.strip() == f"There is no service, file or folder {Path('no/such/folder')}."
