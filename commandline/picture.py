"""`wherry picture`: the steps of a service as a picture: an SVG file, or in Graphviz's words."""

from enum import StrEnum
from typing import Annotated

import typer

from commandline.finding import service
from commandline.telling import tell_faults
from settings import Settings
from workflows import picture as in_dot
from workflows.svg import svg


class Form(StrEnum):
    dot = "dot"
    svg = "svg"


def picture(
    named: Annotated[str, typer.Argument(metavar="SERVICE", help="Its name or its file")],
    form: Annotated[Form, typer.Option("--format", help="svg to look at, or dot for Graphviz")] = Form.dot,
) -> None:
    """Print a service's steps as a picture: wherry picture SERVICE --format svg > picture.svg."""
    one = service(named, Settings.from_environment().definitions)
    workflow = one.examined().workflow
    if workflow is None:
        tell_faults(one.faults())
        raise typer.Exit(1)
    typer.echo(svg(workflow) if form is Form.svg else in_dot.picture(workflow))
