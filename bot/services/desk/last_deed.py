"""What somebody did last to a conversation, undone by them within half a minute where nothing has happened since."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.db.conversations import Conversation
from bot.db.desk import TimelineEvent
from bot.domain.access import Viewer
from bot.domain.bulk import UNDO_FOR
from bot.domain.timeline import BEFORE, TimelineKind
from bot.services.desk.revising import MovedOn, lock_conversation
from bot.services.desk.timeline import note_event
from bot.services.desk.undoing import find_changed, keep_before, restore_before

_LOOKED_BACK = 5  # events: clocks and the assistant write some as well
_VERSION = "version"


class TooLate(Exception):
    """Raised where there is nothing to take back, or something has happened since."""


@contextmanager
def keep_for_undo(db: Session, viewer: Viewer, conversation_id: int) -> Iterator[None]:
    """Keep with the event of what is done to a conversation in this block what it was before."""
    mine = (Conversation.merchant_id == viewer.merchant_id, Conversation.id == conversation_id)
    locked = select(Conversation).where(*mine)
    row = db.scalars(locked.with_for_update().execution_options(populate_existing=True)).first()
    if row is None:
        yield
        return
    before, version = keep_before(db, row.id), row.version
    yield
    changed = find_changed(db, row, before)
    last = _list_events(db, row.id)[:1]
    if row.version != version and last and last[0].staff_id == viewer.staff_id:
        last[0].values = {**last[0].values, BEFORE: {_VERSION: row.version, **changed}}


def undo_last(db: Session, viewer: Viewer, conversation_id: int, version: int, now: datetime) -> Conversation:
    """Put a conversation back to what it was before what the viewer did last, also where they see it no more.

    Raises:
        bot.services.desk.revising.Gone: they see none by this id, and have done nothing in it.
        bot.services.desk.revising.MovedOn: it is at another version.
        TooLate: they did nothing last, or something has happened since.
    """
    row = lock_conversation(db, replace(viewer, sees_all=True), conversation_id)
    found = _find_last(db, viewer, row, now)
    if found is None:
        lock_conversation(db, viewer, conversation_id)
    if row.version != version:
        raise MovedOn(row)
    if found is None:
        raise TooLate(conversation_id)
    if restore_before(db, viewer, row.id, version, found.values[BEFORE], now) is None:
        raise TooLate(conversation_id)
    note_event(db, row, TimelineKind.UNDONE, now, viewer.staff_id, what=found.kind)
    return row


def _find_last(db: Session, viewer: Viewer, row: Conversation, now: datetime) -> TimelineEvent | None:
    for event in _list_events(db, row.id):
        kept = event.values.get(BEFORE)
        if kept and event.staff_id == viewer.staff_id and event.at > now - UNDO_FOR and kept[_VERSION] == row.version:
            return event
    return None


def _list_events(db: Session, conversation_id: int) -> list[TimelineEvent]:
    newest = select(TimelineEvent).where(TimelineEvent.conversation_id == conversation_id)
    return list(db.scalars(newest.order_by(TimelineEvent.id.desc()).limit(_LOOKED_BACK)))
