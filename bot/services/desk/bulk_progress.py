"""How far a bulk job is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot.db.canned import BulkItem
from bot.domain.bulk import ItemState, NotDoneWhy


@dataclass(frozen=True, slots=True)
class Progress:
    """Conversations of a job by what became of them; `skipped` by why."""

    counts: Mapping[ItemState, int]
    skipped: Mapping[NotDoneWhy, int]

    def count(self, state: ItemState) -> int:
        """How many conversations are in a state."""
        return self.counts.get(state, 0)


def count_items(db: Session, job_id: int) -> Progress:
    """Count the conversations of a job."""
    query = select(BulkItem.state, BulkItem.why, func.count()).where(BulkItem.job_id == job_id)
    counts, skipped = dict[ItemState, int](), dict[NotDoneWhy, int]()
    for state, why, count in db.execute(query.group_by(BulkItem.state, BulkItem.why)):
        counts[ItemState(state)] = counts.get(ItemState(state), 0) + count
        if state == ItemState.SKIPPED and why is not None:
            skipped[NotDoneWhy(why)] = count
    return Progress(counts, skipped)
