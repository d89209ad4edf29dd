"""Live or not: whether a shop's customers hear from it unasked; and which senders are another shop's."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.db.shop import Merchant


def set_live(db: Session, merchant_id: int, live: bool) -> None:
    """Let notices leave from now on, or hold them back; those that came due meanwhile were dropped, and stay so."""
    db.get_one(Merchant, merchant_id).live = live
    db.flush()


def list_taken(db: Session, merchant_id: int) -> frozenset[str]:
    """List the numbers that are other shops' senders."""
    others = select(Merchant.whatsapp_from, Merchant.sms_from).where(Merchant.id != merchant_id)
    return frozenset(number for row in db.execute(others) for number in row if number)
