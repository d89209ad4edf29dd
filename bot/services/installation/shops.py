"""The shops of an installation as whoever runs it sees them: opened, closed, reopened, and counted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, delete, func, select, update
from sqlalchemy.orm import Session

from bot.db.claims import won
from bot.db.connections import Connection
from bot.db.conversations import InboundMessage
from bot.db.outgoing import Alert, OutgoingMessage
from bot.db.shop import Merchant
from bot.db.staff import StaffLink, StaffMember, StaffSession
from bot.domain.access import StaffRole, StaffState
from bot.domain.connections import ConnectionState
from bot.domain.delivery import DeliveryState
from bot.services.connections import standing_still
from bot.services.messages import held
from bot.services.shop import settings
from bot.services.shop.slugs import make_slug
from bot.services.staff import accounts

_OWNERS = (StaffMember.state == StaffState.ACTIVE, StaffMember.role == StaffRole.OWNER)


class ShopState(StrEnum):
    """How far a shop is."""

    OPEN = "open"  # nobody can log in yet
    SETTING_UP = "setting_up"
    LIVE = "live"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class ShopSeen:
    """A shop without anything that is in it: its name, how far it is, and counts."""

    id: int
    slug: str
    name: str
    state: ShopState
    closed_at: datetime | None
    people: int  # who can log in
    connections: int
    alerts: int
    waiting: int  # messages that have not left
    heard_at: datetime | None  # when a customer last wrote


def list_shops(db: Session) -> list[ShopSeen]:
    """List every shop, the first opened first."""
    people = _count(db, StaffMember, StaffMember.state == StaffState.ACTIVE)
    owners = _count(db, StaffMember, *_OWNERS)
    joined = _count(db, Connection, Connection.state == ConnectionState.ACTIVE)
    alerts = _count(db, Alert)
    waiting = _count(db, OutgoingMessage, OutgoingMessage.state.in_((DeliveryState.QUEUED, DeliveryState.HELD)))
    heard = _find_last_heard(db)
    return [
        ShopSeen(
            shop.id,
            shop.slug,
            shop.name,
            _judge(shop, owners.get(shop.id, 0)),
            shop.closed_at,
            people.get(shop.id, 0),
            joined.get(shop.id, 0),
            alerts.get(shop.id, 0),
            waiting.get(shop.id, 0),
            heard.get(shop.id),
        )
        for shop in db.scalars(select(Merchant).order_by(Merchant.id))
    ]


def find_shop(db: Session, shop_id: int) -> Merchant | None:
    """Return a shop; None where there is none by this id."""
    return db.scalars(select(Merchant).where(Merchant.id == shop_id)).first()


def open_shop(db: Session, name: str, slug: str) -> Merchant:
    """Open a shop that is not live yet; without a short name one is made of its name.

    Raises:
        bot.services.shop.decisions.BadValue: the short name is taken or none, or the shop cannot be called so.
    """
    taken = set(db.scalars(select(Merchant.slug)))
    made = settings.open_shop(db, slug or make_slug(name, taken), name)
    made.live = False
    db.flush()
    return made


def add_first_owner(db: Session, shop_id: int, email: str, name: str, now: datetime) -> StaffMember | None:
    """Return whom to hand the link to a shop without an owner; None where somebody owns it already.

    Args:
        email: "" for whoever was invited before.
    """
    if _count(db, StaffMember, *_OWNERS, StaffMember.merchant_id == shop_id):
        return None
    if email:
        staff_id = accounts.add_member(db, shop_id, email, name, StaffRole.OWNER, now)
        return accounts.find_member(db, shop_id, staff_id or 0) or accounts.find_by_email(db, shop_id, email)
    invited = select(StaffMember).filter_by(merchant_id=shop_id, role=StaffRole.OWNER, state=StaffState.INVITED)
    return db.scalars(invited.order_by(StaffMember.id.desc())).first()


def close_shop(db: Session, shop_id: int, now: datetime) -> bool:
    """Close a shop: its people are out and cannot log in, its keys open nothing, no message leaves, nothing is asked.

    Nothing is lost: what shops, carriers and customers tell is taken in as before, and what follows from it waits.

    False where there is none by this id that is open.
    """
    ours = update(Merchant).where(Merchant.id == shop_id, Merchant.closed_at.is_(None))
    if not won(db, ours.values(closed_at=now)):
        return False
    for table in (StaffSession, StaffLink):
        db.execute(delete(table).filter_by(merchant_id=shop_id))
    standing_still.stop_asking(db, shop_id)
    db.expire_all()
    return True


def reopen_shop(db: Session, shop_id: int, now: datetime) -> bool:
    """Open a closed shop again: what was held is looked at afresh, and what was not asked is asked from where it stood.

    False where none is closed by this id.
    """
    ours = update(Merchant).where(Merchant.id == shop_id, Merchant.closed_at.is_not(None))
    if not won(db, ours.values(closed_at=None)):
        return False
    held.look_again_at_shop(db, shop_id, (held.SHOP_CLOSED,), now)
    standing_still.ask_again(db, shop_id, now)
    db.expire_all()
    return True


def _judge(shop: Merchant, owners: int) -> ShopState:
    if shop.closed_at is not None:
        return ShopState.CLOSED
    if not owners:
        return ShopState.OPEN if not shop.live else ShopState.LIVE
    return ShopState.LIVE if shop.live else ShopState.SETTING_UP


def _count(db: Session, table: Any, *which: ColumnElement[bool]) -> Mapping[int, int]:
    rows = db.execute(select(table.merchant_id, func.count()).where(*which).group_by(table.merchant_id))
    return {row[0]: row[1] for row in rows}


def _find_last_heard(db: Session) -> Mapping[int, datetime]:
    """By shop: one look into an index each, however much was written."""
    newest = (
        select(InboundMessage.received_at)
        .where(InboundMessage.merchant_id == Merchant.id)
        .order_by(InboundMessage.id.desc())
        .limit(1)
        .correlate(Merchant)
        .scalar_subquery()
    )
    return {shop_id: at for shop_id, at in db.execute(select(Merchant.id, newest)) if at is not None}
