"""Conversations given to somebody of the shop, or to nobody."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.db.conversations import Conversation
from bot.db.staff import StaffMember
from bot.domain.access import StaffState, Viewer
from bot.domain.conversations import Owner
from bot.domain.timeline import TimelineKind
from bot.services.desk.revising import lock_conversation, note_revision
from bot.services.desk.timeline import note_event

BY_HAND = "hand"


class NoColleague(LookupError):
    """An id is of no person who works for the shop now."""


def assign(
    db: Session, viewer: Viewer, conversation_id: int, staff_id: int | None, version: int, now: datetime
) -> Conversation:
    """Give a conversation to somebody of the shop, None: to nobody; one that is theirs already stays as it is.

    Raises:
        bot.services.desk.revising.Gone: the viewer sees none by this id.
        bot.services.desk.revising.MovedOn: it is at another version.
        NoColleague: there is nobody to give it to by this id.
    """
    row = lock_conversation(db, viewer, conversation_id)
    if row.assignee_id == staff_id:
        return row
    if staff_id is not None and staff_id not in find_colleagues(db, viewer.merchant_id, [staff_id]):
        raise NoColleague(staff_id)
    note_revision(db, row, version, now)
    row.assignee_id = staff_id
    if row.owner == Owner.AGENT:  # whoever has it now has all the time there is before it goes back by itself
        row.tended_at, row.returns_at = now, None
    note_event(db, row, TimelineKind.ASSIGNED, now, viewer.staff_id, to=staff_id, by=BY_HAND)
    return row


def find_colleagues(db: Session, merchant_id: int, staff_ids: list[int]) -> set[int]:
    """Find which of these ids are of people who work for the shop now: who has not come in yet sees nothing."""
    mine = select(StaffMember.id).where(StaffMember.merchant_id == merchant_id, StaffMember.id.in_(staff_ids))
    return {*db.scalars(mine.where(StaffMember.state == StaffState.ACTIVE))}
