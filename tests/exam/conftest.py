"""The exam: files that nobody on this project wrote, from the folder that WHERRY_CORPORA names."""

import json
import os
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def corpora() -> Path:
    return Path(os.environ["WHERRY_CORPORA"])


@pytest.fixture(scope="session")
def strings(corpora: Path) -> list[str]:
    """The big list of naughty strings."""
    read: list[str] = json.loads((corpora / "hostile" / "blns.json").read_text("utf-8"))
    return read
