"""Other people's YAML, all of it valid: it is read, or refused with a fault that has its place. Nothing else."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.workflows.services import FILES
from workflows.faults import Fault, Faulty
from workflows.load import examine
from workflows.reading import Mapping, read

#: How the test suite writes characters that cannot be seen.
UNSEEN = {"␣": " ", "←": "\r", "⇔": "\ufeff", "↵": ""}
TAB, NO_LINE_END = re.compile("—*»"), re.compile("∎\n$")


@dataclass(frozen=True)
class Case:
    name: str
    text: str


@pytest.fixture(scope="module")
def cases(corpora: Path) -> list[Case]:
    """Every file as it is, and every piece of YAML that the files hold as their samples."""
    files = sorted((corpora / "hostile" / "yaml-valid").glob("*.yaml"))
    return [case for file in files for case in _cases_in(file)]


def _cases_in(file: Path) -> Iterator[Case]:
    text = file.read_text("utf-8")
    yield Case(file.name, text)
    samples: list[dict[str, Any]] = yaml.load(text, yaml.BaseLoader)
    for number, sample in enumerate(samples):
        if "yaml" in sample:
            yield Case(f"{file.stem}-{number}.yaml", _with_unseen(sample["yaml"]))


def _with_unseen(sample: str) -> str:
    for sign, character in UNSEEN.items():
        sample = sample.replace(sign, character)
    return NO_LINE_END.sub("", TAB.sub("\t", sample))


def assert_placed(faults: tuple[Fault, ...], file: str, text: str) -> None:
    lines = len(text.splitlines()) + 1
    assert faults
    for fault in faults:
        assert fault.place.file == file
        assert 1 <= fault.place.line <= lines, fault
        assert fault.place.column >= 1, fault
        assert fault.code and fault.sentence, fault


def test_each_is_read_or_refused_at_its_place(cases: list[Case]) -> None:
    read_whole = 0
    for case in cases:
        for given in (case.text, case.text.encode()):
            try:
                assert isinstance(read(given, case.name), Mapping)
                read_whole += 1
            except Faulty as error:
                assert_placed(error.faults, case.name, case.text)
    assert read_whole > 0


def test_none_is_taken_for_a_service(cases: list[Case]) -> None:
    for case in cases:
        examined = examine({case.name: case.text, "organisation.yaml": FILES["organisation.yaml"]}, case.name)

        assert examined.workflow is None
        assert_placed(examined.faults, case.name, case.text)


def test_each_stands_inside_a_definition_without_harm(cases: list[Case]) -> None:
    """Under a name that no service has: there is at least that fault, and never another error."""
    name = "report-a-pothole.yaml"
    for case in cases:
        inside = "".join(f"  {line}\n" for line in case.text.split("\n"))
        text = f"{FILES[name]}\nextra:\n{inside}"
        examined = examine({name: text, "organisation.yaml": FILES["organisation.yaml"]}, name)

        assert examined.workflow is None
        assert_placed(examined.faults, name, text)
