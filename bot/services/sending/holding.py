"""Messages that may not leave now: kept with their reason, sent when it is gone, expired when it stays too long."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from bot.db.outgoing import OutgoingMessage
from bot.domain.approvals import NO_TEMPLATE
from bot.domain.delivery import DeliveryState
from bot.domain.sending import LOOK_AGAIN, UNREACHABLE, Decision, Lane
from bot.services.desk import alerts
from bot.services.messages import states
from bot.services.messages.broadcasts import PAUSED
from bot.services.messages.held import SHOP_CLOSED
from bot.services.sending import second_try
from bot.services.templates.choosing import BadVariables

BY_SMS = "sent_by_sms"
FLAWED = timedelta(hours=3)


def hold(db: Session, row: OutgoingMessage, decision: Decision, now: datetime) -> int | None:
    """Keep a claimed row; returns the row that leaves instead of it, where there is another way.

    An answer outside the window waits for the customer to write again (bot.services.chat.arrivals); everything else is
    looked at again at a time (see `release`).
    """
    known = row.held_because == decision.held_because
    states.hold(row, decision.held_because)
    if decision.held_because == UNREACHABLE:
        instead = second_try.rewrite_as_sms(db, row, row.conversation, now, call=not known)
        if instead is not None and row.lane != Lane.REPLY:
            states.end(row, DeliveryState.CANCELED, BY_SMS, now)
        return instead
    if row.broadcast_id is not None and _is_lasting(decision):
        states.end(row, DeliveryState.CANCELED, decision.held_because or "", now)
        return None
    if row.lane != Lane.REPLY:
        until = decision.until or now + LOOK_AGAIN
        row.not_before = min(until, row.expires_at or until)
    if decision.held_because == NO_TEMPLATE:
        text = "there is no WhatsApp template for it yet: `dastak templates push`"
        alerts.raise_alert(db, row.merchant_id, f"template:{row.key}:missing", text, now)
    return None


def _is_lasting(decision: Decision) -> bool:
    """Whether a person of a broadcast gets nothing of it: all but the hour, the cap, a pause and the template lasts."""
    because = decision.held_because or ""
    return (
        decision.until is None
        and because not in (PAUSED, NO_TEMPLATE, SHOP_CLOSED)
        and not because.startswith("template")
    )


def hold_flawed(db: Session, row: OutgoingMessage, flaw: BadVariables, now: datetime) -> None:
    """A value that Twilio would refuse: held, and the shop is told which. It takes somebody to mend it."""
    hold(db, row, Decision(None, "bad_variables", now + FLAWED), now)
    alerts.raise_alert(db, row.merchant_id, f"variables:{row.key}", str(flaw), now)
