"""Every command there is, in a case that waits for it: those of the matrix, and those that only the clock gives."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

from engine import commands as c
from engine.commands import CLOCK, Actor, Command
from engine.engine import Done, Engine
from engine.library import path_of
from tests.chaos.office import CALL, SEND
from tests.engine.making import ADA, END, INSPECT, NAME, NINE, ORGANISATION, REPORT, SOMEBODY, files
from tests.matrix.commanding import tries
from tests.matrix.scene import Scene, scene

LATE = "  due: 1 day\n  if late:\n  - send: late\n    to: applicant\n"
PART = REPORT + SEND + CALL + INSPECT + LATE + END
FEE = REPORT + "- pay: fee\n  amount: £10\n" + INSPECT + END
WHOLE = REPORT + "- run: part\n  with: {place: place, email: email}\n  gives:\n    found: text\n" + END
RAW = {"place": "Elm Hill", "email": "zoe@example.org"}


@dataclass(frozen=True)
class Trying:
    name: str
    command: Command


def prepared(folder: Path, address: str) -> list[Trying]:
    """Fill a database with cases, and say what may be done to them; each must find them as they then are."""
    made = scene(folder, address)
    engine = made.world.engine
    for service, steps in (("part", PART), ("whole", WHOLE), ("fee", FEE)):
        kept = {"definitions/organisation.yaml": ORGANISATION, path_of(service): written(service, steps)}
        engine.store.versions.publish(service, "one", kept, NINE, "ada", "Ada Osei")
    every = [*of_people(made), *of_the_clock(engine), of_the_owner(engine)]
    engine.store.database.close()
    return every


def written(service: str, steps: str) -> str:
    text = files(steps)[NAME].replace("service: mend", f"service: {service}")
    return text.replace("reference: ROA", f"reference: {service[:3].upper()}")


def of_people(made: Scene) -> Iterator[Trying]:
    """Each by the first who may."""
    for each in tries():
        record = each.record(made)
        for who in made.everybody():
            actor = made.world.actor(who)
            if actor and each.may(made.world.oracle, who, record):
                command = each.command(made, actor)
                if made.world.tries(command) == "yes":
                    yield Trying(each.name, command)
                    break


def of_the_owner(engine: Engine) -> Trying:
    """What is waited for outside and settled by hand."""
    paying = engine.do(c.Open(SOMEBODY, NINE, "fee", 1, "FEE-1", RAW, "click FEE-1"))
    assert isinstance(paying, Done), paying
    recorded = c.RecordPayment(ADA, NINE, "FEE-1", "fee.1", "cheque", "000123", "By post", "recorded")
    return Trying("RecordPayment", recorded)


def of_the_clock(engine: Engine) -> Iterator[Trying]:
    """What comes back from outside and from a case that is part of another, and what falls due."""

    def opening(service: str, reference: str, by: Actor = SOMEBODY, **more: Any) -> c.Open:
        return c.Open(by, NINE, service, 1, reference, RAW, f"click {reference}", **more)

    def done(command: Command) -> str:
        """What the case waits for then."""
        result = engine.do(command)
        assert isinstance(result, Done), result
        return next(iter(result.case.waiting), "")

    yield Trying("Open with effects", opening("part", "PAR-9"))
    asks = done(opening("part", "PAR-1"))
    yield Trying("Settle", c.Settle(CLOCK, NINE, "PAR-1", asks, "back"))
    yield Trying("Settle what failed", c.Settle(CLOCK, NINE, "PAR-1", asks, "failed", failed="No such lamp"))
    done(c.Settle(CLOCK, NINE, "PAR-2", done(opening("part", "PAR-2")), "back 2"))
    yield Trying("Tick", c.Tick(CLOCK, NINE + timedelta(days=3), "PAR-2"))
    runs = done(opening("whole", "WHO-1"))
    yield Trying("Begun", c.Begun(CLOCK, NINE, "WHO-1", runs, "PAR-3"))
    part = opening("part", "PAR-3", CLOCK, part_of="WHO-1", settles=runs, depth=1)
    done(c.Settle(CLOCK, NINE, "PAR-3", done(part), "back 3"))
    done(c.Complete(ADA, NINE, "PAR-3", "inspect.1", {"found": "Hole"}, "inspected"))
    yield Trying("Settle what ran", c.Settle(CLOCK, NINE, "WHO-1", runs, "ran", given={"found": "Hole"}))
    yield Trying("Returned", c.Returned(CLOCK, NINE, "PAR-3"))
    done(opening("part", "PAR-4"))
    yield Trying("AskAgain", c.AskAgain(CLOCK, NINE, "PAR-4", "f1", "We did not open it."))
