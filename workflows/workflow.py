"""A definition read and found sound: frozen, and indexed so that the engine never searches."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType

from components.base import Answer, Question, Seen
from components.controls import ID
from components.itemised import Itemised
from components.registry import kinds
from components.types import Type
from workflows import items
from workflows.asking import PLAIN
from workflows.due import Deadline
from workflows.loops import names_inside
from workflows.organisation import Organisation
from workflows.service import ServiceFile
from workflows.step import Lane, Step, every
from workflows.templates import Template, reads
from workflows.verbs.ask import Ask


class Layout:
    """Where every step stands: what comes after it, what it is inside of, and what time alone opens."""

    def __init__(self, steps: tuple[Step, ...], deadline: Deadline | None) -> None:
        asides = deadline.lanes() if deadline else []
        self.every: tuple[Step, ...] = (*every(steps), *(step for lane in asides for step in every(lane.steps)))
        self.by_id: Mapping[str, Step] = {step.id: step for step in self.every}
        self.order: Mapping[str, int] = {step.id: number for number, step in enumerate(self.every)}
        #: The step that comes next when one is done; none at the end of the service, of a thread or of a late list.
        self.after: dict[str, str] = {}
        self._lane: dict[str, Lane] = {}
        self._parent: dict[str, str] = {}
        self.roots = [steps[0].id] if steps else []
        self._place(steps, Lane(steps), "", "")
        for lane in asides:
            self.roots.append(lane.steps[0].id)
            self._place(lane.steps, lane, "", "")

    def _place(self, steps: tuple[Step, ...], lane: Lane, parent: str, then: str) -> None:
        for number, step in enumerate(steps):
            after = steps[number + 1].id if number + 1 < len(steps) else then
            if after:
                self.after[step.id] = after
            self._lane[step.id] = lane
            self._parent[step.id] = parent
            for inner in step.lanes():
                self._place(inner.steps, inner, step.id, "" if inner.aside or inner.apart else after)

    def aside(self, step: str) -> bool:
        """Whether a step stands in a list that time opens."""
        return bool(self._lane[step].aside) or (bool(self._parent[step]) and self.aside(self._parent[step]))

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

    def parent(self, step: str) -> str:
        """The step in one of whose lists this one stands, or ""."""
        return self._parent[step]

    def part(self, step: str) -> Lane | None:
        """The nearest list around a step that is a thread of its own."""
        return next((lane for lane in self.around(step) if lane.apart), None)

    def loops(self, step: str) -> tuple[Lane, ...]:
        """The lists around a step that are gone through once an item, the outermost first."""
        return tuple(lane for lane in reversed([*self.around(step)]) if lane.word)

    def parents(self, step: str) -> Iterator[str]:
        """A step and those in whose lists it stands, itself first."""
        while step:
            yield step
            step = self._parent[step]

    def first_aside(self, target: str) -> int:
        """From which place in the order on a `go to` back to a step sets aside what was given."""
        return self.order[target] + self.by_id[target].stands

    def ends_thread(self, step: str) -> str:
        """The step whose threads this one is the last of, or ""."""
        if step in self.after:
            return ""
        part = next((one for one in self.parents(step) if self._lane[one].apart or self._lane[one].aside), "")
        return self._parent[part] if part and self._lane[part].apart else ""

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
    #: Of a document that is a Word file each of its paragraphs.
    paragraphs: tuple[Template, ...] = ()


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
    documents: Mapping[str, Letter]
    #: The same in other languages, by their codes.
    translations: "Mapping[str, Workflow]" = field(default_factory=dict)
    #: The Word files that documents are made from, by their names.
    word_files: Mapping[str, bytes] = field(default_factory=dict)

    def translated(self, language: str) -> "Workflow":
        """The service in a language, or as it was written where nobody has put it into that one."""
        return self.translations.get(language, self)

    @property
    def service(self) -> str:
        return self.file.service

    @property
    def title(self) -> str:
        return self.file.title

    @property
    def guide(self) -> bool:
        return self.file.guide

    @property
    def first(self) -> Ask:
        """The questions that begin a case."""
        first = self.file.steps[0]
        assert isinstance(first, Ask), "checked when it was read"
        return first

    def around(self, step: str) -> Iterator[Step]:
        """The steps in whose lists a step stands, the nearest first."""
        while step := self.layout.parent(step):
            yield self.step(step)

    def names_in(self, step: str) -> Mapping[str, Type]:
        """The answers by the names that stand for them at a step: `child.age` inside a `for each`."""
        return self._names_in.get(step) or self.names

    @cached_property
    def _names_in(self) -> Mapping[str, Mapping[str, Type]]:
        inside = {one.id: self.layout.loops(one.id) for one in self.layout.every}
        return {step: names_inside(self.names, loops) for step, loops in inside.items() if loops}

    def answers_in(self, answers: Mapping[str, Answer], step: str, scope: str) -> Mapping[str, Answer]:
        """The answers by the same names, in a thread about these items."""
        if not scope or not step:
            return answers
        return items.inside(answers, [lane.word for lane in self.layout.loops(step)], scope)

    def step(self, id: str) -> Step:
        return self.layout.by_id[id]

    def asks(self) -> Mapping[str, Ask]:
        return self._asks

    @cached_property
    def _asks(self) -> Mapping[str, Ask]:
        return MappingProxyType({step.id: step for step in self.layout.every if isinstance(step, Ask)})

    @cached_property
    def gives_out(self) -> bool:
        """Whether a task goes to somebody of its team by the service's own rule."""
        return any(ask.assign or ask.whoever_did for ask in self.asks().values())

    def teams(self) -> frozenset[str]:
        """The council's own teams that take part, and so may see its cases: the owner and whoever is asked."""
        return self._teams

    @cached_property
    def _teams(self) -> frozenset[str]:
        asked = {step.who for step in self.asks().values()}
        return frozenset({self.file.owner, *asked} & set(self.organisation.teams))

    @cached_property
    def named_teams(self) -> tuple[str, ...]:
        """The answers of kind team that say who is asked."""
        every = {step.who: self.names_in(step.id) for step in self.asks().values()}
        return tuple(who for who, names in every.items() if who in names and names[who].name == "team")

    def from_on(self, step: str) -> tuple[str, ...]:
        """The steps that give answers, from one on to the end of the file."""
        return tuple(one.id for one in self.layout.every[self.layout.order[step] :] if one.gives())

    def set_aside_by(self, source: str, target: str) -> tuple[str, ...]:
        """The asks that a `go to` back goes before: their answers are set aside."""
        first, last = self.layout.first_aside(target), self.layout.order[source]
        between = self.layout.every[first:last]
        return tuple(step.id for step in between if step.id in self._giving)

    @cached_property
    def _giving(self) -> frozenset[str]:
        return frozenset(step for steps in self.holders.values() for step in steps)

    @cached_property
    def own_names(self) -> tuple[str, ...]:
        """The names that whoever begins a case gives of themselves: of `contact:`, or where that has none, any."""
        first = self.first.gives()
        names = [name for name, question in self.questions.items() if question.kind == "name" and name in first]
        said = [name for name in self.file.contact if name in names]
        return tuple(said or names)

    @cached_property
    def questions(self) -> Mapping[str, Question]:
        """The question behind each answer that somebody gives."""
        return {one.id: one.question for ask in self.asks().values() for one in ask.asked() if one.question.asks}

    def question(self, name: str) -> Question | None:
        """The question behind a name, as it is called anywhere: `child.age`, `children.age`, `age`."""
        whole, _, part = name.rpartition(".")
        if name not in self._inside and (around := self.question(whole) if whole else None) and part in around.parts():
            return kinds()[around.parts()[part].name].model_construct(label=name)
        ways = (known.get(one) for one in (name, name.rpartition(".")[2]) for known in (self.questions, self._inside))
        return next(filter(None, ways), None) or self._worked_out(name)

    @cached_property
    def _inside(self) -> Mapping[str, Question]:
        """The questions inside lists, by their whole names, and by the last part where nothing else has it."""
        asked = [one for ask in self.asks().values() for one in ask.asked()]
        whole = dict(pair for one in asked for pair in one.named())
        return {name.rpartition(".")[2]: question for name, question in whole.items()} | whole

    def sensitive_in(self, *wording: Template) -> frozenset[str]:
        """The sensitive answers that wording says or goes by, also those of the items that it goes through."""
        said = {one.name for template in wording for one in reads(template)}
        sources = {lane.word: lane.source for step in self.layout.every for lane in step.lanes() if lane.word}
        ends = {end for name in said for end in (name.partition(".")[0], name.rpartition(".")[2])}
        return self.sensitive() & {*said, *ends, *(sources[one] for one in ends & sources.keys())}

    def called(
        self, answers: Mapping[str, Answer], scope: str, seen: Seen, visible: Collection[str] = ()
    ) -> str:  # fmt: skip
        """What people call the last item of a scope: an option by its label, another by the first words answered in it.

        Where there are none, or the list is sensitive and not `visible`, it is called by its number: child 2.
        """
        path, number, item = items.innermost(answers, scope)
        source = self.question(path) if number else None
        if source is None:
            return ""
        hidden = path.partition(".")[0] in self.sensitive().difference(visible)
        name = "" if hidden else source.show([item], seen)[0] if isinstance(item, str) else self._name(path, item, seen)
        return name or f"{source.item if isinstance(source, Itemised) else 'number'} {number}"

    def _name(self, path: str, item: Mapping[str, Answer], seen: Seen) -> str:
        """The first words answered in an item, "" where there are none."""
        words = {name: one for name, one in item.items() if name != ID and isinstance(one, str) and one}
        shown = (question.show(words[name], seen)[0] for name in words if (question := self.question(f"{path}.{name}")))
        return next(shown, "")

    def _worked_out(self, name: str) -> Question | None:
        """What shows an answer that nobody was asked for, such as a sum: a question of its type."""
        given = self.names.get(name)
        return kinds()[given.name].model_construct(label=name) if given and given.name in PLAIN else None

    def sensitive(self) -> frozenset[str]:
        return self._sensitive

    @cached_property
    def _sensitive(self) -> frozenset[str]:
        return frozenset(
            one.id for ask in self.asks().values() for one in ask.asked() if one.question.sensitive
        )  # fmt: skip
