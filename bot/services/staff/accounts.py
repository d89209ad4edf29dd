"""Accounts of a shop's people: invited, found, changed, let go. A shop keeps one owner who can log in."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from bot.db.claims import insert_once, won
from bot.db.shop import INSTALLATION, Merchant, Tenant
from bot.db.staff import StaffLink, StaffMember, StaffSession
from bot.domain.access import PERMISSIONS, Permission, StaffRole, StaffState
from bot.domain.availability import Availability

_EMAIL = re.compile(r"[^@\s\x00-\x1f]{1,64}@[^@\s\x00-\x1f]{1,190}")
MOST_OF_AN_ADDRESS = 10  # shops at which one address may be tried at once


class NoSuchEmail(ValueError):
    """What was written is no e-mail address."""


class LastOwner(Exception):
    """The last owner who can log in would be gone, and nobody could invite people."""


def read_email(written: str) -> str:
    """Return an e-mail address as accounts are found by it: in small letters.

    Raises:
        NoSuchEmail: it is none.
    """
    email = written.strip().lower()
    if not _EMAIL.fullmatch(email):
        raise NoSuchEmail("write an e-mail address, like asha@example.in")
    return email


def add_member(db: Session, merchant_id: int, email: str, name: str, role: StaffRole, now: datetime) -> int | None:
    """Add somebody who has no password yet; returns the id, None when the shop has the address already.

    Raises:
        ValueError: an operator of a shop, or somebody else of the installation.
    """
    if (role == StaffRole.OPERATOR) != (db.get_one(Tenant, merchant_id).kind == INSTALLATION):
        raise ValueError("operators are of the installation, and everybody else is of a shop")
    values = {"email": email, "name": name, "role": role, "password": "", "locale": "en", "letter_keys": True}
    values |= {"languages": [], "availability": Availability.AWAY}
    fixed = {"merchant_id": merchant_id, "state": StaffState.INVITED, "version": 1, "created_at": now}
    return insert_once(db, StaffMember, **values, **fixed)


def read_permissions(member: StaffMember) -> frozenset[Permission]:
    """Return what somebody may do; nothing where a role stands at what it is not of, as no page of ours writes it."""
    role = StaffRole(member.role)
    is_ours = (role == StaffRole.OPERATOR) == (member.tenant.kind == INSTALLATION)
    return PERMISSIONS[role] if is_ours else frozenset()


def find_member(db: Session, merchant_id: int, staff_id: int) -> StaffMember | None:
    """Return one of the shop's people, None when it has none by this id."""
    return db.scalars(select(StaffMember).filter_by(merchant_id=merchant_id, id=staff_id)).first()


def find_by_email(db: Session, merchant_id: int, email: str) -> StaffMember | None:
    """Return one of the shop's people by the address as `read_email` has it."""
    return db.scalars(select(StaffMember).filter_by(merchant_id=merchant_id, email=email)).first()


def list_members(db: Session, merchant_id: int) -> list[StaffMember]:
    """List the shop's people, the first added first, with those who left."""
    return list(db.scalars(select(StaffMember).filter_by(merchant_id=merchant_id).order_by(StaffMember.id)))


def list_who_may_log_in(db: Session, email: str, slug: str | None) -> list[StaffMember]:
    """List who can log in by this address, at the shop of this slug or at any: one may work for several."""
    query = select(StaffMember).where(StaffMember.email == email, StaffMember.state == StaffState.ACTIVE)
    query = query.join(Tenant, Tenant.id == StaffMember.merchant_id).where(Tenant.closed_at.is_(None))
    if slug is not None:
        query = query.where(Tenant.slug == slug)
    return list(db.scalars(query.order_by(StaffMember.id).limit(MOST_OF_AN_ADDRESS)))


def change_member(db: Session, merchant_id: int, staff_id: int, version: int, changes: dict[str, Any]) -> bool:
    """Change role, state or name of one of the shop's people as they were at `version`; False when they moved on.

    Who may not log in any more is logged out at once, and links handed out are worth nothing.

    Raises:
        LastOwner: nobody else could invite people then.
    """
    as_owner = {"role": StaffRole.OWNER, "state": StaffState.ACTIVE}
    leaves = any(changes.get(name, kept) != kept for name, kept in as_owner.items())
    if leaves and not _has_other_owner(db, merchant_id, staff_id):
        raise LastOwner
    asked = update(StaffMember).where(StaffMember.merchant_id == merchant_id, StaffMember.id == staff_id)
    if not won(db, asked.where(StaffMember.version == version).values(version=version + 1, **changes)):
        return False
    if changes.get("state") == StaffState.INACTIVE:
        for table in (StaffSession, StaffLink):
            db.execute(delete(table).filter_by(merchant_id=merchant_id, staff_id=staff_id))
    db.expire_all()
    return True


def choose_password(db: Session, member: StaffMember, hashed: str) -> None:
    """Keep the hash of a new password, let its owner in from now on, and log out whoever was in by the old one."""
    member.password, member.state = hashed, StaffState.ACTIVE
    db.execute(delete(StaffSession).filter_by(merchant_id=member.merchant_id, staff_id=member.id))


def _has_other_owner(db: Session, merchant_id: int, staff_id: int) -> bool:
    # Two owners who let each other go at once: the second one waits here, and then is the last.
    db.execute(select(Merchant.id).where(Merchant.id == merchant_id).with_for_update())
    owners = select(func.count()).select_from(StaffMember).filter_by(merchant_id=merchant_id, role=StaffRole.OWNER)
    mine = select(StaffMember.role, StaffMember.state).filter_by(merchant_id=merchant_id, id=staff_id)
    if tuple(db.execute(mine).first() or ()) != (StaffRole.OWNER, StaffState.ACTIVE):
        return True
    return bool(db.scalar(owners.where(StaffMember.state == StaffState.ACTIVE, StaffMember.id != staff_id)))
