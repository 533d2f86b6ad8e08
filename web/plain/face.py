"""What the plain pages stand on: the same desks as the screens, and how a page is drawn and taken in."""

from collections.abc import Awaitable, Callable, MutableMapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeAlias

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from components.wording import says
from desk.applying import Desk
from desk.faces import ELSEWHERE
from desk.files import LARGEST_UNSENT, Files
from desk.guiding import Guided
from desk.views import Applying
from engine.ports import Papers
from web.cookies import csrf_right
from web.headers import HELPED_PAGE
from web.html import answer, csrf, language_of, visitor
from web.plain.addresses import SERVICES, services
from web.plain.limits import NEXT, Limits
from web.settings import Web
from web.sign_in import peer
from workflows.organisation import Organisation
from workflows.speaking import voice

#: A page without files is words; one with files brings no more than somebody may upload.
LARGEST, LARGEST_WITH_FILES = 1_000_000, LARGEST_UNSENT + 1_000_000
MOST_BOXES = 5_000
#: A box that no person sees: what fills it is a program.
TRAP = "website"

Answer: TypeAlias = Callable[[Request, FormData], Response]


@dataclass(frozen=True)
class Face:
    """`random` gives so many bytes nobody can guess; `pays` whether the applicant can pay online."""

    web: Web
    desk: Desk
    files: Files
    clock: Callable[[], datetime]
    random: Callable[[int], bytes]
    limits: Limits
    #: Draws documents as files.
    papers: Papers
    pays: bool = False

    @property
    def home(self) -> str:
        """The address people come by, such as https://forms.example.gov.uk."""
        return self.web.origins[0]

    @property
    def house(self) -> Organisation:
        return self.desk.engine.library.house()

    def new_id(self) -> str:
        return self.random(4).hex()

    def language_of(self, request: Request) -> str:
        """Of a page that belongs to no service, "" for English."""
        return language_of(request, self.web)

    def draw(self, request: Request, template: str, title: str, status: int = 200, **words: Any) -> Response:
        """`title` names the page; `service` in the words what it belongs to, `language` what it is
        written in, `exits` whether it can be left at once, and `full` the same place in the other version."""
        usual = {"service": "", "language": "", "problems": [], "back": "", "title": title, "exits": False,
                 "full": ""}  # fmt: skip
        about = {"web": self.web, "contact": self.house.contact, "csrf": csrf(request, self.web), "trap": TRAP}
        named = {**usual, **about, **words}
        named["home"] = services(kept(request, named["language"]))
        speak = voice(named["language"])
        return answer(
            HELPED_PAGE, f"plain/{template}.html", status, named | {
                "title": speak.own(title), "direction": speak.direction, "exits": ELSEWHERE if named["exits"] else "",
            },
        )  # fmt: skip

    def say(
        self, request: Request, title: str, lines: Sequence[str], *onward: tuple[str, str], status: int = 200
    ) -> Response:
        """A page that only says something, with the ways on, in the language that the address says."""
        language = self.language_of(request)
        speak = voice(language)
        ways = [(services(language) if address == SERVICES else address, speak.say(words)) for address, words in onward]
        said = [speak.sentence(line) for line in lines]
        return self.draw(request, "said", speak.say(title), status, lines=said, onward=ways, language=language)

    def posted(self, do: Answer, largest: int = LARGEST) -> Callable[[Request], Awaitable[Response]]:
        """Takes in what was sent from one of our own pages, by a person as far as one can tell."""

        async def take(request: Request) -> Response:
            if not self.limits.allow(visitor(request), peer(request)):
                return self._too_often(request)
            form = await read_form(request, self.web, largest)
            try:
                return await run_in_threadpool(do, request, form)
            finally:
                await form.close()

        return take

    def _too_often(self, request: Request) -> Response:
        lines = [
            says("You have sent more pages than we take in a minute."),
            says("Wait a minute, then go back and try again."),
        ]
        wait = self.say(request, "Wait a minute", lines, status=429)
        wait.headers["retry-after"] = str(NEXT)
        return wait


def about(view: Applying | Guided) -> dict[str, Any]:
    """What every page of a service says of it."""
    return {"service": view.title, "language": view.language, "exits": view.exits}


def kept(request: Request, language: str) -> str:
    """What an address says so that the next page is in the same language: nothing where English was not chosen."""
    return language or ("en" if request.query_params.get("lang") == "en" else "")


def on(address: str) -> Response:
    """To another page, with nothing of this one kept."""
    return RedirectResponse(address, 303, {"cache-control": "no-store"})


async def read_form(request: Request, web: Web, largest: int) -> FormData:
    """What was sent from one of our own pages. An older browser does not say where from: the token shows it."""
    if request.headers.get("origin", web.origins[0]) not in web.origins:
        raise HTTPException(403)
    limited = Request(request.scope, _no_more_than(largest, request))
    try:
        form = await limited.form(max_files=50, max_fields=MOST_BOXES, max_part_size=LARGEST)
    except HTTPException as error:
        raise HTTPException(413) from error
    token = form.get("csrf")
    if not csrf_right(web, visitor(request), token if isinstance(token, str) else "") or form.get(TRAP):
        await form.close()
        raise HTTPException(403)
    return form


def _no_more_than(largest: int, request: Request) -> Callable[[], Awaitable[MutableMapping[str, Any]]]:
    come = 0

    async def receive() -> MutableMapping[str, Any]:
        nonlocal come
        message = await request.receive()
        come += len(message.get("body", b""))
        if come > largest:
            raise HTTPException(413)
        return message

    return receive
