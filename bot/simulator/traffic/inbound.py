"""A customer writes: the message is kept, and the shop is told by a signed webhook."""

from __future__ import annotations

import logging
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any

from bot.simulator.traffic import forms, opt_out, twiml, views
from bot.simulator.world import ledger, media, phones
from bot.simulator.world.ledger import Message
from bot.simulator.world.phones import Phone
from bot.simulator.world.wire import ShopAnswer
from bot.simulator.world.world import World

log = logging.getLogger(__name__)
WEBHOOK_PATH = "/twilio/messages"


class Unsendable(Exception):
    """The phone cannot send this; says why."""


@dataclass(frozen=True, slots=True)
class File:
    """A file that the customer attaches."""

    content_type: str
    filename: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Writing:
    """What a customer sends. `form` holds the webhook's extra fields, `rich` what the bubble shows."""

    channel: str
    text: str = ""
    file: File | None = None
    to: str = ""  # the shop's number, where it is not that of the settings
    form: dict[str, str] = field(default_factory=dict)
    rich: dict[str, Any] = field(default_factory=dict)


def send(world: World, phone: Phone, writing: Writing) -> Message:
    """Keep the message and post it in the background.

    Raises:
        Unsendable: when the shop has no address on this channel, or the phone no WhatsApp.
    """
    shop = writing.to or world.shop_address(writing.channel)
    if not shop:
        raise Unsendable(f"the shop has no {writing.channel} number")
    if writing.channel == "whatsapp" and not phone.on_whatsapp:
        raise Unsendable("this phone is not on WhatsApp")
    now = world.now()
    message = _message(world, phone, writing, shop, now)
    with world.store.together():
        file = writing.file
        if file:
            kept = media.keep(world.store, message.sid, file.content_type, file.filename, file.content, now)
            message = replace(message, media=(kept.sid,))
        files = [kept] if file else []
        message = replace(message, rich=message.rich | {"message_type": forms.message_type(message, files)})
        ledger.insert(world.store, message)
        ledger.show(world.store, message.sid)
        phones.heard_from(world.store, phone.number, now)
    _publish(world, message)
    world.webhooks.put(message.sid, partial(_deliver, world, message, phone))
    return message


def resume(world: World) -> None:
    """Post what a restart left unposted."""
    for row in world.store.rows("SELECT * FROM messages WHERE direction = 'inbound' AND status = 'sending'"):
        message = ledger.from_row(row)
        phone = phones.reach(world.store, message.phone)
        world.webhooks.put(message.sid, partial(_deliver, world, message, phone))


def mark_read(world: World, message: Message) -> None:
    """The shop has seen this message and those before it (typing indicator): blue ticks."""
    rows = world.store.rows(
        "SELECT sid FROM messages WHERE phone = ? AND channel = ? AND seq <= ? AND direction = 'inbound'"
        " AND status IN ('sending', 'delivered')",
        (message.phone, message.channel, message.seq),
    )
    for row in rows:
        if ledger.move(world.store, row["sid"], "read", world.now()):
            world.hub.publish(message.phone, "status", sid=row["sid"], status="read")


def _message(world: World, phone: Phone, writing: Writing, shop: str, now: float) -> Message:
    rich = dict(writing.rich)
    if writing.form:
        rich["form"] = writing.form
    return Message(
        sid=ledger.new_sid("MM" if writing.file else "SM"),
        phone=phone.number,
        channel=writing.channel,
        direction="inbound",
        customer=phone.address(writing.channel),
        shop=shop,
        body=writing.text,
        status="sending",
        created=now,
        updated=now,
        sent=now,
        service_sid=world.settings.twilio_messaging_service_sid,
        segments=ledger.segments(writing.text, writing.channel),
        rich=rich,
    )


def _deliver(world: World, message: Message, phone: Phone) -> None:
    own_reply = opt_out.handle(world, message)
    answer = _post(world, message, phone)
    if world.faults.take("duplicate_inbound"):
        _post(world, message, phone)
    state = "delivered" if answer.ok else "failed"
    problem = f"HTTP {answer.status}" if answer.status else answer.problem
    reason = "" if answer.ok else f"not delivered to the shop ({problem})"
    if ledger.move(world.store, message.sid, state, world.now(), None, reason or None):
        error = {"code": 11200, "text": reason} if reason else None
        world.hub.publish(message.phone, "status", sid=message.sid, status=state, error=error)
    # Twilio has answered an opt-out word itself and drops what the shop says to it.
    if answer.ok and not own_reply:
        _reply(world, message, answer)


def _post(world: World, message: Message, phone: Phone) -> ShopAnswer:
    files = media.of_message(world.store, message.sid)
    account = world.account_of(message.shop)
    form = forms.inbound(account.sid, world.base_url, message, phone, files) | opt_out.told(account, message)
    url = world.settings.public_url + WEBHOOK_PATH
    answer = world.wire.post(url, form, message.sid, account.token)
    world.hub.note(
        message.phone, "webhook", "message in", answer.status, url=url, form=form, problem=answer.problem,
        answer=answer.body[:2000].decode(errors="replace"), sid=message.sid,
    )  # fmt: skip
    return answer


def _reply(world: World, message: Message, answer: ShopAnswer) -> None:
    for draft in twiml.replies(message, answer.content_type, answer.body):
        twiml.send(world, draft)


def _publish(world: World, message: Message) -> None:
    kept = ledger.find(world.store, message.sid)
    if kept:
        world.hub.publish(message.phone, "message", message=views.message(world, kept))
