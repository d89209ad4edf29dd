"""What may leave by SMS to India: the registered text of a shop that has registered, to the letter."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from bot.db.outgoing import OutgoingMessage
from bot.domain import dlt
from bot.domain.channels import Channel
from bot.domain.dlt_rows import SmsToIndia
from bot.domain.sending import Lane
from bot.services.messages.own_texts import name_text
from bot.services.messages.wording import Wording
from bot.services.templates.registering import find_row

NOT_REGISTERED = "not_registered"
# To the shop's own people: what the networks let through is still better than silence.
_TO_OURS = (Lane.TEST, Lane.ALERT)


def is_needed(row: OutgoingMessage, phone: str) -> bool:
    """Whether a message may leave by SMS to this phone only in words that are registered; a shop's own texts have
    their registration in them.
    """
    merchant = row.conversation.merchant
    registered = merchant.sms_to_india == SmsToIndia.REGISTERED and phone.startswith(dlt.INDIA)
    return registered and row.lane not in _TO_OURS and name_text(row.key) is None


def find_words(db: Session, row: OutgoingMessage, now: datetime) -> str:
    """Return the registered words of a message, without choices below them; "" where there are none, or others."""
    merchant = row.conversation.merchant
    known = find_row(db, merchant.id, row.key, row.locale) if row.key and merchant.dlt_entity_id else None
    if known is None or known.header not in merchant.dlt_headers:
        return ""
    said = Wording(db, merchant, row.locale).say(known.key, row.values)
    return "" if dlt.find_mismatch(known.as_text(merchant.dlt_entity_id), said, now.date()) else said


def reword(db: Session, row: OutgoingMessage, now: datetime) -> bool:
    """Let an SMS to India say what is registered; False where nothing is, and it may not leave."""
    conversation = row.conversation
    if conversation.channel != Channel.SMS or not is_needed(row, conversation.address):
        return True
    words = find_words(db, row, now)
    if words and words != row.text:
        row.text, row.shown_as = words, "text"
    return bool(words)
