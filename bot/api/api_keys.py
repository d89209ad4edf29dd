"""Keys of the API: made and shown once, with their scopes and last use, taken out of use."""

from __future__ import annotations

import secrets
from typing import Annotated

from flask import Response, current_app
from pydantic import Field

from bot.api.access import caller, needs
from bot.api.answers import Id, Moment, Shown, sent
from bot.api.asked import LARGEST_ID, Numbered
from bot.api.declared import answers
from bot.api.group import Group
from bot.api.problems import Problem, wrong_field
from bot.api.staff_shapes import Body
from bot.bootstrap import Bot
from bot.domain.access import KEY_SCOPES, Permission
from bot.services.shop import api_keys as services
from bot.services.staff import audit

api_keys = Group("api_keys", __name__, "settings")


class ApiKeyMade(Body):
    """A key to be made: what will use it, and what it may do."""

    name: Annotated[str, Field(min_length=1, max_length=80)]
    scopes: Annotated[tuple[Permission, ...], Field(strict=False, min_length=1, max_length=40)]


class ApiKeyTold(Shown):
    """A key, of which only the first letters are known."""

    id: Id
    name: str
    hint: str
    scopes: tuple[str, ...]
    created_at: Moment
    used_at: Moment | None
    revoked_at: Moment | None


class ApiKeyList(Shown):
    """The shop's keys, the oldest first, and the scopes that whoever asks may give."""

    keys: tuple[ApiKeyTold, ...]
    scopes: tuple[str, ...]


class ApiKeyShown(Shown):
    """A new key, whole: it is not shown again."""

    api_key: ApiKeyTold
    key: str


@api_keys.get("/api-keys", responses=answers(ApiKeyList, 401, 403, 429, 503))
@needs(Permission.STAFF_MANAGE)
def list_api_keys() -> Response:
    """The shop's keys with scopes and last use"""
    bot: Bot = current_app.extensions["bot"]
    me = caller()
    with bot.database.reading.begin() as db:
        told = tuple(map(ApiKeyTold.model_validate, services.list_keys(db, me.merchant_id)))
    return sent(ApiKeyList(keys=told, scopes=tuple(sorted(KEY_SCOPES & me.permissions))))


@api_keys.post("/api-keys", responses=answers(ApiKeyShown, 401, 403, 413, 415, 422, 429, 503, status=201))
@needs(Permission.STAFF_MANAGE)
def add_api_key(body: ApiKeyMade) -> Response:
    """Make a key, which is shown this once; it may do no more than whoever makes it"""
    bot: Bot = current_app.extensions["bot"]
    me = caller()
    if beyond := sorted(set(body.scopes) - (KEY_SCOPES & me.permissions)):
        raise wrong_field("scopes", f"{beyond[0]} is not yours to give", "leave it out")
    with bot.database.writing.begin() as db:
        made = (db, me.merchant_id, body.name.strip(), secrets.token_urlsafe(32), bot.now())
        key_id, key = services.add(*made, sorted(set(body.scopes)))
        audit.record(db, me.actor, "api_key.add", f"api_key:{key_id}", bot.now(), " ".join(sorted(set(body.scopes))))
        row = next(one for one in services.list_keys(db, me.merchant_id) if one.id == key_id)
        told = ApiKeyShown(api_key=ApiKeyTold.model_validate(row), key=key)
    return sent(told, 201)


@api_keys.delete(
    f"/api-keys/<int(min=1,max={LARGEST_ID}):id>", responses=answers(None, 401, 403, 404, 429, 503, status=204)
)
@needs(Permission.STAFF_MANAGE)
def revoke_api_key(path: Numbered) -> Response:
    """Take a key out of use, at once"""
    bot: Bot = current_app.extensions["bot"]
    me = caller()
    with bot.database.writing.begin() as db:
        if not services.revoke(db, me.merchant_id, path.id, bot.now()):
            raise Problem(404, "No such key", "No key of this id is in use: GET /api-keys lists them.")
        audit.record(db, me.actor, "api_key.revoke", f"api_key:{path.id}", bot.now())
    return Response(status=204)
