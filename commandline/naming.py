"""`wherry where-used` and `wherry rename`: a name, everywhere that it stands."""

from pathlib import Path
from typing import Annotated

import typer

from commandline.check import counted
from commandline.finding import everything, one_of
from commandline.telling import note, stop, tell, tell_faults
from desk.sources import as_bytes, write_whole
from settings import Settings
from workflows.faults import Faulty
from workflows.mentioned import SORTS, Mention
from workflows.renaming import CannotRename, Renamed
from workflows.renaming import rename as renamed
from workflows.renaming import where_used as used


def where_used(
    name: Annotated[str, typer.Argument(help="An id, an option, or a name that services share")],
    service: Annotated[str, typer.Argument(help="The service or the file it is of; without one, all")] = "",
) -> None:
    """Say where a name stands: its place, what it is there, and the line."""
    files = everything(Settings.from_environment().definitions)
    try:
        found = used(files, name, one_of(files, service) if service else "")
    except Faulty as error:
        tell_faults(error.faults)
        raise typer.Exit(1) from None
    for mention in found:
        tell(_told(mention, files))
    note(f"{counted(len(found), 'place')}" if found else f"Nothing is called {name}")
    raise typer.Exit(not found)


def _told(mention: Mention, files: dict[str, str]) -> str:
    line = files[mention.place.file].splitlines()[mention.place.line - 1].strip()
    made = " is made" if mention.declares else ""
    return f"{mention.place} {mention.thing}{made}: {line[:100]}"


def rename(
    service: Annotated[str, typer.Argument(help="The service, shared group or organisation that makes it")],
    old: Annotated[str, typer.Argument(help="What it is called: depth, or children.age inside a list")],
    new: Annotated[str, typer.Argument(help="What it shall be called")],
    sort: Annotated[str, typer.Option("--as", help=f"Where several have that name: {', '.join(SORTS)}")] = "",
    value: Annotated[str, typer.Option(help="The question of which an option is renamed")] = "",
) -> None:
    """Call something otherwise wherever it is named. Nothing else changes; what would bring a fault is not done."""
    definitions = Settings.from_environment().definitions
    files = everything(definitions)
    if sort and sort not in SORTS:
        stop(f"Write --as and one of: {', '.join(SORTS)}")
    try:
        done = renamed(files, one_of(files, service), old, new, sort, value)
    except CannotRename as error:
        tell_faults(error.faults)
        stop(str(error))
    except Faulty as error:
        tell_faults(error.faults)
        stop("Put this right first")
    _keep(done)
    note(f"{counted(len(done.mentions), 'place')} in {counted(len(done.files), 'file')} changed")
    if done.thing.sort == "team":
        note("People in the database and cases under way still have the old team: see wherry user add")


def _keep(done: Renamed) -> None:
    for path, text in done.files.items():
        write_whole(Path(path), as_bytes(path, text))
        tell(path)
    if done.moved:
        Path(done.moved[0]).rename(done.moved[1])
        tell(f"{done.moved[0]} is {done.moved[1]} now")
