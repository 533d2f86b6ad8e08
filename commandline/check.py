"""`wherry check`: everything that is wrong in definitions, one fault a line or as JSON."""

import json
from dataclasses import replace
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from commandline.finding import written
from commandline.telling import note, tell_faults
from settings import Settings


class Form(StrEnum):
    text = "text"
    json = "json"


def check(
    paths: Annotated[list[Path] | None, typer.Argument(help="Services, files or folders; without any, all")] = None,
    form: Annotated[Form, typer.Option("--format", help="One fault a line, or JSON for a program")] = Form.text,
    strict: Annotated[bool, typer.Option("--strict", help="Advice counts as a fault, too")] = False,
) -> None:
    """Say everything that is wrong in definitions. Ends with 1 where there is a fault."""
    found = written(paths or [], Settings.from_environment().definitions)
    faults = tuple(dict.fromkeys(fault for one in found for fault in one.faults()))
    faults = tuple(replace(fault, level="fault") for fault in faults) if strict else faults
    wrong = sum(fault.level == "fault" for fault in faults)
    if form is Form.json:
        typer.echo(json.dumps([fault.as_json() for fault in faults], ensure_ascii=False, indent=1))
    else:
        tell_faults(faults)
        note(f"{counted(len(found), 'file')} read, {counted(wrong, 'fault')}")
        if not wrong:
            note("Now play the examples: wherry test")
    raise typer.Exit(bool(wrong))


def counted(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"
