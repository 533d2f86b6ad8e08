"""The questions, a page at a time: drawn, taken in, and said what is wrong with them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response

from components.base import Said
from components.controls import Raw
from components.wording import says
from desk.faces import GO_THROUGH, NOT_KEPT, changes, heading_of, number_in, parts_done
from desk.uploading import Uploads
from desk.views import Applying, PageView
from engine.commands import Problems
from web.html import visitor
from web.plain.addresses import address, full, page_of, place
from web.plain.drawing import drawn, has_files, has_map, leads
from web.plain.ending import Ending
from web.plain.face import Face, about, on
from web.plain.leading import led
from web.plain.start import Start
from web.plain.typed import Sent, typed, unseen, with_first_items
from workflows.speaking import voice

MORE = "There is more to answer, because of what you answered"
#: The buttons beside "Continue", and where each leads.
LATER, PARTS = "later", "parts"
#: The box whose value makes a first page that is sent twice one draft.
BEGINS = "begins"


@dataclass(frozen=True)
class Questions:
    face: Face
    start: Start
    ending: Ending

    def show(self, request: Request) -> Response:
        view = self.start.view(request)
        if isinstance(view, Response):
            return view
        if view.page is None:
            return self.ending.check(request, view)
        again = "again" in request.query_params
        problems = {one.id: view.problems[one.id] for one in view.page.asked if again and one.id in view.problems}
        return self._page(request, view, view.page, problems, said=GO_THROUGH if again else "")

    def parts(self, request: Request) -> Response:
        """The sections of a long service, and which of them are done."""
        view = self.start.view(request)
        if isinstance(view, Response):
            return view
        first_open = next((name for name, done, _ in view.sections if not done), "")
        say = voice(view.language).say
        rows = [(name, say("Done" if done else "To do" if name == first_open else "Cannot be started yet"),
                 page_of(view, page) if done or name == first_open else "")
                for name, done, page in view.sections]  # fmt: skip
        return self.face.draw(request, "parts", says("All parts"), **about(view), rows=rows,
                              counted=say(parts_done(view)), view=view, onward="" if first_open else page_of(view),
                              full=full(view, parts="yes") if view.draft else "")  # fmt: skip

    def answer(self, request: Request, form: FormData) -> Response:
        """Accept the page and turn to the next, or say what is wrong. A page that is gone by now counts for nothing."""
        view = self.start.view(request)
        if isinstance(view, Response):
            return view
        if not view.draft and not view.case:
            view = replace(view, token=str(form.get(BEGINS) or ""))
        page = view.page
        if page is None or number_in(str(form.get("page"))) != page.number:
            return on(page_of(view))
        uploads = Uploads(self.face.files, visitor(request))
        sent = Sent(form, uploads.keep, self.face.new_id)
        raw = typed(page.asked, page.raw, view.seen, sent)
        more = unseen(page.asked, raw, view.seen, sent)
        if sent.changes_page or (more and sent.press not in (LATER, PARTS)):
            return self._changed(request, view, page, raw, uploads, sent, "" if sent.turns else more)
        return self._kept(request, view, page, raw, uploads, sent.press)

    def _kept(
        self, request: Request, view: Applying, page: PageView, raw: Mapping[str, Raw], uploads: Uploads, press: str
    ) -> Response:
        who, now = visitor(request), self.face.clock()
        aside = press in (LATER, PARTS)
        answer = self.face.desk.save(who, view, raw, now, aside or uploads.refused != "")
        wrong = answer.by_question if isinstance(answer, Problems) else {}
        if isinstance(answer, Problems) and not wrong:
            return self.face.say(request, "We could not save this", [NOT_KEPT], (address(view.service), "Start"),
                                 status=409)  # fmt: skip
        if wrong and uploads.kept and not view.draft:  # a file that was kept is kept for a draft
            answer = self.face.desk.save(who, view, raw, now, unfinished=True)
        if not isinstance(answer, Problems) or view.draft:
            uploads.settle(before=page.raw, after=raw)
        here = view if isinstance(answer, Problems) else answer
        if wrong or uploads.refused:
            return self._page(request, here, replace(page, raw={**page.raw, **raw}), wrong, said=uploads.refused)
        if press == LATER:
            return self.ending.link(request, here.draft, address(here.service, LATER, **place(here)))
        if aside:
            return on(address(here.service, press, **place(here)))
        return self._turn(request, here)

    def _turn(self, request: Request, view: Applying) -> Response:
        """To the next page, to "Check your answers", or to the end where the service checks nothing."""
        if view.page is None and not view.checks:
            return self.ending.send_now(request, view)
        return on(page_of(view, view.page.number if view.page else None))

    def _changed(
        self, request: Request, view: Applying, page: PageView, raw: Mapping[str, Raw], uploads: Uploads, sent: Sent,
        more: str,
    ) -> Response:  # fmt: skip
        """An item was added or removed, or what was answered leads to more: the same page again, with nothing said
        against it. It is kept where there is a draft or a file came."""
        if view.draft or uploads.kept:
            kept = self.face.desk.save(visitor(request), view, raw, self.face.clock(), unfinished=True)
            view = view if isinstance(kept, Problems) else kept
            uploads.settle(before=page.raw, after=raw)
        return self._page(request, view, replace(page, raw={**page.raw, **raw}), {},
                          said=uploads.refused or (MORE if more else ""), sent=sent)  # fmt: skip

    def _page(
        self, request: Request, view: Applying, page: PageView, problems: Mapping[str, Sequence[Said]], said: str = "",
        sent: Sent | None = None,
    ) -> Response:  # fmt: skip
        """`said` is of the whole page; `sent` is the one that it comes again after."""
        heading, alone = heading_of(page, view.title, view.asks if view.offered else "")
        raw = {**page.raw, **{one.id: with_first_items(one, page.raw.get(one.id), view.seen, self.face.new_id)
                              for one in page.asked}}  # fmt: skip
        questions = drawn(page.asked, raw, view.seen, problems, alone=alone)
        return self.face.draw(
            request, "question", heading, 422 if problems else 200, **about(view),
            back=self._back(view), caption=page.section or view.title, heading="" if alone else heading,
            said=voice(view.language).say(said),
            told=view.told, folded=view.offered, page=page.number, action=page_of(view, page.number),
            files=has_files(page.asked, raw, view.seen), parts=len(view.sections) > 1, keeps=True,
            begins="" if view.draft or view.case else view.token or self.face.random(16).hex(),
            nests=any(changes(one, view.seen) for one in page.asked) or has_map(page.asked, raw, view.seen),
            questions=led(questions, sent) if sent else questions,
            problems=leads(page.asked, raw, view.seen, problems), full=full(view, page.number),
        )  # fmt: skip

    def _back(self, view: Applying) -> str:
        """To the page before; from the first one, to where they came from."""
        if view.back is not None:
            return page_of(view, view.back)
        if view.case and not view.guest:
            return address(view.service, "status", ref=view.case)
        return address(view.service, case=view.case, task=view.task, lang=view.language)
