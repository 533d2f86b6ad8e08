"""Webhooks: a client is told at an address of its own what happens to the cases that its teams may see."""

from base64 import b64encode
from datetime import datetime
from typing import Annotated, Literal

from fastapi import APIRouter
from fastapi.responses import Response
from pydantic import BaseModel, Field

from engine.commands import Refusal
from engine.store.subscriptions import Subscription
from web.api.idempotency import JSON, ActsOnce, Reply
from web.api.problems import FromClient, Told, Wrong, as_json, described
from web.api.tokens import Caller, Subscribed

router = APIRouter(tags=["webhooks"])
NO_WEBHOOK = "This client has no such webhook"
NOT_TOLD = "Nothing is told to this address"
NewsKind = Literal["case.opened", "case.closed", "case.reopened", "task.opened"]


class NewWebhook(FromClient):
    url: str = Field(max_length=1000, description="Where to; its host must be one that the server may tell")
    kinds: Annotated[list[NewsKind], Field(min_length=1, max_length=4)]


class Webhook(BaseModel):
    id: str
    url: str
    kinds: list[NewsKind]
    made: datetime
    stopped: datetime | None = Field(
        description="Since when nothing is told there, because too often in a row it could not be"
    )


class MadeWebhook(Webhook):
    secret: str = Field(description="What every message is signed with, by Standard Webhooks. It is not shown again")


class Webhooks(BaseModel):
    webhooks: list[Webhook]


@router.post(
    "/webhooks", status_code=201, response_model=MadeWebhook, responses=described(400, 409, 413, 415, 422, 503)
)
def make(caller: Subscribed, once: ActsOnce, wanted: NewWebhook) -> Response:
    """Be told what happens from now on. The answer has the secret, which is kept nowhere."""
    answer = once.answered(caller, lambda _token: _make(caller, wanted, f"{once.key} {once.asked}"))
    if answer.status_code != 201:
        return answer
    made = Webhook.model_validate_json(bytes(answer.body))
    secret = f"whsec_{b64encode(caller.behind.subscribing.key(made.id)).decode()}"
    return Response(as_json(MadeWebhook(**made.model_dump(), secret=secret)), 201, media_type=JSON)


def _make(caller: Caller, wanted: NewWebhook, token: str) -> Reply:
    try:
        made = caller.behind.subscribing.subscribe(caller.client.id, token, wanted.url, wanted.kinds, caller.now)
    except ValueError as error:
        raise Told(422, NOT_TOLD, [Wrong(at="/url", detail=str(error))]) from None
    if isinstance(made, Refusal):
        raise Told(409, made.reason)
    return Reply(201, _webhook(made))


@router.get("/webhooks", responses=described())
def webhooks(caller: Subscribed) -> Webhooks:
    """The webhooks of this client."""
    return Webhooks(webhooks=[_webhook(one) for one in caller.engine.store.subscriptions.of(caller.client.id)])


@router.delete("/webhooks/{id}", status_code=204, responses=described(404, 422, 503))
def drop(caller: Subscribed, id: str) -> None:
    """Be told nothing more there, not even what is being tried again."""
    if not caller.engine.store.subscriptions.remove(caller.client.id, id):
        raise Told(404, NO_WEBHOOK)


def _webhook(one: Subscription) -> Webhook:
    return Webhook.model_validate(
        {"id": one.id, "url": one.url, "kinds": sorted(one.kinds), "made": one.at, "stopped": one.stopped}
    )
