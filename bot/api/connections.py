"""Connected shops and carriers: what there is and how it is, connected, given another secret, let go."""

from __future__ import annotations

import secrets as randomness

from flask import Response, current_app

from bot import connecting
from bot.api.access import caller, needs
from bot.api.answers import sent
from bot.api.asked import LARGEST_ID, Numbered
from bot.api.connection_shapes import (
    CatalogueTold,
    ConnectedTold,
    ConnectionList,
    NewConnectionSent,
    NewSecret,
    RotatedTold,
)
from bot.api.connection_told import list_platforms, tell_catalogue, tell_connection, tell_pull
from bot.api.declared import answers
from bot.api.group import Group
from bot.api.languages import find_language
from bot.api.problems import Problem, wrong, wrong_field
from bot.bootstrap import Bot
from bot.db.changes import ChangeKind, note_change
from bot.db.connections import Connection
from bot.domain.access import Permission
from bot.domain.connections import OWN_SYSTEM, ConnectionState
from bot.locales.refusals import retell
from bot.platforms import PLATFORMS
from bot.ports import ApiError
from bot.ports.platforms import Connecting, Platform
from bot.services.connections import accounts, health, leaving, pulls
from bot.services.events import own as own_events
from bot.services.staff import audit
from bot.shops.own.faults import Fault

connections = Group("connections", __name__, "connections")
_ONE = f"/connections/<int(min=1,max={LARGEST_ID}):id>"
_REMEDIES = {"credentials": "check what you gave", "later": "try again later"}


@connections.get("/connections", responses=answers(ConnectionList, 401, 403, 429, 503))
@needs(Permission.SETTINGS_READ)
def list_connections() -> Response:
    """What is connected and how it is, and what can be connected"""
    bot: Bot = current_app.extensions["bot"]
    shows = Permission.SETTINGS_WRITE in caller().permissions
    with bot.database.reading.begin() as db:
        messages = health.find_messages_pull(db, caller().merchant_id)
        told = ConnectionList(
            connections=tuple(
                tell_connection(one, bot.settings.public_url if shows else "")
                for one in health.list_health(db, caller().merchant_id)
            ),
            platforms=list_platforms(),
            messages=tell_pull(messages) if messages else None,
            warnings=_warn(bot, OWN_SYSTEM),
        )
    return sent(told)


def _warn(bot: Bot, kind: str) -> tuple[str, ...]:
    """Why the other side may not reach us, in the language of whoever reads it."""
    language = find_language()
    return tuple(retell(language, one) for one in connecting.warnings(bot.settings.public_url, kind))


@connections.post("/connections", responses=answers(ConnectedTold, 401, 403, 409, 413, 415, 422, 429, 503, status=201))
@needs(Permission.SETTINGS_WRITE)
def add_connection(body: NewConnectionSent) -> Response:
    """Connect a shop or a carrier, or connect it anew: what is given is tried first, and kept sealed"""
    bot: Bot = current_app.extensions["bot"]
    face = PLATFORMS.get(body.kind)
    if face is None:
        raise wrong_field("kind", "is none we know", f"write one of {', '.join(PLATFORMS)}")
    if face.connecting is None:
        return sent(_connect_own(bot), 201)
    account, signing, credentials = _read(face, face.connecting, body)
    try:
        done = connecting.connect(bot, caller().merchant_id, face.kind, account, signing, credentials)
    except ApiError as error:
        fault = Fault(("secrets",), error.reason, _REMEDIES.get(error.kind, "see what it says"))
        raise wrong(fault) from error
    left = face.connecting.left_to_do.format(address=done.address, secret=done.secret)
    one = _note(bot, face.kind, account, "connection.connect")
    told = ConnectedTold(
        id=one.id,
        name=done.name,
        address=done.address,
        made=tuple(done.made),
        refused=tuple(done.refused),
        problem=done.problem,
        warnings=_warn(bot, face.kind),
        left_to_do=left,
        secret=done.secret if "{secret}" in face.connecting.left_to_do else "",
    )
    return sent(told, 201)


@connections.post(f"{_ONE}/secret", responses=answers(RotatedTold, 401, 403, 404, 413, 415, 422, 429, 503))
@needs(Permission.SETTINGS_WRITE)
def rotate_secret(path: Numbered, body: NewSecret) -> Response:
    """Take a new webhook secret; the two before it stay right for the time of the change"""
    bot: Bot = current_app.extensions["bot"]
    one = _find(bot, path.id)
    asks = PLATFORMS[one.kind].connecting
    if asks is None:
        raise Problem(404, "No secret", "Your own system is let in by keys: make another one, and revoke this one.")
    if asks.signing and not body.secret:
        raise wrong_field("secret", "is missing", f"write {asks.signing.what}")
    new = body.secret if asks.signing and body.secret else randomness.token_hex(24)
    with bot.database.writing.begin() as db:
        accounts.rotate(db, bot.vault, one, new)
        audit.record(db, caller().actor, "connection.secret", f"connection:{one.id}", bot.now())
    made = "" if asks.signing else new
    return sent(RotatedTold(left_to_do=asks.on_rotation.format(secret=new), secret=made))


@connections.post(f"{_ONE}/catalogue", responses=answers(CatalogueTold, 401, 403, 404, 409, 429, 503))
@needs(Permission.SETTINGS_WRITE)
def read_catalogue(path: Numbered) -> Response:
    """Read all products of a connected shop once more; what its people wrote here stays, and twice is as once"""
    bot: Bot = current_app.extensions["bot"]
    one, now = _find(bot, path.id), bot.now()
    with bot.database.writing.begin() as db:
        pulls.plan(db, now)
        anew = pulls.read_again(db, one, now)
        health_of = next(each for each in health.list_health(db, one.merchant_id) if each.connection.id == one.id)
        if health_of.catalogue is None or one.state != ConnectionState.ACTIVE:
            raise Problem(409, "No catalogue to read", "Products are asked of a shop system that is connected.")
        if anew:
            audit.record(db, caller().actor, "connection.catalogue", f"connection:{one.id}", now)
            note_change(db, one.merchant_id, ChangeKind.SETTINGS, 0, now)
        told = tell_catalogue(health_of.catalogue)
    return sent(told)


@connections.delete(_ONE, responses=answers(None, 401, 403, 404, 429, 503, status=204))
@needs(Permission.SETTINGS_WRITE)
def drop_connection(path: Numbered) -> Response:
    """Let go of an account: its credentials are forgotten, and nothing more is told for it"""
    bot: Bot = current_app.extensions["bot"]
    one = _find(bot, path.id)
    with bot.database.writing.begin() as db:
        leaving.leave(db, db.merge(one), bot.now())
        audit.record(db, caller().actor, "connection.leave", f"connection:{one.id}", bot.now(), one.kind)
        note_change(db, one.merchant_id, ChangeKind.SETTINGS, 0, bot.now())
    return Response(status=204)


def _read(face: Platform, asks: Connecting, body: NewConnectionSent) -> tuple[str, str, dict[str, str]]:
    """The account, the secret of its webhooks, and what opens its API, all of it there.

    Raises:
        Problem: 422, names what is missing.
    """
    wanted = [*asks.credentials, *([asks.signing] if asks.signing else [])]
    missing = [one for one in wanted if not body.secrets.get(one.name, "").strip()]
    faults = [Fault(("secrets", one.name), "is missing", f"write {one.what}") for one in missing]
    if asks.account and not body.account.strip():
        faults.append(Fault(("account",), "is missing", f"write {asks.account.help}"))
    if faults:
        raise wrong(*faults)
    account = asks.normalised(body.account) if asks.account else face.kind
    credentials = {one.name: body.secrets[one.name].strip() for one in asks.credentials}
    if asks.account_is:
        credentials[asks.account_is] = account
    return account, body.secrets[asks.signing.name].strip() if asks.signing else "", credentials


def _connect_own(bot: Bot) -> ConnectedTold:
    with bot.database.writing.begin() as db:
        own_events.open_connection(db, caller().merchant_id, randomness.token_hex(16), bot.now())
    one = _note(bot, own_events.ACCOUNT, own_events.ACCOUNT, "connection.connect")
    address = f"{bot.settings.public_url}/api/v1/events"
    left = (
        f"Make a key of the API, and send events to {address} ({bot.settings.public_url}/api/v1/docs describes them)."
    )
    nothing: tuple[str, ...] = ()
    return ConnectedTold(
        id=one.id, name=PLATFORMS[one.kind].name, address=address, made=nothing, refused=nothing, problem="",
        warnings=nothing, left_to_do=left, secret="",
    )  # fmt: skip


def _note(bot: Bot, kind: str, account: str, action: str) -> Connection:
    """Write down who connected what, and tell open screens."""
    me, now = caller(), bot.now()
    with bot.database.writing.begin() as db:
        mine = accounts.list_connections(db, me.merchant_id)
        one = next(one for one in mine if (one.kind, one.account) == (kind, account))
        audit.record(db, me.actor, action, f"connection:{one.id}", now, kind)
        note_change(db, me.merchant_id, ChangeKind.SETTINGS, 0, now)
    return one


def _find(bot: Bot, connection_id: int) -> Connection:
    with bot.database.reading.begin() as db:
        mine = accounts.list_connections(db, caller().merchant_id)
    found = next((one for one in mine if one.id == connection_id), None)
    if found is None:
        raise Problem(404, "No such connection", "Your shop has none of this id: GET /connections lists them.")
    return found
