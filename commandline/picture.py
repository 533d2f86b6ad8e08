"""`wherry picture`: the steps of a service as a picture, in Graphviz's words."""

from typing import Annotated

import typer

from commandline.finding import service
from commandline.telling import tell_faults
from settings import Settings
from workflows import picture as drawing


def picture(named: Annotated[str, typer.Argument(metavar="SERVICE", help="Its name or its file")]) -> None:
    """Print a service's steps as a picture: pipe it to dot -Tsvg."""
    one = service(named, Settings.from_environment().definitions)
    workflow = one.examined().workflow
    if workflow is None:
        tell_faults(one.faults())
        raise typer.Exit(1)
    typer.echo(drawing.picture(workflow))
