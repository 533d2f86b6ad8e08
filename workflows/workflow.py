"""A definition read and found sound: frozen, and indexed so that the engine never searches."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType

from components.base import Question
from components.types import Type
from workflows.due import Deadline
from workflows.organisation import Organisation
from workflows.service import ServiceFile
from workflows.step import Lane, Step, every
from workflows.templates import Template
from workflows.verbs.ask import Ask


class Layout:
    """Where every step stands: what comes after it, what it is inside of, and what time alone opens."""

    def __init__(self, steps: tuple[Step, ...], deadline: Deadline | None) -> None:
        late = deadline.if_late if deadline else ()
        self.every: tuple[Step, ...] = (*every(steps), *every(late))
        self.by_id: Mapping[str, Step] = {step.id: step for step in self.every}
        self.order: Mapping[str, int] = {step.id: number for number, step in enumerate(self.every)}
        #: The step that comes next when one is done; none at the end of the service or of a late list.
        self.after: dict[str, str] = {}
        self._lane: dict[str, Lane] = {}
        self._parent: dict[str, str] = {}
        self.roots = [steps[0].id] if steps else []
        self._place(steps, Lane(steps), "", "")
        if late:
            self.roots.append(late[0].id)
            self._place(late, Lane(late, aside=True), "", "")

    def _place(self, steps: tuple[Step, ...], lane: Lane, parent: str, then: str) -> None:
        for number, step in enumerate(steps):
            after = steps[number + 1].id if number + 1 < len(steps) else then
            if after:
                self.after[step.id] = after
            self._lane[step.id] = lane
            self._parent[step.id] = parent
            for inner in step.lanes():
                self._place(inner.steps, inner, step.id, "" if inner.aside else after)

    def aside(self, step: str) -> bool:
        """Whether a step stands in a list that time opens."""
        return self._lane[step].aside or (bool(self._parent[step]) and self.aside(self._parent[step]))

    def owner_of_aside(self, step: str) -> str:
        """The step, or "" for the deadline, whose late list this step stands in."""
        return self._parent[step] if self._lane[step].aside else self.owner_of_aside(self._parent[step])

    def around(self, step: str) -> Iterator[Lane]:
        """The lists around a step, its own first."""
        while step:
            yield self._lane[step]
            step = self._parent[step]

    def lane(self, step: str) -> Lane:
        return self._lane[step]

    def left_by(self, step: str) -> Iterator[Lane]:
        """The lists that end with this step: what is left when it is done."""
        while step and self._lane[step].steps[-1].id == step:
            yield self._lane[step]
            step = self._parent[step]

    def inside_any(self, step: str, among: set[str]) -> bool:
        """Whether a step stands before, in its own list, or around another that is named already."""
        earlier = [one.id for one in self._lane[step].steps]
        before = earlier[: earlier.index(step)]
        return self._parent[step] in among or any(one in among for one in before)


@dataclass(frozen=True)
class Letter:
    """A message or an outcome, its words read as templates."""

    subject: Template
    body: Template


@dataclass(frozen=True, eq=False)
class Workflow:
    """One service, sound. What it was read from is named by `hash`."""

    path: str
    hash: str
    file: ServiceFile
    organisation: Organisation
    layout: Layout
    names: Mapping[str, Type]
    #: Which steps ask or give an answer, in the order of the file.
    holders: Mapping[str, tuple[str, ...]]
    messages: Mapping[str, Letter]
    outcomes: Mapping[str, Letter]
    list_as: Template
    next: Mapping[str, Template]

    @property
    def service(self) -> str:
        return self.file.service

    @property
    def title(self) -> str:
        return self.file.title

    @property
    def first(self) -> Ask:
        """The questions that begin a case."""
        first = self.file.steps[0]
        assert isinstance(first, Ask), "checked when it was read"
        return first

    def step(self, id: str) -> Step:
        return self.layout.by_id[id]

    def asks(self) -> Mapping[str, Ask]:
        return self._asks

    @cached_property
    def _asks(self) -> Mapping[str, Ask]:
        return MappingProxyType({step.id: step for step in self.layout.every if isinstance(step, Ask)})

    def teams(self) -> frozenset[str]:
        """The council's own teams that take part, and so may see its cases: the owner and whoever is asked."""
        return self._teams

    @cached_property
    def _teams(self) -> frozenset[str]:
        asked = {step.who for step in self.asks().values()}
        return frozenset({self.file.owner, *asked} & set(self.organisation.teams))

    def set_aside_by(self, source: str, target: str) -> tuple[str, ...]:
        """The asks that a `go to` back goes before: their answers are set aside."""
        first, last = self.layout.order[target], self.layout.order[source]
        between = self.layout.every[first:last]
        return tuple(step.id for step in between if step.id in self._giving)

    @cached_property
    def _giving(self) -> frozenset[str]:
        return frozenset(step for steps in self.holders.values() for step in steps)

    @cached_property
    def own_names(self) -> tuple[str, ...]:
        """The names that whoever begins a case gives of themselves."""
        first = self.first.gives()
        return tuple(name for name, question in self.questions.items() if question.kind == "name" and name in first)

    @cached_property
    def questions(self) -> Mapping[str, Question]:
        """The question behind each answer that somebody gives."""
        return {one.id: one.question for ask in self.asks().values() for one in ask.asked() if one.question.asks}

    def sensitive(self) -> frozenset[str]:
        return self._sensitive

    @cached_property
    def _sensitive(self) -> frozenset[str]:
        return frozenset(
            one.id for ask in self.asks().values() for one in ask.asked() if one.question.sensitive
        )  # fmt: skip
