"""Segments that the demo shop's marketer finds."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from bot.db.shop import Merchant
from bot.demo.shop import read
from bot.domain.segments.reading import read_rule
from bot.services.segments.keeping import keep_segment, list_segments


def add_segments(db: Session, merchant: Merchant, now: datetime) -> None:
    """Add the segments, unless the shop keeps some already."""
    if list_segments(db, merchant.id):
        return
    ids = dict[str, int]()
    for kept in read("segments.toml")["segment"]:
        rule = {"all": [{"segment": ids[kept["uses"]]}, kept["rule"]]} if "uses" in kept else kept["rule"]
        ids[kept["name"]] = keep_segment(db, merchant.id, kept["name"], read_rule(rule), None, now).id
