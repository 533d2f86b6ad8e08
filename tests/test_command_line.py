"""The commands, as somebody types them: what they print, how they end, and what they leave behind."""

import json
import os
import re
import shutil
import socket
import subprocess
import sys
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

import wherry
from commandline.line import line
from engine.people import Role
from engine.store import Store
from engine.store.database import Database
from settings import NotSet, Settings
from tests.workflows.services import NAME, ORGANISATION, ROAD

NOW = datetime(2027, 3, 1, 9, 0, tzinfo=UTC)
COPIED = shutil.ignore_patterns(".*", "var", "__pycache__", "*.egg-info", "build")


@dataclass
class Place:
    """A folder of definitions, a database, and a command line that knows them."""

    folder: Path
    environment: dict[str, str]

    def wherry(self, *typed: str) -> Result:
        return CliRunner().invoke(line(), typed, env=self.environment)

    def write(self, text: str, name: str = NAME) -> Path:
        file = self.folder / name
        file.write_bytes(text.encode())
        return file

    def store(self) -> Store:
        return Store(Database.open(self.environment["WHERRY_DATABASE"]))

    def save(self, text: str, revision: int = 0, name: str = NAME) -> None:
        """As somebody does in the browser."""
        self.store().versions.save(f"definitions/{name}", text, revision, NOW, "imran", "Imran Hussain")

    def draft(self, name: str = NAME) -> str:
        found = self.store().versions.definition(f"definitions/{name}")
        assert found is not None
        return found.text


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
    assert (fault["line"], fault["level"]) == (3, "fault")


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
    assert told.stderr.strip() == f"There is no file or folder {Path('no/such/folder')}"


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


def test_a_service_is_drawn_by_its_name_or_its_file(here: Place) -> None:
    by_name, by_file = here.wherry("picture", "mend-a-road"), here.wherry("picture", str(here.folder / NAME))

    assert by_name.exit_code == 0
    assert by_name.stdout.startswith("digraph")
    assert by_name.stdout == by_file.stdout
    assert here.wherry("picture", "no-such-service").exit_code == 2


def test_the_schema_is_json_for_services_and_for_the_organisation(here: Place) -> None:
    service, organisation = here.wherry("schema"), here.wherry("schema", "organisation")

    assert "steps" in json.loads(service.stdout)["properties"]
    assert "teams" in json.loads(organisation.stdout)["properties"]


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


def test_somebody_is_let_in_by_a_link_that_works_once(connected: Place) -> None:
    told = connected.wherry(
        "user", "add", "Priya@Example.org", "--name", "Priya Nair", "--team", "highways", "--manages", "highways",
        "--edits", "*", "--publishes", "mend-a-road",
    )  # fmt: skip

    with connected.store().registers.read() as register:
        person = register.people.by_email("priya@example.org")
    assert told.exit_code == 0
    assert re.fullmatch(r"https://forms\.example\.gov\.uk/welcome/[\w-]{40,}\n", told.stdout)
    assert person is not None
    assert (person.name, person.teams) == ("Priya Nair", ("highways",))
    assert person.roles == {Role("manage", "highways"), Role("edit", "*"), Role("publish", "mend-a-road")}


def test_somebody_who_is_known_stays_who_they_are(connected: Place) -> None:
    for team in ("highways", "parks"):
        assert connected.wherry("user", "add", "a@example.org", "--name", "Ada", "--team", team).exit_code == 0

    with connected.store().registers.read() as register:
        (person,) = register.people.everyone()
    assert person.teams == ("parks",)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        (["a@example.org", "--team", "highway"], 'There is no team called highway. Did you mean "highways"?'),
        (["nobody", "--team", "parks"], "nobody is not an email address, like name@example.com"),
    ],
)
def test_nobody_is_let_in_by_a_slip(connected: Place, typed: list[str], sentence: str) -> None:
    told = connected.wherry("user", "add", *typed, "--name", "Ada")

    with connected.store().registers.read() as register:
        everyone = register.people.everyone()
    assert (told.exit_code, told.stderr.strip()) == (2, sentence)
    assert everyone == ()


def test_somebody_disabled_is_out(connected: Place) -> None:
    connected.wherry("user", "add", "a@example.org", "--name", "Ada", "--team", "parks")

    told = connected.wherry("user", "disable", "A@example.org")

    with connected.store().registers.read() as register:
        (person,) = register.people.everyone()
    assert told.exit_code == 0
    assert person.disabled
    assert connected.wherry("user", "disable", "b@example.org").exit_code == 2


def test_a_new_component_passes_as_it_is(tmp_path: Path) -> None:
    home = tmp_path / "project"
    shutil.copytree(wherry.HOME, home, ignore=COPIED)
    before = {file for file in home.rglob("*") if file.is_file()}

    in_copy(home, "-c", "import wherry; wherry.main()", "new", "component", "allotment plot")
    made = {file for file in home.rglob("*") if file.is_file() and file.suffix in (".py", ".md")} - before
    tested = in_copy(home, "-m", "pytest", "tests/components", "-k", "allotment", "-p", "no:cacheprovider")
    in_copy(home, "-m", "ruff", "check", *[str(file) for file in made if file.suffix == ".py"])
    in_copy(home, "-m", "ruff", "format", "--check", *[str(file) for file in made if file.suffix == ".py"])

    assert {file.relative_to(home).as_posix() for file in made} == {
        "components/allotment_plot.py",
        "tests/components/test_allotment_plot.py",
        "docs/components/allotment-plot.md",
    }
    assert tested.count(".") > 20


def in_copy(home: Path, *command: str) -> str:
    done = subprocess.run([sys.executable, *command], cwd=home, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_a_new_component_has_a_name_that_nothing_else_has(here: Place) -> None:
    for name in ("postcode", "base", "class", "problem", "../Etc", "Permit"):
        assert here.wherry("new", "component", name).exit_code == 2


def test_a_server_refuses_to_start_without_a_secret_and_an_address(tmp_path: Path) -> None:
    bare = Settings.from_environment({"WHERRY_VAR": str(tmp_path)})
    short = Settings.from_environment({"WHERRY_VAR": str(tmp_path), "WHERRY_SECRET": "short"})

    with pytest.raises(NotSet, match="WHERRY_ORIGIN"):
        _ = bare.origins
    with pytest.raises(NotSet, match="WHERRY_SECRET"):
        _ = bare.secret
    with pytest.raises(NotSet, match="at least 32 characters"):
        _ = short.secret


@pytest.mark.parametrize(("command", "sentence"), [("serve", "Set WHERRY_ORIGIN"), ("run", "first-character")])
def test_what_keeps_it_from_starting_is_said_in_a_sentence(here: Place, command: str, sentence: str) -> None:
    here.write("teams: [" if command == "run" else ORGANISATION, "organisation.yaml")
    told = here.environment | {"WHERRY_VAR": str(here.folder.parent / "var"), "WHERRY_ORIGIN": ""}

    with socket.create_server(("127.0.0.1", 0)) as free:
        port = str(free.getsockname()[1])
    done = subprocess.run(
        [sys.executable, "-m", "wherry", command, "--port", port],
        capture_output=True, text=True, cwd=wherry.HOME, env=os.environ | told, timeout=60,
    )  # fmt: skip

    assert done.returncode == 1
    assert sentence in done.stderr
    assert "Traceback" not in done.stderr


def test_the_demo_makes_its_own_secret_once_and_nobody_else_may_read_it(tmp_path: Path) -> None:
    told = {"WHERRY_VAR": str(tmp_path / "var"), "WHERRY_MODE": "run", "WHERRY_PORT": "8660"}
    first, second = Settings.from_environment(told), Settings.from_environment(told)

    assert len(first.secret) == 32
    assert first.secret == second.secret
    assert (tmp_path / "var" / "secret").stat().st_mode & 0o077 == 0
    assert first.origins == ("http://localhost:8660", "http://127.0.0.1:8660")


def test_a_secret_that_is_given_is_the_same_on_every_machine(tmp_path: Path) -> None:
    told = {"WHERRY_SECRET": "s" * 32, "WHERRY_ORIGIN": "https://forms.example.gov.uk/ https://other.example.org"}
    settings = Settings.from_environment(told | {"WHERRY_VAR": str(tmp_path)})

    assert settings.secret == Settings.from_environment(told).secret
    assert settings.origins == ("https://forms.example.gov.uk", "https://other.example.org")
    assert list(tmp_path.iterdir()) == []
