"""`wherry backup` and `wherry restore`: everything that is kept, into a folder and out of it again."""

import os
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from commandline import backup_folder
from commandline.backup_folder import Damaged, Manifest
from commandline.database import found, reached
from commandline.telling import note, stop, tell
from engine.ports import FileStore
from engine.store import keeping
from engine.store.database import named
from outside.remote_files import NoSuchStore, chosen
from settings import Settings

NEW = typer.Argument(help="A new folder. Who reads it reads every case")
MADE = typer.Argument(help="The folder of a backup")
EMPTY_FIRST = "Something is kept in this database already. Restore into an empty one: name another in WHERRY_DATABASE"


def backup(folder: Annotated[Path, NEW]) -> None:
    """Copy every case, file, definition and account into a folder, as they are at this moment. People go on working."""
    settings = Settings.from_environment()
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        stop(f"{folder} is there already. Name a new folder, so that no backup is written over")
    try:
        with found(settings) as database, keeping.snapshot(database) as taken:
            assert taken is not None, "an empty one is not found"
            manifest = backup_folder.write(folder, taken, kept_files(settings), datetime.now(UTC))
    except OSError as error:
        stop(f"The backup is not whole, so it cannot be restored: {error.strerror}. Remove {folder} and try again")
    note(f"Kept in {folder}: {_told(manifest)}, of the database {named(settings.database)} and {_files(settings)}")
    for id in manifest.lacking:
        tell(f"The file {id} is missing or was changed, so this backup does not hold it as it was", "red")
    raise typer.Exit(bool(manifest.lacking))


def restore(folder: Annotated[Path, MADE]) -> None:
    """Put a backup into an empty database, of either kind, and its files back. Nothing is overwritten."""
    settings = Settings.from_environment()
    try:
        with reached(settings) as database:
            manifest = backup_folder.read(folder)
            if keeping.is_empty(database):
                backup_folder.put_files(folder, kept_files(settings).put)
            keeping.restore(database, manifest.schema, backup_folder.contents(folder, manifest))
    except Damaged as error:
        stop(f"Nothing was restored. {error}")
    except keeping.NotEmpty:
        stop(EMPTY_FIRST)
    except keeping.Newer:
        stop("Nothing was restored. A newer Wherry made this backup: restore it with that one")
    except OSError as error:
        stop(f"Nothing was restored: {error.strerror}. Make room, and do this again")
    into = f"into the database {named(settings.database)} and {_files(settings)}"
    note(f"Restored as of {manifest.made}: {_told(manifest)}, {into}")
    for id in manifest.lacking:
        tell(f"The file {id} was missing or changed already when the backup was made", "red")
    note("Now run wherry audit verify")


def kept_files(settings: Settings) -> FileStore:
    try:
        return chosen(os.environ, settings.var / "files")
    except NoSuchStore as error:
        stop(str(error))


def _files(settings: Settings) -> str:
    return f"the files in {os.environ.get('WHERRY_FILES') or settings.var / 'files'}"


def _told(manifest: Manifest) -> str:
    cases, accounts = manifest.count("wf_case"), manifest.count("wf_person")
    return f"cases {cases:,}, files {manifest.files:,}, accounts {accounts:,}"
