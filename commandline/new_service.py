"""`wherry new service`: a service that runs as it stands, to change word by word."""

from pathlib import Path
from typing import Annotated

import typer

from commandline.telling import note, stop, tell_faults
from desk.designing import NAME
from desk.sources import as_text, write_whole
from settings import Settings
from workflows.beginning import Wanted, name_of, template
from workflows.faults import Faulty, did_you_mean
from workflows.load import ORGANISATION, load_organisation
from workflows.organisation import Organisation


def new_service(
    name: Annotated[str, typer.Argument(help="Its name, as its file will be called: report-a-drain")],
    owner: Annotated[str, typer.Option(help="The team that owns it; without it, the first of organisation.yaml")] = "",
) -> None:
    """Write a service that works: three questions, a task, a branch, letters and examples."""
    folder = Settings.from_environment().definitions
    title = name.replace("-", " ").capitalize()
    if not NAME.fullmatch(name) or name_of(title) != name:
        stop("A service is named in small letters, numbers and hyphens, such as report-a-drain")
    teams = organisation(folder).teams
    team = owner or next(iter(teams))
    if team not in teams:
        stop(f"There is no team called {team}. {did_you_mean(team, teams)}".strip())
    file = folder / f"{name}.yaml"
    if file.exists():
        stop(f"There is {file} already")
    write_whole(file, template(Wanted(title, team)).encode())
    note(f"Wrote {file}. Change its words, then see what wherry check says")


def organisation(folder: Path) -> Organisation:
    """The organisation of a folder of definitions; without one nothing can be done there."""
    file = folder / ORGANISATION
    if not file.is_file():
        stop(f"There is no {file}. Write one: organisation: and teams:")
    try:
        return load_organisation(as_text(file.as_posix(), file.read_bytes()), file.as_posix())
    except Faulty as error:
        tell_faults(error.faults)
        stop(f"Put {file} right first")
