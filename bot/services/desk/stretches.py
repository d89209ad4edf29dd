"""Stretches: from when a person is needed in a conversation until it is resolved."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ColumnElement, or_, select, update
from sqlalchemy.orm import Session

from bot.db.claims import insert_once
from bot.db.conversations import Conversation
from bot.db.desk import Stretch, TimelineEvent
from bot.domain.timeline import TimelineKind


def open_stretch(db: Session, conversation: Conversation, why: str, now: datetime) -> None:
    """Open a stretch, unless one is open."""
    insert_once(
        db,
        Stretch,
        merchant_id=conversation.merchant_id,
        conversation_id=conversation.id,
        why=why,
        opened_at=now,
    )


def find_open(db: Session, conversation_id: int) -> Stretch | None:
    """Return the stretch of a conversation that is not resolved yet."""
    return db.scalar(select(Stretch).where(Stretch.conversation_id == conversation_id, Stretch.resolved_at.is_(None)))


def find_handed_back(db: Session, conversation_id: int, since: datetime) -> Stretch | None:
    """Return the last stretch of a conversation if a person had it and gave it back since then, resolving nothing."""
    mine = select(Stretch).where(Stretch.conversation_id == conversation_id).order_by(Stretch.id.desc()).limit(1)
    last = db.scalars(mine).first()
    if last is None or last.taken_at is None or last.resolved_at is None or last.resolved_at < since:
        return None
    resolved = select(TimelineEvent.id).where(
        TimelineEvent.conversation_id == conversation_id,
        TimelineEvent.kind == TimelineKind.RESOLVED,
        TimelineEvent.at >= last.resolved_at,
    )
    return last if db.scalar(resolved.limit(1)) is None else None


def note_taken(db: Session, conversation_id: int, now: datetime) -> None:
    """Note that a person has taken the open stretch, the first time."""
    _set(db, conversation_id, Stretch.taken_at.is_(None), taken_at=now)


def note_answered(db: Session, conversation_id: int, written_at: datetime, now: datetime) -> None:
    """Note that a person's answer of that time leaves, the first of its stretch, which may be resolved meanwhile."""
    then = or_(Stretch.resolved_at.is_(None), Stretch.resolved_at >= written_at)
    theirs = (Stretch.conversation_id == conversation_id, then, Stretch.opened_at <= written_at)
    mine = update(Stretch).where(*theirs, Stretch.first_answer_at.is_(None))
    db.execute(mine.values(first_answer_at=now))


def end_stretch(db: Session, conversation_id: int, staff_id: int | None, now: datetime) -> int | None:
    """End the open stretch; returns its id, None when none was open."""
    stretch = find_open(db, conversation_id)
    if stretch is None:
        return None
    stretch.resolved_at, stretch.resolved_by = now, staff_id
    db.flush()
    return stretch.id


def drop_untaken(db: Session, conversation_id: int, now: datetime) -> None:
    """End the open stretch if no person has taken it: there was nothing for one to do."""
    _set(db, conversation_id, Stretch.taken_at.is_(None), resolved_at=now)


def reopen_last(db: Session, conversation: Conversation, why: str, now: datetime) -> None:
    """Let the newest stretch go on; a new one where there was none."""
    query = select(Stretch).where(Stretch.conversation_id == conversation.id).order_by(Stretch.id.desc()).limit(1)
    last = db.scalars(query).first()
    if last is None:
        open_stretch(db, conversation, why, now)
    else:
        last.resolved_at = last.resolved_by = None
        db.flush()


def set_clocks_anew(db: Session, merchant_id: int, *conversation_ids: int) -> None:
    """Have the clocks of open stretches set again, of the whole shop or of these conversations: a goal is another."""
    theirs = update(Stretch).where(Stretch.merchant_id == merchant_id, Stretch.resolved_at.is_(None))
    if conversation_ids:
        theirs = theirs.where(Stretch.conversation_id.in_(conversation_ids))
    db.execute(theirs.values(clocked_as=None))


def _set(db: Session, conversation_id: int, which: ColumnElement[bool], **values: datetime) -> None:
    theirs = (Stretch.conversation_id == conversation_id, Stretch.resolved_at.is_(None), which)
    db.execute(update(Stretch).where(*theirs).values(**values))
