"""What besides other segments uses a segment: rules of notices, and broadcasts whose list is not whole yet."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.db.broadcasts import Broadcast
from bot.db.notices import RuleChange
from bot.domain.broadcasts import OVER


def list_rules(db: Session, merchant_id: int) -> dict[int, list[str]]:
    """Return, by the id of each segment, the names of the shop's rules of notices that are told to it alone."""
    found = dict[int, list[str]]()
    rules = select(RuleChange.name, RuleChange.segment).where(RuleChange.merchant_id == merchant_id)
    for name, segment in db.execute(rules.order_by(RuleChange.name)):
        if segment and "in_segment" in segment:
            found.setdefault(segment["in_segment"], []).append(name)
    return found


def list_broadcasts(db: Session, merchant_id: int) -> dict[int, list[tuple[int, str]]]:
    """Return, by the id of each segment, (id, name) of the broadcasts that go to it and have not all their people."""
    found = dict[int, list[tuple[int, str]]]()
    mine = select(Broadcast.id, Broadcast.name, Broadcast.audience).where(
        Broadcast.merchant_id == merchant_id, Broadcast.frozen_at.is_(None), Broadcast.state.not_in(OVER)
    )
    for broadcast_id, name, audience in db.execute(mine.order_by(Broadcast.id)):
        if "segment" in audience:
            found.setdefault(audience["segment"], []).append((broadcast_id, name))
    return found
