"""Drives the lanes as Twilio, a worker and the sweep would, one step at a time."""

from __future__ import annotations

import itertools
from typing import TypeVar
from urllib.parse import urlencode

from flask.testing import FlaskClient
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from bot import tasks
from bot.bootstrap import Bot
from bot.db.base import Base
from bot.db.conversations import InboundMessage
from bot.db.outgoing import OutgoingMessage
from bot.domain.delivery import DeliveryState
from tests.apps import app_of
from tests.cast import ASHA, SHOP_WHATSAPP
from tests.fakes import ACCOUNT, clock_of, signed

Row = TypeVar("Row", bound=Base)
_numbers = itertools.count(1)


def whatsapp_form(text: str = "where is it?", sender: str = ASHA, **more: str) -> dict[str, str]:
    """What Twilio posts for a WhatsApp text (FACTS 1.3); `more` replaces or adds parameters."""
    sid = f"SM{next(_numbers):032x}"
    form = {
        "MessageSid": sid,
        "SmsMessageSid": sid,
        "SmsSid": sid,
        "AccountSid": ACCOUNT,
        "ApiVersion": "2010-04-01",
        "SmsStatus": "received",
        "From": f"whatsapp:{sender}",
        "To": f"whatsapp:{SHOP_WHATSAPP}",
        "WaId": sender.lstrip("+"),
        "ProfileName": "Asha",
        "Body": text,
        "NumMedia": "0",
        "NumSegments": "1",
        "ReferralNumMedia": "0",
    }
    return form | more


def sms_form(text: str = "where is it?", sender: str = ASHA, **more: str) -> dict[str, str]:
    """What Twilio posts for an SMS."""
    form = whatsapp_form(text, sender, From=sender, To="+917900000001", **more)
    return {key: value for key, value in form.items() if key not in ("WaId", "ProfileName", "ReferralNumMedia")}


def post(bot: Bot, form: dict[str, str], path: str = "/twilio/messages", **headers: str) -> TestResponse:
    """A rightly signed POST (give another X-Twilio-Signature to sign it wrongly)."""
    client: FlaskClient = app_of(bot).test_client()
    return client.post(
        path,
        data=urlencode(form),
        content_type="application/x-www-form-urlencoded",
        headers=signed(path, form) | headers,
    )


def work(bot: Bot) -> None:
    """Do what a worker would do now, until nothing is due; what looks unfinished has its quiet time."""
    while True:
        work_now(bot)
        unread = (InboundMessage.state == "waiting") & (InboundMessage.attempts == 0)
        with bot.database.reading.begin() as db:
            due = db.scalar(select(func.max(InboundMessage.not_before)).where(unread))
        if due is None or due <= bot.now():
            return
        clock_of(bot).time = due


def work_now(bot: Bot) -> None:
    """Do what a worker would do at this moment, until nothing is due."""
    left = _waiting(bot)
    while left:
        for conversation_id in dict.fromkeys(conversation_id for conversation_id, _, _ in left):
            tasks.answer(bot, conversation_id)
        before, left = left, _waiting(bot)
        if not send_all(bot) and left == before:
            return
    while send_all(bot):
        pass


def _waiting(bot: Bot) -> list[tuple[int, int, int]]:
    """(conversation, message, how often it was asked) of what waits for an answer."""
    message = InboundMessage
    waiting = select(message.conversation_id, message.id, message.attempts).where(message.state == "waiting")
    with bot.database.reading.begin() as db:
        return [(row.conversation_id, row.id, row.attempts) for row in db.execute(waiting.order_by(message.id))]


def send_all(bot: Bot) -> int:
    """Try every queued row once, in order; gives how many left the queue."""
    with bot.database.reading.begin() as db:
        queued = db.scalars(
            select(OutgoingMessage.id).where(OutgoingMessage.state == DeliveryState.QUEUED).order_by(OutgoingMessage.id)
        ).all()
    for outgoing_id in queued:
        tasks.send(bot, outgoing_id)
    with bot.database.reading.begin() as db:
        left = db.scalars(select(OutgoingMessage.id).where(OutgoingMessage.state == DeliveryState.QUEUED)).all()
    return len(set(queued) - set(left))


def rows(bot: Bot, table: type[Row]) -> list[Row]:
    """Every row of a table, oldest first."""
    with bot.database.reading.begin() as db:
        return list(db.scalars(select(table).order_by(table.id)))


def callback(bot: Bot, row: OutgoingMessage, status: str, **more: str) -> TestResponse:
    """A status callback for a row, as Twilio posts it."""
    form = {"MessageSid": row.sid or "SM" + "f" * 32, "MessageStatus": status, "AccountSid": ACCOUNT} | more
    return post(bot, form, f"/twilio/status?m={row.token}")
