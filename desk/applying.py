"""Questions answered page by page: by a resident who begins a case, or is asked again by their link."""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from components.controls import Raw
from desk import afterwards, documents, showing
from desk.files import LONGEST_HISTORY, settle
from desk.views import Applying, DocumentView, Happened, PageView, Sent, ServiceCard, Status
from engine import access, letters
from engine.case import Case
from engine.commands import Actor, Complete, Open, Problems, Refusal
from engine.engine import KEEPS_NOTHING, NO_SERVICE, Done, Engine, Sight
from engine.store.drafts import Draft
from engine.store.links import ReturnLink
from workflows.asking import accept, asked_now, knowing
from workflows.items import scope_of
from workflows.translations import own_name
from workflows.verbs.ask import Ask
from workflows.workflow import Workflow

#: How long a return link works after it was made.
LINK_LASTS = timedelta(days=400)
#: Letters and figures that nobody takes for another.
ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
#: What a draft's `at` says where nobody signed in began it: then nobody who signs in later is who sent it.
RESIDENT = "resident"
BY_STAFF = "This service is begun by staff"
NOT_HERE = "This is not open in this browser. Use your link to come back to it"


@dataclass(frozen=True)
class Place:
    """What is being answered: the `ask`, what was answered before it, and the draft of it."""

    workflow: Workflow
    ask: Ask
    draft: Draft
    known: Mapping[str, object]
    case: Case | None = None
    task: str = ""

    def spoken(self, language: str) -> "Place":
        """The same in another language, where the service has its words."""
        workflow = self.workflow.translated(language)
        ask = workflow.step(self.ask.id)
        assert isinstance(ask, Ask), "a translation has the same steps"
        return replace(self, workflow=workflow, ask=ask)


class Desk:
    """`random` gives so many bytes nobody can guess; it makes ids, references and links."""

    def __init__(self, engine: Engine, random: Callable[[int], bytes]) -> None:
        self.engine = engine
        self.random = random

    def services(self, actor: Actor | None) -> tuple[ServiceCard, ...]:
        """What this person may begin, by title."""
        who = actor or Actor("", "applicant")
        house = self.engine.library.house()
        found = [w for _, w in self.engine.library.all() if access.may_begin(w, who, house)]
        return tuple(
            ServiceCard(w.service, w.title, w.file.summary, w.guide) for w in sorted(found, key=lambda one: one.title)
        )  # fmt: skip

    def begin(
        self, visitor: str, service: str, now: datetime, actor: Actor | None = None, language: str = ""
    ) -> Applying | Refusal:
        """The first page. Nothing is stored before something is typed."""
        found = self.engine.library.latest(service)
        if found is None:
            return Refusal(NO_SERVICE)
        number, workflow = found
        if not access.may_begin(workflow, actor or Actor(visitor, "applicant"), self.engine.library.house()):
            return Refusal(BY_STAFF)
        if workflow.guide:
            return Refusal(KEEPS_NOTHING)
        draft = Draft("", visitor, service, number, now, now, at={} if actor else {RESIDENT: True})
        return self._view(Place(workflow, workflow.first, draft, {}), None, now, language)

    def resume(
        self, visitor: str, draft: str, page: int | None, now: datetime, language: str = ""
    ) -> Applying | Refusal:
        place = self._place(visitor, draft)
        return place if isinstance(place, Refusal) else self._view(place, page, now, language)

    def asked(self, visitor: str, reference: str, now: datetime, language: str = "") -> Applying | Refusal:
        """What the applicant is asked now, with what they answered there before."""
        place = self._place_of_task(visitor, reference, now)
        return place if isinstance(place, Refusal) else self._view(place, None, now, language)

    def save(
        self, visitor: str, view: Applying, raw: Mapping[str, Raw], now: datetime, unfinished: bool = False
    ) -> Applying | Problems:
        """Keep what was typed, and accept the page or say what is wrong with it.

        `unfinished`: the person leaves the page as it is, so that nothing is said of it yet.
        """
        kept = view.draft and not view.case
        place = self._place(visitor, view.draft) if kept else self._new(visitor, view, now)
        if isinstance(place, Refusal) or view.page is None:
            return Problems({})
        number = view.page.number
        at = place.draft.at | {"seen": sorted({*place.draft.at.get("seen", []), number})}
        place = replace(place, draft=replace(place.draft, raw=place.draft.raw | dict(raw), at=at, updated=now))
        problems = self._read(place.spoken(view.language), now)[1]
        wrong = {one.id: problems[one.id] for one in view.page.asked if one.id in problems}
        if not wrong or view.draft or unfinished:
            self.engine.store.drafts.save(place.draft)
            if not kept:
                self.engine.store.links.bind(visitor, "draft", place.draft.id)
        return Problems(wrong) if wrong and not unfinished else self._view(place, None, now, view.language)

    def link(self, visitor: str, draft: str, now: datetime) -> str | Refusal:
        """The secret part of a return link to what is typed so far."""
        if not self.engine.store.links.holds(visitor, "draft", draft):
            return Refusal(NOT_HERE)
        return self._link("draft", draft, now)

    def send(
        self, visitor: str, draft: str, token: str, now: datetime, actor: Actor | None = None
    ) -> Sent | Problems | Refusal:
        """Send the answers. A second click finds what the first one did."""
        place = self._place(visitor, draft)
        if isinstance(place, Refusal):
            return self._sent_before(visitor, draft, token, now) or place
        result = self.engine.do(self._command(place, visitor, token, now, actor))
        if not isinstance(result, Done):
            return result
        self._settle(visitor, place, result.case)
        return self._sent(result, place.ask, visitor, now)

    def status(self, visitor: str, reference: str, now: datetime) -> Status | Refusal:
        """A case as its applicant sees it."""
        sight = self._sight(visitor, reference)
        if isinstance(sight, Refusal):
            return sight
        workflow, case, house = sight.workflow, sight.case, self.engine.library.house()
        words = letters.Words(workflow, case, house, showing.context(house, now))
        outcome = workflow.outcomes.get(case.outcome)
        asked = next((task for task in case.tasks.values() if task.who == "applicant"), None)
        state = "We are waiting for you" if asked or afterwards.to_pay(case) else "We are working on it"
        with_whom = {showing.whose(house, task.who) for task in case.tasks.values() if task.who != "applicant"}
        return Status(
            reference, workflow.title, words.fill(outcome.subject) if outcome else state,
            words.fill(outcome.body) if outcome else "",
            "you" if asked else " and ".join(sorted(with_whom)), self._due(case), self._happened(sight),
            showing.sections(workflow, case.answers, sight.visible, letters.seen(house, words.context)),
            (asked.id, asked.title) if asked else None, not case.open, afterwards.to_pay(case),
            afterwards.open_to(workflow, case, sight.actor, now), self._documents(reference),
        )  # fmt: skip

    def document(self, visitor: str, reference: str, name: str) -> DocumentView | Refusal:
        """A document that was sent to the applicant."""
        sight = self._sight(visitor, reference)
        if isinstance(sight, Refusal):
            return sight
        found = self._documents(reference)
        return next((one for one in found if one.name == name), Refusal(documents.NO_DOCUMENT))

    def _documents(self, reference: str) -> tuple[DocumentView, ...]:
        return documents.sent_to_applicant(self.engine.store.cases.history(reference, limit=LONGEST_HISTORY))

    def held(self, visitor: str) -> tuple[tuple[str, str, str], ...]:
        """What this browser may go on with: (draft or case, its key, a title)."""
        found: list[tuple[str, str, str]] = []
        for kind, key in self.engine.store.links.held(visitor):
            if kind == "case":
                case = self.engine.store.cases.load(key)
                if case:
                    found.append((kind, key, f"{self.engine.library.version(case.service, case.version).title}, {key}"))
            elif (draft := self.engine.store.drafts.get(key)) and not draft.at.get("case"):
                title = self.engine.library.version(draft.service, draft.version).title
                found.append((kind, key, f"{title}, not sent yet"))
        return tuple(found)

    # Where they are

    def _place(self, visitor: str, draft: str) -> Place | Refusal:
        kept = self.engine.store.drafts.get(draft)
        if kept is None or not self.engine.store.links.holds(visitor, "draft", draft):
            return Refusal(NOT_HERE)
        if kept.at.get("case"):
            return self._place_of_task(visitor, kept.at["case"], kept.updated)
        workflow = self.engine.library.version(kept.service, kept.version)
        return Place(workflow, workflow.first, kept, {})

    def _place_of_task(self, visitor: str, reference: str, now: datetime) -> Place | Refusal:
        sight = self._sight(visitor, reference)
        if isinstance(sight, Refusal):
            return sight
        task = next((task for task in sight.case.tasks.values() if task.who == "applicant"), None)
        if task is None:
            return Refusal("Nothing is asked of you at the moment")
        ask = sight.workflow.step(task.step)
        assert isinstance(ask, Ask), "only an ask waits for the applicant"
        id = f"task:{reference}:{task.id}:applicant"
        key = task.id.rpartition(".")[0]
        known = sight.workflow.answers_in(sight.case.values(), ask.id, scope_of(key))
        before = sight.case.aside.get(key) or known
        raw = {
            one.id: one.question.write(before[one.id]) for one in ask.asked() if one.id in before
        }  # fmt: skip
        new = Draft(id, visitor, sight.case.service, sight.case.version, now, now, raw, {"case": reference})
        draft = self.engine.store.drafts.get(id) or new
        return Place(sight.workflow, ask, draft, known, sight.case, task.id)

    def _new(self, visitor: str, view: Applying, now: datetime) -> Place | Refusal:
        if view.case:
            return self._place_of_task(visitor, view.case, now)
        found = self.engine.library.latest(view.service)
        if found is None:
            return Refusal(NO_SERVICE)
        number, workflow = found
        at = {RESIDENT: True} if view.resident else {}
        draft = Draft(self.random(16).hex(), visitor, view.service, number, now, now, at=at)
        return Place(workflow, workflow.first, draft, {})

    def _sight(self, visitor: str, reference: str) -> Sight | Refusal:
        """The case, where this browser came by its link or sent it."""
        if not self.engine.store.links.holds(visitor, "case", reference):
            return Refusal(NOT_HERE)
        return self.engine.see(Actor(f"visitor:{visitor}", "applicant", case=reference), reference)

    # What they see

    def _read(self, place: Place, now: datetime) -> tuple[dict[str, object], Mapping[str, tuple[object, ...]]]:
        house = self.engine.library.house()
        context = showing.context(house, now)
        read = accept(place.ask.all_pages(), place.draft.raw, place.known, letters.seen(house, context), context)
        return read.answers, read.problems

    def _view(self, place: Place, page: int | None, now: datetime, language: str) -> Applying:
        translations = place.workflow.translations
        language = language if language in translations else ""
        others = ["en", *translations] if language else [*translations]
        place = place.spoken(language)
        house = self.engine.library.house()
        context = showing.context(house, now)
        answers, problems = self._read(place, now)
        pages = self._pages(place, {**place.known, **answers}, now)
        passed = {
            number for number, one in pages.items()
            if number in place.draft.at.get("seen", []) and not any(asked.id in problems for asked in one.asked)
        }  # fmt: skip
        todo = next((number for number in pages if number not in passed), None)
        here = page if page in pages and (todo is None or page <= todo) else todo
        earlier = [number for number in pages if here is None or number < here]
        seen = knowing(letters.seen(house, context), {**place.known, **answers}, context)
        privacy = place.workflow.file.privacy
        return Applying(
            place.workflow.service, place.workflow.title, place.workflow.file.summary, place.draft.id,
            place.case.reference if place.case else "", place.task, pages[here] if here is not None else None,
            earlier[-1] if earlier else None, showing.to_check(place.ask, pages, answers, seen, place.ask.named),
            self._sections(pages, passed), seen, place.draft.id, place.workflow.file.called_,
            (privacy.purpose, privacy.basis, privacy.keep) if privacy else ("", "", ""), place.ask.check,
            self._told(place), language, tuple((one, own_name(one)) for one in others if one != language),
            bool(place.draft.at.get(RESIDENT)),
        )  # fmt: skip

    def _told(self, place: Place) -> tuple[str, tuple[str, ...]] | None:
        """What was last written to the applicant, where they are asked again: it says what is wanted."""
        sent = self.engine.store.messages.of(place.case.reference) if place.case else []
        last = next((one for one in reversed(sent) if one.to == "applicant"), None)
        return (last.subject, showing.read_here(last.body)) if last else None

    def _pages(self, place: Place, answers: Mapping[str, object], now: datetime) -> dict[int, PageView]:
        """The pages that these answers lead to, by their number in the `ask`."""
        context = showing.context(self.engine.library.house(), now)
        all_pages = place.ask.all_pages()
        return {
            number: showing.page_view(number, page, asked, place.draft.raw)
            for number, one in enumerate(all_pages) for page, asked in asked_now([one], answers, context)
        }  # fmt: skip

    @staticmethod
    def _sections(pages: Mapping[int, PageView], passed: set[int]) -> tuple[tuple[str, bool, int], ...]:
        found: dict[str, list[int]] = {}
        for number, page in pages.items():
            if page.section:
                found.setdefault(page.section, []).append(number)
        return tuple((name, set(numbers) <= passed, numbers[0]) for name, numbers in found.items())

    # Sending

    def _command(self, place: Place, visitor: str, token: str, now: datetime, actor: Actor | None) -> Open | Complete:
        if place.case is not None:
            applicant = Actor(f"visitor:{visitor}", "applicant", "The applicant", case=place.case.reference)
            return Complete(applicant, now, place.case.reference, place.task, place.draft.raw, token)
        resident = Actor(f"visitor:{visitor}", "applicant", "The applicant")
        who = resident if actor is None or place.draft.at.get(RESIDENT) else actor
        prefix = place.workflow.file.reference
        reference = f"{prefix}-{self._letters(4)}-{self._letters(4)}"
        return Open(who, now, place.workflow.service, place.draft.version, reference, place.draft.raw, token)

    def _letters(self, count: int) -> str:
        return "".join(ALPHABET[byte % len(ALPHABET)] for byte in self.random(count))

    def _settle(self, visitor: str, place: Place, case: Case) -> None:
        """The draft was sent: its links now open the case, its files belong to it, and it is gone."""
        store = self.engine.store
        if place.case is None:
            store.links.become(place.draft.id, case.reference)
            store.links.bind(visitor, "case", case.reference)
        settle(self.engine, visitor, case)
        store.drafts.delete(place.draft.id)

    def _sent_before(self, visitor: str, draft: str, token: str, now: datetime) -> Sent | None:
        reference = self.engine.store.cases.committed(token) if token == draft else ""
        sight = self._sight(visitor, reference) if reference else None
        if not isinstance(sight, Sight):
            return None
        return self._sent(Done(sight.case, sight.workflow, again=True), sight.workflow.first, visitor, now)

    def _sent(self, done: Done, ask: Ask, visitor: str, now: datetime) -> Sent:
        house = self.engine.library.house()
        words = letters.Words(done.workflow, done.case, house, showing.context(house, now))
        outcome, next = done.workflow.outcomes.get(done.case.outcome), done.workflow.next.get(ask.id)
        said = outcome.body if outcome else next
        visible = access.visible(done.workflow, done.case, Actor("", "applicant"), house)
        answers = {ask.id: done.case.answers.get(ask.id, {})}
        return Sent(
            done.case.reference, done.workflow.title, words.fill(said) if said else "", self._due(done.case),
            self._link("case", done.case.reference, now),
            showing.sections(done.workflow, answers, visible, letters.seen(house, words.context)), done.again,
            afterwards.to_pay(done.case), words.fill(outcome.subject) if outcome else "",
        )  # fmt: skip

    def _link(self, kind: str, key: str, now: datetime) -> str:
        token = self.random(24).hex()
        hashed = hashlib.sha256(token.encode()).hexdigest()
        self.engine.store.links.add(ReturnLink(hashed, kind, key, "applicant", now + LINK_LASTS))  # type: ignore[arg-type]
        return token

    @staticmethod
    def _due(case: Case) -> datetime | None:
        """When the applicant may expect an answer: the case's deadline, else when the open task is due."""
        if "deadline" in case.clocks:
            return case.clocks["deadline"].due
        return min((task.due for task in case.tasks.values() if task.due and task.who != "applicant"), default=None)

    def _happened(self, sight: Sight) -> tuple[Happened, ...]:
        timeline = showing.ForApplicant(sight.workflow, sight.house, sight.visible)
        return timeline.of(self.engine.store.cases.history(sight.case.reference))
