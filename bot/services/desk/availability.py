"""Who of a shop's people is there: as they say, or as they have done nothing for a while."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from bot.db.changes import ChangeKind, note_change
from bot.db.staff import StaffMember, StaffSession
from bot.domain.availability import Availability
from bot.services.desk.giving_out import give_back

IDLE = timedelta(minutes=15)


def choose_availability(db: Session, member: StaffMember, chosen: Availability, now: datetime) -> int:
    """Note whether somebody takes conversations; what waits for them goes back to the queue where they say so.

    Returns how many went back.
    """
    member.availability, member.available_since = chosen, now
    note_change(db, member.merchant_id, ChangeKind.STAFF, member.id, now)
    if chosen != Availability.AWAY_GIVE_BACK:
        return 0
    return give_back(db, member.merchant_id, member.id, now)


def list_idle(db: Session, now: datetime) -> list[int]:
    """List who says to be there and has done nothing for a while, in any browser."""
    since = now - IDLE
    acted = select(StaffSession.id).where(StaffSession.staff_id == StaffMember.id, StaffSession.acted_at > since)
    present = StaffMember.availability.in_((Availability.ONLINE, Availability.BUSY))
    chosen = or_(StaffMember.available_since.is_(None), StaffMember.available_since <= since)
    return list(db.scalars(select(StaffMember.id).where(present, chosen, ~acted.exists())))


def leave_idle(db: Session, staff_id: int, now: datetime) -> None:
    """Note that somebody is away, unless they did something just now."""
    if staff_id in list_idle(db, now):
        choose_availability(db, db.get_one(StaffMember, staff_id), Availability.AWAY, now)
