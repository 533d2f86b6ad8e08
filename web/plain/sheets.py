"""A small form on a page of its own: what an applicant may do with their case, and coming back by a code."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeAlias

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response

from components.base import Said, Seen
from components.controls import Raw
from desk.sheets import Way, accepted, world
from desk.spoken import said as in_words
from desk.uploading import Uploads
from engine.commands import Problems, Refusal
from web.html import visitor
from web.plain.drawing import drawn, has_files, leads
from web.plain.face import Face
from web.plain.typed import Sent, typed
from workflows.speaking import voice

#: What to do with what came of it.
Then: TypeAlias = Callable[[Any], Response]
TOKEN = "token"


@dataclass(frozen=True)
class Sheet:
    """`action` is the address of its page; `back` where it was opened."""

    face: Face
    request: Request
    way: Way
    action: str
    back: str
    #: The language of its words, "" for English.
    language: str = ""

    @property
    def seen(self) -> Seen:
        return replace(self.way.seen or world(self.face.house, self.face.clock()), language=self.language)

    def show(self) -> Response:
        return self._page(self.way.raw, {}, self.face.new_id())

    def answer(self, form: FormData, then: Then) -> Response:
        """Do it, or say at its place what is wrong. Its token makes a doubled press one."""
        uploads = Uploads(self.face.files, visitor(self.request))
        sent = Sent(form, uploads.keep, self.face.new_id)
        raw, token = typed(self.way.asked, self.way.raw, self.seen, sent), sent.one(TOKEN) or ""
        answers, problems = accepted(self.way.asked, raw, self.seen, self.way.wanting, self.way.as_typed)
        result = None if problems or uploads.refused else self.way.act(answers, token)
        if isinstance(result, Problems):
            problems = result.by_question
        said = uploads.refused or (result.reason if isinstance(result, Refusal) else "")
        if problems or said:
            uploads.settle(before={}, after={})
            return self._page({**raw, **_no_files(raw)}, problems, token, said)
        return then(result)

    def _page(
        self, raw: Mapping[str, Raw], problems: Mapping[str, Sequence[Said]], token: str, said: str = ""
    ) -> Response:
        asked, seen = self.way.asked, self.seen
        problems, said = in_words(problems, self.language), voice(self.language).say(said)
        return self.face.draw(
            self.request, "sheet", self.way.title, 422 if problems or said else 200, way=self.way, back=self.back,
            action=self.action, language=self.language, token=token, said=said, files=has_files(asked, raw, seen),
            questions=drawn(asked, raw, seen, problems), problems=leads(asked, raw, seen, problems),
        )  # fmt: skip


def _no_files(raw: Mapping[str, Raw]) -> dict[str, Raw]:
    """What came with a form that was not accepted is asked for again: nothing holds it."""
    return {"files": []} if "files" in raw else {}
