"""What ended cases or turned them back otherwise than by their steps: how often, by whom, and why."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from desk.figures import Figures, Frame
from desk.tables import Cell, Link, Table
from engine.commands import Actor
from engine.dates import day_of
from engine.events import CaseRewound, ClosedEarly
from engine.store.history import Entry
from engine.who.people import Person

#: What each command does, in words.
DID = {"Withdraw": "Withdrawn", "CloseEarly": "Closed early", "Rewind": "Taken back"}
HEADS = ("Day", "Case", "Service", "What", "By", "Why")


@dataclass(frozen=True)
class ByHand:
    names: Figures

    def of(self, actor: Actor, frame: Frame) -> Table:
        """Of the cases that the actor may open. People are by name only in the teams that they manage."""
        found = self.names.engine.store.going.by_hand(frame.wanted, self.names.ours(actor))
        with self.names.engine.store.registers.read() as register:
            people = {one.id: one for one in register.people.everyone()} if found else {}
        rows: tuple[tuple[Cell, ...], ...] = tuple(
            (day_of(one.at), reference, self.names.title(service), DID[one.command], _by(frame, one, people), _why(one))
            for reference, service, one in found
        )
        links = {(row, 1): Link("case", {"ref": reference}) for row, (reference, _, _) in enumerate(found)}
        many = Counter(one.command for _, _, one in found)
        counted = ", ".join(f"{words}: {many[command]:,}" for command, words in DID.items())
        return Table("by-hand", "Withdrawn, closed early or taken back", HEADS, rows,
                     f"{counted}. Only cases that you may open are here, and people by name only in teams that you "
                     "manage." if rows else "", links=links,
                     nothing="No case was withdrawn, closed early or taken back in these days.")  # fmt: skip


def _by(frame: Frame, one: Entry, people: Mapping[str, Person]) -> str:
    known = people.get(one.actor)
    if known is None:
        return "The applicant"
    return known.name if frame.managed.teams & set(known.teams) else "Somebody else"


def _why(one: Entry) -> str | None:
    return next((event.why for event in one.events if isinstance(event, ClosedEarly | CaseRewound)), None)
