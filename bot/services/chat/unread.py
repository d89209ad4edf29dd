"""Rightly signed requests that could not be understood: kept, told by door and reason, and read once more."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from urllib.parse import parse_qsl

from sqlalchemy import ColumnElement, case, func, or_, select, update
from sqlalchemy.orm import Session

from bot.db.claims import insert_once
from bot.db.conversations import KeptRequest
from bot.db.shop import Merchant

KEPT_FOR = timedelta(days=30)
MOST_AT_ONCE = 200
MOST_FIELDS = 1000  # a message has some thirty


class Door(StrEnum):
    """Where a request came in."""

    MESSAGE = "message"
    STATUS = "status"


_door = case((KeptRequest.path.like("%/status%"), Door.STATUS.value), else_=Door.MESSAGE.value)


@dataclass(frozen=True, slots=True)
class UnreadGroup:
    """Requests that wait at one door for one reason."""

    door: str
    reason: str
    count: int
    newest: datetime


def keep(db: Session, path: str, body: str, reason: str, fingerprint: str, now: datetime, account: str = "") -> None:
    """Keep a rightly signed request that we could not understand, once.

    `account`: whose signature it has, a shop's own by its sid, "" the installation's.
    """
    whose = _find_shop(db, read_fields(body), account)
    known = {"fingerprint": fingerprint, "received_at": now, "merchant_id": whose}
    insert_once(db, KeptRequest, path=path, body=body, reason=reason, **known)


def empty_old(db: Session, now: datetime) -> None:
    """Forget what old kept requests said: they carry numbers and words of people we could not tell apart."""
    old = (KeptRequest.received_at < now - KEPT_FOR, KeptRequest.body != "")
    db.execute(update(KeptRequest).where(*old).values(body=""))


def read_fields(body: str) -> Mapping[str, str]:
    """Return what a form says by its fields; nothing of one that holds more than any message has."""
    try:
        return dict(parse_qsl(body, keep_blank_values=True, max_num_fields=MOST_FIELDS))
    except ValueError:
        return {}


def name_door(row: KeptRequest) -> Door:
    """Return where a request came in."""
    return Door.STATUS if "/status" in row.path else Door.MESSAGE


def list_unread(db: Session, merchant_id: int | None, before: int, limit: int) -> list[KeptRequest]:
    """List what waits of a shop (None: of all), the newest first, of ids below `before`."""
    mine = select(KeptRequest).where(*_mine(merchant_id), KeptRequest.id < before)
    return list(db.scalars(mine.order_by(KeptRequest.id.desc()).limit(limit)))


def count_groups(db: Session, merchant_id: int | None, limit: int) -> list[UnreadGroup]:
    """Count what waits of a shop (None: of all) by door and reason, the most first."""
    query = select(_door, KeptRequest.reason, func.count(), func.max(KeptRequest.received_at))
    query = query.where(*_mine(merchant_id)).group_by(_door, KeptRequest.reason)
    rows = db.execute(query.order_by(func.count().desc(), func.max(KeptRequest.id).desc()).limit(limit))
    return [UnreadGroup(*row) for row in rows]


def find_unread(db: Session, merchant_id: int | None, kept_id: int) -> KeptRequest | None:
    """Return a kept request of a shop (None: of any), also one that was understood meanwhile."""
    mine = () if merchant_id is None else (KeptRequest.merchant_id == merchant_id,)
    return db.scalars(select(KeptRequest).where(KeptRequest.id == kept_id, *mine)).first()


def list_meant(db: Session, merchant_id: int | None, door: str, reason: str) -> list[int]:
    """List the ids of what waits of a shop (None: of all) at a door for a reason, the oldest first."""
    mine = select(KeptRequest.id).where(*_mine(merchant_id), _door == door, KeptRequest.reason == reason)
    return list(db.scalars(mine.order_by(KeptRequest.id).limit(MOST_AT_ONCE)))


def claim(db: Session, kept_id: int, now: datetime) -> KeptRequest | None:
    """Note that a request is read again; None when it was understood already, or what it said is gone."""
    mine = update(KeptRequest).where(
        KeptRequest.id == kept_id, KeptRequest.body != "", KeptRequest.settled_at.is_(None)
    )
    return db.scalars(mine.values(tried_at=now).returning(KeptRequest)).first()


def conclude(db: Session, kept_id: int, reason: str, now: datetime) -> None:
    """Note why a request could still not be understood; with no reason it was, and what it said goes."""
    became = {"reason": reason} if reason else {"settled_at": now, "body": ""}
    db.execute(update(KeptRequest).where(KeptRequest.id == kept_id).values(**became))


def _mine(merchant_id: int | None) -> tuple[ColumnElement[bool], ...]:
    waiting = KeptRequest.settled_at.is_(None)
    return (waiting,) if merchant_id is None else (waiting, KeptRequest.merchant_id == merchant_id)


def _find_shop(db: Session, fields: Mapping[str, str], account: str) -> int | None:
    """The shop whose number a request names as either end, or the only one there is; of a shop's own account, if it
    came by one.
    """
    theirs = [Merchant.twilio_sid == account] if account else []
    named = [fields.get(end, "").rpartition(":")[2] for end in ("To", "From")]
    ours = or_(Merchant.whatsapp_from.in_(named), Merchant.sms_from.in_(named))
    found = db.scalars(select(Merchant.id).where(ours, *theirs).limit(2)).all() if any(named) else []
    shops = found or db.scalars(select(Merchant.id).where(*theirs).limit(2)).all()
    return shops[0] if len(shops) == 1 else None
