"""How far broadcasts are and what they cost so far: the few numbers that a list of them shows, asked at once."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session

from bot.db.broadcasts import Broadcast
from bot.db.limits import TookTooLong, limited
from bot.db.outgoing import OutgoingMessage, StatusEvent
from bot.domain.broadcasts import OVER
from bot.services.broadcasts.outcomes import ReceiptPart, select_outcomes_of

SECONDS = 2.0
SLACK = 500  # news that may have got their numbers before others and are there only now


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


def find_moved(db: Session, after: int) -> tuple[int, list[int]]:
    """Find the broadcasts of whose messages Twilio has told something since its news `after`; and the newest news.

    Numbers are given before rows are there, so that it looks a little further back than it was told.
    """
    newest = db.scalar(select(func.max(StatusEvent.id))) or 0
    if newest <= after:
        return after, []
    since = StatusEvent.id.between(after + 1 - SLACK, newest)
    mine = select(OutgoingMessage.broadcast_id).join(StatusEvent, StatusEvent.sid == OutgoingMessage.sid)
    found = db.scalars(mine.where(since, OutgoingMessage.broadcast_id.is_not(None)).distinct())
    return newest, sorted(one for one in found if one is not None)


def find_newest(db: Session) -> int:
    """Return Twilio's newest news of messages, as `find_moved` counts them."""
    return db.scalar(select(func.max(StatusEvent.id))) or 0


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
