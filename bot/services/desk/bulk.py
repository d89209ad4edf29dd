"""One action done to many conversations: opened as a job, done by a worker step by step, undone for a while."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, insert, or_, select, update
from sqlalchemy.orm import Session

from bot.db.base import table_of
from bot.db.canned import BulkItem, BulkJob
from bot.db.changes import ChangeKind, note_change
from bot.db.claims import insert_once, won
from bot.db.conversations import Conversation
from bot.domain.access import Viewer
from bot.domain.bulk import UNDO_FOR, ItemState, JobState, NotDoneWhy
from bot.domain.timeline import TimelineKind
from bot.services.desk.deeds import NotDone, apply_deed
from bot.services.desk.folders import Folder, find_slices, limit_to
from bot.services.desk.timeline import note_event
from bot.services.desk.undoing import find_changed, keep_before, restore_before

MOST = 5000  # conversations of a job
LEASE, STEP = timedelta(minutes=1), 20
KEPT_FOR = timedelta(days=7)
ASKED = "asked"  # among the values: a digest of the request, by which a repeat is known
_GOING = BulkJob.state.in_((JobState.QUEUED, JobState.UNDOING))


class OtherJob(Exception):
    """Raised for an idempotency key by which something else was begun."""


def list_in_folder(
    db: Session, viewer: Viewer, folder: Folder, now: datetime, among: Sequence[int] | None = None
) -> list[int]:
    """List the conversations of a folder that the viewer sees, at most one more than a job holds; of those `among`."""
    queries = [select(Conversation.id).where(*part.conditions) for part in find_slices(viewer, folder, now)]
    if among is not None:
        queries = [query.where(Conversation.id.in_(among)) for query in queries]
    return [row_id for query in queries for row_id in db.scalars(query.limit(MOST + 1))][: MOST + 1]


def list_seen(db: Session, viewer: Viewer, ids: Sequence[int]) -> list[int]:
    """List which of these conversations the viewer sees."""
    mine = select(Conversation.id).where(*limit_to(viewer), Conversation.id.in_(ids))
    seen = set(db.scalars(mine))
    return [one for one in dict.fromkeys(ids) if one in seen]


def list_customers(db: Session, ids: Sequence[int]) -> list[int]:
    """List the customers of conversations, each once."""
    whose = select(Conversation.customer_id).where(Conversation.id.in_(ids)).distinct()
    return list(db.scalars(whose.order_by(Conversation.customer_id)))


def open_job(
    db: Session,
    viewer: Viewer,
    action: str,
    values: Mapping[str, Any],
    ids: Sequence[int],
    key: str,
    now: datetime,
) -> BulkJob:
    """Open a job on these conversations, once for each key; returns it, as it is where it was there already.

    Raises:
        OtherJob: the key was used for another request.
    """
    whole = {
        "merchant_id": viewer.merchant_id,
        "staff_id": viewer.staff_id,
        "action": action,
        "values": dict(values),
        "state": JobState.QUEUED,
        "total": len(ids),
        "lease_until": now,
        "created_at": now,
    }
    dedupe_key = f"{viewer.merchant_id}:{viewer.staff_id or ''}:{key}"
    job_id = insert_once(db, BulkJob, dedupe_key=dedupe_key, **whole)
    if job_id is None:
        begun = db.scalars(select(BulkJob).where(BulkJob.dedupe_key == dedupe_key)).one()
        if begun.values.get(ASKED) != values[ASKED]:
            raise OtherJob(key)
        return begun
    items = [_item(viewer.merchant_id, job_id, one) for one in ids]
    if items:
        db.connection().execute(insert(table_of(BulkItem)), items)
    note_change(db, viewer.merchant_id, ChangeKind.BULK, job_id, now)
    return db.get_one(BulkJob, job_id)


def find_job(db: Session, merchant_id: int, staff_id: int | None, job_id: int) -> BulkJob | None:
    """Return somebody's own job, None when they have none by this id."""
    mine = (BulkJob.merchant_id == merchant_id, BulkJob.id == job_id)
    whose = BulkJob.staff_id.is_(None) if staff_id is None else BulkJob.staff_id == staff_id
    return db.scalars(select(BulkJob).where(*mine, whose).execution_options(populate_existing=True)).first()


def list_stalled(db: Session, before: datetime, limit: int) -> list[int]:
    """List jobs that go on and that no worker has been at since."""
    return list(db.scalars(select(BulkJob.id).where(_GOING, BulkJob.lease_until <= before).limit(limit)))


def claim_job(db: Session, job_id: int, now: datetime) -> bool:
    """Claim a job for a while; False when it is over, or another worker's."""
    mine = update(BulkJob).where(BulkJob.id == job_id, _GOING, BulkJob.lease_until <= now)
    return won(db, mine.values(lease_until=now + LEASE))


def take_step(db: Session, viewer: Viewer, job_id: int, now: datetime) -> bool:
    """Go on with a claimed job by a few conversations; False when nothing is left to do."""
    job = db.scalars(select(BulkJob).where(BulkJob.id == job_id).with_for_update()).one()
    if job.state not in (JobState.QUEUED, JobState.UNDOING):
        return False
    job.lease_until = now + LEASE
    undoing = job.state == JobState.UNDOING
    waits = ItemState.DONE if undoing else ItemState.WAITING
    due = select(BulkItem).where(BulkItem.job_id == job.id, BulkItem.state == waits).order_by(BulkItem.id).limit(STEP)
    items = list(db.scalars(due))
    for item in items:
        if undoing:
            item.state = ItemState.UNDONE if _undo(db, viewer, item, now) else ItemState.KEPT
        else:
            _do(db, viewer, job, item, now)
    if not items:
        job.state, job.finished_at = (JobState.UNDONE if undoing else JobState.DONE), now
        job.lease_until = now
    note_change(db, job.merchant_id, ChangeKind.BULK, job.id, now)
    db.flush()
    return bool(items)


def forget_old(db: Session, now: datetime) -> None:
    """Forget jobs that nobody can undo any more and nobody looks at, with what they kept of conversations."""
    db.execute(delete(BulkJob).where(BulkJob.created_at < now - KEPT_FOR, ~_GOING))


def undo_job(db: Session, job: BulkJob, now: datetime) -> bool:
    """Have a job undone: what it has not done yet it leaves; False when it is too late, or was undone already."""
    in_time = or_(BulkJob.finished_at.is_(None), BulkJob.finished_at > now - UNDO_FOR)
    mine = update(BulkJob).where(BulkJob.id == job.id, BulkJob.state.in_((JobState.QUEUED, JobState.DONE)), in_time)
    if not won(db, mine.values(state=JobState.UNDOING)):
        return False
    left = update(BulkItem).where(BulkItem.job_id == job.id, BulkItem.state == ItemState.WAITING)
    db.execute(left.values(state=ItemState.SKIPPED, why=NotDoneWhy.UNDONE))
    note_change(db, job.merchant_id, ChangeKind.BULK, job.id, now)
    return True


def _do(db: Session, viewer: Viewer, job: BulkJob, item: BulkItem, now: datetime) -> None:
    before = keep_before(db, item.conversation_id)
    try:
        row = apply_deed(db, viewer, item.conversation_id, job.action, job.values, now)
    except NotDone as error:
        item.state, item.why = ItemState.SKIPPED, error.why
        return
    item.before = find_changed(db, row, before)
    item.state, item.version_after = ItemState.DONE, row.version


def _undo(db: Session, viewer: Viewer, item: BulkItem, now: datetime) -> bool:
    row = restore_before(db, viewer, item.conversation_id, item.version_after, item.before, now)
    if row is not None:
        note_event(db, row, TimelineKind.UNDONE, now, viewer.staff_id, bulk=item.job_id)
    return row is not None


def _item(merchant_id: int, job_id: int, conversation_id: int) -> dict[str, Any]:
    of = {"merchant_id": merchant_id, "job_id": job_id, "conversation_id": conversation_id}
    return {**of, "state": ItemState.WAITING, "before": {}}
