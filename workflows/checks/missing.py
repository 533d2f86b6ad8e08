"""Says what is read and may not be there.

A value may be read only where its answer is surely there, or under the same conditions, or guarded by
`is not missing`. A condition may read what is missing, but not what no way there asks.
"""

from collections.abc import Callable, Collection, Iterable

from workflows.checks.facts import Facts
from workflows.checks.flow import joins
from workflows.checks.tracing import DUE, STOPPED, Tracer
from workflows.conditions import Read
from workflows.due import Deadline
from workflows.expressions import Expression
from workflows.faults import Faults, Place, did_you_mean
from workflows.step import Step
from workflows.verbs.end import End

#: The lists in whose wording `due` is the time limit of their own step, which has run.
TIMED = ("late", "extended")


class Reader:
    """Looks at what each step reads, with what was traced on the way to it."""

    def __init__(self, tracer: Tracer, deadline: Deadline | None, faults: Faults) -> None:
        self.tracer = tracer
        self.deadline = deadline
        self.faults = faults
        #: Placeholders that are not sure everywhere: where each is shown, and whether some way there may have given it.
        self._shown: dict[Place, list[tuple[Step, str, bool]]] = {}
        self._asked: set[Place] = set()

    def condition(self, step: Step, condition: Expression | None, extra: Collection[str] = ()) -> None:
        """A condition may read what is missing, but not what no way there asks."""
        if condition is None:
            return
        for read in condition.reads:
            name = self.tracer.answer(read.name)
            if name not in extra and name != DUE and not self.tracer.maybe_at(step.id, name):
                self._never_asked(read.name, lambda: {*self.tracer.names_at(step.id), *extra}, condition.place)

    def shown(self, step: Step, names: Iterable[str], place: Place, extra: Collection[str]) -> None:
        """What a question shows may be missing, but some way there must ask it."""
        for name in map(self.tracer.answer, names):
            if name not in extra and not self.tracer.maybe_at(step.id, name):
                self._never_asked(name, lambda: {*self.tracer.names_at(step.id), *extra}, place)

    def joining(self, step: Step, condition: Expression) -> None:
        """What ends a fork may read whatever its threads ask."""
        for read in condition.reads:
            if not self.tracer.maybe_at(joins(step.id), self.tracer.answer(read.name)):
                self._never_asked(read.name, lambda: self.tracer.names_at(joins(step.id)), condition.place)

    def value(self, step: Step, names: Iterable[Read], place: Place) -> None:
        """A value must be sure to be there, or guarded."""
        cure = "Write a when: that makes it sure, such as when: {name} is not missing"
        facts = self.tracer.facts(step)
        for read in names:
            name = self.tracer.answer(read.name)
            if not self._maybe(step, name, facts):
                self._never_asked(name, lambda: self.tracer.names_at(step.id), place)
            elif not read.guarded and not facts.sure(name):
                self._may_be_missing(name, place, cure)

    def named(self, step: Step, name: str, place: Place) -> None:
        """One answer that is read by its name."""
        self.value(step, [Read(name, guarded=False)], place)

    def placeholder(self, step: Step, name: str, place: Place, facts: Facts) -> None:
        """What wording shows must be sure to be there, or guarded, wherever it is said."""
        if not facts.sure(name := self.tracer.answer(name)):
            asked = self._maybe(step, name, facts)
            self._shown.setdefault(place, []).append((step, name, asked))
        else:
            self._asked.add(place)

    def say_shown(self) -> None:
        """Say of every placeholder once what is wrong where its wording is said."""
        for place, found in self._shown.items():
            step, name, _ = found[0]
            if place in self._asked or any(asked for _, _, asked in found):
                self._may_be_missing(name, place, "Write ((if {name} is not missing))…((end)) around it")
            else:
                self._never_asked(name, lambda step=step: self.tracer.names_at(step.id), place)  # type: ignore[misc]

    def due(self, step: Step, place: Place, facts: Facts) -> None:
        """In the list of a time limit `due` is that limit, and elsewhere the whole case's, while its clock runs."""
        if any(lane.aside in TIMED for lane in self.tracer.layout.around(step.id)) and not isinstance(step, End):
            return
        if not self._runs(step, facts):
            cure = "Give the service a deadline:, or write ((if due is not missing))…((end)) around it"
            self.faults.fault(place, "may-be-missing", "due may be missing here: no time limit is sure to run", cure)

    def _runs(self, step: Step, facts: Facts) -> bool:
        if facts.holds_there(DUE):
            return True
        if self.deadline is None or self.tracer.maybe_at(step.id, STOPPED):
            return False
        reads = [read.name for read in self.deadline.within.reads if not read.guarded]
        return facts.sure(DUE) and all(facts.sure(self.tracer.answer(name)) for name in reads)

    def _maybe(self, step: Step, name: str, facts: Facts) -> bool:
        """Whether some way there may have given it."""
        return self.tracer.maybe_at(step.id, name) or facts.known(name)

    def _may_be_missing(self, name: str, place: Place, cure: str) -> None:
        self.faults.fault(place, "may-be-missing", f"{name} may be missing here", cure.format(name=name))

    def _never_asked(self, name: str, known: Callable[[], Iterable[str]], place: Place) -> None:
        """A name that no step gives at all was said to be unknown already."""
        if self.tracer.gives(self.tracer.answer(name)):
            self.faults.fault(place, "never-asked", f"{name} is read here, but no way that leads here asks it",
                              did_you_mean(name, known()) or "Ask it in an earlier step")  # fmt: skip
