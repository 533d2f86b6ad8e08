"""Every address of the plain pages."""

from collections.abc import Callable

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from web.html import TEMPLATES
from web.plain.ending import Ending
from web.plain.face import LARGEST_WITH_FILES, Answer, Face
from web.plain.gallery import Gallery
from web.plain.guide import Guides
from web.plain.questions import Questions
from web.plain.start import Start
from web.plain.status import Statuses

FOR_A_WHILE = {"cache-control": "max-age=300"}


def routes(face: Face) -> list[Route]:
    start = Start(face)
    ending = Ending(face, start)
    questions, status, guides = Questions(face, start, ending), Statuses(face), Guides(face)

    def look(request: Request) -> Response:
        style = TEMPLATES.get_template("plain.css").render(web=face.web, brand=face.house.brand)
        return Response(style, media_type="text/css", headers=FOR_A_WHILE)

    def read(what: str, show: Callable[[Request], Response]) -> Route:
        return Route(f"/apply/{{service}}{what}", show, methods=["GET"])

    def sent(what: str, answer: Answer, **limits: int) -> Route:
        return Route(f"/apply/{{service}}{what}", face.posted(answer, **limits), methods=["POST"])

    return [
        Route("/plain.css", look, methods=["GET"]),
        Route("/apply/", start.services, methods=["GET"]),
        Route("/apply/-/gallery", Gallery(face).show, methods=["GET"]),
        read("", start.show),
        read("/resume", start.resume),
        read("/paper.pdf", start.paper),
        read("/questions", questions.show),
        sent("/questions", questions.answer, largest=LARGEST_WITH_FILES),
        read("/parts", questions.parts),
        read("/later", ending.later),
        sent("/later", ending.make_link),
        sent("/send", ending.send),
        read("/sent", ending.sent),
        read("/status", status.show),
        sent("/status", status.open),
        read("/do", status.begin),
        sent("/do", status.do, largest=LARGEST_WITH_FILES),
        sent("/pay", status.pay),
        read("/document", status.document),
        read("/document.pdf", status.pdf),
        read("/guide", guides.show),
        sent("/guide", guides.answer),
    ]
