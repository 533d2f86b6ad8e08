"""Questions answered page by page: by a resident who begins a case, or is asked again by their link."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from components.base import Said
from components.controls import Raw
from desk import afterwards, blanks, documents, following, guests, offered, showing
from desk.fees import fee_of
from desk.files import settle
from desk.places import APPLICANT, HELPED, PRACTICE, RESIDENT, Place, Places, beginning
from desk.privacy import privacy
from desk.spoken import said
from desk.views import Applying, DocumentView, Held, PageView, Section, Sent, ServiceCard, Status
from engine.beside import practising
from engine.case import Case
from engine.commands import Actor, Complete, Open, Problems, Refusal
from engine.course import letters
from engine.engine import KEEPS_NOTHING, LOOKED, NO_SERVICE, Done, Engine, Sight
from engine.store.drafts import Draft, task_of
from engine.store.links import Kind, ReturnLink
from engine.who import access, codes
from engine.who.people import fingerprint
from workflows.asking import accept, asked_now
from workflows.calendars import LONDON
from workflows.items import around, scope_of, step_of
from workflows.speaking import voice
from workflows.translations import others_than
from workflows.workflow import Workflow

#: How long a return link works after it was made.
LINK_LASTS = timedelta(days=400)
NO_LINK = "The link in this message opens nothing any more"
BY_STAFF = "This service is begun by staff"


class Desk:
    """`random` gives so many bytes nobody can guess; it makes ids, references and links."""

    def __init__(self, engine: Engine, random: Callable[[int], bytes]) -> None:
        self.engine = engine
        self.random = random
        self.places = Places(engine, random)

    def services(self, actor: Actor | None, language: str = "") -> tuple[ServiceCard, ...]:
        """What this person may begin, by title, first what is in this language; for somebody of a partner, what
        names their team: the rest they begin as anybody does, not at their work."""
        cards = [_card(one, language) for one in self._may_begin(actor)]
        return tuple(sorted(cards, key=lambda one: (one.language != language, one.title)))

    def languages(self) -> tuple[str, ...]:
        """Those that somebody may begin a service in, beside English."""
        return tuple(sorted({code for one in self._may_begin(None) for code in one.translations}))

    def _may_begin(self, actor: Actor | None) -> list[Workflow]:
        who = actor or Actor("", "applicant")
        house = self.engine.library.house()
        partner = access.is_partner(who, house)
        return [
            w for _, w in self.engine.library.all()
            if access.may_begin(w, who, house) and not (partner and "anyone" in w.file.starts)
        ]  # fmt: skip

    def begin(
        self, visitor: str, service: str, now: datetime, actor: Actor | None = None, language: str = "",
        helped: str = "", practice: bool = False,
    ) -> Applying | Refusal:  # fmt: skip
        """The first page. Nothing is stored before something is typed. `helped` says how staff answer for somebody."""
        found = self.engine.library.latest(service)
        if found is None:
            return Refusal(NO_SERVICE)
        number, workflow = found
        who, house = actor or Actor(visitor, "applicant"), self.engine.library.house()
        if reason := access.may_open_so(workflow, who, house, helped, practice):
            return Refusal(reason if helped or practice else BY_STAFF)
        if workflow.guide:
            return Refusal(KEEPS_NOTHING)
        draft = Draft("", visitor, service, number, now, now, at=beginning(actor is None, helped, practice))
        return self._view(Place(workflow, workflow.first, draft, {}), None, now, language)

    def resume(
        self, visitor: str, draft: str, page: int | None, now: datetime, language: str = ""
    ) -> Applying | Refusal:
        """`language` is what they choose now; "" keeps to what they chose before."""
        place = self.places.of_draft(visitor, draft)
        return place if isinstance(place, Refusal) else self._view(place, page, now, language or place.language)

    def asked(
        self, visitor: str, reference: str, now: datetime, language: str = "", task: str = ""
    ) -> Applying | Refusal:
        """What the applicant, or a guest of this task, is asked now, with what they answered there before."""
        place = self.places.of_task(visitor, reference, task, now)
        return place if isinstance(place, Refusal) else self._view(place, None, now, language or place.language)

    def shown(self, visitor: str, view: Applying, now: datetime) -> tuple[Section, ...]:
        """What a guest sees of the case: what `sees:` lists, of the items asked about. That they looked is recorded."""
        place = self.places.of_task(visitor, view.case, view.task, now)
        if isinstance(place, Refusal) or place.guest is None:
            return ()
        guest, place = place.guest, place.spoken(view.language)
        house, names = self.engine.library.house(), access.sees(place.workflow, place.ask)
        key = view.task.rpartition(".")[0]
        steps = around(guest.case.answers, key)
        seen = letters.seen(house, showing.context(house, place.time(now)), view.language)
        whole = showing.sections(place.workflow, steps, names, seen, hiding=False)
        item = showing.of_item(place.workflow, place.ask, scope_of(key), guest.case.values(), names, seen)
        shown = {line.answer for section in (*whole, *item) for line in section.lines}
        self.engine.looked(Sight(place.workflow, guest.case, guest.actor(), house), "task", shown, now)
        for name in shown:
            question = place.workflow.question(name)
            if question and question.sensitive:
                self.engine.store.audit.record(now, guest.task.who, LOOKED, view.case, name)
        return *whole, *item

    def save(
        self, visitor: str, view: Applying, raw: Mapping[str, Raw], now: datetime, unfinished: bool = False
    ) -> Applying | Problems:
        """Keep what was typed, and accept the page or say what is wrong with it.

        `unfinished`: the person leaves the page as it is, so that nothing is said of it yet.
        """
        kept = view.draft and not view.case
        place = self.places.of_draft(visitor, view.draft) if kept else self.places.new(visitor, view, now)
        if isinstance(place, Refusal) or view.page is None:
            return Problems({})
        number = view.page.number
        seen = sorted({*place.draft.at.get("seen", []), number})
        at = place.draft.at | {"seen": seen, "language": view.language}
        place = replace(place, draft=replace(place.draft, raw=place.draft.raw | dict(raw), at=at, updated=now))
        problems = self._read(place.spoken(view.language), now, view.language)[1]
        wrong = {one.id: problems[one.id] for one in view.page.asked if one.id in problems}
        if not wrong or view.draft or unfinished:
            self.engine.store.drafts.save(place.draft)
            if not kept:
                self.engine.store.links.bind(visitor, "draft", place.draft.id)
        return Problems(wrong) if wrong and not unfinished else self._view(place, None, now, view.language)

    def save_whole(self, visitor: str, view: Applying, raw: Mapping[str, Raw], now: datetime) -> Applying | Refusal:
        """Keep what was typed on any of the pages, where they are shown together; what is wrong the view says."""
        place = self.places.of_draft(visitor, view.draft)
        if isinstance(place, Refusal):
            return place
        at = place.draft.at | {"seen": [page.number for page in view.pages], "language": view.language}
        place = replace(place, draft=replace(place.draft, raw=place.draft.raw | dict(raw), at=at, updated=now))
        self.engine.store.drafts.save(place.draft)
        return self._view(place, None, now, view.language)

    def link(self, visitor: str, draft: str, now: datetime) -> str | Refusal:
        """The secret part of a return link to what is typed so far."""
        place = self.places.of_draft(visitor, draft)
        if isinstance(place, Refusal):
            return place
        if place.guest:
            return self._link("task", place.guest.key, now, place.guest.task.who)
        return self._link("case", place.case.reference, now) if place.case else self._link("draft", draft, now)

    def link_in(self, reference: str, number: int, now: datetime) -> str | Refusal:
        """The secret part of the link that a message has for whoever it is sent to."""
        messages = self.engine.store.messages.of(reference)
        message = next((one for one in messages if one.number == number and letters.LINK in one.body), None)
        if message is None:
            return Refusal(NO_LINK)
        if message.to == APPLICANT:
            return self._link("case", reference, now)
        guest = guests.written_to(self.engine, message)
        return self._link("task", guest.key, now, guest.task.who) if guest else Refusal(NO_LINK)

    def code_in(self, reference: str, number: int, now: datetime) -> str:
        """The code that a message tells the applicant; "" where it tells none."""
        messages = self.engine.store.messages.of(reference)
        tells = any(one.number == number and letters.CODE in one.body for one in messages)
        return self._code(reference, now) if tells else ""

    def send(
        self, visitor: str, draft: str, token: str, now: datetime, actor: Actor | None = None
    ) -> Sent | Problems | Refusal:
        """Send the answers. A second click finds what the first one did."""
        place = self.places.of_draft(visitor, draft)
        if isinstance(place, Refusal):
            return (self.sent_before(visitor, draft, now, actor) if token == draft else None) or place
        result = self.engine.do(self._command(place, visitor, token, now, actor))
        if not isinstance(result, Done):
            return result
        self._settle(visitor, place, result.case, now)
        key = place.task.rpartition(".")[0] or place.ask.id
        return replace(self._confirmed(result, key, place.guest is not None, now), helped=place.helped)

    def sent_before(
        self, visitor: str, draft: str, now: datetime, actor: Actor | None = None, *, tells: bool = True
    ) -> Sent | None:
        """What was sent of a draft that is gone since, to whoever holds the case, helped with it, or held the draft of
        a task: they press again, or come back because the answer never reached them. `tells`: with a link and a code
        of their own, which are new each time."""
        reference = self.engine.store.cases.committed(draft)
        case = self.engine.store.cases.load(reference)
        if case is None:
            return None
        workflow, links = self.engine.library.version(case.service, case.version), self.engine.store.links
        done, task = Done(case, workflow, again=True), task_of(draft)
        if task and links.holds(visitor, "draft", draft):
            return self._confirmed(done, task.rpartition(".")[0], not draft.endswith(f":{APPLICANT}"), now, tells)
        held = not task and (links.holds(visitor, "case", reference) or self._helped(actor, reference))
        return self._confirmed(done, workflow.first.id, False, now, tells) if held else None

    def status(self, visitor: str, reference: str, now: datetime) -> Status | Refusal:
        """A case as its applicant sees it."""
        sight = self.places.sight(visitor, reference)
        return sight if isinstance(sight, Refusal) else following.status(self.engine, sight, now)

    def document(self, visitor: str, reference: str, name: str) -> DocumentView | Refusal:
        """A document that was sent to the applicant."""
        sight = self.places.sight(visitor, reference)
        if isinstance(sight, Refusal):
            return sight
        found = following.sent_documents(self.engine, sight.case)
        one = next((one for one in found if one.name == name), None)
        return documents.with_word_file(one, sight.workflow) if one else Refusal(documents.NO_DOCUMENT)

    def held(self, visitor: str) -> tuple[Held, ...]:
        """What this browser may go on with."""
        found: list[Held] = []
        for kind, key in self.engine.store.links.held(visitor):
            if kind == "case":
                case = self.engine.store.cases.load(key)
                if case:
                    workflow = self.engine.library.version(case.service, case.version).translated(case.language)
                    found.append(Held(kind, key, f"{workflow.title}, {key}", case.language))
            elif (draft := self.engine.store.drafts.get(key)) and not draft.at.get("case"):
                language = draft.at.get("language", "")
                workflow = self.engine.library.version(draft.service, draft.version).translated(language)
                title = voice(language).say("{service}, not sent yet", service=workflow.title)
                found.append(Held(kind, key, title, language))
        return tuple(found)

    # What they see

    def _read(
        self, place: Place, now: datetime, language: str
    ) -> tuple[dict[str, object], Mapping[str, tuple[Said, ...]]]:
        house = self.engine.library.house()
        context = showing.context(house, place.time(now))
        seen = letters.seen(house, context, language)
        read = accept(place.ask.page_by_page, place.draft.raw, place.known, seen, context)
        return read.answers, said(read.problems, language)

    def _view(self, place: Place, page: int | None, now: datetime, language: str) -> Applying:
        translations = place.workflow.translations
        language = language if language in translations else ""
        place = place.spoken(language)
        house = self.engine.library.house()
        context = showing.context(house, place.time(now))
        answers, problems = self._read(place, now, language)
        pages = self._pages(place, {**place.known, **answers}, now)
        passed = {
            number for number, one in pages.items()
            if number in place.draft.at.get("seen", []) and not any(asked.id in problems for asked in one.asked)
        }  # fmt: skip
        todo = next((number for number in pages if number not in passed), None)
        here = page if page in pages and (todo is None or page <= todo) else todo
        earlier = [number for number in pages if here is None or number < here]
        drawn = [each for one in pages.values() for each in one.asked]
        known = {**place.known, **answers}
        seen = showing.knowing_needed(letters.seen(house, context, language), drawn, known, context)
        seen = showing.asking(seen, house, place.draft.holder, place.helped != "")
        return Applying(
            place.workflow.service, place.workflow.title, place.workflow.file.summary, place.draft.id,
            place.case.reference if place.case else "", place.task, pages[here] if here is not None else None,
            earlier[-1] if earlier else None, showing.to_check(place.ask, pages, answers, seen, place.ask.named),
            self._sections(pages, passed), seen, place.draft.id, place.workflow.file.called_,
            privacy(place.workflow, language), place.ask.check,
            self._told(place), language, others_than(language, translations),
            bool(place.draft.at.get(RESIDENT)), place.helped, bool(place.draft.at.get(PRACTICE)),
            place.guest.actor() if place.guest else None,
            showing.title_of(place.workflow, place.case, place.case.tasks[place.task], seen) if place.case else "",
            tuple(pages.values()),
            {one.id: problems[one.id] for page in pages.values() for one in page.asked if one.id in problems},
            offered.is_offered(place.workflow, place.task), voice(language).say(fee_of(place.workflow)),
            place.workflow.file.exit_quickly, place.case is None and blanks.prints(place.workflow),
            blanks.numbers_of(place.workflow) if place.helped == "letter" else {},
        )  # fmt: skip

    def _told(self, place: Place) -> tuple[str, tuple[str, ...]] | None:
        """What was last written to the applicant, where they are asked again: it says what is wanted."""
        sent = self.engine.store.messages.of(place.case.reference) if place.case and not place.guest else []
        last = next((one for one in reversed(sent) if one.to == "applicant"), None)
        return (last.subject, showing.read_here(last.body, place.language)) if last else None

    def _pages(self, place: Place, answers: Mapping[str, object], now: datetime) -> dict[int, PageView]:
        """The pages that these answers lead to, by their number in the `ask`."""
        context = showing.context(self.engine.library.house(), place.time(now))
        all_pages = place.ask.page_by_page
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
        who = place.sender(visitor, actor)
        if place.case is not None:
            return Complete(who, now, place.case.reference, place.task, place.draft.raw, token,
                            language=place.language)  # fmt: skip
        workflow, draft = place.workflow, place.draft
        reference = f"{workflow.file.reference}-{self._letters(4)}-{self._letters(4)}"
        return Open(
            who, now, workflow.service, draft.version, reference, draft.raw, token, language=place.language,
            helped=place.helped, practice=bool(draft.at.get(PRACTICE)),
        )  # fmt: skip

    def _letters(self, count: int) -> str:
        return codes.letters_of(self.random(count))

    def _settle(self, visitor: str, place: Place, case: Case, now: datetime) -> None:
        """The draft was sent: its links now open the case, its files belong to it, and it is gone."""
        store = self.engine.store
        if place.case is None:
            if not case.practice:
                store.pages.sent(case.service, case.version, now.astimezone(LONDON).date())
            store.links.become(place.draft.id, case.reference, held=HELPED not in place.draft.at)
            if not place.helped:
                store.links.bind(visitor, "case", case.reference)
        settle(self.engine, case, now)
        store.drafts.delete(place.draft.id)

    def _helped(self, actor: Actor | None, reference: str) -> bool:
        """Whether they opened it for somebody: their browser holds nothing of the applicant's."""
        if actor is None or self.engine.store.cases.opener(reference) != actor.id:
            return False
        return isinstance(self.engine.see(actor, reference), Sight)

    def _confirmed(self, done: Done, key: str, guest: bool, now: datetime, tells: bool = True) -> Sent:
        return self._of_guest(done, key, now) if guest else self._sent(done, key, now, tells)

    def _sent(self, done: Done, key: str, now: datetime, tells: bool) -> Sent:
        language = done.case.language
        words = self._words(done.workflow.translated(language), done.case, now, language)
        workflow, case = words.workflow, done.case
        outcome, next = workflow.outcomes.get(case.outcome), workflow.next.get(step_of(key))
        template = outcome.body if outcome else next
        visible = access.visible(workflow, case, Actor("", "applicant"), words.house)
        answers, seen = {key: case.answers.get(key, {})}, letters.seen(words.house, words.context, language)
        return Sent(
            case.reference, workflow.title, words.fill(template) if template else "", following.due(case),
            self._link("case", case.reference, now) if tells else "",
            showing.sections(workflow, answers, visible, seen, context=words.context), done.again,
            afterwards.payments(case), words.fill(outcome.subject) if outcome else "",
            self._code(case.reference, now) if tells and key == workflow.first.id else "", following.finishes(case),
            words.context.now if case.practice else None, workflow.file.exit_quickly, language,
        )  # fmt: skip

    def _code(self, reference: str, now: datetime) -> str:
        code = codes.new(self.random)
        self.engine.store.codes.add(reference, codes.hashed(reference, code), now)
        return code

    def _of_guest(self, done: Done, key: str, now: datetime) -> Sent:
        """They are told that it came, and nothing of the case."""
        words = self._words(done.workflow, done.case, now)
        next = done.workflow.next.get(step_of(key))
        return Sent(
            done.case.reference, done.workflow.title, words.fill(next) if next else "", None, "", (), done.again,
            exits=done.workflow.file.exit_quickly,
        )  # fmt: skip

    def _words(self, workflow: Workflow, case: Case, now: datetime, language: str = "") -> letters.Words:
        house = self.engine.library.house()
        context = showing.context(house, practising.time_of(case, now))
        return letters.Words(workflow, case, house, context, language=language)

    def _link(self, kind: Kind, key: str, now: datetime, role: str = APPLICANT) -> str:
        token = self.random(24).hex()
        self.engine.store.links.add(ReturnLink(fingerprint(token), kind, key, role, now + LINK_LASTS))
        return token


def _card(workflow: Workflow, language: str) -> ServiceCard:
    language = language if language in workflow.translations else ""
    said = workflow.translated(language)
    return ServiceCard(said.service, said.title, said.file.summary, said.guide, language)
