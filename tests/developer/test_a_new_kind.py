"""A developer adds one file to a fresh copy of the program, and touches no other: a kind that nobody planned for."""

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from components.registry import kinds
from tests.developer.meter_readings import MeterReadings
from tests.journeys.house import ROOT, House
from tests.journeys.people import Designer, Resident, Visitor

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
#: Asks the commands of the program one after the other; without any word, for its kinds and where they come from.
ASK = """
import contextlib, io, json, sys
import components.registry, wherry
def does(words):
    if not words:
        return print(components.registry.__file__, *components.registry.kinds(), sep="\\n")
    sys.argv[1:] = words
    try:
        wherry.main()
    except SystemExit as over:
        return over.code
def ask(words):
    said = io.TextIOWrapper(io.BytesIO(), "utf-8")
    with contextlib.redirect_stdout(said):
        code = does(words) or 0
    said.seek(0)
    return code, said.read()
print(json.dumps({name: ask(words) for name, words in json.loads(sys.argv[1]).items()}))
"""
#: Kinds with the most to draw, by all kinds of control.
HARDEST = ("list", "file", "date range", "bank details", "choices", "language")
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


@dataclass(frozen=True)
class Told:
    """What a command said, and how it ended."""

    code: int
    said: str


@pytest.fixture(scope="module")
def told(copy: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Told]:
    """Every command of the copy that the stories need, in one process of it."""
    folder = tmp_path_factory.mktemp("definitions")
    good = definitions(folder / "good", SERVICE)
    wrong = definitions(folder / "wrong", SERVICE.replace("digits: 5", "digits: many"))
    asked = {
        "kinds": [], "schema": ["schema"], "checked": ["check", str(good)], "played": ["test", str(good)],
        "faults": ["check", "--format", "json", str(wrong)],
    }  # fmt: skip
    done = python(copy, "-c", ASK, json.dumps(asked))
    assert done.returncode == 0, done.stderr
    return {name: Told(*answer) for name, answer in json.loads(done.stdout).items()}


def failed(tree: Path, *tests: str) -> set[str]:
    done = python(tree, "-m", "pytest", "-p", "no:cacheprovider", "-rf", *tests)
    assert re.search(r"\d+ passed", done.stdout), done.stdout
    return set(re.findall(r"^FAILED \S+?::(.+?)(?: - .*)?$", done.stdout, re.MULTILINE))


def definitions(folder: Path, text: str) -> Path:
    folder.mkdir()
    shutil.copy(ROOT / "definitions" / "organisation.yaml", folder)
    (folder / "read-a-meter.yaml").write_text(text, "utf-8")
    return folder


def test_the_copy_runs_with_one_file_more(copy: Path, told: dict[str, Told]) -> None:
    registry, *found = told["kinds"].said.splitlines()

    assert Path(registry).is_relative_to(copy)
    assert set(found) - set(kinds()) == {KIND}


def test_completion_offers_it_with_its_settings(told: dict[str, Told]) -> None:
    schema = told["schema"].said

    assert f'"{KIND}"' in schema
    assert "How many figures the meter shows" in schema
    assert json.loads(schema)


def test_the_checker_and_the_examples_know_it(told: dict[str, Told]) -> None:
    assert told["checked"].code == 0, told["checked"].said
    assert told["played"].code == 0, told["played"].said


def test_a_wrong_setting_is_a_fault_on_its_line(told: dict[str, Told]) -> None:
    (fault,) = [fault for fault in json.loads(told["faults"].said) if fault["level"] == "fault"]
    assert told["faults"].code == 1
    assert SERVICE.splitlines()[fault["line"] - 1].strip() == "digits: 5"
    assert "digits" in fault["sentence"]


def test_the_build_asks_for_its_page_of_docs_and_for_nothing_else(copy: Path, tmp_path: Path) -> None:
    tree = shutil.copytree(copy, tmp_path / "wherry")
    build = (
        "tests/components/test_every_kind.py",
        "tests/components/test_complete.py",
        "tests/test_docs.py",
        "tests/workflows/test_schema.py",
    )

    assert failed(tree, *build) == ASKS_FOR_DOCS

    (tree / "docs" / "components" / "meter-readings.md").write_text(PAGE, "utf-8")
    with (tree / "docs" / "components" / "README.md").open("a", encoding="utf-8") as listed:
        listed.write(LISTED)
    assert failed(tree, *build, "-k", "meter or docs") == set()


@pytest.fixture(scope="module")
def house(copy: Path, furniture: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    here = House(tmp_path_factory.mktemp("house"), copy)
    here.furnish(like=furniture)
    (here.definitions / "read-a-meter.yaml").write_text(SERVICE, "utf-8")
    here.start()
    yield here
    here.stop()
    assert "Traceback" not in here.said(), here.said()


def test_the_gallery_names_every_kind_and_shows_it_as_others_empty_answered_and_not_accepted(
    browser: Browser, house: House
) -> None:
    """As people meet them, and nothing in it for axe to find."""
    everything = dict(sorted((kinds() | {KIND: MeterReadings}).items()))
    designer = Designer(browser, house, 1280, 900)
    designer.signs_in("Imran", at="/design")
    designer.stops_at("Services")
    designer.follows("See every kind of question")
    designer.stops_at("Kinds of question")
    assert designer.page.get_by_role("main").locator(".w-list a").all_inner_texts() == list(everything)

    # tests/screens/test_gallery.py draws every kind.
    for name in (KIND, "note", "list", "photo"):
        kind = everything[name]
        designer.page.get_by_role("link", name=name, exact=True).click()
        designer.stops_at(name.capitalize())
        headings = designer.page.get_by_role("heading", level=2).all_inner_texts()
        states = ["Answered", "Not accepted"] if kind.asks else []
        assert headings == ["Before anything is typed", *states, "Its words in other languages"]
        for _raw, sentence in kind.refuses[:1]:  # what is said of an item stands in it, without its title
            designer.reads(sentence.rpartition(": ")[2] if kind.nests else sentence)
        assert designer.page.locator(".w-problem").count() >= len({sentence for _, sentence in kind.refuses})
        if name == KIND:
            designer.reads("Asks for the reading at the beginning and the one at the end.")
            designer.reads("From 120 to 455")
            expect(designer.page.get_by_role("textbox", name="Last reading")).to_have_count(6)
        designer.page.go_back()
        expect(designer.page.get_by_role("heading", level=1, name="Kinds of question")).to_be_visible()
        designer.settles()
    designer.opens(f"/gallery?kind={KIND}")
    designer.reads("From 120 to 455")
    for name in (KIND, *HARDEST):
        designer.opens(f"/apply/-/gallery?kind={name}")
        designer.stops_at_plain(name.capitalize())
    designer.leaves()


def test_who_is_not_signed_in_is_asked_to_and_sees_no_kind(browser: Browser, house: House) -> None:
    stranger = Visitor(browser, house, 375, 700)
    stranger.opens("/gallery")

    stranger.stops_at("Sign in")
    assert stranger.page.get_by_role("link", name="date").count() == 0
    stranger.leaves()


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
