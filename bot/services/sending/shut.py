"""A shop's own account at Twilio that lets nobody in: its messages wait, and its people are told."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from bot.db.conversations import Conversation
from bot.ports import SendError
from bot.services.desk import alerts
from bot.services.messages import states
from bot.services.sending.taken import Claimed

ACCOUNT_ALERT = "twilio_account"
NO_ENTRY = 20003  # Twilio's code for a token that it does not take
WHY = "the shop's token cannot be used"
WAIT = timedelta(minutes=1)
_TEXT = (
    "Your Twilio account does not let us in: messages wait, and none is lost. "
    "Give its token anew under Settings, WhatsApp and SMS."
)


def is_shut(claimed: Claimed, error: SendError) -> bool:
    """Return whether a message was not taken because the shop's own account lets nobody in."""
    return claimed.account is not None and error.code == NO_ENTRY


def keep_waiting(db: Session, claimed: Claimed, now: datetime) -> timedelta | None:
    """Queue a message again with no try counted, and tell the shop; returns its wait, None when it is not ours."""
    if not states.put_off(db, claimed.outgoing_id, claimed.attempt, now + WAIT, counted=False):
        return None
    merchant_id = db.get_one(Conversation, claimed.conversation_id).merchant_id
    alerts.raise_alert(db, merchant_id, ACCOUNT_ALERT, _TEXT, now)
    return WAIT
