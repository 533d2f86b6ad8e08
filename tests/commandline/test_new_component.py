"""`new component`: a kind of question that passes as it is."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import wherry
from tests.commandline.place import Place
from workflows.speaking import shipped

#: With what Python has compiled already.
LEFT_OUT = shutil.ignore_patterns(".*", "var", "*.egg-info", "build")
#: The plugins of other packages take longer to load than the tests to run.
PLAIN = os.environ | {"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
#: What holds it, with the words that it says in every language.
HELD = ("tests/components", "tests/words", "tests/web/plain", "tests/outside/test_blanks.py")


def test_a_new_component_passes_as_it_is(tmp_path: Path) -> None:
    home = tmp_path / "project"
    shutil.copytree(wherry.HOME, home, ignore=LEFT_OUT)
    before = {file for file in home.rglob("*") if file.is_file()}

    told = in_copy(home, "-c", "import wherry; wherry.main()", "new", "component", "allotment plot")
    made = {file for file in home.rglob("*") if file.is_file() and file.suffix in (".py", ".md")} - before
    tested = in_copy(home, "-m", "pytest", *HELD, "-k", "allotment", "-p", "no:cacheprovider")
    in_copy(home, "-m", "ruff", "check", *[str(file) for file in made if file.suffix == ".py"])
    in_copy(home, "-m", "ruff", "format", "--check", *[str(file) for file in made if file.suffix == ".py"])

    assert {file.relative_to(home).as_posix() for file in made} == {
        "components/allotment_plot.py",
        "tests/components/test_allotment_plot.py",
        "docs/components/allotment-plot.md",
    }
    assert int(re.findall(r"(\d+) passed", tested)[0]) > 20
    assert "python3 -m tests.prepare" in told
    assert ".venv/bin/python -m pytest tests/components tests/words" in told


def test_a_sentence_of_its_own_is_asked_for_in_every_language(tmp_path: Path) -> None:
    home = tmp_path / "project"
    shutil.copytree(wherry.HOME, home, ignore=LEFT_OUT)
    told = in_copy(home, "-c", "import wherry; wherry.main()", "new", "component", "allotment plot")
    made, sentence = home / "components" / "allotment_plot.py", "Enter an allotment plot like AB1234"
    for before, after in (
        ('like(self.subject("Your answer"), EXAMPLE)', f'"{sentence}"'),
        ('f"Allotment plot must be like {EXAMPLE}"', f'"{sentence}"'),
    ):
        text = made.read_text("utf-8")
        assert before in text
        made.write_text(text.replace(before, after), "utf-8")
    command = [sys.executable, "-m", "pytest", "tests/words", "-k", "allotment", "-p", "no:cacheprovider"]
    tested = subprocess.run(command, cwd=home, capture_output=True, text=True, env=PLAIN).stdout

    assert tested.count(f"which “allotment plot” says: ['{sentence}']") >= len(shipped())
    assert all(language in told.rpartition("workflows/words/")[2] for language in shipped())


def in_copy(home: Path, *command: str) -> str:
    done = subprocess.run([sys.executable, *command], cwd=home, capture_output=True, text=True, env=PLAIN)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout + done.stderr


def test_a_new_component_has_a_name_that_nothing_else_has(here: Place) -> None:
    for name in ("postcode", "base", "class", "problem", "../Etc", "Permit", "list", "list number"):
        assert here.wherry("new", "component", name).exit_code == 2
