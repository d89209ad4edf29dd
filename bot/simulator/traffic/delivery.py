"""The life of a message to a customer: queued, sent, delivered, read, or why not."""

from __future__ import annotations

import logging
from dataclasses import replace
from functools import partial
from typing import Any

from bot.simulator.traffic import forms, views
from bot.simulator.traffic.checks import MessageDraft
from bot.simulator.world import contents, ledger, media, objections, phones
from bot.simulator.world.errors import TwilioError, sentence
from bot.simulator.world.ledger import Message
from bot.simulator.world.phones import Phone
from bot.simulator.world.world import World

log = logging.getLogger(__name__)
Verdict = tuple[str, int]
STOPPED = {"rejected": 63040, "paused": 63041, "disabled": 63042}
WHATSAPP_MEDIA = ("image/", "audio/", "video/", "application/", "text/vcard", "text/x-vcard", "text/plain")


def create(world: World, draft: MessageDraft, direction: str = "outbound-api") -> Message:
    """Store a message and let it go its way in the background."""
    now = world.now()
    phones.reach(world.store, draft.phone)
    message = Message(
        sid=ledger.new_sid("MM" if draft.media_urls else "SM"),
        phone=draft.phone,
        channel=draft.channel,
        direction=direction,
        customer=draft.customer,
        shop=draft.shop,
        body=draft.body,
        status="accepted" if draft.service_sid else "queued",
        created=now,
        updated=now,
        service_sid=draft.service_sid,
        callback=draft.callback,
        segments=ledger.segments(draft.body, draft.channel),
        media=draft.media_urls,
        rich=draft.rich,
    )
    ledger.insert(world.store, message)
    start(world, message)
    return message


def start(world: World, message: Message) -> None:
    """Put the remaining steps of a message on their way, each one after the one before."""
    steps = [state for state in ("queued", "sent", "delivered") if _later(state, message.status)]
    row = [(partial(_step, world, message, state), world.pace * number) for number, state in enumerate(steps, 1)]
    world.callbacks.put_row(_line(message), row)


def resume(world: World) -> None:
    """Take up what a restart interrupted."""
    for row in world.store.rows("SELECT * FROM messages WHERE status IN ('accepted', 'queued', 'sent') ORDER BY seq"):
        start(world, ledger.from_row(row))


def read(world: World, number: str, channel: str, upto: int) -> None:
    """The customer looked at the conversation: everything delivered in it becomes read."""
    world.store.change(
        "INSERT INTO marks (name, value) VALUES (?, ?)"
        " ON CONFLICT (name) DO UPDATE SET value = max(value, excluded.value)",
        (f"read {number} {channel}", upto),
    )
    rows = world.store.rows(
        "SELECT * FROM messages WHERE phone = ? AND channel = ? AND shown <= ? AND status = 'delivered'"
        " AND direction <> 'inbound' AND channel = 'whatsapp'",
        (number, channel, upto),
    )
    for row in rows:
        _put_read(world, ledger.from_row(row))


def _put_read(world: World, message: Message) -> None:
    world.callbacks.put(_line(message), lambda: _move(world, message, "read"), world.pace)


def _line(message: Message) -> str:
    """What is kept in order: all messages to one phone on one channel, as a customer sees them arrive."""
    return f"{message.channel} {message.phone}"


def _later(state: str, status: str) -> bool:
    order = ("accepted", "queued", "sent", "delivered")
    return order.index(state) > order.index(status)


def _step(world: World, message: Message, state: str) -> None:
    if state == "queued":
        _move(world, message, state)
        return
    phone = phones.reach(world.store, message.phone)
    bad = verdict(world, message, phone)
    if bad is None and state == "sent":
        bad = _download(world, message)
    if bad and (bad[0] == "failed" or state == "delivered"):
        _move(world, message, bad[0], bad[1])
        return
    _move(world, message, state)
    if state == "delivered" and phone.read_receipts and message.channel == "whatsapp":
        _put_read(world, message)


def verdict(world: World, message: Message, phone: Phone) -> Verdict | None:
    """How the channel refuses this message to this phone, if it does (FACTS 3.4, 3.7)."""
    template = message.rich.get("template")
    if message.channel == "sms":
        return ("undelivered", 30004) if phone.blocked else None
    if not phone.on_whatsapp:
        return ("undelivered", 63024) if template else ("failed", 63003)
    if phone.blocked:
        return "undelivered", 63014
    return _content_verdict(world, message, phone)


def _content_verdict(world: World, message: Message, phone: Phone) -> Verdict | None:
    template = message.rich.get("template") or {}
    if template.get("breaks_policy"):
        return "failed", 63013
    kind, standing = message.rich.get("type", ""), _standing(world, template)
    if standing == "approved" and kind not in objections.NEVER_APPROVED:
        return None
    if world.window_closes(phone.last_inbound) is None or kind in contents.ALWAYS_APPROVED:
        return "failed", STOPPED.get(standing, 63016)
    if kind == "twilio/quick-reply" and len(message.rich.get("actions", ())) > 3:
        return "failed", 63005
    return None


def _standing(world: World, template: dict[str, Any]) -> str:
    """What the template's approval is now: it may have been paused after the message was taken."""
    if not template:
        return ""
    try:
        content = contents.fetch(world.store, template.get("sid", ""), world.now(), world.approval_seconds)
    except TwilioError:
        return "approved" if template.get("approved") else ""
    return content.status


def _download(world: World, message: Message) -> Verdict | None:
    """Twilio fetches the media itself, before it hands the message on."""
    kept = {file.filename for file in media.of_message(world.store, message.sid)}
    for url in message.media:
        if url in kept:
            continue
        answer = world.wire.fetch(url, media.LIMIT)
        if not answer.ok:
            return "failed", 63019
        if not answer.content_type.startswith(WHATSAPP_MEDIA):
            return "failed", 63021
        media.keep(world.store, message.sid, answer.content_type, url, answer.body, world.now())
    return None


def _move(world: World, message: Message, state: str, code: int | None = None) -> None:
    text = sentence(code) if code else None
    if not ledger.move(world.store, message.sid, state, world.now(), code, text):
        return
    if state in ("delivered", "failed", "undelivered"):
        ledger.show(world.store, message.sid)
        world.store.change("UPDATE phones SET active = ? WHERE number = ?", (message.updated, message.phone))
        shown = ledger.find(world.store, message.sid)
        if shown:
            world.hub.publish(message.phone, "message", message=views.message(world, shown))
    else:
        world.hub.publish(message.phone, "status", sid=message.sid, status=state)
    call_back(world, replace(message, error_code=code, error_text=text), state)


def call_back(world: World, message: Message, state: str) -> None:
    """Tell the shop's StatusCallback, unless a fault loses it."""
    if not message.callback or world.faults.take("drop_callbacks"):
        return
    if state in ("queued", "sent") and world.faults.take("reorder_callbacks"):
        # Behind the next step of the same message, as it happens at Twilio.
        world.callbacks.put(_line(message), lambda: _post(world, message, state), world.pace)
        return
    _post(world, message, state)
    if world.faults.take("duplicate_callbacks"):
        _post(world, message, state)


def _post(world: World, message: Message, state: str) -> None:
    if message.callback is None:
        return
    account = world.account_of(message.shop)
    form = forms.status(account.sid, message, state, world.now())
    answer = world.wire.post(message.callback, form, f"{message.sid}-{state}", account.token)
    world.hub.note(
        message.phone, "callback", f"status {state}", answer.status, url=message.callback, form=form,
        problem=answer.problem, sid=message.sid,
    )  # fmt: skip
    if not answer.ok:
        log.info("status callback answered %s %s", answer.status, answer.problem)
