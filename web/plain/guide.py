"""A guide: one page of questions at a time, then what comes of the answers. The address of a page holds them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response

from components.base import Said
from components.controls import Raw
from desk.faces import changes, heading_of
from desk.guiding import Guide, Guided, guide_of
from desk.views import PageView
from engine.commands import Problems, Refusal
from web.plain.addresses import address, other_version
from web.plain.drawing import drawn, leads
from web.plain.face import Face, about, on
from web.plain.start import CANNOT, SERVICES
from web.plain.typed import Sent, takes_no_file, typed, unseen, with_first_items


@dataclass(frozen=True)
class Guides:
    face: Face

    def show(self, request: Request) -> Response:
        found = self._found(request)
        if isinstance(found, Response):
            return found
        _, view = found
        if view.page is None:
            return self._end(request, view)
        if request.query_params.get("answers") or request.query_params.get("at"):
            return self._page(request, view, view.page, view.page.raw, {})
        others = [(address(view.service, "guide", lang=code), code, name) for code, name in view.languages]
        return self.face.draw(request, "guide_start", view.title, view=view, **about(view), others=others,
                              first=_address(view, view.at),
                              full=other_version("apply", service=view.service, lang=view.language))  # fmt: skip

    def answer(self, request: Request, form: FormData) -> Response:
        found = self._found(request)
        if isinstance(found, Response):
            return found
        guide, view = found
        if view.page is None:
            return on(_address(view, ""))
        sent = Sent(form, takes_no_file, self.face.new_id)
        raw = typed(view.page.asked, view.page.raw, view.seen, sent)
        if sent.changes_page or unseen(view.page.asked, raw, view.seen, sent):
            return self._page(request, view, view.page, raw, {})
        answer = guide.answer(view, raw, self.face.clock())
        if isinstance(answer, Problems):
            return self._page(request, view, view.page, raw, answer.by_question)
        return on(_address(answer, answer.at))

    def _found(self, request: Request) -> tuple[Guide, Guided] | Response:
        service, asked = request.path_params["service"], request.query_params
        guide = guide_of(self.face.desk.engine.library, service, None)
        if guide is None:
            return on(address(service))
        if isinstance(guide, Refusal):
            return self.face.say(request, CANNOT, [f"{guide.reason}."], SERVICES, status=404)
        at, language = asked.get("at", ""), asked.get("lang", "")
        return guide, guide.view(asked.get("answers", ""), at, self.face.clock(), language)

    def _page(
        self, request: Request, view: Guided, page: PageView, raw: Mapping[str, Raw],
        problems: Mapping[str, Sequence[Said]],
    ) -> Response:  # fmt: skip
        heading, alone = heading_of(page, view.title)
        raw = {one.id: with_first_items(one, raw.get(one.id), view.seen, self.face.new_id) for one in page.asked}
        back = _address(view, view.back) if view.back else address(view.service, "guide", lang=view.language)
        return self.face.draw(
            request, "question", heading, 422 if problems else 200, **about(view),
            back=back, caption=page.section or view.title, heading="" if alone else heading, said="", told=None,
            folded=False, page=page.number, action=_address(view, view.at), files=False, parts=False, keeps=False,
            begins="", full=_full(view, view.at),
            nests=any(changes(one, view.seen) for one in page.asked),
            questions=drawn(page.asked, raw, view.seen, problems, alone=alone),
            problems=leads(page.asked, raw, view.seen, problems),
        )  # fmt: skip

    def _end(self, request: Request, view: Guided) -> Response:
        change = {told.at: _address(view, told.at) for told in view.answers}
        return self.face.draw(
            request, "guide_end", view.heading or view.title, **about(view), view=view,
            change=change, again=address(view.service, "guide", lang=view.language), full=_full(view, ""),
        )  # fmt: skip


def _full(view: Guided, at: str) -> str:
    return other_version("apply", service=view.service, answers=view.kept, at=at, lang=view.language)


def _address(view: Guided, at: str) -> str:
    """A page of a guide; none is the first that is not answered, or the end."""
    return address(view.service, "guide", answers=view.kept, at=at, lang=view.language)
