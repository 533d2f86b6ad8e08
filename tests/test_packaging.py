"""What two commands on a bare machine rest on: the locks, the start, the configuration."""

import ast
import json
import re
import shutil
import socket
import subprocess
import sys
import tomllib
from importlib.metadata import distribution
from pathlib import Path
from zipfile import ZipFile

import psycopg
import pytest
from playwright.sync_api import Browser, Page

import wherry
from tests.browsers import axe_findings, axe_path
from tests.postgres import carried
from tests.prepare import TESTS
from web.gate import TRUSTED_HEADERS

#: For files in a store such as S3, beside the first.
S3 = "requirements-s3.lock"
LOCKS = [wherry.BASE, TESTS, S3]
LOWER_FLOORS = ["commandline", "screens", "web", "outside", "demo", "desk", "engine", "workflows", "components"]


def pins(lock: str) -> dict[str, set[str]]:
    """Each package of a lock with the versions it pins: two where they differ by Python."""
    found: dict[str, set[str]] = {}
    for name, version in re.findall(r"^([\w.-]+)==([\w.]+)", (wherry.HOME / lock).read_text(), re.MULTILINE):
        found.setdefault(name, set()).add(version)
    return found


def imports(file: Path) -> set[str]:
    """The packages that a file's own top imports."""
    named: set[str] = set()
    for line in ast.parse(file.read_text(encoding="utf-8")).body:
        if isinstance(line, ast.Import):
            named |= {alias.name.split(".")[0] for alias in line.names}
        if isinstance(line, ast.ImportFrom):
            named.add(str(line.module).split(".")[0])
    return named


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_pins_every_package_with_a_hash_and_names_no_index(lock: str) -> None:
    text = (wherry.HOME / lock).read_text()
    entries = re.split(r"\n(?=[a-z])", text)[1:]

    assert entries
    assert all("--hash=sha256:" in entry for entry in entries)
    assert not re.search(r"index-url|find-links|://", text)


def test_the_tests_run_on_the_very_versions_that_are_shipped() -> None:
    tested = pins(TESTS)

    for lock in (wherry.BASE, S3):
        assert {name: tested.get(name) for name in pins(lock)} == pins(lock)


def test_the_base_is_at_most_80_packages_and_850_megabytes() -> None:
    absent_here = {"colorama", "tzdata"} if sys.platform != "win32" else set()
    base = set(pins(wherry.BASE)) - absent_here
    files = [file for name in base for file in distribution(name).files or []]
    size = sum(path.stat().st_size for path in (Path(str(file.locate())) for file in files) if path.is_file())

    assert len(pins(wherry.BASE)) <= 80
    assert 0 < size <= 850_000_000


def test_the_start_on_a_bare_machine_needs_the_standard_library_alone() -> None:
    for file in (wherry.HOME / "wherry.py", wherry.HOME / "tests/prepare.py", wherry.HOME / "tests/browsers.py"):
        assert imports(file) <= sys.stdlib_module_names | {"wherry", "tests"}


def test_an_environment_that_holds_the_lock_is_left_alone(tmp_path: Path) -> None:
    home = checkout(tmp_path)
    python = wherry.environment_python(home)
    python.parent.mkdir(parents=True)
    python.touch()
    (home / ".venv" / "some.lock.installed").write_text(wherry.stamp_of(home, "some.lock"))

    wherry.bootstrap(home, "some.lock")

    assert python.read_bytes() == b""


def test_an_environment_that_is_a_link_to_another_place_is_refused_and_left_alone(tmp_path: Path) -> None:
    home, other = checkout(tmp_path / "one"), tmp_path / "two" / ".venv"
    other.mkdir(parents=True)
    (home / ".venv").symlink_to(other, target_is_directory=True)

    with pytest.raises(SystemExit, match="is a link to a folder of another place") as told:
        wherry.bootstrap(home, "some.lock")

    assert "\n" not in str(told.value)
    assert list(other.iterdir()) == []


def test_other_pins_another_project_or_another_folder_fill_the_environment_again(tmp_path: Path) -> None:
    home = checkout(tmp_path / "one")
    first = wherry.stamp_of(home, "some.lock")
    moved = wherry.stamp_of(checkout(tmp_path / "two"), "some.lock")
    (home / "some.lock").write_text("other pins")
    pinned = wherry.stamp_of(home, "some.lock")
    (home / "pyproject.toml").write_text("another entry point")

    assert len({first, moved, pinned, wherry.stamp_of(home, "some.lock")}) == 4


def checkout(home: Path) -> Path:
    home.mkdir(parents=True, exist_ok=True)
    (home / "some.lock").write_text("pins")
    (home / "pyproject.toml").write_text("project")
    return home


def test_a_step_that_fails_says_the_cure_before_what_was_printed() -> None:
    failing = [sys.executable, "-c", "print('no such host'); raise SystemExit(1)"]

    with pytest.raises(SystemExit, match=r"(?s)^Plug it in\..*no such host$"):
        wherry.run_quietly(failing, "Plug it in.")


def test_a_port_that_is_taken_is_said_in_a_sentence() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        told = subprocess.run([sys.executable, "-m", "wherry", "serve", "--port", port], capture_output=True, text=True)

    assert told.returncode == 1
    assert f"Something already answers on port {port}" in told.stderr


def test_a_wheel_holds_every_file_that_the_program_reads(tmp_path: Path) -> None:
    source = tmp_path / "source"
    for floor in LOWER_FLOORS:
        shutil.copytree(wherry.HOME / floor, source / floor, ignore=shutil.ignore_patterns("__pycache__"))
    for file in (*wherry.HOME.glob("*.py"), wherry.HOME / "pyproject.toml"):
        shutil.copy(file, source)
    quiet = ("--quiet", "--no-index", "--no-deps", "--no-build-isolation", "--disable-pip-version-check")
    command = [sys.executable, "-m", "pip", "wheel", *quiet, "--wheel-dir", str(tmp_path), str(source)]
    wanted = {file.relative_to(source).as_posix() for file in source.rglob("*") if file.is_file()} - {"pyproject.toml"}

    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    (wheel,) = tmp_path.glob("*.whl")
    missing = wanted - set(ZipFile(wheel).namelist())

    assert "workflows/words/pl.po" in wanted
    assert not missing, "name their endings in pyproject.toml, under package-data"


def test_every_library_a_floor_imports_is_declared() -> None:
    project = tomllib.loads((wherry.HOME / "pyproject.toml").read_text())["project"]
    declared = {re.split(r"[\[<>=~!]", named)[0].lower().replace("_", "-") for named in project["dependencies"]}
    called = {
        "yaml": "pyyaml", "PIL": "pillow", "argon2": "argon2-cffi", "pydantic_core": "pydantic",
        "stdnum": "python-stdnum", "docx": "python-docx",
    }  # fmt: skip
    files = [wherry.HOME / "app.py", *(file for floor in LOWER_FLOORS for file in (wherry.HOME / floor).rglob("*.py"))]
    ours = {"app", "doors", "logs", "settings", "starting", "worker", *LOWER_FLOORS}
    used = {name for file in files for name in imports(file)} - sys.stdlib_module_names - ours

    assert {called.get(name, name.replace("_", "-")) for name in used} <= declared


def test_the_wiring_is_all_that_the_contracts_cannot_see_and_it_keeps_to_them() -> None:
    everything = {
        str(node.module if isinstance(node, ast.ImportFrom) else alias.name).split(".")[0]
        for node in ast.walk(ast.parse((wherry.HOME / "wherry.py").read_text(encoding="utf-8")))
        if isinstance(node, ast.Import | ast.ImportFrom)
        for alias in node.names
    }

    assert not everything & {"streamlit", "sqlalchemy", "sqlmodel", "alembic", "psycopg"}


def test_nothing_of_the_server_reaches_the_browser_and_nothing_calls_home() -> None:
    told = tomllib.loads((wherry.HOME / ".streamlit/config.toml").read_text())

    assert told["client"] | {"showErrorDetails": "none", "toolbarMode": "minimal"} == told["client"]
    assert told["browser"]["gatherUsageStats"] is False
    assert told["server"]["enableAgentApi"] is False


def test_streamlit_trusts_exactly_the_headers_that_the_gate_sets() -> None:
    told = tomllib.loads((wherry.HOME / ".streamlit/config.toml").read_text())

    assert json.loads(told["server"]["trustedUserHeaders"]) == TRUSTED_HEADERS


def test_each_test_may_have_an_empty_database(postgres_url: str, fresh_postgres_url: str) -> None:
    with psycopg.connect(fresh_postgres_url.replace("+psycopg", "")) as connection:
        tables = connection.execute("select count(*) from pg_tables where schemaname = 'public'").fetchone()

    assert fresh_postgres_url != postgres_url
    assert tables == (0,)


def test_the_postgresql_that_the_test_set_carries_runs_where_the_machine_has_none(tmp_path: Path) -> None:
    with (
        carried(tmp_path) as address,
        psycopg.connect(address.replace("+psycopg", "")) as connection,
    ):
        assert connection.info.server_version >= 140000


def test_axe_finds_a_picture_without_words_and_nothing_in_a_sound_page(page: Page) -> None:
    page.set_content("<html lang=en><title>Sound</title><main><h1>Sound</h1></main></html>")
    sound = axe_findings(page)
    page.set_content("<html lang=en><title>Unsound</title><main><h1>Unsound</h1><img src=''></main></html>")

    assert axe_path().stat().st_size > 400_000
    assert sound == []
    assert [finding.split(":")[0] for finding in axe_findings(page)] == ["image-alt"]


def test_the_browser_is_a_chromium(browser: Browser) -> None:
    assert browser.browser_type.name == "chromium"
    assert browser.is_connected()
