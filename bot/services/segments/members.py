"""Which kept segments a person is in, for rules of notices that are told to those alone."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.domain.segments.rules import Saved
from bot.services.segments.asking import begin_inquiry
from bot.services.segments.compiling import find_people


def list_memberships(
    db: Session, merchant_id: int, segment_ids: Iterable[int], customer_id: int, now: datetime
) -> frozenset[int]:
    """Return which of these segments a customer is in; in one that there is not nobody is."""
    wanted = sorted(set(segment_ids))
    if not wanted:
        return frozenset()
    asked = begin_inquiry(db, merchant_id, now)
    found = {one: find_people(Saved(one), asked).subquery() for one in wanted}
    return frozenset(
        one for one, people in found.items() if db.scalar(select(people.c.id).where(people.c.id == customer_id))
    )
