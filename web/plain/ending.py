"""Check your answers, send them, and what is told then; or keep them for later."""

from dataclasses import dataclass

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response

from components.wording import says
from desk.applying import LINK_LASTS
from desk.faces import first_wrong
from desk.views import Applying
from desk.views import Sent as Confirmation
from engine.commands import Problems, Refusal
from web.html import visitor
from web.plain.addresses import address, full, page_of, place
from web.plain.face import Face, about, on
from web.plain.start import CANNOT, SERVICES, Start
from web.plain.told import Told, tell, told_of

NOTHING = "There is nothing here to answer now"
HAVE_THEM = "If you have sent your answers, we have them. You can close this page."


@dataclass(frozen=True)
class Ending:
    face: Face
    start: Start

    def check(self, request: Request, view: Applying) -> Response:
        pages = {line.page for section in view.check for line in section.lines}
        return self.face.draw(
            request, "check", says("Check your answers"), **about(view), view=view,
            back=page_of(view, view.back) if view.back is not None else "",
            change={page: page_of(view, page) for page in pages},
            send=address(view.service, "send", **place(view)), later=address(view.service, "later", **place(view)),
            full=full(view),
        )  # fmt: skip

    def send(self, request: Request, form: FormData) -> Response:
        """What was sent before is told again: the draft is gone then, and a second press finds what the first did."""
        draft = request.query_params.get("draft", "")
        before = self.face.desk.sent_before(visitor(request), draft, self.face.clock())
        if before:
            return self._confirm(request, request.path_params["service"], draft, before)
        view = self.start.view(request)
        return view if isinstance(view, Response) else self.send_now(request, view)

    def send_now(self, request: Request, view: Applying) -> Response:
        """The token makes a doubled press one case."""
        answer = self.face.desk.send(visitor(request), view.draft, view.token, self.face.clock())
        if isinstance(answer, Refusal):
            return self.face.say(request, CANNOT, [f"{answer.reason}."], (page_of(view), "Go back"), status=409)
        if isinstance(answer, Problems):
            return on(page_of(view, first_wrong(view, answer.by_question).number, again="yes"))
        return self._confirm(request, view.service, view.draft, answer)

    def _confirm(self, request: Request, service: str, draft: str, sent: Confirmation) -> Response:
        answer = on(address(service, "sent", draft=draft))
        tell(self.face.web, answer, Told(draft, sent.link, sent.code))
        return answer

    def sent(self, request: Request) -> Response:
        """The reference, what happens next and by when, a copy to keep; the link and the code while they are told."""
        service, draft = request.path_params["service"], request.query_params.get("draft", "")
        who, now = visitor(request), self.face.clock()
        sent = self.face.desk.sent_before(who, draft, now, tells=False)
        if sent is None:
            return self.face.say(request, NOTHING, [HAVE_THEM], SERVICES, status=404)
        own = not isinstance(self.face.desk.status(who, sent.reference, now), Refusal)
        told = told_of(self.face.web, request, draft)
        return self.face.draw(
            request, "sent" if own else "sent_by_guest", sent.outcome or says("Sent"), sent=sent,
            language=sent.language, exits=sent.exits, service=sent.title, told=told, link=self._link(told.link),
            until=now + LINK_LASTS,
            status_page=address(service, "status", ref=sent.reference),
        )  # fmt: skip

    def make_link(self, request: Request, form: FormData) -> Response:
        """A link to what is typed so far, told on the next page."""
        return self.link(request, request.query_params.get("draft", ""), self._here(request))

    def link(self, request: Request, draft: str, onward: str) -> Response:
        token = self.face.desk.link(visitor(request), draft, self.face.clock())
        if isinstance(token, Refusal):
            return self.face.say(request, "We cannot make a link", [f"{token.reason}."], SERVICES, status=404)
        answer = on(onward)
        tell(self.face.web, answer, Told(draft, token))
        return answer

    def later(self, request: Request) -> Response:
        view = self.start.view(request)
        if isinstance(view, Response):
            return view
        return self.face.draw(
            request, "later", says("Your answers are saved"), **about(view),
            link=self._link(told_of(self.face.web, request, view.draft).link), make=self._here(request),
            until=self.face.clock() + LINK_LASTS, onward=page_of(view), full=full(view),
        )  # fmt: skip

    def _link(self, token: str) -> str:
        return f"{self.face.home}/return/{token}/simple" if token else ""

    @staticmethod
    def _here(request: Request) -> str:
        return address(request.path_params["service"], "later", **request.query_params)
