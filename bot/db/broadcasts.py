"""Broadcasts, and one row for each person of each of them."""

from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from bot.db.base import Base, OfMerchant, Values
from bot.domain.broadcasts import PILOT_HOURS, Arm, BroadcastState, RecipientState, Repeats
from bot.domain.variants import Variant

# As bot.services.broadcasts.feeding asks for them: of a million people, the few that get it first.
FIRST_PENDING = text("arm = 'pilot' AND state = 'pending'")
_WANTED = text("parent_id IS NOT NULL AND state != 'canceled'")  # one that was called off may be made anew


class Broadcast(Base, OfMerchant):
    """News to many people: what to say, to whom, when, and how far it is. Numbers are counted, never kept."""

    __tablename__ = "broadcast"
    __table_args__ = (
        Index("ix_broadcast_state", "state", "id"),
        # Two schedulers, or a backup that was restored: a period of a series is one broadcast.
        UniqueConstraint("series_id", "period"),
        Index("ix_broadcast_retry", "parent_id", unique=True, sqlite_where=_WANTED, postgresql_where=_WANTED),
    )
    name: Mapped[str]
    state: Mapped[str] = mapped_column(default=BroadcastState.DRAFT)
    reason: Mapped[str] = mapped_column(default="")  # bot.domain.broadcasts.Standstill: why it goes no further
    key: Mapped[str]  # of the catalogue, and of the WhatsApp templates; "" of a draft that has none yet
    values: Mapped[Values] = mapped_column(default=dict)  # field -> where its value comes from (services.broadcasts)
    second: Mapped[Values | None]  # another text for a share of the people: key, values, percent
    fallback_locale: Mapped[str | None]  # for people whose language is not known; None: the shop's
    by_sms: Mapped[bool] = mapped_column(default=False)  # to whom WhatsApp does not reach
    # Whom to ask for when the list is written (services.broadcasts.audience); empty of a draft that says nobody yet.
    audience: Mapped[Values]
    starts_at: Mapped[datetime | None]  # None: at once
    lasts_hours: Mapped[int] = mapped_column(default=24)  # how long after its start it is still worth sending
    expires_at: Mapped[datetime | None]  # set when it is started
    stop_percent: Mapped[int] = mapped_column(default=10)  # share of failures, or of refusals, that stops it
    budget_micros: Mapped[int | None] = mapped_column(BigInteger)  # millionths of the shop's currency
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff_member.id"))  # who started it
    version: Mapped[int] = mapped_column(default=1)  # of the draft: one more with each change
    created_at: Mapped[datetime]
    began_at: Mapped[datetime | None]  # when the writing of its list began
    frozen_to: Mapped[int] = mapped_column(BigInteger, default=0)  # the highest customer id its list has come to
    frozen_at: Mapped[datetime | None]  # when its list was whole
    waits_until: Mapped[
        datetime | None
    ]  # for the portfolio's allowance of people a day (services.broadcasts.allowance)
    fed_at: Mapped[datetime | None]  # when a worker last took a turn at it
    alive_at: Mapped[datetime | None]  # when the scheduler last saw it going
    ended_at: Mapped[datetime | None]
    # Of this time we don't know what left: nothing ran, or a backup was restored. Twilio's list is asked of all.
    unsure_from: Mapped[datetime | None]
    unsure_to: Mapped[datetime | None]
    pilot_percent: Mapped[int | None]  # the share that gets it first; None until the start: by whether its text is new
    pilot_hours: Mapped[int] = mapped_column(default=PILOT_HOURS)  # how long the others wait for how that goes
    pilot_counts: Mapped[Values] = mapped_column(default=dict)  # how the first share went, when that was looked at
    pilot_until: Mapped[datetime | None]  # when that is looked at, once all of the first share have it
    piloted_at: Mapped[datetime | None]  # since when the others get it
    holdout_percent: Mapped[int] = mapped_column(default=0)  # the share that gets nothing, to be compared with
    at_own_hour: Mapped[bool] = mapped_column(default=False)  # at the hour at which a person usually writes or reads
    repeats: Mapped[str] = mapped_column(default=Repeats.NEVER)  # bot.domain.broadcasts.Repeats
    series_id: Mapped[int | None] = mapped_column(ForeignKey("broadcast.id", ondelete="SET NULL"))  # its first one
    period: Mapped[int] = mapped_column(default=0)  # of the series, from 0
    untested_why: Mapped[str] = mapped_column(default="")  # why it may leave without a test that arrived
    untested_by: Mapped[int | None] = mapped_column(ForeignKey("staff_member.id"))
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("broadcast.id", ondelete="SET NULL"))  # retried by this


class BroadcastRecipient(Base, OfMerchant):
    """One person of a broadcast. After the hand-over the message and those that repeat it tell what happened.

    Only when that message is older than messages are kept, its last word is kept here.
    """

    __tablename__ = "broadcast_recipient"
    __table_args__ = (
        UniqueConstraint("broadcast_id", "customer_id"),
        Index("ix_broadcast_recipient_due", "broadcast_id", "state", "due_at", "id"),
        Index(
            "ix_broadcast_recipient_first",
            "broadcast_id",
            "due_at",
            "id",
            sqlite_where=FIRST_PENDING,
            postgresql_where=FIRST_PENDING,
        ),
    )
    broadcast_id: Mapped[int] = mapped_column(ForeignKey("broadcast.id", ondelete="CASCADE"))
    customer_id: Mapped[int] = mapped_column(ForeignKey("customer.id"), index=True)
    state: Mapped[str] = mapped_column(default=RecipientState.PENDING)
    variant: Mapped[str] = mapped_column(default=Variant.ONE)  # which text they were given
    arm: Mapped[str] = mapped_column(default=Arm.WHOLE)  # bot.domain.broadcasts.Arm
    reason: Mapped[str] = mapped_column(default="")  # why skipped, or why it waits until `due_at`
    due_at: Mapped[datetime]  # not looked at before
    outgoing_id: Mapped[int | None] = mapped_column(ForeignKey("outgoing_message.id", ondelete="SET NULL"), unique=True)
    kept_state: Mapped[str | None]  # bot.domain.delivery.DeliveryState, of a message that is no longer kept
    kept_code: Mapped[int | None]
    kept_taken: Mapped[bool | None]  # whether it had been accepted
    kept_cost: Mapped[int | None]  # millionths of the shop's currency
    kept_messages: Mapped[int | None]  # how many were taken, repetitions among them
    kept_bills: Mapped[int | None]  # of how many of these the bill was known
    kept_billed: Mapped[int | None] = mapped_column(BigInteger)  # millionths of `kept_unit`
    kept_unit: Mapped[str | None]


class BroadcastTest(Base, OfMerchant):
    """A text of a draft that was sent to a phone of the shop's own, to be looked at; its message says what became."""

    __tablename__ = "broadcast_test"
    broadcast_id: Mapped[int] = mapped_column(ForeignKey("broadcast.id", ondelete="CASCADE"), index=True)
    key: Mapped[str]
    variant: Mapped[str] = mapped_column(default=Variant.ONE)
    locale: Mapped[str]
    said: Mapped[str] = mapped_column(default="")  # a digest of the words and values it was sent with
    outgoing_id: Mapped[int | None] = mapped_column(ForeignKey("outgoing_message.id", ondelete="SET NULL"), unique=True)
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff_member.id"))  # who sent it
    at: Mapped[datetime]
    delivered_at: Mapped[datetime | None]  # kept from when it was first seen
