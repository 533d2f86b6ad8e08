"""A developer adds one file to a fresh copy of the program, and touches no other: a kind that nobody planned for."""

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.journeys.house import ROOT, House
from tests.journeys.people import Designer, Resident

NEW = Path(__file__).with_name("meter_readings.py")
KIND = "meter readings"
IGNORED = shutil.ignore_patterns(".*", "var", "__pycache__", "*.egg-info", "build")
SERVICE = """\
service: read-a-meter
title: Read a meter
owner: highways
starts: anyone
reference: MET
law: {basis: none, checked: no}
privacy: {purpose: Fair bills, basis: public task, keep: 1 years after closing}
steps:
- ask: readings
  who: applicant
  questions:
    gas:
      type: meter readings
      label: What does your gas meter show?
      digits: 5
- end: read
outcomes:
  read: {title: We have your readings}
examples:
- story: Two readings
  play:
  - readings: {gas: {first: 120, last: 455}}
  ends: read
"""
#: The page of docs that the build asks for, and its line in the list.
PAGE = """\
# Meter readings
```yaml
gas:
  type: meter readings
  label: Gas meter
  digits: 5
```
`digits` is how many figures the meter shows.

```yaml
gas: {first: 120, last: 455}
```
"""
LISTED = "\n- [meter readings](meter-readings.md)\n"
#: The tests that try each kind a hundred times over: the other kinds had theirs.
AT_RANDOM = "whatever or tells"
#: What asks for that page.
ASKS_FOR_DOCS = {
    "test_every_kind_has_a_page_that_names_its_settings[meter readings]",
    "test_the_samples_on_its_page_are_right[meter readings]",
    "test_every_kind_is_listed_for_designers[meter readings]",
}


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The program as somebody has it who just cloned it, and the one file."""
    tree = tmp_path_factory.mktemp("fresh") / "wherry"
    shutil.copytree(ROOT, tree, ignore=IGNORED)
    shutil.copytree(ROOT / ".streamlit", tree / ".streamlit")
    shutil.copy(NEW, tree / "components" / NEW.name)
    return tree


def python(tree: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, *words], cwd=tree, capture_output=True, text=True)


def wherry(tree: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return python(tree, "-c", "import wherry; wherry.main()", *words)


def failed(tree: Path, *tests: str) -> set[str]:
    done = python(tree, "-m", "pytest", "-p", "no:cacheprovider", "-rf", *tests)
    assert re.search(r"\d+ passed", done.stdout), done.stdout
    return set(re.findall(r"^FAILED \S+?::(.+?)(?: - .*)?$", done.stdout, re.MULTILINE))


def definitions(folder: Path, text: str) -> Path:
    folder.mkdir()
    shutil.copy(ROOT / "definitions" / "organisation.yaml", folder)
    (folder / "read-a-meter.yaml").write_text(text, "utf-8")
    return folder


def test_the_copy_runs_with_one_file_more(copy: Path) -> None:
    inside = python(copy, "-c", "import components.registry as r; print(r.__file__, *r.kinds(), sep='\\n')").stdout

    assert Path(inside.splitlines()[0]).is_relative_to(copy)
    assert set(inside.splitlines()[1:]) - set(_kinds_here()) == {KIND}


def _kinds_here() -> list[str]:
    return python(ROOT, "-c", "import components.registry as r; print(*r.kinds(), sep='\\n')").stdout.splitlines()


def test_completion_offers_it_with_its_settings(copy: Path) -> None:
    schema = wherry(copy, "schema").stdout

    assert f'"{KIND}"' in schema
    assert "How many figures the meter shows" in schema
    assert json.loads(schema)


def test_the_checker_and_the_examples_know_it(copy: Path, tmp_path: Path) -> None:
    folder = definitions(tmp_path / "definitions", SERVICE)

    checked, played = wherry(copy, "check", str(folder)), wherry(copy, "test", str(folder))

    assert checked.returncode == 0, checked.stdout + checked.stderr
    assert played.returncode == 0, played.stdout + played.stderr


def test_a_wrong_setting_is_a_fault_on_its_line(copy: Path, tmp_path: Path) -> None:
    folder = definitions(tmp_path / "definitions", SERVICE.replace("digits: 5", "digits: many"))

    checked = wherry(copy, "check", "--format", "json", str(folder))

    (fault,) = [fault for fault in json.loads(checked.stdout) if fault["level"] == "fault"]
    assert checked.returncode == 1
    assert SERVICE.splitlines()[fault["line"] - 1].strip() == "digits: 5"
    assert "digits" in fault["sentence"]


def test_the_build_asks_for_its_page_of_docs_and_for_nothing_else(copy: Path, tmp_path: Path) -> None:
    tree = shutil.copytree(copy, tmp_path / "wherry")
    build = ("tests/components/test_every_kind.py", "tests/test_docs.py", "tests/workflows/test_schema.py")

    assert failed(tree, *build, "-k", f"meter or not ({AT_RANDOM})") == ASKS_FOR_DOCS

    (tree / "docs" / "components" / "meter-readings.md").write_text(PAGE, "utf-8")
    with (tree / "docs" / "components" / "README.md").open("a", encoding="utf-8") as listed:
        listed.write(LISTED)
    assert failed(tree, *build, "-k", "meter or docs") == set()


@pytest.fixture(scope="module")
def house(copy: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    here = House(tmp_path_factory.mktemp("house"), copy)
    here.furnish()
    (here.definitions / "read-a-meter.yaml").write_text(SERVICE, "utf-8")
    here.start()
    yield here
    here.stop()
    assert "Traceback" not in here.said(), here.said()


def test_the_gallery_shows_it(browser: Browser, house: House) -> None:
    designer = Designer(browser, house, 1280, 900)
    designer.signs_in("Imran", at="/design")
    designer.stops_at("Services")
    designer.follows("See every kind of question")
    designer.stops_at("Kinds of question")

    designer.follows(KIND)
    designer.stops_at("Meter readings")

    designer.reads("Asks for the reading at the beginning and the one at the end.")
    designer.reads("The last reading must be 455 or more")
    designer.reads("From 120 to 455")
    expect(designer.page.get_by_role("textbox", name="Last reading")).to_have_count(3)
    designer.leaves()


def test_it_is_answered_in_a_service(browser: Browser, house: House) -> None:
    resident = Resident(browser, house, 1280, 900)
    resident.opens("/apply?service=read-a-meter")
    resident.follows("Start now")
    resident.stops_at("What does your gas meter show?")
    resident.types("First reading", "455")
    resident.types("Last reading", "120")
    resident.presses("Continue")
    resident.reads("The last reading must be 455 or more")

    resident.types("Last reading", "512")
    resident.presses("Continue")

    resident.stops_at("Check your answers")
    resident.reads("From 455 to 512")
    resident.presses("Send")
    resident.stops_at("We have your readings")
    assert resident.reference().startswith("MET-")
    resident.leaves()
