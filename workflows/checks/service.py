"""A service as a whole: its names agree, every way ends, and nothing reads what may not be there."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cached_property

from components.types import Type
from workflows import templates
from workflows.checks.amounts import check_amounts
from workflows.checks.early import check_early
from workflows.checks.facts import Facts
from workflows.checks.flow import check_flow, flow
from workflows.checks.gaps import check_gaps
from workflows.checks.guide import check_guide
from workflows.checks.leaving import check_leaving
from workflows.checks.missing import Reader
from workflows.checks.proving import Prover
from workflows.checks.remarks import check_remarks
from workflows.checks.scope import Scope
from workflows.checks.shown import check_shown
from workflows.checks.tracing import DUE, Tracer
from workflows.checks.unwritten import check_unwritten
from workflows.conditions import Wrong
from workflows.expressions import say
from workflows.faults import Faults, Place
from workflows.loops import names_inside, path_of, with_given
from workflows.organisation import Organisation
from workflows.reading import Word, place_inside
from workflows.service import Document, Message, Outcome, ServiceFile
from workflows.settings import Settings
from workflows.step import Step
from workflows.templates import Slot, Template, When
from workflows.verbs.ask import Ask, check_due
from workflows.verbs.end import End
from workflows.verbs.make import Make
from workflows.verbs.send import Send
from workflows.verbs.work_out import WorkOut
from workflows.word_files import BETWEEN
from workflows.workflow import Layout, Letter, Workflow

#: What wording may name beside the answers; the last only where a time limit was made longer.
OWN_WORDS = ("reference", "received", "due", "link", "extended_because")
#: The outcome of a case that its applicant withdrew; a service that lets them declares it.
WITHDRAWN = "withdrawn"
OWN_NAMES: Mapping[str, Type] = {name: Type("text") for name in OWN_WORDS}


def check_service(
    path: str, hash: str, file: ServiceFile, organisation: Organisation, layout: Layout, faults: Faults
) -> Workflow | None:
    """The workflow, unless it has no beginning; every fault is said, so it is sound only without any."""
    checker = _Checker(file, organisation, layout, faults)
    if not checker.begins():
        return None
    return checker.workflow(path, hash)


class _Checker:
    def __init__(self, file: ServiceFile, organisation: Organisation, layout: Layout, faults: Faults) -> None:
        self.file = file
        self.organisation = organisation
        self.layout = layout
        self.faults = faults
        self.names: dict[str, Type] = {}
        self.holders: dict[str, list[str]] = {}
        #: Whether a go to enters a list, so that nothing is sure of what is known there.
        self.entered = False
        asks = frozenset(step.id for step in layout.every if isinstance(step, Ask))
        self.scope = Scope(
            organisation, self.names, layout.by_id, file.messages, file.outcomes, file.documents, faults, asks
        )  # fmt: skip

    def names_in(self, step: Step) -> Mapping[str, Type]:
        """The answers by the names that they have at a step."""
        loops = self.layout.loops(step.id)
        return names_inside(self.names, loops) if loops else self.names

    def begins(self) -> bool:
        """A case begins with questions: the first step asks, always."""
        first = self.file.steps[0] if self.file.steps else None
        if isinstance(first, Ask) and first.when is None and first.asked():
            return True
        self.faults.fault(first.place if first else self.file.at("steps"), "no-beginning",
                          "A service begins with an ask that has questions and no when:",
                          "Put - ask: with who: applicant first")  # fmt: skip
        return False

    def workflow(self, path: str, hash: str) -> Workflow:
        self._learn_names()
        self._check_top()
        for step in self.layout.every:
            self._check_step(step)
        messages = {name: self._letter(one, "subject", "body", Send, name) for name, one in self.file.messages.items()}
        documents = {name: self._letter(one, "title", "body", Make, name) for name, one in self.file.documents.items()}
        outcomes = {name: self._letter(one, "title", "body", End, name) for name, one in self.file.outcomes.items()}
        list_as = self._template(self.file, "list as")
        nexts = {step.id: self._template(step, "next") for step in self.layout.every
                 if isinstance(step, Ask) and step.next}  # fmt: skip
        workflow = Workflow(
            path, hash, self.file, self.organisation, self.layout, self.names,
            {name: tuple(steps) for name, steps in self.holders.items()}, messages, outcomes, list_as, nexts,
            documents,
        )  # fmt: skip
        check_shown(workflow, self.faults)
        if workflow.guide:
            check_guide(workflow, self.faults)
        self._check_ways(workflow)
        return workflow

    def _learn_names(self) -> None:
        """Bind what is worked out in the order of the file, so that each knows the types before it."""
        unsure: set[str] = set()
        for step in self.layout.every:
            if isinstance(step, WorkOut):
                for name, value in step.work_out.items():
                    kind = value.bind(self.names_in(step), self.faults) or Type("text")
                    unsure |= {name} if value.type is None else set()
                    if loops := self.layout.loops(step.id):
                        self.names = with_given(self.names, path_of(loops), {name: kind})
                    else:
                        self.names[name] = kind
                    self.holders.setdefault(name, []).append(step.id)
                continue
            given = step.gives()
            if loops := self.layout.loops(step.id):
                self.names = with_given(self.names, path_of(loops), given)
            for name, kind in given.items():
                if not loops:
                    self.names.setdefault(name, kind)
                self.holders.setdefault(name, []).append(step.id)
        self.scope = replace(self.scope, names=self.names, unsure=frozenset(unsure))

    def _check_top(self) -> None:
        file, scope = self.file, self.scope
        scope.known(file.owner, self.organisation.teams, "team", file.at("owner"))
        for word in file.starts:
            ways = ["anyone", "staff", "message", *self.organisation.everyone, *self.organisation.groups]
            scope.known(word, ways, "way to begin", file.at("starts"))
        reaching = [answer for answer, kind in self.names.items() if kind.channel]
        names = [one.id for ask in self.layout.every if isinstance(ask, Ask) for one in ask.asked()
                 if one.kind is not None and one.kind.kind == "name"]  # fmt: skip
        for name in file.contact:
            scope.known(name, [*reaching, *names], "answer that reaches somebody", file.at("contact"))
        for name in set(self.names) & set(self.organisation.everyone):
            self.faults.fault(self._place_of(name), "bad-id", f"The answer {name} has the name of a team",
                              "Give the answer another name")  # fmt: skip
        if file.deadline:
            check_due(file.deadline, scope)
            if file.deadline.until:
                scope.known(file.deadline.until, self.layout.by_id, "step", file.deadline.at("until"))
        self._check_coming_back()
        self._check_used()
        self._check_written()

    def _check_coming_back(self) -> None:
        """`withdraw:`, `reopen:` and `close early:` name steps, outcomes and people that are there."""
        file, scope = self.file, self.scope
        if file.close_early:
            scope.known(file.close_early.who, self.organisation.teams, "team", file.close_early.at("who"))
            for outcome in file.close_early.as_:
                scope.known(outcome, file.outcomes, "outcome", file.close_early.at("as"))
        if file.withdraw:
            scope.known(file.withdraw, self.layout.by_id, "step", file.at("withdraw"))
            if WITHDRAWN not in file.outcomes:
                self.faults.fault(file.at("withdraw"), "unknown-outcome", f"There is no outcome called “{WITHDRAWN}”",
                                  f"Add {WITHDRAWN}: with a title under outcomes:")  # fmt: skip
        if file.reopen:
            scope.value(file.reopen.within, ("duration",), "a length of time")
            scope.team(file.reopen.who, file.reopen.at("who"))
            scope.known(file.reopen.calendar, self.organisation.calendars, "calendar", file.reopen.at("calendar"))
            known = scope.known(file.reopen.at_, self.layout.by_id, "step", file.reopen.at("at"))
            if known and self.layout.parent(file.reopen.at_):
                self.faults.fault(file.reopen.at("at"), "enters-list", f"{file.reopen.at_} stands inside another list "
                                  "of steps", "Name a step that stands in no other")  # fmt: skip

    def _place_of(self, answer: str) -> Place:
        """Where an answer is asked, or given by the program."""
        step = self.layout.by_id[self.holders[answer][0]]
        asked = step.asked() if isinstance(step, Ask) else []
        return next((one.place for one in asked if one.id == answer), step.place)

    def _check_written(self) -> None:
        check_unwritten(self.file, self.layout, self.faults)
        if not self.file.summary and "anyone" in self.file.starts:
            self.faults.remark(self.file.at("title"), "no-summary", "In the list of services nothing stands under the "
                               "title", "Add summary: with one sentence that says what it is for")  # fmt: skip

    def _check_used(self) -> None:
        """An outcome that is declared and never reached, or that no example shows, is worth a remark."""
        ended = {step.end for step in self.layout.every if isinstance(step, End)}
        ended |= {WITHDRAWN} if self.file.withdraw else set()
        early = set(self.file.close_early.as_) if self.file.close_early else set()
        told = {example.ends for example in self.file.examples}
        for name, outcome in self.file.outcomes.items():
            if name not in ended | early and ended <= set(self.file.outcomes):
                self.faults.remark(outcome.place, "unused", f"No step ends with {name}", "Remove it, or end with it")
            elif name in ended and name not in told:
                self.faults.remark(outcome.place, "no-example", f"No example ends with {name}",
                                   "Add an example under examples: that ends there")  # fmt: skip

    def _check_step(self, step: Step) -> None:
        scope = replace(self.scope, names=self.names_in(step))
        scope.condition(step.when)
        step.check_names(scope)
        self._check_words(step)
        for target in step.targets():
            self._check_target(step, target)
        if isinstance(step, Ask):
            neighbours = step.gives() if self.layout.loops(step.id) else {}
            for page in step.all_pages():
                scope.condition(page.when, neighbours)
                for condition, beside in (ruled for one in page.questions for ruled in one.conditions(neighbours)):
                    scope.condition(condition, beside)
            self._check_groups(step)
        self._check_late(step)

    def _check_groups(self, step: Ask) -> None:
        for one in (inner for asked in step.asked() for inner in asked.every()):
            group = getattr(one.kind, "of", None)
            if one.kind is not None and one.kind.gives().name == "team" and group not in self.organisation.groups:
                self.scope.known(str(group), self.organisation.groups, "group of teams",
                                 one.places.get("of", one.place))  # fmt: skip

    def _check_words(self, step: Step) -> None:
        """The word of a `for each` is a word of its own; nothing ends a case from within a thread."""
        for lane in step.lanes():
            if lane.word and lane.word in {name.partition(".")[0] for name in self.names_in(step)}:
                self.faults.fault(step.place, "taken", f"“{lane.word}” is the name of an answer, or of another item",
                                  "Use another word for the item")  # fmt: skip
        if isinstance(step, End) and self.layout.part(step.id):
            self.faults.fault(step.place, "end-in-part",
                              "Nothing ends a case from inside what is done at the same time",
                              "Give an answer here, and branch to the end: after it")  # fmt: skip

    def _check_target(self, step: Step, target: str) -> None:
        """`go to` never enters a list and never leaves a thread: its target is in its own list or one around it."""
        if target not in self.layout.by_id:
            return
        lane, part = self.layout.lane(target), self.layout.part(step.id)
        outermost = not self.layout.parent(target) and not lane.aside
        whole_case = self.layout.aside(step.id) and not self.layout.owner_of_aside(step.id)
        if not any(lane is around for around in self.layout.around(step.id)) and not (whole_case and outermost):
            self.entered = True
            self.faults.fault(step.place, "enters-list", f"{target} stands inside another list of steps",
                              "Go to the step that has that list, or to one before it")  # fmt: skip
        elif part is not self.layout.part(target):
            self.entered = True
            self.faults.fault(step.place, "leaves-part", f"{target} stands outside of what is done at the same time",
                              "Go to a step of the same part, or give an answer here and branch after it")  # fmt: skip

    def _check_late(self, step: Step) -> None:
        lane = self.layout.lane(step.id)
        last = lane.steps[-1] is step
        if lane.aside and (type(step).late == "no" or (type(step).late == "last" and not last)):
            self.faults.fault(step.place, "not-late", f"{type(step).verb} may not stand here in if late:",
                              "Write send or hand to, and last one go to or end")  # fmt: skip
        elif not lane.aside and type(step).late == "only":
            self.faults.fault(step.place, "only-late", f"{type(step).verb} stands only in if late:",
                              "Move it there, or write an ask for that team")  # fmt: skip

    # Wording

    def _letter(self, words: Message | Outcome | Document, title: str, body: str, verb: type[Step], id: str) -> Letter:
        """Where it is said inside a `for each`, it may name the item."""
        said = self._saying.get((verb, id), [])
        names = None
        if any(self.layout.loops(step.id) for step in said):
            names = {name: kind for step in said for name, kind in self.names_in(step).items()}
        subject, whole = self._template(words, title, names), self._template(words, body, names)
        if not (isinstance(words, Document) and words.from_file and whole.parts):
            return Letter(subject, whole)
        return Letter(subject, whole, tuple(self._paragraphs(words)))

    def _paragraphs(self, document: Document) -> Iterator[Template]:
        """Each paragraph of a Word file is filled by itself, so that what is opened in it ends in it."""
        for paragraph in document.body.split(BETWEEN):
            try:
                yield templates.parse(paragraph)
            except Wrong as error:
                say(error, document.word("file"), self.faults)

    @cached_property
    def _saying(self) -> Mapping[tuple[type[Step], str], list[Step]]:
        """The steps that say each message, document and outcome."""
        found: dict[tuple[type[Step], str], list[Step]] = {}
        for step in self.layout.every:
            if isinstance(step, Send | Make | End):
                found.setdefault((type(step), getattr(step, step.verb)), []).append(step)
        return found

    @cached_property
    def _known_in_words(self) -> Mapping[str, Type]:
        return {**self.names, **OWN_NAMES}

    def _template(self, words: Settings, key: str, names: Mapping[str, Type] | None = None) -> Template:
        word = words.word(key)
        try:
            template = templates.parse(word.text.rstrip())
            templates.check(template, {**names, **OWN_NAMES} if names else self._known_in_words)
        except Wrong as error:
            say(error, word, self.faults)
            return Template((), True)
        return template

    # Ways

    def _check_ways(self, workflow: Workflow) -> None:
        reopen = self.file.reopen.at_ if self.file.reopen and self.file.reopen.at_ in self.layout.by_id else ""
        graph = flow(self.layout, reopen)
        if self.entered:
            check_flow(self.layout, graph, self.faults)
            return
        any_time = reopen and (self.file.withdraw or self.file.close_early) and not self.layout.parent(reopen)
        tracer = Tracer(self.layout, graph, self.file.deadline, reopen if any_time else "")
        prover = Prover(workflow, tracer)
        check_gaps(prover, graph, self.faults)
        check_amounts(prover, self.faults)
        check_flow(self.layout, graph, self.faults)
        check_leaving(prover, graph, self.faults)
        check_early(workflow, graph, self.faults)
        reader = Reader(tracer, self.file.deadline, self.faults)
        for step in self.layout.every:
            if step.id in tracer.before:
                self._check_reads(workflow, reader, step)
        first = workflow.first
        self._wording(reader, first, workflow.list_as, self.file.word("list as"), tracer.after_first(first))
        reader.say_shown()
        check_remarks(workflow, graph, tracer, self.faults)

    def _check_reads(self, workflow: Workflow, reader: Reader, step: Step) -> None:
        reader.condition(step, step.when)
        for expression, what in step.expressions():
            if what == "condition":
                reader.condition(step, expression)
            elif what == "joining":
                reader.joining(step, expression)
            else:
                reader.value(step, expression.reads, expression.place)
        if isinstance(step, Ask):
            own = [*step.gives(), *reader.tracer.given_by(step)]
            for page in step.all_pages():
                reader.condition(step, page.when, own)
                for condition, beside in (ruled for one in page.questions for ruled in one.conditions()):
                    reader.condition(step, condition, [*own, *beside])
                for one in page.questions:
                    reader.shown(step, one.question.reads(), one.places.get("of", one.place), own)
            if step.who in self.names_in(step):
                reader.named(step, step.who, step.at("who"))
            if step.id in workflow.next:
                self._wording(reader, step, workflow.next[step.id], step.word("next"), reader.tracer.after_first(step))
        if isinstance(step, Send) and step.to in self.names_in(step):
            reader.named(step, step.to, step.at("to"))
        for words, template in self._said_by(workflow, step):
            self._wording(reader, step, template, words, reader.tracer.facts(step))

    def _said_by(self, workflow: Workflow, step: Step) -> Iterator[tuple[Word, Template]]:
        """What a step says, as it is written and as it was read."""
        said: tuple[Mapping[str, Message | Document | Outcome], Mapping[str, Letter], str]
        match step:
            case Send(send=name):
                said = self.file.messages, workflow.messages, "subject"
            case Make(make=name):
                said = self.file.documents, workflow.documents, "title"
            case End(end=name):
                said = self.file.outcomes, workflow.outcomes, "title"
            case _:
                return
        written, read, title = said
        if name in read:
            yield written[name].word(title), read[name].subject
            yield written[name].word("body"), read[name].body

    def _wording(self, reader: Reader, step: Step, template: Template, word: Word, facts: Facts) -> None:
        self._parts(reader, step, template.parts, word, facts)

    def _parts(self, reader: Reader, step: Step, parts: tuple[object, ...], word: Word, facts: Facts) -> None:
        for part in parts:
            if isinstance(part, Slot) and part.name == DUE:
                reader.due(step, place_inside(word, part.at), facts)
            elif isinstance(part, Slot) and part.name not in OWN_NAMES:
                reader.placeholder(step, part.name, place_inside(word, part.at), facts)
            elif isinstance(part, When):
                self._parts(reader, step, part.inside, word, facts.under(reader.tracer.register.test(part.condition)))
