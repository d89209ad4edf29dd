"""What changed in shops, in the order in which it was noted: a screen is told the ids and fetches what it shows."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Select, and_, delete, func, or_, select
from sqlalchemy.orm import Session

from bot.db.changes import Change, ChangeKind
from bot.db.conversations import Conversation
from bot.domain.access import Viewer

MOST_MISSED = 1000  # whoever missed more fetches everything once
KEPT = timedelta(days=1)
BATCH = 5000  # rows read, or let go, at once
# PostgreSQL gives numbers out before it commits: what was noted so long before another may be seen after it.
OVERLAP = timedelta(seconds=30)
SETTLED = timedelta(seconds=10)  # the same, for programs that ask again and again
COUNTS = "counts"  # the kind of what is told of things that somebody may not see


@dataclass(frozen=True, slots=True)
class Changed:
    """A change: of a conversation also the version it has now, and whose it is."""

    seq: int
    merchant_id: int
    kind: ChangeKind
    thing_id: int
    at: datetime
    version: int | None
    assignee_id: int | None

    @property
    def thing(self) -> tuple[int, str, int]:
        """What has changed: of several changes of one thing the last says it all."""
        return self.merchant_id, self.kind, self.thing_id


def list_noted(db: Session, after: int, missing: Collection[int]) -> list[Changed]:
    """List the changes of all shops after a number, and those of the missing numbers that are there by now."""
    return _read(db, _QUERY.where(or_(Change.id > after, Change.id.in_(missing))).order_by(Change.id).limit(BATCH))


def list_changes(db: Session, merchant_id: int, after: int, limit: int) -> list[Changed]:
    """List a shop's changes after a number."""
    theirs = _QUERY.where(Change.merchant_id == merchant_id, Change.id > after)
    return _read(db, theirs.order_by(Change.id).limit(limit))


def list_missed(db: Session, merchant_id: int, after: int) -> list[Changed] | None:
    """List what a shop's screen may have missed that was told up to a number, each thing once.

    None: that is more than MOST_MISSED, or the number is not known any more; it fetches everything.
    """
    at = db.scalar(select(Change.at).where(Change.id == after, Change.merchant_id == merchant_id))
    if at is None:
        return None
    later = list_changes(db, merchant_id, after, MOST_MISSED + 1)
    if len(later) > MOST_MISSED:
        return None
    theirs = _QUERY.where(Change.merchant_id == merchant_id, Change.id < after, Change.at >= at - OVERLAP)
    before = _read(db, theirs.order_by(Change.id.desc()).limit(MOST_MISSED))
    return keep_last([*reversed(before), *later])


def keep_last(noted: Collection[Changed]) -> list[Changed]:
    """Keep the last change of each thing, in their order."""
    last = {one.thing: one for one in noted}
    return [one for one in noted if last[one.thing] is one]


def find_last(db: Session, merchant_id: int | None = None) -> int:
    """Find the number of the last change, of a shop or of all; 0 when there is none."""
    query = select(func.max(Change.id))
    return db.scalar(query if merchant_id is None else query.where(Change.merchant_id == merchant_id)) or 0


def show_to(viewer: Viewer, changed: Changed) -> tuple[str, int, int | None]:
    """Return kind, id and version as a person of the shop is told them.

    Of a conversation that they may not see (now: it may have been theirs) that lists and counts may be others.
    """
    hidden = not viewer.sees_all and changed.kind == ChangeKind.CONVERSATION
    if hidden and changed.assignee_id not in (None, viewer.staff_id):
        return COUNTS, 0, None
    return changed.kind, changed.thing_id, changed.version


def find_settled(page: Sequence[Changed], after: int, limit: int, now: datetime) -> int:
    """Return up to which number nothing can come any more: from there a program asks next.

    Where a whole page is newer than that, its end: a program that is behind has to get on.
    """
    settled = [one.seq for one in page if one.at < now - SETTLED]
    return settled[-1] if settled else page[-1].seq if len(page) == limit else after


def is_kept(db: Session, after: int) -> bool:
    """Whether all changes after a number are still there."""
    first = db.scalar(select(func.min(Change.id)))
    return first is None or first <= after + 1


def forget_changes(db: Session, now: datetime) -> int:
    """Let a batch of changes older than a day go, by their numbers; returns how many went.

    The last one stays: SQLite would begin to count anew.
    """
    first = db.scalar(select(func.min(Change.id))) or 0
    until = db.scalar(select(func.max(Change.id)).where(Change.at < now - KEPT)) or 0
    end = min(until, find_last(db) - 1, first + BATCH - 1)
    if end < first:
        return 0
    db.execute(delete(Change).where(Change.id <= end), execution_options={"synchronize_session": False})
    return end - first + 1


_OF_ITSELF = and_(Change.kind == ChangeKind.CONVERSATION, Conversation.id == Change.thing_id)
_QUERY = select(
    Change.id,
    Change.merchant_id,
    Change.kind,
    Change.thing_id,
    Change.at,
    Conversation.version,
    Conversation.assignee_id,
).outerjoin(Conversation, _OF_ITSELF)


def _read(db: Session, query: Select[*tuple[Any, ...]]) -> list[Changed]:
    return [
        Changed(row.id, row.merchant_id, ChangeKind(row.kind), row.thing_id, row.at, row.version, row.assignee_id)
        for row in db.execute(query)
    ]
