"""What changed that somebody may be looking at: one row a change, in the transaction that made it.

Screens are told the ids alone and fetch what they show, so that access is decided in one place.
"""

from collections.abc import Callable, Collection
from datetime import datetime
from enum import StrEnum

from sqlalchemy import BigInteger, Integer, event, insert
from sqlalchemy.orm import Mapped, Session, SessionTransaction, mapped_column, sessionmaker

from bot.db.base import Base, OfMerchant, table_of

NOTED = "changes noted"  # in Session.info: what this transaction has noted already
CHANGED = "shops changed"  # in Session.info: whose screens have to be told once it is committed


class ChangeKind(StrEnum):
    """What has changed; a change names the id of one, 0 where the whole kind is meant."""

    CONVERSATION = "conversation"
    CUSTOMER = "customer"
    ORDER = "order"
    STAFF = "staff"
    SETTINGS = "settings"  # of the shop: labels, views, saved replies, hours
    BULK = "bulk"
    BROADCAST = "broadcast"


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
    db.info.setdefault(CHANGED, set()).add(merchant_id)
    db.connection().execute(_INSERT, {"merchant_id": merchant_id, "kind": kind, "thing_id": thing_id, "at": now})


def tell_committed(sessions: sessionmaker[Session], tell: Callable[[Collection[int]], None]) -> None:
    """Have the ids of shops told whose changes were noted, each time a transaction of these sessions is committed."""

    def told(db: Session) -> None:
        if not db.in_nested_transaction():  # a savepoint: nobody else sees its rows yet
            db.info.pop(NOTED, None)
            if changed := db.info.pop(CHANGED, None):
                tell(changed)

    event.listen(sessions, "after_commit", told)
    event.listen(sessions, "after_soft_rollback", _forget_noted)


def _forget_noted(db: Session, gone: SessionTransaction) -> None:
    """What was noted since a savepoint may be gone with it: it is to be noted once more."""
    db.info.pop(NOTED, None)
    if not gone.nested:
        db.info.pop(CHANGED, None)
