"""The gallery at the plain pages: every kind of question that is installed, as people meet it, for staff."""

from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import Response

from components.base import Question, Seen
from components.registry import kinds
from desk.gallery import WORDS, State, languages, purpose, read_in, states
from desk.said_by_kinds import unsaid
from desk.sheets import one, world
from web.gate import PERSON
from web.plain.addresses import NO_SERVICE, address, other_version
from web.plain.drawing import drawn
from web.plain.face import Face
from workflows.speaking import ENGLISH, voice
from workflows.translations import own_name

TITLE = "Kinds of question"
#: What is only for staff is said in English.
SIGN_IN, STAFF, NOBODY = "Sign in", "The gallery is for staff.", "Sign in first"


@dataclass(frozen=True)
class Gallery:
    face: Face

    def show(self, request: Request) -> Response:
        """The address names a kind, or there are all of them."""
        named, lang = request.query_params.get("kind", ""), read_in(request.query_params.get("lang", ""))
        if PERSON not in request.headers:
            here = {"next": address(NO_SERVICE, "gallery", kind=named, lang=lang)}
            return self.face.say(request, NOBODY, [STAFF], (f"/sign-in?{urlencode(here)}", SIGN_IN), status=403)
        kind = kinds().get(named)
        if kind is None:
            rows = [(name, purpose(each), _at(name, lang)) for name, each in kinds().items()]
            screens = other_version("gallery", lang=lang)
            return self.face.draw(request, "gallery", TITLE, kinds=rows, screens=screens, others=_others("", lang))
        seen, question = world(self.face.house, self.face.clock()), kind.model_validate(kind.sample)
        read = replace(seen, language=lang)
        return self.face.draw(
            request, "gallery_kind", kind.kind.capitalize(), kind=kind.kind, purpose=purpose(kind),
            words=WORDS, unsaid=[(own_name(language), lines) for language, lines in unsaid(kind, seen).items()],
            every=_at("", lang), screens=other_version("gallery", kind=kind.kind, lang=lang),
            others=_others(kind.kind, lang), beside=voice(ENGLISH).beside(lang),
            parts=[(title, [_drawn(question, each, read) for each in alike])
                   for title, alike in groupby(states(question, read), lambda each: each.title)],
        )  # fmt: skip


def _at(kind: str, lang: str) -> str:
    return address(NO_SERVICE, "gallery", kind=kind, lang=lang)


def _others(kind: str, lang: str) -> list[tuple[str, str, str]]:
    return [(_at(kind, code), code or "en", name) for code, name in languages(lang)]


def _drawn(question: Question, state: State, seen: Seen) -> dict[str, Any]:
    """Each state is a question of its own, so that no two boxes have the same name."""
    raw, problems = {state.id: state.raw}, {state.id: state.said}
    return {"question": drawn([one(state.id, question)], raw, seen, problems), "lines": state.lines}
