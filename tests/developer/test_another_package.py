"""A package of somebody else’s brings a kind of question and an action in, and declares nothing of ours."""

import ast
import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

from tests.journeys.house import ROOT

EXAMPLE = ROOT / "docs" / "example-package"
SERVICE = """\
service: report-a-bus-stop
title: Report a bus stop
owner: highways
starts: anyone
reference: BUS
law: {basis: none, checked: no}
privacy: {purpose: Mending bus stops, basis: public task, keep: 1 years after closing}
steps:
- ask: report
  questions:
    stop: {type: bus stop, label: Which stop is it?}
- call: find-bus-stop
  id: find_stop
  with: {stop: stop}
  gives: {stop_name: text}
- end: told
outcomes:
  told: {title: We know which stop it is}
examples:
- story: A stop in Norwich
  play:
  - report: {stop: NFO gmtdw}
  - find_stop: {stop_name: Elm Hill}
  ends: told
"""
#: What a process of the program knows when the package is there, and says of the folder of definitions.
KNOWN = """
import contextlib, io, json, sys
from datetime import date
import wherry
from components.base import Seen
from components.registry import kinds
from desk.said_by_kinds import unsaid
from desk.spoken import spoken
from engine.ports import registered
from workflows.speaking import voice
from workflows.schema import schema
def ask(*words):
    sys.argv[1:] = words
    said, code = io.TextIOWrapper(io.BytesIO(), "utf-8"), 0
    with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
        try:
            wherry.main()
        except SystemExit as over:
            code = over.code or 0
    said.seek(0)
    return code, said.read()
folder, found = sys.argv[1], registered()["find-bus-stop"]({"stop": "nfogmtdw"}, "key")
seen, stop = Seen(date(2027, 3, 1)), kinds()["bus stop"](label="Przystanek")
said = voice("pl").say(stop.show("77001", seen)[0]), spoken(stop.controls(None, seen), "pl")[0].hint
print(json.dumps({"kinds": list(kinds()), "action": found, "said": said, "unsaid": unsaid(kinds()["bus stop"], seen),
                  "schema": json.dumps(schema()),
                  "checked": ask("check", folder), "played": ask("test", folder)}))
"""
#: The plugins of other packages take longer to load than the tests to run.
PLAIN = os.environ | {"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
#: The tests that are run once for each kind that is installed.
HELD = (
    "tests/components/test_every_kind.py", "tests/components/test_complete.py",
    "tests/web/plain/test_every_kind.py", "tests/web/plain/test_gallery.py",
    "tests/screens/test_gallery.py", "tests/outside/test_blanks.py", "tests/words/test_kinds.py",
)  # fmt: skip


def python(*words: str, beside: Path | None = None) -> str:
    """What our Python says; `beside` is a folder of installed packages."""
    known = PLAIN | ({"PYTHONPATH": str(beside)} if beside else {})
    done = subprocess.run([sys.executable, *words], cwd=ROOT, capture_output=True, text=True, env=known)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def installed(folder: Path) -> Path:
    """Built as a wheel from a copy, so that nothing is left beside the source, and installed in a folder."""
    pip, quiet = ("-m", "pip", "--disable-pip-version-check"), ("--quiet", "--no-index", "--no-deps")
    source = shutil.copytree(EXAMPLE, folder / "source")
    python(*pip, "wheel", *quiet, "--no-build-isolation", "--wheel-dir", str(folder), str(source))
    (wheel,) = folder.glob("*.whl")
    python(*pip, "install", *quiet, "--target", str(folder / "installed"), str(wheel))
    return folder / "installed"


def test_it_imports_the_floor_of_components_and_declares_nothing_of_ours() -> None:
    project = tomllib.loads((EXAMPLE / "pyproject.toml").read_text())["project"]
    modules = [ast.parse(file.read_text("utf-8")) for file in EXAMPLE.rglob("*.py")]
    imported = {str(one.module) for each in modules for one in ast.walk(each) if isinstance(one, ast.ImportFrom)}

    assert project.get("dependencies", []) == []
    assert imported - sys.stdlib_module_names == {"components.base", "components.controls", "components.wording"}


def test_its_kind_and_its_action_are_there_once_it_is_installed(tmp_path: Path) -> None:
    """In the registry, in the checker and in completion; on both galleries and on paper; held like our own."""
    beside = installed(tmp_path)
    definitions = tmp_path / "definitions"
    definitions.mkdir()
    shutil.copy(ROOT / "definitions" / "organisation.yaml", definitions)
    (definitions / "report-a-bus-stop.yaml").write_text(SERVICE, "utf-8")

    known = json.loads(python("-c", KNOWN, str(definitions), beside=beside))
    held = python("-m", "pytest", "-p", "no:cacheprovider", "-k", "bus", *HELD, beside=beside)

    assert "bus stop" in known["kinds"]
    assert known["checked"][0] == 0, known["checked"]
    assert known["played"][0] == 0, known["played"]
    assert known["action"] == {"stop_name": "Elm Hill, opposite the church"}
    assert '"bus stop"' in known["schema"]
    assert known["said"] == ["Przystanek 77001", "Litery lub cyfry na znaku"], "its own words come with it"
    assert sorted(known["unsaid"]) == ["cy", "lt", "pt"], "and the gallery names the languages that it does not bring"
    assert int(re.findall(r"(\d+) passed", held)[0]) > 20
