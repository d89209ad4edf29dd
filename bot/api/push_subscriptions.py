"""Browsers that are told something while the console is shut: by whom, and which."""

from __future__ import annotations

from typing import Annotated

from flask import Response, current_app
from pydantic import Field

from bot.api.access import caller, needs
from bot.api.answers import Shown, sent
from bot.api.declared import answers
from bot.api.group import Group
from bot.api.problems import wrong_field
from bot.api.staff_shapes import Body
from bot.bootstrap import Bot
from bot.domain.access import Permission
from bot.domain.push_services import is_push_service
from bot.push import is_key
from bot.services.staff.subscriptions import add_subscription, drop_subscription

push = Group("push", __name__, "push")
Endpoint = Annotated[str, Field(min_length=10, max_length=1000, pattern=r"^https://[!-~]+$")]
Base64 = Annotated[str, Field(max_length=200, pattern="^[A-Za-z0-9_-]+={0,2}$")]


class PushKey(Shown):
    """By which a browser knows who may tell it something (VAPID), base64url."""

    key: str


class PushKeys(Body):
    """A browser's own keys, base64url."""

    p256dh: Base64
    auth: Base64


class PushWanted(Body):
    """A browser that wants to be told: as its PushSubscription says in JSON."""

    endpoint: Endpoint
    keys: PushKeys


class PushUnwanted(Body):
    """A browser that wants to be told no more."""

    endpoint: Endpoint


@push.get("/push-key", responses=answers(PushKey, 401, 403, 429, 503))
@needs(Permission.ACCOUNT)
def read_push_key() -> Response:
    """The key a browser subscribes with"""
    bot: Bot = current_app.extensions["bot"]
    return sent(PushKey(key=bot.push.key))


@push.post("/push-subscriptions", responses=answers(None, 401, 403, 413, 415, 422, 429, 503, status=204))
@needs(Permission.ACCOUNT)
def want_push(body: PushWanted) -> Response:
    """Have this browser told, as long as one is logged in with it"""
    bot: Bot = current_app.extensions["bot"]
    if not is_push_service(body.endpoint):
        raise wrong_field("endpoint", "is not at a push service we know", "send what the browser subscribed to")
    if not is_key(body.keys.p256dh, body.keys.auth):
        raise wrong_field("keys", "are no keys of a browser", "send what the browser subscribed with")
    with bot.database.writing.begin() as db:
        add_subscription(db, caller().token, body.endpoint, body.keys.p256dh, body.keys.auth, bot.now())
    return Response(status=204)


@push.delete("/push-subscriptions", responses=answers(None, 401, 403, 413, 415, 422, 429, 503, status=204))
@needs(Permission.ACCOUNT)
def want_no_push(body: PushUnwanted) -> Response:
    """Have this browser told no more"""
    bot: Bot = current_app.extensions["bot"]
    with bot.database.writing.begin() as db:
        drop_subscription(db, caller().token, body.endpoint)
    return Response(status=204)
