"""The exam: files that nobody on this project wrote, from the folder that WHERRY_CORPORA names."""

import os
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def corpora() -> Path:
    return Path(os.environ["WHERRY_CORPORA"])
