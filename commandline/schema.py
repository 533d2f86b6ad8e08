"""`wherry schema`: what may be written in a file, for any editor's completion and hover help."""

import json
from enum import StrEnum
from typing import Annotated

import typer

from workflows import schema as schemas


class Of(StrEnum):
    service = "service"
    organisation = "organisation"


def schema(of: Annotated[Of, typer.Argument(help="Which file it is for")] = Of.service) -> None:
    """Print the JSON Schema of a service, or of organisation.yaml."""
    made = schemas.schema() if of is Of.service else schemas.organisation_schema()
    typer.echo(json.dumps(made, ensure_ascii=False, indent=1))
