"""`wherry test`: plays the examples of services, says what none reaches, and sends random cases through them."""

from pathlib import Path
from typing import Annotated

import typer

from commandline.check import counted
from commandline.finding import Written, services
from commandline.telling import note, tell, tell_faults
from desk.coverage import unreached
from desk.play import play
from desk.wandering import wander
from settings import Settings


def test(
    paths: Annotated[list[Path] | None, typer.Argument(help="Services, files or folders; without any, all")] = None,
    walk: Annotated[int, typer.Option(min=0, help="Send so many random cases through each service, too")] = 0,
    seed: Annotated[int, typer.Option(help="Begin with this one: the same seed, the same cases")] = 1,
) -> None:
    """Play the examples. Ends with 1 where one does not go as it says, a case is lost, or a service has faults."""
    found = services(paths or [], Settings.from_environment().definitions)
    red = sum([_test(one) + _walk(one, walk, seed) for one in found])
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
            for told in example.differs:
                tell(f"    {told.place} {told.sentence}")
        else:
            tell(f"  so: {example.story}", "green")
    missed = unreached(workflow, played)
    tell_faults(missed)
    if not missed:
        tell("  Together they reach every step and every way", "green")
    return sum(bool(example.difference) for example in played)


def _walk(one: Written, cases: int, seed: int) -> int:
    """How many random cases are lost in a service; none where it cannot be walked through."""
    workflow = one.examined().workflow
    if workflow is None or not cases:
        return 0
    wandered = wander(workflow, cases, seed)
    ends = ", ".join(f"{name} {count:,}" for name, count in sorted(wandered.ended.items(), key=lambda one: -one[1]))
    tell(f"  {counted(cases, 'random case')}: {ends or 'none has ended'}")
    if wandered.under_way:
        tell(f"  {wandered.under_way:,} were under way still when we stopped", "yellow")
    for question, count in wandered.unanswered.items():
        tell(f"  in {counted(count, 'case')} no answer was found by chance: {question}", "yellow")
    for why, lost in {lost.why: lost for lost in reversed(wandered.lost)}.items():
        again = sum(other.why == why for other in wandered.lost)
        tell(f"  lost in {counted(again, 'case')}: {why}. See it again with --walk 1 --seed {lost.seed}", "red")
        for line in lost.way:
            tell(f"    {line}")
    return len(wandered.lost)
