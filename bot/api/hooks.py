"""Webhooks out: addresses of a shop's own that hear what happens; their secrets, deliveries and replays."""

from __future__ import annotations

import secrets

from flask import Response, current_app

from bot.api.access import caller, needs
from bot.api.answers import sent
from bot.api.asked import LARGEST_ID, Numbered
from bot.api.declared import answers
from bot.api.group import Group
from bot.api.hook_shapes import (
    DeliveriesQuery,
    DeliveryPage,
    DeliveryPlace,
    DeliveryTold,
    HookChange,
    HookList,
    HookMade,
    HookSecret,
    HookTold,
    Replayed,
)
from bot.api.places import cut_page
from bot.api.problems import Problem, wrong_field
from bot.bootstrap import Bot
from bot.db.engine import Session
from bot.db.hooks import HookDelivery, OutHook
from bot.domain.access import Permission
from bot.domain.out_hooks import TOPICS, HookTopic, find_url_fault, name_event
from bot.services.connections import hooks as services
from bot.services.staff import audit

out_hooks = Group("out_hooks", __name__, "webhooks out")
_ONE = f"/webhooks/<int(min=1,max={LARGEST_ID}):id>"
_BODY = (401, 403, 409, 413, 415, 422, 429, 503)
PREFIX = "whs_"


@out_hooks.get("/webhooks", responses=answers(HookList, 401, 403, 429, 503))
@needs(Permission.SETTINGS_WRITE)
def list_webhooks() -> Response:
    """The shop's addresses, and how each is doing"""
    bot: Bot = current_app.extensions["bot"]
    with bot.database.reading.begin() as db:
        told = tuple(_tell(db, one) for one in services.list_hooks(db, caller().merchant_id))
    return sent(HookList(webhooks=told, topics=TOPICS))


@out_hooks.post("/webhooks", responses=answers(HookSecret, *_BODY, status=201))
@needs(Permission.SETTINGS_WRITE)
def add_webhook(body: HookMade) -> Response:
    """Tell an address what happens from now on; its secret is shown this once"""
    bot: Bot = current_app.extensions["bot"]
    me, secret = caller(), PREFIX + secrets.token_urlsafe(32)
    _check(body.url, body.topics)
    with bot.database.writing.begin() as db:
        try:
            hook = services.add_hook(db, bot.vault, me.merchant_id, body.url, body.topics, secret, bot.now())
        except services.HookTaken as error:
            raise _taken() from error
        except services.TooManyHooks as error:
            raise wrong_field("url", f"is one more than {services.MOST}", "drop another one first") from error
        audit.record(db, me.actor, "webhook.add", f"webhook:{hook.id}", bot.now())
        told = HookSecret(webhook=_tell(db, hook), secret=secret)
    return sent(told, 201)


@out_hooks.patch(_ONE, responses=answers(HookTold, 404, *_BODY))
@needs(Permission.SETTINGS_WRITE)
def change_webhook(path: Numbered, body: HookChange) -> Response:
    """Change an address, what it hears of, or whether it hears anything; what waits is told once it is on again"""
    bot: Bot = current_app.extensions["bot"]
    me, changes = caller(), body.model_dump(exclude_none=True, exclude={"version"})
    with bot.database.writing.begin() as db:
        hook = _find(db, path.id)
        _check(body.url, body.topics or ())
        try:
            changed = services.change_hook(db, hook, body.version, changes, bot.now())
        except services.HookTaken as error:
            raise _taken() from error
        told = _tell(db, _find(db, path.id))
        if not changed:
            detail = f"Somebody changed it meanwhile: it is at version {told.version} by now."
            raise Problem(409, "Changed meanwhile", detail, present=told.model_dump(mode="json"))
        audit.record(db, me.actor, "webhook.change", f"webhook:{path.id}", bot.now(), " ".join(sorted(changes)))
    return sent(told)


@out_hooks.delete(_ONE, responses=answers(None, 401, 403, 404, 429, 503, status=204))
@needs(Permission.SETTINGS_WRITE)
def drop_webhook(path: Numbered) -> Response:
    """Tell an address nothing any more"""
    bot: Bot = current_app.extensions["bot"]
    with bot.database.writing.begin() as db:
        services.drop_hook(db, _find(db, path.id), bot.now())
        audit.record(db, caller().actor, "webhook.drop", f"webhook:{path.id}", bot.now())
    return Response(status=204)


@out_hooks.post(f"{_ONE}/secret", responses=answers(HookSecret, 401, 403, 404, 429, 503))
@needs(Permission.SETTINGS_WRITE)
def rotate_webhook_secret(path: Numbered) -> Response:
    """Make a new secret, shown this once; for a day the one before it signs as well"""
    bot: Bot = current_app.extensions["bot"]
    secret = PREFIX + secrets.token_urlsafe(32)
    with bot.database.writing.begin() as db:
        hook = _find(db, path.id)
        services.rotate_secret(db, bot.vault, hook, secret, bot.now())
        audit.record(db, caller().actor, "webhook.rotate", f"webhook:{path.id}", bot.now())
        told = HookSecret(webhook=_tell(db, hook), secret=secret)
    return sent(told)


@out_hooks.post(f"{_ONE}/pings", responses=answers(DeliveryTold, 401, 403, 404, 429, 503, status=201))
@needs(Permission.SETTINGS_WRITE)
def ping_webhook(path: Numbered) -> Response:
    """Tell an address that we are there, to see whether it hears; the log says what came back"""
    bot: Bot = current_app.extensions["bot"]
    with bot.database.writing.begin() as db:
        delivery_id = services.add_ping(db, _find(db, path.id), bot.now())
        told = _tell_delivery(db.get_one(HookDelivery, delivery_id))
        audit.record(db, caller().actor, "webhook.ping", f"webhook:{path.id}", bot.now())
    return sent(told, 201)


@out_hooks.get(f"{_ONE}/deliveries", responses=answers(DeliveryPage, 400, 401, 403, 404, 429, 503))
@needs(Permission.SETTINGS_WRITE)
def list_webhook_deliveries(path: Numbered, query: DeliveriesQuery) -> Response:
    """What an address was told in the last 30 days, the newest first"""
    bot: Bot = current_app.extensions["bot"]
    with bot.database.reading.begin() as db:
        found = services.list_deliveries(db, _find(db, path.id), query.state, query.before, query.limit + 1)
        page, last = cut_page(found, query.limit)
        told = DeliveryPage(deliveries=tuple(map(_tell_delivery, page)), next=last.id if last else None)
    return sent(told)


@out_hooks.post(
    f"{_ONE}/deliveries/<int(min=1,max={LARGEST_ID}):delivery>/replay",
    responses=answers(Replayed, 401, 403, 404, 429, 503),
)
@needs(Permission.SETTINGS_WRITE)
def replay_webhook_delivery(path: DeliveryPlace) -> Response:
    """Tell something once more, as it is now, under the same event id"""
    return _replay(path.id, path.delivery)


@out_hooks.post(f"{_ONE}/replays", responses=answers(Replayed, 401, 403, 404, 429, 503))
@needs(Permission.SETTINGS_WRITE)
def replay_failed_deliveries(path: Numbered) -> Response:
    """Tell all that failed once more"""
    return _replay(path.id, None)


def _replay(hook_id: int, delivery_id: int | None) -> Response:
    bot: Bot = current_app.extensions["bot"]
    with bot.database.writing.begin() as db:
        count = services.replay_deliveries(db, _find(db, hook_id), delivery_id, bot.now())
        audit.record(db, caller().actor, "webhook.replay", f"webhook:{hook_id}", bot.now(), str(count))
    return sent(Replayed(count=count))


def _check(url: str | None, topics: tuple[HookTopic, ...]) -> None:
    if url is not None and (fault := find_url_fault(url)):
        raise wrong_field("url", fault, "write an address like https://shop.example/hear, on a public host")
    if HookTopic.PING in topics:
        raise wrong_field("topics", "ping is told when it is asked for", f"choose of {', '.join(TOPICS)}")


def _find(db: Session, hook_id: int) -> OutHook:
    hook = services.find_hook(db, caller().merchant_id, hook_id)
    if hook is None:
        raise Problem(404, "No such webhook", "The shop has no webhook of this id: GET /webhooks lists them.")
    return hook


def _taken() -> Problem:
    return Problem(409, "There already", "The shop tells this address already: change that one.")


def _tell(db: Session, hook: OutHook) -> HookTold:
    count = services.count_waiting(db, hook)
    shown = {name: getattr(hook, name) for name in HookTold.model_fields if name != "waiting"}
    return HookTold(**shown, waiting=count)


def _tell_delivery(row: HookDelivery) -> DeliveryTold:
    shown = {name: getattr(row, name) for name in DeliveryTold.model_fields if name != "event_id"}
    return DeliveryTold(**shown, event_id=name_event(row.topic, row.source_id))
