"""The pulls of a shop that is closed: let go by whoever is at them, and asked again once it is open."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import update
from sqlalchemy.orm import Session

from bot.db.connections import Pull


def stop_asking(db: Session, merchant_id: int) -> None:
    """Let nobody go on asking for a closed shop: whoever is at it loses the lease, and the page on its way."""
    db.execute(update(Pull).where(Pull.merchant_id == merchant_id).values(lease_until=None))


def ask_again(db: Session, merchant_id: int, now: datetime) -> None:
    """Ask for a reopened shop at once, each from where nothing is missing."""
    db.execute(update(Pull).where(Pull.merchant_id == merchant_id).values(next_at=now, failures=0, last_error=None))
