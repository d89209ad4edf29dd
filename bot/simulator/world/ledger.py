"""Message rows: one for each message that Twilio knows, in both directions."""

from __future__ import annotations

import json
import os
import sqlite3
from dataclasses import dataclass, field
from typing import Any

from bot.simulator.world.store import Store

# Twilio never goes back: a later step of a message may not undo what an earlier one said.
OPEN = ("accepted", "queued", "sending", "sent", "delivered")
GSM7 = set(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞ ÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿"
    "abcdefghijklmnopqrstuvwxyzäöñüà"
)
GSM7_TWICE = set("^{}\\[~]|€")


@dataclass(frozen=True, slots=True)
class Message:
    """One message; `customer` and `shop` are addresses as Twilio writes them, `phone` is the bare number.

    `shown` is the place in the phone's own list, given when the phone gets to see it.
    An inbound message has the status of its way to the shop: sending, delivered, read or failed.
    """

    sid: str
    phone: str
    channel: str
    direction: str
    customer: str
    shop: str
    body: str
    status: str
    created: float
    updated: float
    error_code: int | None = None
    error_text: str | None = None
    service_sid: str | None = None
    callback: str | None = None
    segments: int = 1
    media: tuple[str, ...] = ()
    rich: dict[str, Any] = field(default_factory=dict)
    sent: float | None = None
    shown: int | None = None
    seq: int = 0

    @property
    def inbound(self) -> bool:
        return self.direction == "inbound"


def new_sid(prefix: str) -> str:
    """A SID: two letters and 32 hex digits."""
    return prefix + os.urandom(16).hex()


def segments(body: str, channel: str) -> int:
    """SMS parts (FACTS 3.3); always 1 elsewhere."""
    if channel != "sms" or not body:
        return 1
    units = _gsm7_units(body)
    if units is not None:
        return 1 if units <= 160 else -(-units // 153)
    units = len(body.encode("utf-16-be")) // 2
    return 1 if units <= 70 else -(-units // 67)


def _gsm7_units(body: str) -> int | None:
    if all(letter in GSM7 or letter in GSM7_TWICE for letter in body):
        return len(body) + sum(letter in GSM7_TWICE for letter in body)
    return None


def insert(store: Store, message: Message) -> None:
    """Store a new message."""
    store.change(
        "INSERT INTO messages (sid, phone, channel, direction, customer, shop, body, status, error_code, error_text,"
        " service_sid, callback, segments, media, rich, created, sent, updated)"
        " VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
        (
            message.sid,
            message.phone,
            message.channel,
            message.direction,
            message.customer,
            message.shop,
            message.body,
            message.status,
            message.error_code,
            message.error_text,
            message.service_sid,
            message.callback,
            message.segments,
            json.dumps(message.media),
            json.dumps(message.rich),
            message.created,
            message.sent,
            message.updated,
        ),
    )


def find(store: Store, sid: str) -> Message | None:
    """The message with this SID."""
    row = store.row("SELECT * FROM messages WHERE sid = ?", (sid,))
    return from_row(row) if row else None


def show(store: Store, sid: str) -> None:
    """The phone sees it now: it becomes the last of the phone's list, once."""
    store.change(
        "UPDATE messages SET shown = (SELECT coalesce(max(shown), 0) + 1 FROM messages INDEXED BY messages_shown"
        " WHERE phone = (SELECT phone FROM messages WHERE sid = ?)) WHERE sid = ? AND shown IS NULL",
        (sid, sid),
    )


def move(store: Store, sid: str, status: str, now: float, code: int | None = None, text: str | None = None) -> bool:
    """Set the status, unless the message has come to its end; whether it moved."""
    first = now if status in ("sent", "failed") else None
    return bool(
        store.change(
            "UPDATE messages SET status = ?, updated = ?, sent = coalesce(sent, ?), error_code = ?, error_text = ?"
            f" WHERE sid = ? AND status IN {OPEN} AND status <> ?",
            (status, now, first, code, text, sid, status),
        )
    )


def of_phone(store: Store, phone: str, channel: str = "", after: int = 0, limit: int = 500) -> list[Message]:
    """What the phone shows after a place in its list, oldest first; the newest when there are too many."""
    rows = store.rows(
        "SELECT * FROM messages WHERE phone = ? AND shown > ? AND (? = '' OR channel = ?) ORDER BY shown DESC LIMIT ?",
        (phone, after, channel, channel, limit),
    )
    return [from_row(row) for row in reversed(rows)]


def last_of_phone(store: Store, phone: str) -> Message | None:
    """The newest message that the phone shows."""
    row = store.row("SELECT * FROM messages WHERE phone = ? AND shown > 0 ORDER BY shown DESC LIMIT 1", (phone,))
    return from_row(row) if row else None


def from_row(row: sqlite3.Row) -> Message:
    """A row as a value."""
    fields = dict(row)
    fields["media"] = tuple(json.loads(fields["media"]))
    fields["rich"] = json.loads(fields["rich"])
    return Message(**fields)
