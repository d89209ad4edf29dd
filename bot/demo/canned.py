"""Answers that the demo shop's people keep ready, and macros."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.db.canned import CannedReply, Macro
from bot.db.shop import Merchant
from bot.demo.shop import read
from bot.services.canned.history import KeptDeed
from bot.services.canned.keeping import keep


def add_replies(db: Session, merchant: Merchant, now: datetime) -> None:
    """Add the answers, and the macros that say them, unless the shop keeps some ready already."""
    if db.scalar(select(CannedReply.id).where(CannedReply.merchant_id == merchant.id).limit(1)) is not None:
        return
    kept, deed = read("canned.toml"), KeptDeed(None, now)
    ids = {reply["name"]: keep(db, CannedReply, merchant.id, None, reply, deed).id for reply in kept["reply"]}
    for macro in kept["macro"]:
        values = {"name": macro["name"], "canned_id": ids.get(macro.get("reply")), "actions": macro["actions"]}
        keep(db, Macro, merchant.id, None, values, deed)
