"""Pages are drawn without a browser."""

import pytest


@pytest.fixture(scope="session", autouse=True)
def drawn_quickly(components_looked_up: None) -> None:
    """Every page here."""
