"""How commands speak: faults one a line, colours where a terminal is, and an end that says what to do."""

import sys
from collections.abc import Iterable
from typing import NoReturn

import typer

from workflows.faults import Fault

COLOURS = {"fault": "red", "remark": "yellow"}


def speak_utf_8() -> None:
    """What a program or a file gets is UTF-8, whatever Windows would have chosen."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8")  # type: ignore[union-attr]


def tell(line: str, colour: str = "") -> None:
    typer.secho(line, fg=colour or None)


def note(line: str) -> None:
    """Something about the work, apart from what it gives."""
    typer.secho(line, dim=True, err=True)


def tell_faults(faults: Iterable[Fault]) -> None:
    for fault in faults:
        place, _, said = fault.as_text().partition(" ")
        typer.echo(f"{typer.style(place, dim=True)} {typer.style(said, fg=COLOURS[fault.level])}")


def stop(sentence: str) -> NoReturn:
    """Nothing was done, and why."""
    typer.secho(sentence, fg="red", err=True)
    raise typer.Exit(2)
