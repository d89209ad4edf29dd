"""Held messages looked at again: released when due, at once when the reason is gone."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import bindparam, func, select, update
from sqlalchemy.orm import Session

from bot.db.base import table_of
from bot.db.claims import provided
from bot.db.outgoing import IS_HELD, OutgoingMessage, in_hand
from bot.domain.delivery import DeliveryState
from bot.domain.sending import Lane
from bot.services.messages.broadcasts import PAUSED

# Why nothing of a shop leaves that was closed.
SHOP_CLOSED = "shop_closed"
CUSTOMER_WROTE = "customer_wrote"  # before what was to leave later: whoever wrote it looks at it once more
WINDOW_PASSED = "answered_anew"  # a later answer made it yesterday's
# What held it for so long is why it expired.
_WHY_HELD = func.coalesce(OutgoingMessage.held_because, "too_late")
# Built once: it runs for every message that comes in.
_TABLE = table_of(OutgoingMessage)
_LOOK_AGAIN = (
    update(_TABLE)
    .where(
        _TABLE.c.conversation_id == bindparam("conversation"),
        in_hand(_TABLE.c),
        provided(_TABLE.c.state == DeliveryState.HELD),
        _TABLE.c.lane != Lane.REPLY,
        _TABLE.c.held_because.not_in(("quiet_hours", "cap")),
    )
    .values(not_before=bindparam("now"))
)
_EXPIRE = (
    update(_TABLE)
    .where(
        _TABLE.c.conversation_id == bindparam("conversation"),
        in_hand(_TABLE.c),
        provided(_TABLE.c.state == DeliveryState.HELD),
        _TABLE.c.lane == Lane.REPLY,
        _TABLE.c.held_because.is_distinct_from(CUSTOMER_WROTE),
    )
    .values(state=DeliveryState.EXPIRED, ended_because=WINDOW_PASSED, held_because=None, finished_at=bindparam("now"))
)
_HOLD_LATER = (
    update(_TABLE)
    .where(
        _TABLE.c.conversation_id == bindparam("conversation"),
        in_hand(_TABLE.c),
        provided(_TABLE.c.state == DeliveryState.QUEUED),
        _TABLE.c.send_at.is_not(None),
    )
    .values(state=DeliveryState.HELD, held_because=CUSTOMER_WROTE, not_before=None)
)


_UNSENT = (
    select(_TABLE.c.id)
    .where(
        _TABLE.c.conversation_id == bindparam("conversation"),
        in_hand(_TABLE.c),
        provided(_TABLE.c.state.in_((DeliveryState.HELD, DeliveryState.QUEUED))),
    )
    .limit(1)
)
_RELEASED = (IS_HELD, OutgoingMessage.lane != Lane.REPLY)
_DUE = select(OutgoingMessage.id).where(*_RELEASED, OutgoingMessage.not_before <= bindparam("now")).limit(1)


def is_due(db: Session, now: datetime) -> bool:
    """Whether `release` would find anything."""
    return db.execute(_DUE, {"now": now}).first() is not None


def note_written(db: Session, conversation_id: int, now: datetime) -> None:
    """The customer has written: what waits in the conversation since before is ended, held or looked at again.

    What was held because the window had shut is yesterday's answer, and today's question gets today's.
    """
    # Nearly always nothing waits: one look instead of three changes of nothing.
    if db.connection().execute(_UNSENT, {"conversation": conversation_id}).first() is None:
        return
    expire_answers(db, conversation_id, now)
    hold_later(db, conversation_id)
    look_again(db, conversation_id, now)


def hold_later(db: Session, conversation_id: int) -> None:
    """Hold what somebody of the shop wrote to leave later: the customer has written first, and it may not fit now."""
    db.execute(_HOLD_LATER, {"conversation": conversation_id})


def expire_answers(db: Session, conversation_id: int, now: datetime) -> None:
    """End the answers of a conversation that were held because the window had shut: they are yesterday's."""
    db.execute(_EXPIRE, {"conversation": conversation_id, "now": now})


def release(db: Session, now: datetime, limit: int = 500) -> list[tuple[int, str]]:
    """Queue the held messages that are due to be looked at again, at most `limit`; returns (id, lane) of each.

    Those past their time expire. Whether the others may leave is decided afresh when they are claimed.
    """
    due = (*_RELEASED, OutgoingMessage.not_before <= now)
    db.execute(
        update(OutgoingMessage)
        .where(*due, OutgoingMessage.expires_at <= now)
        .values(state=DeliveryState.EXPIRED, ended_because=_WHY_HELD, held_because=None, finished_at=now)
    )
    first = select(OutgoingMessage.id, OutgoingMessage.lane).where(*due).order_by(OutgoingMessage.not_before)
    found = [(row.id, row.lane) for row in db.execute(first.limit(limit))]
    ids = [row_id for row_id, _ in found]
    db.execute(
        update(OutgoingMessage)
        .where(OutgoingMessage.id.in_(ids), *_RELEASED)
        .values(state=DeliveryState.QUEUED, queued_at=now)
    )
    return found


def look_again(db: Session, conversation_id: int, now: datetime) -> None:
    """The customer has written: what was held for the window may leave at once."""
    db.execute(_LOOK_AGAIN, {"conversation": conversation_id, "now": now})


def look_again_at_shop(db: Session, merchant_id: int, reasons: tuple[str, ...], now: datetime) -> None:
    """Something that held a shop's messages has changed: they are decided afresh at once."""
    held = (
        OutgoingMessage.merchant_id == merchant_id,
        OutgoingMessage.state == DeliveryState.HELD,
        OutgoingMessage.lane != Lane.REPLY,
        OutgoingMessage.held_because.in_(reasons),
    )
    db.execute(update(OutgoingMessage).where(*held).values(not_before=now))


def look_again_at_broadcast(db: Session, broadcast_id: int, now: datetime) -> None:
    """A paused broadcast goes on: what was held of it is decided afresh at once."""
    held = (
        OutgoingMessage.broadcast_id == broadcast_id,
        OutgoingMessage.state == DeliveryState.HELD,
        OutgoingMessage.held_because == PAUSED,
    )
    db.execute(update(OutgoingMessage).where(*held).values(not_before=now))
