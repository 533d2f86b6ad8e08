"""`wherry pull` and `wherry push`: drafts from a server's database to a folder and back."""

import getpass
from collections.abc import Iterable
from datetime import UTC, datetime
from difflib import unified_diff
from pathlib import Path
from typing import Annotated

import typer

from commandline.database import opened
from commandline.telling import note, tell
from desk.exchange import Exchange, Exchanged
from desk.sources import Saving
from settings import Settings

SAID = {
    "came": "came from the database",
    "went": "is the draft in the database now",
    "same": "is the same on both sides",
    "ahead": "has changes of yours: push them",
    "both changed": "was changed on both sides",
    "not text": "is no UTF-8 text: save it again with that encoding",
}
COLOURS = {"+": "green", "-": "red", "@": "cyan"}
Folder = Annotated[Path | None, typer.Argument(help="The folder; without it, definitions/")]


def pull(folder: Folder = None) -> None:
    """Bring the drafts from the database into a folder. A file of yours that differs is kept."""
    settings = Settings.from_environment()
    with opened(settings) as store:
        done = Exchange(store, folder or settings.definitions).pull()
    _finish(done, "Theirs is beside yours, with .theirs at its end. Put what you want of it into yours, then push")


def push(folder: Folder = None) -> None:
    """Make the files of a folder the drafts in the database. What somebody changed there since is left alone."""
    settings = Settings.from_environment()
    saving = Saving("command-line", f"{getpass.getuser()} (command line)", datetime.now(UTC))
    with opened(settings) as store:
        done = Exchange(store, folder or settings.definitions).push(saving)
    _finish(done, "Somebody changed this in the database since you had it. Use wherry pull, which keeps both")


def _finish(done: Iterable[Exchanged], cure: str) -> None:
    """Say what came of each file; end with 1 where something is left to be settled."""
    unsettled = [one for one in done if one.what in ("both changed", "not text")]
    for one in done:
        tell(f"{one.file} {SAID[one.what]}", "red" if one in unsettled else "")
        for line in _difference(one):
            tell(line, COLOURS.get(line[:1], ""))
    if any(one.what == "both changed" for one in unsettled):
        note(cure)
    raise typer.Exit(bool(unsettled))


def _difference(one: Exchanged) -> Iterable[str]:
    theirs, mine = one.theirs.splitlines(), one.mine.splitlines()
    return unified_diff(theirs, mine, "in the database", "in the folder", lineterm="")
