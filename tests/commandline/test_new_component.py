"""`new component`: a kind of question that passes as it is."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import wherry
from tests.commandline.place import Place

#: With what Python has compiled already.
LEFT_OUT = shutil.ignore_patterns(".*", "var", "*.egg-info", "build")
#: The plugins of other packages take longer to load than the tests to run.
PLAIN = os.environ | {"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}


def test_a_new_component_passes_as_it_is(tmp_path: Path) -> None:
    home = tmp_path / "project"
    shutil.copytree(wherry.HOME, home, ignore=LEFT_OUT)
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
    done = subprocess.run([sys.executable, *command], cwd=home, capture_output=True, text=True, env=PLAIN)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_a_new_component_has_a_name_that_nothing_else_has(here: Place) -> None:
    for name in ("postcode", "base", "class", "problem", "../Etc", "Permit"):
        assert here.wherry("new", "component", name).exit_code == 2
