"""How a case stands, as its applicant sees it, and what they may do with it."""

from dataclasses import dataclass
from functools import partial
from urllib.parse import urlencode

from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from desk.afterwards import Afterwards
from desk.coming_by_code import ByCode
from desk.documents import as_paper
from desk.extras import Extras
from desk.from_applicant import (
    CHANGED,
    PAID,
    REOPENED,
    SENT,
    WITHDRAWN,
    FromApplicant,
    coming_by_code,
    not_paid,
)
from desk.letters_both_ways import ByApplicant
from desk.paying import PLAINLY
from desk.sheets import Way
from desk.views import DocumentView, Status, ToPay
from engine.commands import Refusal
from web.headers import FILES
from web.html import visitor
from web.plain.addresses import address, other_version
from web.plain.face import Face, on
from web.plain.sheets import Sheet
from web.plain.start import SERVICES
from web.sign_in import peer
from workflows.speaking import voice

CANNOT = "We cannot show this"
#: What the address says of a payment that came to nothing.
FAILED = "failed"


@dataclass(frozen=True)
class Statuses:
    face: Face

    def show(self, request: Request) -> Response:
        """Without a reference, whoever comes says theirs with its code."""
        if not request.query_params.get("ref"):
            return self._by_code(request).show()
        status = self._status(request)
        return status if isinstance(status, Response) else self._draw(request, status)

    def open(self, request: Request, form: FormData) -> Response:
        """With a reference and its code."""

        def see(reference: str) -> Response:
            return on(self._address(request, "status", ref=reference))

        return self._by_code(request).answer(form, see)

    def begin(self, request: Request) -> Response:
        """The form of something that they may do."""
        sheet = self._sheet(request)
        return sheet if isinstance(sheet, Response) else sheet.show()

    def do(self, request: Request, form: FormData) -> Response:
        sheet = self._sheet(request)
        if isinstance(sheet, Response):
            return sheet
        done = sheet.way.name
        return sheet.answer(form, lambda _: on(f"{sheet.back}&{urlencode({'done': done})}"))

    def pay(self, request: Request, form: FormData) -> Response:
        """As the stand-in of the payment service takes it, in demo mode alone."""
        if not self.face.web.demo or self.face.pays:
            raise HTTPException(404)
        reference, failed = request.query_params.get("ref", ""), "The payment was refused" if form.get("fail") else ""
        waiting = str(form.get("what"))
        Afterwards(self.face.desk.engine).pay(visitor(request), reference, waiting, self.face.clock(), failed)
        return on(self._address(request, "status", ref=reference, done=FAILED if failed else "paid"))

    def document(self, request: Request) -> Response:
        """What was sent to them, to read and to print."""
        found = self._document(request)
        if isinstance(found, Refusal):
            return self.face.say(request, "This document cannot be opened", [f"{found.reason}."], SERVICES, status=404)
        reference = request.query_params["ref"]
        return self.face.draw(
            request, "document", found.title, language=found.language.removesuffix("en"), service=reference,
            reference=reference, document=found,
            back=self._address(request, "status", ref=reference),
            pdf=self._address(request, "document.pdf", ref=reference, name=found.name),
        )  # fmt: skip

    def pdf(self, request: Request) -> Response:
        found = self._document(request)
        if isinstance(found, Refusal):
            raise HTTPException(404)
        reference = request.query_params["ref"]
        name = f"{reference}-{found.name.replace('_', '-')}.pdf"
        headers = FILES | {"content-disposition": f'attachment; filename="{name}"'}
        drawn = self.face.papers.pdf(as_paper(found, reference, self.face.house))
        return Response(drawn, media_type="application/pdf", headers=headers)

    def _document(self, request: Request) -> DocumentView | Refusal:
        asked = request.query_params
        return self.face.desk.document(visitor(request), asked.get("ref", ""), asked.get("name", ""))

    def _status(self, request: Request) -> Status | Response:
        reference = request.query_params.get("ref", "")
        status = self.face.desk.status(visitor(request), reference, self.face.clock())
        if isinstance(status, Refusal):
            by_code = self._address(request, "status"), "Come back with your reference and code"
            return self.face.say(request, CANNOT, [f"{status.reason}."], by_code, SERVICES, status=404)
        return status

    def _draw(self, request: Request, status: Status) -> Response:
        ways = self._ways(request, status.language)
        may = [*ways.asked_for(status.reference), *ways.may(status)]
        if "reopen" in status.may:
            may.append(ways.reopening(status.reference))
        at, done = partial(self._address, request), request.query_params.get("done", "")
        return self.face.draw(
            request, "status", f"{status.reference}: {status.state}", language=status.language,
            service=status.title, case=status, exits=status.exits,
            said=voice(status.language).say(self._said(done)), wrong=done == FAILED,
            asked=[(title, due, at("questions", case=status.reference, task=id)) for id, title, due in status.asked],
            ways=[(one.title, at("do", ref=status.reference, what=one.name)) for one in may],
            to_pay=[(one, self._online(status, one)) for one in status.to_pay], pays=self.face.pays,
            paying=at("pay", ref=status.reference),
            documents=[(one, at("document", ref=status.reference, name=one.name)) for one in status.documents],
            full=other_version("status", ref=status.reference),
        )  # fmt: skip

    def _online(self, status: Status, payment: ToPay) -> str:
        return f"/pay/{status.reference}{PLAINLY}?{urlencode({'what': payment.waiting})}" if self.face.pays else ""

    def _said(self, done: str) -> str:
        """What came of what they pressed on the page before. An address may say anything, so only what we know."""
        said = {
            "withdraw": WITHDRAWN, "contact": CHANGED, "reopen": REOPENED, "paid": PAID,
            FAILED: not_paid(self.face.house.contact.phone),
        }  # fmt: skip
        return said.get(done, SENT if done else "")

    def _sheet(self, request: Request) -> Sheet | Response:
        """The form that an address names; where there is none any more, how the case stands."""
        status = self._status(request)
        if isinstance(status, Response):
            return status
        ways, reference = self._ways(request, status.language), status.reference
        reopening = (ways.reopening(reference),) if "reopen" in status.may else ()
        named: dict[str, Way] = {
            one.name: one for one in (*ways.asked_for(reference), *ways.may(status), *reopening)
        }  # fmt: skip
        what, back = request.query_params.get("what", ""), self._address(request, "status", ref=reference)
        if what not in named:
            return on(back)
        action = self._address(request, "do", ref=reference, what=what)
        return Sheet(self.face, request, named[what], action, back, status.language)

    def _ways(self, request: Request, language: str) -> FromApplicant:
        engine = self.face.desk.engine
        letters = ByApplicant(Extras(engine, self.face.files))
        return FromApplicant(letters, Afterwards(engine), visitor(request), self.face.clock(), language)

    def _by_code(self, request: Request) -> Sheet:
        """Where the address is not known, every such browser counts as one."""
        language = self.face.language_of(request)
        by_code = ByCode(self.face.desk.engine, self.face.random)
        way = coming_by_code(by_code, visitor(request), peer(request) or "near", self.face.clock(), language)
        return Sheet(self.face, request, way, self._address(request, "status", lang=language), "", language)

    @staticmethod
    def _address(request: Request, what: str, /, **query: object) -> str:
        return address(request.path_params["service"], what, **query)
