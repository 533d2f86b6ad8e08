"""One of every kind of actor, and a case in every state that a command or a reading asks about."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from tests.engine.making import DAY
from tests.matrix.oracle import Gone, Record, Who
from tests.matrix.services import EXPERT
from tests.matrix.world import World, build


def person(id: str, teams: str = "", manages: str = "", edits: bool = False, disabled: bool = False) -> Who:
    return Who(id, "person", frozenset(teams.split()), frozenset(manages.split()), edits, disabled=disabled)


PEOPLE = (
    person("ada", "highways"), person("ben", "highways"), person("vic", "highways legal"), person("pam", "parks"),
    person("leo", "legal"), person("fay", "finance"),
    # Managers: of the owner, of it while working elsewhere, of a team with no part, of another that has one, of all.
    person("mei", "highways", "highways"), person("pia", "parks", "highways"), person("una", "finance", "highways"),
    person("flo", "finance", "finance"), person("lara", "legal", "legal"), person("evi", "finance", "*"),
    # Those who are away, and their substitutes.
    person("ann", "highways"), person("aby", "highways"), person("abe", "highways"), person("max", "legal", "legal"),
    person("cat", "highways legal"), person("dora", "highways", disabled=True), person("mo", "highways", "highways"),
    person("sid", "finance"), person("sue", "finance"), person("syl", "finance"), person("sol", "legal"),
    person("sam", "finance"), person("sky", "finance"), person("sal", "finance"), person("cy", "finance"),
    person("nia", "finance"), person("ned", "finance"), person("lia", "legal"),
    # Of other agencies, and of both.
    person("pol", "police"), person("sgt", "police", "police"), person("pip", "police"), person("peg", "police"),
    person("ral", "rail"), person("rae", "rail"), person("wat", "water"), person("dual", "police finance"),
    person("both", "police highways"),
    person("des", edits=True), person("dee", "finance", edits=True), person("non"),
    person("gus", "highways", "highways", disabled=True),
)  # fmt: skip


def away(now: datetime) -> list[Gone]:
    """Who is away from when until when, and for whom; `vic` and `lia` may both lend to `sky`."""
    since, until = now - DAY, now + DAY

    def gone(person: str, substitute: str, by: str = "", after: timedelta = timedelta()) -> Gone:
        return Gone(person, substitute, since + after, until + after, by or person)

    return [
        gone("ann", "sid"), gone("aby", "sue", after=-3 * DAY), gone("abe", "syl", after=3 * DAY),
        gone("vic", "sol"), gone("vic", "sam"), gone("vic", "sky"), gone("lia", "sky"), gone("mo", "sal"),
        gone("cat", "cy", "mei"), gone("sid", "nia"), gone("dora", "ned"), gone("peg", "pip"), gone("pol", "ral"),
    ]  # fmt: skip


#: Everybody who is tried at every door.
ACTORS = (
    *(one for one in PEOPLE if one.kind == "person"),
    Who("of MND-1001", "applicant", case="MND-1001"), Who("of MND-1005", "applicant", case="MND-1005"),
    Who("of FEL-1001", "applicant", case="FEL-1001"), Who("anybody", "applicant"),
    Who(EXPERT, "guest", case="MND-1001", role=EXPERT), Who(EXPERT, "guest", case="MND-1005", role=EXPERT),
    Who(EXPERT, "guest", case="FEL-1001", role=EXPERT),
    Who("guest:email", "guest", case="MND-1001", role="guest:email"),
    Who("clock", "clock"),
)  # fmt: skip


@dataclass
class Scene:
    """Cases by their state: `open` has every task open, and so on."""

    world: World
    open: Record
    claimed: Record
    held: Record
    decided: Record
    closed: Record
    practice: Record
    beside: Record
    late_decision: Record
    fell: Record
    felled: Record
    dig: Record
    water: Record
    #: Two of its tasks were handed to a team that the service does not name.
    let_in: Record
    file: str = ""

    def all(self) -> Iterator[Record]:
        yield from self.world.records.values()

    def everybody(self) -> Iterator[Who]:
        """With what is lent to them now."""
        for one in ACTORS:
            yield self.world.who(one.id) if one.kind == "person" else one


def scene(folder: Path, address: str = "") -> Scene:
    world = build(folder, PEOPLE, away, address)

    def triaged(number: int, by: str = "vic") -> Record:
        return world.completes(world.opens(f"MND-{number}"), "triage", by)

    opened = triaged(1001)
    claimed = world.claims(triaged(1002), "inspect", "ann")
    held = world.holds(world.claims(triaged(1003), "inspect", "ben"), "inspect", "ben")
    decided = decide(world, triaged(1004))
    closed = world.closes(triaged(1006), "ada")
    practice = world.completes(world.opens("MND-1007", opener="pam", practice=True), "triage", "vic")
    beside = triaged(1005)
    for who in ("police", "rail", "finance", "applicant"):
        world.asks_beside(beside, "ada", who)
    world.writes(beside, "ben")
    world.notes(beside, "ada", ("pam",))
    world.notes(opened, "ada")
    file = world.attaches(beside, "ada")
    world.links(beside, opened, "ada")
    fell = world.completes(world.opens("FEL-1001", "fell", "pam"), "look", "leo")
    dig = world.opens("DIG-1001", "dig", "fay", whose="parks")
    water = world.opens("DIG-1002", "dig", "fay", whose="water")
    world.links(opened, fell, "leo")
    world.hands_over(held, "visit", "pam", "finance")
    claimed_decision = world.claims(decide(world, triaged(1008)), "decide", "max")
    felled = world.completes(world.completes(world.opens("FEL-1002", "fell", "pam"), "look", "leo"), "agree", "wat")
    let_in = world.hands_over(triaged(1009), "visit", "pam", "finance")
    world.hands_over(let_in, "known", "both", "finance")
    return Scene(world, opened, claimed, held, decided, closed, practice, beside, claimed_decision, fell, felled, dig,
                 water, let_in, file)  # fmt: skip


def decide(world: World, record: Record) -> Record:
    """Everything before the decision is done."""
    world.completes(record, "inspect", "ben")
    world.completes(record, "known", "sgt")
    world.completes(record, "opinion")
    world.completes(record, "more")
    return world.completes(record, "visit", "pam")
