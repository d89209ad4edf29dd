"""The first owner of an installation: made by a code that its start prints, while nobody owns anything yet."""

from __future__ import annotations

import hmac
from datetime import datetime

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from bot.db.claims import won
from bot.db.shop import Merchant
from bot.db.staff import FirstCode, StaffMember
from bot.domain.access import StaffRole, StaffState
from bot.domain.first_code import LASTS, read_code
from bot.private import make_digest
from bot.services.staff import accounts


def is_wanted(db: Session) -> bool:
    """Whether nobody owns a shop here yet: no owner can log in, or has been invited."""
    owners = select(StaffMember.id).where(StaffMember.role == StaffRole.OWNER, StaffMember.state != StaffState.INACTIVE)
    return db.scalar(owners.limit(1)) is None


def make_code(db: Session, code: str, now: datetime) -> datetime:
    """Keep the hash of a new code (random), in place of earlier ones; returns until when it is good."""
    db.execute(delete(FirstCode))
    db.add(FirstCode(digest=make_digest(read_code(code)), made_at=now, expires_at=now + LASTS))
    db.flush()
    return now + LASTS


def is_right(db: Session, typed: str, now: datetime) -> bool:
    """Whether a code is good; takes as long for any."""
    given = make_digest(read_code(typed))
    good = select(FirstCode.digest).where(FirstCode.used_at.is_(None), FirstCode.expires_at > now)
    return any([hmac.compare_digest(given, digest) for digest in db.scalars(good)])


def take_code(db: Session, typed: str, now: datetime) -> bool:
    """Use a code up; False when it is not good, or somebody was faster."""
    mine = update(FirstCode).where(FirstCode.digest == make_digest(read_code(typed)), FirstCode.used_at.is_(None))
    return won(db, mine.where(FirstCode.expires_at > now).values(used_at=now))


def add_first_owner(db: Session, merchant: Merchant, email: str, name: str, now: datetime) -> StaffMember:
    """Add somebody as owner of a shop that has none; who is of the shop already becomes it."""
    staff_id = accounts.add_member(db, merchant.id, email, name, StaffRole.OWNER, now)
    member = accounts.find_member(db, merchant.id, staff_id or 0) or accounts.find_by_email(db, merchant.id, email)
    assert member is not None
    member.role = StaffRole.OWNER
    return member
