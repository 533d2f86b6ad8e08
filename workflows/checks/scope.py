"""What a step may name, for the checks that only its verb can make."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from components.types import Type
from workflows.conditions.mismatches import described
from workflows.expressions import Expression
from workflows.faults import MOST_NAMES, Faults, Place, did_you_mean, listed
from workflows.organisation import Organisation

#: What a service writes itself, below its steps.
WRITTEN_BELOW = ("message", "outcome", "document")
#: What all services share.
SHARED = ("team", "group of teams", "calendar")

#: How to write what is named and not there yet.
WRITTEN = {
    "message": "under messages: put {}: and below it subject: and body:",
    "document": "under documents: put {}: and below it title: and body:",
    "outcome": "under outcomes: put {}: and below it title:",
}


@dataclass(frozen=True)
class Scope:
    """The names of one service, and where its faults are collected."""

    organisation: Organisation
    names: Mapping[str, Type]
    steps: Mapping[str, object]
    messages: Mapping[str, object]
    outcomes: Mapping[str, object]
    documents: Mapping[str, object]
    faults: Faults
    #: The steps that a person does: what `not whoever did` and `pause while` may name.
    asks: frozenset[str] = frozenset()
    #: Answers whose working out is at fault: of what type they are is not known.
    unsure: frozenset[str] = frozenset()

    def known(self, word: str, among: Collection[str], what: str, at: Place) -> bool:
        """Whether a word names one of these; if not, say so and what was meant."""
        if word in among:
            return True
        cure = f"There are: {listed(word, among)}" if among else f"There is no {what} here yet"
        if len(among) > MOST_NAMES and what in SHARED:
            cure = f"{cure}, in organisation.yaml"
        if what in WRITTEN_BELOW:
            cure = f"Write {word}: with its words under {what}s:, or name one that is there"
        self.faults.fault(at, f"unknown-{what.split()[0]}", f"There is no {what} called “{word}”",
                          did_you_mean(word, among) or cure)  # fmt: skip
        return False

    def condition(self, condition: Expression | None, beside: Mapping[str, Type] | None = None) -> None:
        """A condition must be one that holds or does not. It may name what stands `beside` it in a list, too."""
        if condition is not None and self.unsure.isdisjoint(read.name for read in condition.reads):
            condition.bind({**self.names, **beside} if beside else self.names, self.faults, condition=True)

    def value(self, value: Expression, wanted: Iterable[str] = (), what: str = "", cure: str = "") -> Type | None:
        """A value, of one of the wanted types where any are named; the cure where it is of another."""
        if not self.unsure.isdisjoint(read.name for read in value.reads):
            return None
        found = value.bind(self.names, self.faults)
        if found is not None and wanted and found.name not in wanted:
            amount = "money" in wanted and found.name == "number" and value.text.replace(".", "", 1).isdecimal()
            self.faults.fault(value.place, "wrong-type", f"“{value.text}” is {described(found.name)}, not {what}",
                              f"Write £{value.text}" if amount else cure or f"Write {what}")  # fmt: skip
        return found

    def team(self, who: str, at: Place) -> None:
        """`who:` is the applicant, a team or partner, or an answer of kind team or email."""
        if who == "applicant" or who in self.organisation.everyone:
            return
        if who in self.names:
            if self.names[who].name != "team" and self.names[who].channel != "email":
                self.faults.fault(at, "wrong-type", f"The answer {who} is not a team",
                                  "Name a team, or an answer of type team or email")  # fmt: skip
            return
        answers = [name for name, kind in self.names.items() if kind.name == "team" or kind.channel == "email"]
        self.known(who, [*self.organisation.everyone, "applicant", *answers], "team", at)

    def recipient(self, to: str, at: Place) -> None:
        """`to:` is what `who:` is, or an answer that reaches somebody."""
        if to in self.names and self.names[to].channel:
            return
        if to in self.names and self.names[to].name != "team":
            self.faults.fault(at, "wrong-type", f"The answer {to} does not reach anybody",
                              "Name the applicant, a team, or an answer of type email, phone or team")  # fmt: skip
            return
        self.team(to, at)
