"""Where somebody is in a service, and its first page: for residents, and for people asked by email."""

from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response

from components.wording import says
from desk.applying import BY_STAFF
from desk.blanks import blank
from desk.faces import number_in
from desk.views import Applying
from engine.commands import Refusal
from engine.engine import KEEPS_NOTHING
from web.headers import FILES
from web.html import visitor
from web.plain import addresses
from web.plain.addresses import NO_SERVICE, SCREENS_ALONE, address, full, other_version, page_of, place, services
from web.plain.face import Face, about, kept, on
from workflows.translations import others_than

CANNOT = "This page cannot be opened"
SERVICES = (addresses.SERVICES, "See what you can apply for or report")


@dataclass(frozen=True)
class Start:
    face: Face

    def services(self, request: Request) -> Response:
        """What can be begun by anybody, and what this browser may go on with."""
        desk, language = self.face.desk, self.face.language_of(request)
        held = [(one, address(NO_SERVICE, "resume", draft=one.key) if one.kind == "draft"
                 else address(NO_SERVICE, "status", ref=one.key)) for one in desk.held(visitor(request))]  # fmt: skip
        cards = [(one, address(one.id, lang=one.language)) for one in desk.services(None, language)]
        travels = kept(request, language)
        others = [(services(code), code, name) for code, name in others_than(language, desk.languages())]
        return self.face.draw(
            request, "services", says("What do you want to do?"), language=language, held=held, others=others,
            begun=[one for one in cards if not one[0].guide], guides=[one for one in cards if one[0].guide],
            by_code=address(NO_SERVICE, "status", lang=travels), full=other_version("apply", lang=travels),
        )  # fmt: skip

    def resume(self, request: Request) -> Response:
        """A draft by its id alone: find its service and go on where they were."""
        found = self.face.desk.resume(visitor(request), request.query_params.get("draft", ""), None, self.face.clock())
        return self.refused(request, found) if isinstance(found, Refusal) else on(page_of(found))

    def show(self, request: Request) -> Response:
        view = self.view(request)
        if isinstance(view, Response):
            return view
        if view.guest:
            return self._asked(request, view)
        if view.case:
            return on(page_of(view))
        first = address(view.service, "questions", lang=view.language)
        others = [(address(view.service, lang=code), code, name) for code, name in view.languages]
        return self.face.draw(
            request, "start", view.title, view=view, **about(view), first=first, others=others,
            full=other_version("apply", service=view.service, lang=view.language),
            paper=address(view.service, "paper.pdf", lang=view.language) if view.prints else "",
        )  # fmt: skip

    def paper(self, request: Request) -> Response:
        """The questions to print, and to fill in by hand."""
        service = request.path_params["service"]
        found = blank(self.face.desk.engine, service, request.query_params.get("lang", ""))
        if isinstance(found, Refusal):
            return self.face.say(request, CANNOT, [f"{found.reason}."], SERVICES, status=404)
        headers = FILES | {"content-disposition": f'attachment; filename="{service}.pdf"'}
        return Response(self.face.papers.blank(found), media_type="application/pdf", headers=headers)

    def _asked(self, request: Request, view: Applying) -> Response:
        """By whom somebody was asked, about what, and what they are shown of the case."""
        sections = self.face.desk.shown(visitor(request), view, self.face.clock())
        others = [(address(view.service, **place(view) | {"lang": code}), code, name) for code, name in view.languages]
        return self.face.draw(request, "asked", view.asks, view=view, **about(view),
                              sections=sections, first=page_of(view), others=others, full=full(view))  # fmt: skip

    def view(self, request: Request) -> Applying | Response:
        """Where they are, as the address says; or the page they are shown in its place."""
        found = self._found(request)
        if isinstance(found, Refusal):
            return self.refused(request, found)
        if found.helped or found.practice:  # which are for staff, on the screens
            return on(other_version("apply", service=found.service, **place(found), **SCREENS_ALONE))
        if found.service != request.path_params["service"]:
            return on(page_of(found))
        return found

    def _found(self, request: Request) -> Applying | Refusal:
        asked, desk, now, who = request.query_params, self.face.desk, self.face.clock(), visitor(request)
        language = asked.get("lang", "")
        found: Applying | Refusal = Refusal("")
        if draft := asked.get("draft"):
            found = desk.resume(who, draft, number_in(asked.get("page", "")), now, language)
        if isinstance(found, Refusal) and (case := asked.get("case")):
            return desk.asked(who, case, now, language, asked.get("task", ""))
        if isinstance(found, Refusal) and not draft:
            return desk.begin(who, request.path_params["service"], now, None, language)
        return found

    def refused(self, request: Request, refused: Refusal) -> Response:
        """What was sent before says so; what is begun by staff opens to those who sign in."""
        draft, service = request.query_params.get("draft", ""), request.path_params.get("service", "")
        if draft and self.face.desk.sent_before(visitor(request), draft, self.face.clock(), tells=False):
            return on(address(service, "sent", draft=draft))
        if refused.reason == KEEPS_NOTHING:
            return on(address(service, "guide", lang=request.query_params.get("lang", "")))
        ways = [SERVICES]
        if refused.reason == BY_STAFF:
            ways.insert(0, (other_version("apply", service=service, **SCREENS_ALONE), "Sign in, where you are staff"))
        return self.face.say(request, CANNOT, [f"{refused.reason}."], *ways, status=404)
