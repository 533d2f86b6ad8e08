"""What a service names of the other services beside it, where those are known."""

from collections.abc import Collection
from dataclasses import replace

from workflows.faults import Faults, did_you_mean
from workflows.load import Examined
from workflows.verbs.run import Run


def beside_services(examined: Examined, services: Collection[str]) -> Examined:
    """The same, with a fault at each `run:` of a service that is not among these."""
    steps = examined.built.layout.every if examined.built else ()
    unknown = [step for step in steps if isinstance(step, Run) and step.run not in services]
    if not unknown:
        return examined
    faults = Faults()
    faults.add(examined.faults)
    for step in unknown:
        faults.fault(step.at("run"), "unknown-service", f"There is no service called “{step.run}”",
                     did_you_mean(step.run, services) or "Write it first, or take this step away")  # fmt: skip
    return replace(examined, workflow=None, faults=faults.all)
