"""One-time links by which somebody chooses a password: handed over by an owner, known by their hash alone."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from bot.db.claims import won
from bot.db.shop import Tenant
from bot.db.staff import StaffLink, StaffMember
from bot.domain.access import LinkKind, StaffState
from bot.private import make_digest

LASTS = {LinkKind.INVITATION: timedelta(days=7), LinkKind.RESET: timedelta(hours=24)}


def make_link(db: Session, member: StaffMember, token: str, now: datetime) -> StaffLink:
    """Make a link of a new token (random): an invitation until somebody has a password. Earlier ones are over."""
    mine = update(StaffLink).filter_by(merchant_id=member.merchant_id, staff_id=member.id, used_at=None)
    db.execute(mine.values(used_at=now))
    kind = LinkKind.INVITATION if member.state == StaffState.INVITED else LinkKind.RESET
    of = {"merchant_id": member.merchant_id, "staff_id": member.id}
    link = StaffLink(**of, digest=make_digest(token), kind=kind, expires_at=now + LASTS[kind])
    db.add(link)
    db.flush()
    return link


def write_address(public_url: str, token: str) -> str:
    """Write the address to hand over. The token is behind the #, which browsers send to nobody: no log has it."""
    return f"{public_url}/console/password#{token}"


def find_bearer(db: Session, token: str, now: datetime) -> StaffMember | None:
    """Return for whom a link is, None when it is not known, was used, is over, or its bearer was let go."""
    query = select(StaffMember).join(StaffLink, StaffLink.staff_id == StaffMember.id)
    query = query.join(Tenant, Tenant.id == StaffMember.merchant_id).where(Tenant.closed_at.is_(None))
    mine = query.where(StaffLink.digest == make_digest(token), StaffMember.state != StaffState.INACTIVE)
    return db.scalars(mine.where(StaffLink.used_at.is_(None), StaffLink.expires_at > now)).first()


def take_link(db: Session, token: str, now: datetime) -> bool:
    """Use a link up; False when somebody was faster."""
    fresh = update(StaffLink).where(StaffLink.digest == make_digest(token), StaffLink.used_at.is_(None))
    return won(db, fresh.where(StaffLink.expires_at > now).values(used_at=now))
