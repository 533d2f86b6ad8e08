"""`wherry audit`: proves that the history of every case is as it was written, and says so of each that is not."""

import typer

from commandline.database import opened_if_there
from commandline.telling import note, tell
from engine.store.database import named
from engine.store.verifying import verify as verify_all
from settings import Settings


def verify() -> None:
    """Check the chain of every case, and play its events again against where it stands. Changes nothing."""
    settings = Settings.from_environment()
    checked = wrong = 0
    with opened_if_there(settings) as store:
        for reference, problems in verify_all(store):
            checked += 1
            wrong += bool(problems)
            for problem in problems:
                tell(f"{reference}: {problem}", "red")
    if wrong:
        note(f"{wrong:,} of {checked:,} cases in {named(settings.database)} are not as they were written")
    else:
        note(f"All {checked:,} cases in {named(settings.database)} are as they were written")
    raise typer.Exit(bool(wrong))
