"""How far broadcasts are and what they cost so far: the few numbers that a list of them shows, asked at once."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session

from bot.db.broadcasts import Broadcast
from bot.db.limits import TookTooLong, limited
from bot.domain.broadcasts import OVER
from bot.services.broadcasts.outcomes import ReceiptPart, select_outcomes_of

SECONDS = 2.0


@dataclass(frozen=True, slots=True)
class BroadcastProgress:
    """How many people of a broadcast have had their turn, of how many; and the cost, as its receipt has them."""

    audience: int
    done: int
    cost_micros: int


def count_progress(db: Session, rows: Sequence[Broadcast], seconds: float = SECONDS) -> dict[int, BroadcastProgress]:
    """Count how far broadcasts that have begun are, by their ids.

    Where counting all would take too long, those alone that are still going; where that does too, none.
    """
    begun = [row for row in rows if row.began_at is not None]
    going = [row for row in begun if row.state not in OVER]
    for wanted in (begun, going):
        try:
            with limited(db, seconds):
                return _count(db, [row.id for row in wanted])
        except TookTooLong:
            continue
    return {}


def _count(db: Session, ids: Collection[int]) -> dict[int, BroadcastProgress]:
    if not ids:
        return {}
    one = select_outcomes_of(ids).subquery()
    waits = func.sum(case((one.c.part == ReceiptPart.NOT_STARTED, 1), else_=0))
    counted = select(one.c.broadcast_id, func.count(), waits, func.sum(one.c.cost_micros)).group_by(one.c.broadcast_id)
    return {
        broadcast_id: BroadcastProgress(count, count - int(waiting), int(cost or 0))
        for broadcast_id, count, waiting, cost in db.execute(counted)
    }
