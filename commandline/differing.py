"""`wherry diff`: what is different between two texts of a service, by meaning."""

import re
from pathlib import Path
from typing import Annotated

import typer

from commandline.check import counted
from commandline.database import opened
from commandline.finding import service
from commandline.telling import note, stop, tell, tell_faults
from engine.library import path_of
from settings import Settings
from workflows.differences import Texts, differences
from workflows.load import examine

#: A version as people write it: report-a-pothole@3.
VERSION = re.compile(r"(?P<service>[^@]+)@(?P<number>\d{1,9})")


def diff(
    before: Annotated[str, typer.Argument(metavar="A", help="A file, a service, or a version: report-a-pothole@3")],
    after: Annotated[str, typer.Argument(metavar="B", help="The same; what it has more or otherwise is told")],
) -> None:
    """Say what is different in B, by meaning, one change a line. Ends with 1 where something is."""
    settings = Settings.from_environment()
    found = differences(_read(before, settings), _read(after, settings))
    for sentence in found:
        tell(sentence)
    note(counted(len(found), "change") if found else "They mean the same")
    raise typer.Exit(bool(found))


def _read(named: str, settings: Settings) -> Texts:
    """A service that can be read, though perhaps not published."""
    texts = _texts(named, settings)
    examined = examine(*texts)
    if examined.built is None:
        tell_faults(fault for fault in examined.faults if fault.level == "fault")
        stop(f"{named} cannot be read: put this right first")
    return texts


def _texts(named: str, settings: Settings) -> Texts:
    """A service with all that it is read with, and its path."""
    version = VERSION.fullmatch(named)
    if version is None or Path(named).is_file():
        found = service(named, settings.definitions)
        return Texts(found.files, found.path)
    with opened(settings) as store:
        kept = store.versions.get(version["service"], int(version["number"]))
    if kept is None:
        stop(f"There is no version {version['number']} of {version['service']} in the database")
    return Texts(kept.files, path_of(kept.service))
