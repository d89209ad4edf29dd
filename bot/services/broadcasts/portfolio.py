"""What Twilio tells of the shops' numbers on WhatsApp: kept, and told to the shop where it is bad news."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot.db.senders import WhatsAppSender
from bot.db.shop import Merchant
from bot.domain.portfolio import Quality
from bot.services.desk import alerts

QUALITY_ALERT = "whatsapp_quality"
_LOW = (
    "WhatsApp rates your number as low: too many people block or report it. Write to fewer people, "
    "to those who answer; else it lets you write to fewer new people a day, or to nobody."
)


@dataclass(frozen=True, slots=True)
class SenderWord:
    """What is told of a number: `allowance` as in WhatsAppSender."""

    status: str
    quality: Quality
    allowance: int | None


def is_asked_again(db: Session, account: str, now: datetime, every: timedelta) -> bool:
    """Return whether an account is to be asked: a shop of it has a number of which nothing is known, or has not been
    for long. `account`: a sid, or "" for the installation's.
    """
    theirs = Merchant.twilio_sid == account
    numbered = select(Merchant.id).where(theirs, Merchant.whatsapp_from.is_not(None)).limit(1)
    has_number = db.scalar(numbered) is not None
    asked_at = select(func.max(WhatsAppSender.checked_at)).join(Merchant, Merchant.id == WhatsAppSender.merchant_id)
    last = db.scalar(asked_at.where(theirs))
    return has_number and (last is None or last <= now - every)


def note_senders(db: Session, account: str, told: Mapping[str, SenderWord], now: datetime) -> int:
    """Note what an account at Twilio tells of its shops' numbers; returns of how many it is news.

    A number that is not in the list keeps what is known of it: the list is one account's.
    """
    changed = 0
    theirs = (Merchant.whatsapp_from.in_(told), Merchant.twilio_sid == account)
    for shop in db.scalars(select(Merchant).where(*theirs).order_by(Merchant.id)):
        word = told[shop.whatsapp_from or ""]
        changed += _note(db, shop, word, now)
        if word.quality is Quality.LOW:
            if QUALITY_ALERT not in alerts.list_causes_of(db, shop.id):
                alerts.raise_alert(db, shop.id, QUALITY_ALERT, _LOW, now)
        elif word.quality is not Quality.UNKNOWN:
            alerts.clear_alert(db, shop.id, QUALITY_ALERT)
    return changed


def find_sender(db: Session, shop: Merchant) -> WhatsAppSender | None:
    """Return what Twilio last told of a shop's number; None where it has told nothing."""
    mine = (WhatsAppSender.merchant_id == shop.id, WhatsAppSender.number == shop.whatsapp_from)
    return db.scalars(select(WhatsAppSender).where(*mine)).first()


def _note(db: Session, shop: Merchant, word: SenderWord, now: datetime) -> bool:
    row = db.scalars(select(WhatsAppSender).where(WhatsAppSender.merchant_id == shop.id)).first()
    if row is None:
        row = WhatsAppSender(merchant_id=shop.id, number="", checked_at=now, changed_at=now)
        db.add(row)
    known = (row.number, row.status, row.quality, row.allowance)
    row.number, row.status, row.quality = shop.whatsapp_from or "", word.status, str(word.quality)
    row.allowance, row.checked_at = word.allowance, now
    if known == (row.number, row.status, row.quality, row.allowance):
        return False
    row.changed_at = now
    return True
