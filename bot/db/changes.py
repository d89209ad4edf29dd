"""What changed that somebody may be looking at: one row a change, in the transaction that made it.

Screens are told the ids alone and fetch what they show, so that access is decided in one place.
"""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import BigInteger, Integer, insert
from sqlalchemy.orm import Mapped, Session, mapped_column

from bot.db.base import Base, OfMerchant, table_of

NOTED = "changes noted"  # in Session.info: what this transaction has noted already


class ChangeKind(StrEnum):
    """What has changed; a change names the id of one, 0 where the whole kind is meant."""

    CONVERSATION = "conversation"
    CUSTOMER = "customer"
    ORDER = "order"
    STAFF = "staff"
    SETTINGS = "settings"  # of the shop: labels, views, saved replies, hours
    BULK = "bulk"


class Change(Base, OfMerchant):
    """A change of something that a screen may show; its id is the place in the stream."""

    __tablename__ = "change"
    kind: Mapped[str]  # a ChangeKind
    thing_id: Mapped[int] = mapped_column(BigInteger().with_variant(Integer, "sqlite"))
    at: Mapped[datetime] = mapped_column(index=True)


_INSERT = insert(table_of(Change))


def note_change(db: Session, merchant_id: int, kind: ChangeKind, thing_id: int, now: datetime) -> None:
    """Note that a thing has changed, once a transaction."""
    noted: set[tuple[int, ChangeKind, int]] = db.info.setdefault(NOTED, set())
    what = (merchant_id, kind, thing_id)
    if what in noted:
        return
    noted.add(what)
    db.connection().execute(_INSERT, {"merchant_id": merchant_id, "kind": kind, "thing_id": thing_id, "at": now})
