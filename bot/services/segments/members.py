"""Who is in a kept segment: all of them as a statement, for whoever writes a list; or one person, for a rule."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from bot.domain.segments.rules import Saved
from bot.services.segments.asking import begin_inquiry
from bot.services.segments.compiling import find_people


class NoSuchSegment(LookupError):
    """The shop keeps no segment by this id, or none that can be read any more."""


def find_members(db: Session, merchant_id: int, segment_id: int, now: datetime) -> Select[int]:
    """Return the statement that finds the ids of everybody in a segment, each once.

    Raises:
        NoSuchSegment: the shop keeps none by this id.
    """
    asked = begin_inquiry(db, merchant_id, now)
    if segment_id not in asked.scope.saved:
        raise NoSuchSegment(segment_id)
    return find_people(Saved(segment_id), asked)


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
