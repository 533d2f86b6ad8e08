"""What went wrong, as a client reads it: RFC 9457's problem+json."""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import Response
from pydantic import BaseModel, ConfigDict, Field
from starlette.exceptions import HTTPException

from components.base import Said
from engine.commands import Problems, Refusal
from engine.course.settling import NOTHING_WAITS
from engine.course.tasks import CLOSED, DONE
from engine.engine import BUSY, KEEPS_NOTHING, NO_SERVICE, NOT_YOURS
from engine.store.errors import READ_ONLY, Full, ReadOnly
from web.api import sentences
from workflows.faults import did_you_mean, listed

MEDIA_TYPE = "application/problem+json"
NOT_ACCEPTED = "Some answers are not accepted"
#: Refusals that are no matter of who asks. All others are.
STATUS: Mapping[str, int] = {
    NO_SERVICE: 404, NOT_YOURS: 404, KEEPS_NOTHING: 409, NOTHING_WAITS: 409, DONE: 409, CLOSED: 409, BUSY: 503,
    READ_ONLY: 503,
}  # fmt: skip
WHAT: Mapping[int, str] = {
    400: "The request cannot be read", 401: "No token, or none that lets anybody in", 403: "Not allowed",
    404: "No such thing, or not for this client", 405: "No such method here", 409: "It does not stand so any more",
    413: "The body is too large", 415: "The body is not sent as JSON", 422: NOT_ACCEPTED, 500: "The program failed",
    503: "Too much is going on: try again",
}  # fmt: skip


NOT_SAVED = "Nothing can be saved just now: the disk is full. Nothing was done, so send the same request again later"
#: So many faults of a request's shape are told at once.
MOST = 100
#: In seconds: nobody frees a disk sooner.
SOME_TIME = "60"


class FromClient(BaseModel):
    """What a client sends: a name that is not known is told, so that a slip never passes in silence."""

    model_config = ConfigDict(extra="forbid")


class Wrong(BaseModel):
    """One thing that is wrong: a sentence for a person, and where. Only one of the others says where."""

    detail: str
    at: str | None = Field(default=None, description="Where in the body, as a JSON Pointer")
    header: str | None = Field(default=None, description="In which header")
    query: str | None = Field(default=None, description="Under which name in the query")
    path: str | None = Field(default=None, description="In which part of the address")


class Problem(BaseModel):
    type: str = Field(default="about:blank")
    title: str
    status: int
    detail: str
    errors: list[Wrong] = Field(default=[], description="Everything that is wrong, each at its place")


@dataclass(eq=False)  # not frozen: Python itself writes into an exception
class Told(Exception):
    """A problem on its way to the client."""

    status: int
    detail: str
    errors: Sequence[Wrong] = ()
    headers: Mapping[str, str] = field(default_factory=dict)

    def body(self) -> str:
        title = HTTPStatus(self.status).phrase
        problem = Problem(title=title, status=self.status, detail=self.detail, errors=list(self.errors))
        return problem.model_dump_json(exclude_none=True)

    def response(self) -> Response:
        return Response(self.body(), self.status, dict(self.headers), MEDIA_TYPE)


def of_refusal(refusal: Refusal) -> Told:
    """A refusal as a problem: somebody else was first, or this client may not."""
    status = 409 if refusal.holder else STATUS.get(refusal.reason, 403)
    return Told(status, refusal.reason, headers={"Retry-After": "1"} if status == 503 else {})


def of_problems(problems: Problems, under: str = "/answers") -> Told:
    """Every sentence at its question, and at the part of it that is wrong."""
    wrong = [
        Wrong(at=pointer(under, question, said.part), detail=said.sentence)
        for question, sentences in problems.by_question.items() for said in map(_said, sentences)
    ]  # fmt: skip
    return Told(422, NOT_ACCEPTED, wrong)


def _said(one: Any) -> Said:
    assert isinstance(one, Said), "what is wrong with an answer is said in sentences"
    return one


def pointer(under: str, name: str, part: str = "") -> str:
    """Where something stands in the body. A part such as `k1.born.day` is a step into each, an item by its id."""
    steps = [name, *(part.split(".") if part else ())]
    return "/".join([under, *(step.replace("~", "~0").replace("/", "~1") for step in steps)])


def answering(app: FastAPI) -> None:
    """Every way in which a request can fail is told in the same shape."""

    async def told(_request: Request, error: Any) -> Response:
        return Told.response(error)

    async def still(_request: Request, error: Any) -> Response:
        return of_refusal(Refusal(str(error))).response()

    async def known(_request: Request, error: Any) -> Response:
        detail = WHAT.get(error.status_code, HTTPStatus(error.status_code).phrase)
        return Told(error.status_code, detail, headers=error.headers or {}).response()

    async def full(_request: Request, _error: Any) -> Response:
        return Told(503, NOT_SAVED, headers={"Retry-After": SOME_TIME}).response()

    app.add_exception_handler(Told, told)
    app.add_exception_handler(Full, full)
    app.add_exception_handler(ReadOnly, still)
    app.add_exception_handler(HTTPException, known)
    app.add_exception_handler(RequestValidationError, misshapen)


async def misshapen(request: Request, error: Any) -> Response:
    """A body, a query or a header that has not the shape that the description asks for."""
    assert isinstance(error, RequestValidationError), "registered for nothing else"
    faults = error.errors()
    if any(one["type"] == "json_invalid" for one in faults):
        return Told(400, "The body is no JSON that can be read").response()
    known = _names(request.scope["route"])
    wrong = [_wrong(one, known) for one in faults[:MOST]]
    return Told(422, "The request has not the shape that is asked for", wrong).response()


def _wrong(fault: Mapping[str, Any], known: Collection[str]) -> Wrong:
    """The body's parts as a JSON Pointer; of anything else, where it stands and its name."""
    where, *names = (str(one) for one in fault["loc"])
    unknown = fault["type"] == "extra_forbidden"
    detail = stranger(names[-1], known) if unknown else sentences.of(fault)
    if where == "body":
        return Wrong(at="".join(pointer("", one) for one in names), detail=detail)
    return Wrong.model_validate({where: ".".join(names), "detail": detail})


def _names(route: Any) -> set[str]:
    """Everything that an operation reads from a body or a query, by name."""
    shapes = [one.field_info.annotation for one in (*route.dependant.body_params, *route.dependant.query_params)]
    return {name for one in shapes if isinstance(one, type) and issubclass(one, BaseModel) for name in one.model_fields}


def stranger(name: str, known: Collection[str]) -> str:
    """What is said of a name that is not known."""
    return f"Nothing here has this name. {did_you_mean(name, known) or f'There is: {listed(name, known)}'}"


def described(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """For the description of an operation: the problems that it can answer with."""
    content = {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}
    return {status: {"description": WHAT[status], "content": content} for status in sorted({*statuses, 401, 403})}


def add_schema(schema: dict[str, Any]) -> dict[str, Any]:
    """The shape of a problem among the others of a description."""
    made = Problem.model_json_schema(ref_template="#/components/schemas/{model}")
    shapes = schema.setdefault("components", {}).setdefault("schemas", {})
    shapes |= made.pop("$defs", {}) | {"Problem": made}
    return schema


def as_json(value: BaseModel) -> str:
    return json.dumps(value.model_dump(mode="json"), ensure_ascii=True, separators=(",", ":"))
