"""Services that may be begun, their published versions, and what each asks."""

from datetime import datetime
from typing import Any

from fastapi import APIRouter
from pydantic import BaseModel, Field

from desk import showing
from engine.course import letters
from engine.engine import NO_SERVICE
from engine.who import access
from web.api.problems import Told, described
from web.api.questions import schema_of
from web.api.tokens import Anybody, Caller
from workflows.workflow import Workflow

router = APIRouter(tags=["services"])


class Service(BaseModel):
    id: str
    title: str
    summary: str
    version: int = Field(description="The number of the version that is now in force")
    starts: list[str] = Field(description="Who may begin it: anyone, staff, message, teams and partners")
    opens: bool = Field(description="Whether this client may open a case of it")
    languages: list[str] = Field(description="The languages that it can be answered in beside English")


class Services(BaseModel):
    services: list[Service]


class Version(BaseModel):
    number: int
    published: datetime


class Versions(BaseModel):
    versions: list[Version]


class Asking(BaseModel):
    """What a version asks whoever begins it."""

    service: str
    version: int
    title: str
    answers: dict[str, Any] = Field(description="The JSON Schema (2020-12) of the answers that open a case")


def opens(caller: Caller, workflow: Workflow) -> bool:
    """Whether this client may open a case of it by its answers, as anybody else might."""
    return not workflow.guide and access.may_begin(workflow, caller.actor, caller.engine.library.house())


def hears(caller: Caller, workflow: Workflow) -> bool:
    """Whether this client's messages may open a case of it: it acts for the owner, or for whom `starts:` names too."""
    file, groups = workflow.file, caller.engine.library.house().groups
    named = {member for word in file.starts for member in groups.get(word, (word,))}
    return "message" in file.starts and not workflow.guide and bool(caller.actor.teams & {file.owner, *named})


def _known(caller: Caller, workflow: Workflow) -> bool:
    return opens(caller, workflow) or hears(caller, workflow) or bool(caller.actor.teams & workflow.teams())


def latest(caller: Caller, service: str) -> tuple[int, Workflow]:
    """The version in force of a service that this client may know of."""
    found = caller.engine.library.latest(service)
    if found is None or not _known(caller, found[1]):
        raise Told(404, NO_SERVICE)
    return found


@router.get("/services", responses=described())
def services(caller: Anybody) -> Services:
    """The services that this client may begin or takes part in."""
    found = [(number, one) for number, one in caller.engine.library.all() if _known(caller, one)]
    return Services(services=[_service(caller, number, one) for number, one in found])


@router.get("/services/{service}", responses=described(404, 422))
def service(caller: Anybody, service: str) -> Service:
    return _service(caller, *latest(caller, service))


@router.get("/services/{service}/versions", responses=described(404, 422))
def versions(caller: Anybody, service: str) -> Versions:
    """Every published version, the newest first."""
    latest(caller, service)
    found = caller.engine.store.versions.of(service)
    return Versions(versions=[Version(number=one.number, published=one.at) for one in found])


@router.get("/services/{service}/versions/{number}", responses=described(404, 422))
def version(caller: Anybody, service: str, number: int) -> Asking:
    """What a version asks whoever begins it, as JSON Schema."""
    latest(caller, service)
    try:
        workflow = caller.engine.library.version(service, number)
    except (KeyError, OverflowError):
        raise Told(404, NO_SERVICE) from None
    house = caller.engine.library.house()
    seen = letters.seen(house, showing.context(house, caller.now))
    shape = schema_of(workflow.first.all_pages(), seen)
    return Asking(service=service, version=number, title=workflow.title, answers=shape)


def _service(caller: Caller, number: int, workflow: Workflow) -> Service:
    return Service(
        id=workflow.service, title=workflow.title, summary=workflow.file.summary, version=number,
        starts=list(workflow.file.starts), opens=opens(caller, workflow), languages=sorted(workflow.translations),
    )  # fmt: skip
