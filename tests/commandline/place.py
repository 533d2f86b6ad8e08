"""A folder of definitions, a database, and a command line that knows them."""

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from typer.testing import CliRunner, Result

from commandline.line import line
from engine.store import Store
from engine.store.database import Database
from tests.workflows.services import NAME

NOW = datetime(2027, 3, 1, 9, 0, tzinfo=UTC)


@dataclass
class Place:
    folder: Path
    environment: dict[str, str]

    def wherry(self, *typed: str) -> Result:
        return CliRunner().invoke(line(), typed, env=self.environment)

    def write(self, text: str, name: str = NAME) -> Path:
        file = self.folder / name
        file.write_bytes(text.encode())
        return file

    def store(self) -> Store:
        return Store(Database.open(self.environment["WHERRY_DATABASE"]))

    def save(self, text: str, revision: int = 0, name: str = NAME) -> None:
        """As somebody does in the browser."""
        self.store().versions.save(f"definitions/{name}", text, revision, NOW, "imran", "Imran Hussain")

    def draft(self, name: str = NAME) -> str:
        found = self.store().versions.definition(f"definitions/{name}")
        assert found is not None
        return found.text
