"""Messages that may not leave now: kept with their reason, sent when it is gone, expired when it stays too long."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import bindparam, select, update
from sqlalchemy.orm import Session

from bot.db.base import table_of
from bot.db.outgoing import OutgoingMessage
from bot.domain import delivery
from bot.domain.approvals import NO_TEMPLATE
from bot.domain.sending import LOOK_AGAIN, REPLY, Decision
from bot.services.sending import failures, second_try
from bot.services.templates.choosing import BadVariables

BY_SMS = "sent_by_sms"
FLAWED = timedelta(hours=3)
# Built once: it runs for every message that comes in.
_TABLE = table_of(OutgoingMessage)
_LOOK_AGAIN = (
    update(_TABLE)
    .where(
        _TABLE.c.conversation_id == bindparam("conversation"),
        _TABLE.c.state == delivery.HELD,
        _TABLE.c.lane != REPLY,
        _TABLE.c.held_because.not_in(("quiet_hours", "cap")),
    )
    .values(not_before=bindparam("now"))
)


def hold(db: Session, row: OutgoingMessage, decision: Decision, now: datetime) -> int | None:
    """Keep a claimed row; gives the row that leaves instead of it, where there is another way.

    An answer outside the window waits for the customer to write again (bot.services.chat.arrivals); everything else is
    looked at again at a time (see `release`).
    """
    known = row.held_because == decision.held_because
    row.state, row.held_because, row.claimed_at = delivery.HELD, decision.held_because, None
    row.attempts -= 1  # nothing left: what waited long has all its tries
    if decision.held_because == "unreachable":
        instead = second_try.by_sms(db, row, row.conversation, now, call=not known)
        if instead is not None and row.lane != REPLY:
            row.state, row.held_because, row.finished_at = delivery.CANCELED, BY_SMS, now
        return instead
    if row.lane != REPLY:
        row.not_before = decision.until or now + LOOK_AGAIN
    if decision.held_because == NO_TEMPLATE:
        text = "there is no WhatsApp template for it yet: `dastak templates push`"
        failures.raise_alert(db, row.merchant_id, f"template:{row.key}:missing", text, now)
    return None


def hold_flawed(db: Session, row: OutgoingMessage, flaw: BadVariables, now: datetime) -> None:
    """A value that Twilio would refuse: held, and the shop is told which. It takes somebody to mend it."""
    hold(db, row, Decision(None, "bad_variables", now + FLAWED), now)
    failures.raise_alert(db, row.merchant_id, f"variables:{row.key}", str(flaw), now)


def release(db: Session, now: datetime, limit: int = 500) -> list[int]:
    """Held messages that are due to be looked at again, back in the queue; those past their time expire.

    Gives the ids of the queued ones. The decision is made afresh when they are claimed.
    """
    held = (OutgoingMessage.state == delivery.HELD, OutgoingMessage.lane != REPLY)
    db.execute(
        update(OutgoingMessage)
        .where(*held, OutgoingMessage.expires_at <= now)
        .values(state=delivery.EXPIRED, finished_at=now)
    )
    due = select(OutgoingMessage.id).where(*held, OutgoingMessage.not_before <= now).order_by(OutgoingMessage.id)
    ids = list(db.scalars(due.limit(limit)))
    db.execute(
        update(OutgoingMessage).where(OutgoingMessage.id.in_(ids), *held).values(state=delivery.QUEUED, queued_at=now)
    )
    return ids


def look_again(db: Session, conversation_id: int, now: datetime) -> None:
    """The customer has written: what was held for the window may leave at once."""
    db.execute(_LOOK_AGAIN, {"conversation": conversation_id, "now": now})


def look_again_at_shop(db: Session, merchant_id: int, reasons: tuple[str, ...], now: datetime) -> None:
    """Something that held a shop's messages has changed: they are decided afresh at once."""
    held = (
        OutgoingMessage.merchant_id == merchant_id,
        OutgoingMessage.state == delivery.HELD,
        OutgoingMessage.lane != REPLY,
        OutgoingMessage.held_because.in_(reasons),
    )
    db.execute(update(OutgoingMessage).where(*held).values(not_before=now))
