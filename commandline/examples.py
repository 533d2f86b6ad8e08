"""`wherry test`: plays the examples of services, and says what none of them reaches."""

from pathlib import Path
from typing import Annotated

import typer

from commandline.check import counted
from commandline.finding import Written, services
from commandline.telling import note, tell, tell_faults
from desk.coverage import unreached
from desk.play import play
from settings import Settings


def test(
    paths: Annotated[list[Path] | None, typer.Argument(help="Files or folders; without any, definitions/")] = None,
) -> None:
    """Play the examples. Ends with 1 where one does not go as it says, or a service has faults."""
    red = sum([_test(one) for one in services(paths or [], Settings.from_environment().definitions)])
    note("Every example goes as it says" if not red else f"{counted(red, 'thing')} to put right")
    raise typer.Exit(bool(red))


def _test(one: Written) -> int:
    """How many things are not right in a service."""
    workflow = one.examined().workflow
    if workflow is None:
        faults = [fault for fault in one.faults() if fault.level == "fault"]
        tell_faults(faults)
        return len(faults)
    played = play(workflow)
    tell(f"{workflow.title}: {counted(len(played), 'example')}")
    for example in played:
        if example.difference:
            tell(f"  not so: {example.story}", "red")
            tell(f"    {example.place} {example.difference}")
        else:
            tell(f"  so: {example.story}", "green")
    missed = unreached(workflow, played)
    tell_faults(missed)
    if not missed:
        tell("  Together they reach every step and every way", "green")
    return sum(bool(example.difference) for example in played)
