"""Addresses of a merchant's own that hear what happens here, and what is told to each."""

from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey, Index, Integer, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from bot.db.base import SEALED, Base, OfMerchant, Values
from bot.db.shop import Merchant
from bot.domain.out_hooks import DeliveryOutcome, HookState

_WAITING = text("state = 'waiting'")
_BIG = BigInteger().with_variant(Integer, "sqlite")


class OutHook(Base, OfMerchant):
    """An address that hears of `topics`. `state`: a HookState; `read_to`: how far the table of each topic was read.

    `secrets` are sealed, the newest first; the one before it signs as well until `rotated_at` is a day ago.
    """

    __tablename__ = "out_hook"
    __table_args__ = (UniqueConstraint("merchant_id", "url"),)
    url: Mapped[str]
    topics: Mapped[list[str]] = mapped_column(default=list)
    secrets: Mapped[str] = mapped_column(info=SEALED)
    rotated_at: Mapped[datetime | None]
    state: Mapped[str] = mapped_column(default=HookState.ACTIVE)
    reason: Mapped[str] = mapped_column(default="")  # why it is off
    version: Mapped[int] = mapped_column(default=1)  # goes with each change of somebody's
    read_to: Mapped[Values] = mapped_column(default=dict)
    failures: Mapped[int] = mapped_column(default=0)  # in a row
    failing_since: Mapped[datetime | None]
    not_before: Mapped[datetime]
    busy_until: Mapped[datetime | None]  # a worker tells it something
    heard_at: Mapped[datetime | None]  # when it last took something
    created_at: Mapped[datetime]
    merchant: Mapped[Merchant] = relationship()


class HookDelivery(Base, OfMerchant):
    """Something that an address is told, once. What it says is read when it leaves: no words of anybody stand here.

    `source_id` is the row it comes of, `thing_id` what it is about; `state`: a DeliveryOutcome.
    """

    __tablename__ = "hook_delivery"
    __table_args__ = (
        UniqueConstraint("hook_id", "topic", "source_id"),
        Index(
            "ix_hook_delivery_waiting", "hook_id", "attempts", "id", sqlite_where=_WAITING, postgresql_where=_WAITING
        ),
        Index("ix_hook_delivery_log", "hook_id", "id"),
        Index("ix_hook_delivery_thing", "hook_id", "topic", "thing_id"),
    )
    hook_id: Mapped[int] = mapped_column(ForeignKey("out_hook.id", ondelete="CASCADE"))
    topic: Mapped[str]
    source_id: Mapped[int] = mapped_column(_BIG)
    thing_id: Mapped[int] = mapped_column(_BIG)
    state: Mapped[str] = mapped_column(default=DeliveryOutcome.WAITING)
    attempts: Mapped[int] = mapped_column(default=0)
    status: Mapped[int | None]  # that came back last
    error: Mapped[str] = mapped_column(default="")
    took_ms: Mapped[int | None]
    created_at: Mapped[datetime]
    tried_at: Mapped[datetime | None]
    hook: Mapped[OutHook] = relationship()
