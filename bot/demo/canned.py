"""Answers that the demo shop's people keep ready."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.db.canned import CannedReply
from bot.db.shop import Merchant
from bot.demo.shop import read
from bot.services.canned.keeping import add_canned


def add_replies(db: Session, merchant: Merchant, now: datetime) -> None:
    """Add the answers, unless the shop keeps some ready already."""
    if db.scalar(select(CannedReply.id).where(CannedReply.merchant_id == merchant.id).limit(1)) is not None:
        return
    for reply in read("canned.toml")["reply"]:
        add_canned(db, merchant.id, None, reply, now)
