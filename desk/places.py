"""Where somebody is who answers page by page: at a service's first questions, or at what they are asked in a case."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from desk import guests
from desk.guests import Guest
from desk.scanning import marked
from desk.views import Applying
from engine.beside import practising
from engine.case import Case, Task
from engine.commands import Actor, Refusal
from engine.engine import NO_SERVICE, Engine, Sight
from engine.store.drafts import Draft, of_task
from engine.who.people import fingerprint
from workflows.items import scope_of
from workflows.verbs.ask import Ask
from workflows.workflow import Workflow

APPLICANT = "applicant"
#: What a draft's `at` says where nobody signed in began it: then nobody who signs in later is who sent it.
RESIDENT = "resident"
#: And these: how staff help whoever it is for, and that it is only to practise.
HELPED, PRACTICE = "helped", "practice"
NOT_HERE = "This is not open in this browser. Use your link to come back to it"
NOTHING = "Nothing is asked of you at the moment"
#: The same for a guest's task that is done, that was taken away, or that never was theirs.
NOT_FOR_YOU = "There is nothing here to answer now. It may have been answered already, or somebody else was asked"


@dataclass(frozen=True)
class Place:
    """What is being answered: the `ask`, what was answered before it, and the draft of it."""

    workflow: Workflow
    ask: Ask
    draft: Draft
    known: Mapping[str, object]
    case: Case | None = None
    task: str = ""
    guest: Guest | None = None
    #: Whether staff began it for them and gave them the link: they go on by themselves.
    handed_on: bool = False

    def time(self, now: datetime) -> datetime:
        """What time it is in the case."""
        return practising.time_of(self.case, now) if self.case else now

    @property
    def language(self) -> str:
        """The language they chose last; before that, the one that their case was begun in."""
        begun_in = self.case.language if self.case and not self.guest else ""
        return str(self.draft.at.get("language", begun_in))

    def spoken(self, language: str) -> "Place":
        """The same in another language, where the service has its words."""
        workflow = self.workflow.translated(language)
        ask = workflow.step(self.ask.id)
        assert isinstance(ask, Ask), "a translation has the same steps"
        return replace(self, workflow=workflow, ask=ask)

    @property
    def helped(self) -> str:
        """How staff who answer here help whoever it is for, "" where nobody does."""
        return "" if self.handed_on else str(self.draft.at.get(HELPED, ""))

    def sender(self, visitor: str, actor: Actor | None) -> Actor:
        """In whose name it is sent. `actor` is signed in; what was begun as a resident is a resident's all the same."""
        if self.guest:
            return self.guest.actor()
        if self.case is None and actor and not (self.draft.at.get(RESIDENT) or self.handed_on):
            return actor
        return applicant(visitor, self.case.reference if self.case else "")


@dataclass(frozen=True)
class Places:
    """`random` gives so many bytes nobody can guess."""

    engine: Engine
    random: Callable[[int], bytes]

    def of_draft(self, visitor: str, draft: str) -> Place | Refusal:
        kept = self.engine.store.drafts.get(draft)
        if kept is None or not self.engine.store.links.holds(visitor, "draft", draft):
            return Refusal(NOT_HERE)
        if kept.at.get("case"):
            return self.of_task(visitor, kept.at["case"], kept.at.get("task", ""), kept.updated)
        kept = replace(kept, raw=marked(self.engine.store, kept.raw))
        workflow = self.engine.library.version(kept.service, kept.version)
        handed_on = HELPED in kept.at and kept.holder != visitor
        return Place(workflow, workflow.first, kept, {}, handed_on=handed_on)

    def of_task(self, visitor: str, reference: str, task: str, now: datetime) -> Place | Refusal:
        """A task that waits for them; without one, the first that waits for the applicant."""
        guest = guests.waited_for(self.engine, reference, task) if task else None
        if guest:
            held = self.engine.store.links.holds(visitor, "task", guest.key)
            sight = self.engine.see(guest.actor(), reference) if held else Refusal(NOT_FOR_YOU)
        else:
            sight = self.sight(visitor, reference)
        if isinstance(sight, Refusal):
            return Refusal(NOT_FOR_YOU) if task else sight
        tasks = [one for one in sight.case.tasks.values() if not one.extra and (guest or one.who == APPLICANT)]
        found = next((one for one in tasks if task in ("", one.id)), None)
        return self._at(visitor, sight, found, guest, now) if found else Refusal(NOTHING)

    def _at(self, visitor: str, sight: Sight, task: Task, guest: Guest | None, now: datetime) -> Place:
        case, ask = sight.case, sight.workflow.step(task.step)
        assert isinstance(ask, Ask), "only an ask waits for whoever comes by a link"
        id = of_task(case.reference, task.id, guest.key.split(" ")[1] if guest else APPLICANT)
        key = task.id.rpartition(".")[0]
        known = sight.workflow.answers_in(case.values(), ask.id, scope_of(key))
        before = case.aside.get(key) or known
        raw = {one.id: one.question.write(before[one.id]) for one in ask.asked() if one.id in before}
        at = {"case": case.reference, "task": task.id}
        new = Draft(id, visitor, case.service, case.version, now, now, raw, at)
        draft = self.engine.store.drafts.get(id) or new
        draft = replace(draft, raw=marked(self.engine.store, draft.raw))
        return Place(sight.workflow, ask, draft, known, case, task.id, guest)

    def new(self, visitor: str, view: Applying, now: datetime) -> Place | Refusal:
        """Where nothing was saved yet. A page drawn with a token begins one draft, however often it is sent."""
        if view.case:
            return self.of_task(visitor, view.case, view.task, now)
        id = fingerprint(f"{visitor} {view.token}")[:32] if view.token else self.random(16).hex()
        if self.engine.store.drafts.get(id):
            self.engine.store.links.bind(visitor, "draft", id)
            return self.of_draft(visitor, id)
        found = self.engine.library.latest(view.service)
        if found is None:
            return Refusal(NO_SERVICE)
        number, workflow = found
        at = beginning(view.resident, view.helped, view.practice)
        if self.engine.store.cases.committed(id):  # it was sent since, and this is another
            id = self.random(16).hex()
        draft = Draft(id, visitor, view.service, number, now, now, at=at)
        return Place(workflow, workflow.first, draft, {})

    def sight(self, visitor: str, reference: str) -> Sight | Refusal:
        """The case, where this browser came by its link or sent it."""
        if not self.engine.store.links.holds(visitor, "case", reference):
            return Refusal(NOT_HERE)
        return self.engine.see(applicant(visitor, reference), reference)


def beginning(resident: bool, helped: str, practice: bool) -> dict[str, object]:
    """What a draft says of how it was begun."""
    said = {RESIDENT: resident, HELPED: helped, PRACTICE: practice}
    return {name: value for name, value in said.items() if value}


def applicant(visitor: str, reference: str = "") -> Actor:
    return Actor(f"visitor:{visitor}", "applicant", "The applicant", case=reference)
