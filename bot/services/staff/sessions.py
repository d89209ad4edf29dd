"""Who is logged in: rows that a token opens, known by its hash alone."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterable
from datetime import datetime, timedelta

from sqlalchemy import delete, or_, select, update
from sqlalchemy.orm import Session, joinedload

from bot.db.shop import Tenant
from bot.db.staff import StaffMember, StaffSession
from bot.domain.access import StaffState
from bot.domain.availability import Availability
from bot.private import make_digest

IDLE, LONGEST = timedelta(days=3), timedelta(days=30)
SEEN_EVERY, ACTED_EVERY = timedelta(minutes=5), timedelta(minutes=1)
# How long after showing who one is one may change by what one logs in.
FRESH = timedelta(minutes=10)


def open_session(db: Session, member: StaffMember, token: str, now: datetime) -> None:
    """Log somebody in by a new token (random), there from now on; sessions that are over, of anybody, go."""
    over = or_(StaffSession.seen_at < now - IDLE, StaffSession.created_at < now - LONGEST)
    db.execute(delete(StaffSession).where(over))
    mine = {"merchant_id": member.merchant_id, "staff_id": member.id, "digest": make_digest(token)}
    db.add(StaffSession(**mine, created_at=now, seen_at=now, acted_at=now, proven_at=now))
    if member.availability in (Availability.AWAY, Availability.AWAY_GIVE_BACK):
        member.availability, member.available_since = Availability.ONLINE, now
    db.flush()


def find_session(db: Session, token: str, now: datetime) -> StaffSession | None:
    """Return the session of a token, with its person; None when there is none, or it is over."""
    return find_sessions(db, (token,), now).get(token)


def find_sessions(db: Session, tokens: Iterable[str], now: datetime) -> dict[str, StaffSession]:
    """Return the session of each token, with its person; those that are over, or are none, are left out."""
    digests = {make_digest(token): token for token in tokens}
    query = (
        select(StaffSession).join(StaffMember).options(joinedload(StaffSession.staff).joinedload(StaffMember.tenant))
    )
    query = query.join(Tenant, Tenant.id == StaffMember.merchant_id).where(Tenant.closed_at.is_(None))
    going = query.where(StaffMember.state == StaffState.ACTIVE, StaffSession.digest.in_(digests))
    found = db.scalars(going.where(StaffSession.seen_at >= now - IDLE, StaffSession.created_at >= now - LONGEST))
    return {digests[row.digest]: row for row in found}


def is_stale(session: StaffSession, acted_at: datetime, now: datetime) -> bool:
    """Whether it is to be noted again that a browser asks, and that somebody does something in it."""
    return session.seen_at < now - SEEN_EVERY or session.acted_at <= acted_at - ACTED_EVERY


def note_seen(db: Session, session_id: int, acted_at: datetime, now: datetime) -> None:
    """Note that a browser asks for something, and when somebody did something in it."""
    mine = update(StaffSession).where(StaffSession.id == session_id)
    db.execute(mine.values(seen_at=now, acted_at=acted_at))


def note_proof(db: Session, token: str, now: datetime) -> None:
    """Note that whoever has this session has just shown once more who they are."""
    db.execute(update(StaffSession).where(StaffSession.digest == make_digest(token)).values(proven_at=now))


def end_session(db: Session, token: str) -> None:
    """Log out the browser that has this token."""
    db.execute(delete(StaffSession).where(StaffSession.digest == make_digest(token)))


def end_all(db: Session, merchant_id: int, staff_id: int) -> None:
    """Log somebody out everywhere."""
    db.execute(delete(StaffSession).filter_by(merchant_id=merchant_id, staff_id=staff_id))


def make_csrf(token: str) -> str:
    """Return what a page of ours sends with each change: another site can have the cookie sent, and not know this."""
    return hmac.new(token.encode(), b"csrf", hashlib.sha256).hexdigest()
