"""Files on their way into a case: kept first, then named in an answer."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request
from pydantic import BaseModel, Field

from components.uploads import REFUSED
from desk.files import NO_FILE
from engine.commands import Refusal
from web.api.problems import FromClient, Told, described
from web.api.tokens import Anybody, Caller

router = APIRouter(tags=["cases"])
ADDRESS = "/v1/files"
#: Whoever may answer nothing has no use for a file here.
ANSWERING = frozenset({"cases:open", "tasks:complete", "messages:send"})
UNKNOWN = "application/octet-stream"
CONTENT = {"requestBody": {"required": True, "content": {UNKNOWN: {"schema": {"type": "string", "format": "binary"}}}}}


class Named(FromClient):
    name: str = Field(
        min_length=1, max_length=200, pattern=r"^[^\x00-\x1f/\\]+$", description="Its name, with its ending"
    )  # fmt: skip


class KeptFile(BaseModel):
    """Name it in an answer just so."""

    id: str
    name: str
    size: int
    type: str


async def content(request: Request) -> bytes:
    return await request.body()


@router.post("/files", status_code=201, responses=described(409, 413, 422), openapi_extra=CONTENT)
def keep(caller: Anybody, named: Annotated[Named, Query()], data: Annotated[bytes, Depends(content)]) -> KeptFile:
    """Keep a file until it is named in an answer: 20 of them, 50 MB in all. The question says what it may be.

    It is looked into: what is not what its name says, holds a program or cannot be read is not kept. What a picture
    says beside itself, such as where it was taken, is not kept either.
    """
    _answers(caller)
    kept = caller.behind.desk.files.keep_unsent(caller.actor.id, named.name, data)
    if isinstance(kept, Refusal):
        raise Told(409, kept.reason)
    if REFUSED in kept:
        raise Told(422, f"The file {kept[REFUSED]}")
    return KeptFile(**kept)


@router.delete("/files/{id}", status_code=204, responses=described(404, 422))
def drop(caller: Anybody, id: str) -> None:
    """Take back a file that no answer has named yet."""
    files = caller.behind.desk.files
    if not files.unsent(caller.actor.id, [id]):
        raise Told(404, NO_FILE)
    files.drop(caller.actor.id, [id])


def _answers(caller: Caller) -> None:
    if not caller.client.scopes & ANSWERING:
        why = f"This client has none of the scopes {', '.join(sorted(ANSWERING))}"
        caller.refused("POST", "/files", why)
        raise Told(403, why)
