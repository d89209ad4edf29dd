"""What we send, what became of it, and the Content shapes and alerts that belong to sending."""

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, ForeignKey, Index, UniqueConstraint, literal_column, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from bot.db.base import Base, OfMerchant, Values
from bot.db.claims import provided
from bot.db.conversations import Choice, Conversation
from bot.domain.delivery import BEFORE_ACCEPTANCE, UNSENT, DeliveryState
from bot.domain.segments.fields import MISSED_KEYS

_MISSED = text(f"key IN ({', '.join(repr(key) for keys in MISSED_KEYS.values() for key in keys)})")
_OFFERS, _HELD = text("purpose = 'marketing'"), text("error_code = 63049")
_BY_TEMPLATE = text("template_id IS NOT NULL")
_OF_BROADCAST = text("broadcast_id IS NOT NULL")
_UNSETTLED = text("state IN ('unknown', 'failed', 'undelivered') AND reacted_at IS NULL")


_IN_HAND = ", ".join(f"'{state}'" for state in dict.fromkeys((*UNSENT, *BEFORE_ACCEPTANCE)))


def _among(name: str, *columns: str, only: str) -> Index:
    """Make an index of few rows, which those mean who say so by `provided`: neither database takes another for it."""
    return Index(name, *columns, sqlite_where=text(f"({only}) IS 1"), postgresql_where=text(f"({only}) IS true"))


class OutgoingMessage(Base, OfMerchant):
    """One message to one person, on its way through the states of bot.domain.delivery."""

    __tablename__ = "outgoing_message"
    __table_args__ = (
        Index("ix_outgoing_state", "state", "id"),
        Index("ix_outgoing_order", "conversation_id", "state", "id"),
        # What is in hand, of a conversation, and what is held, by time: see `in_hand`.
        _among("ix_outgoing_in_hand", "conversation_id", "id", only=f"state IN ({_IN_HAND})"),
        _among("ix_outgoing_held", "not_before", only="state = 'held'"),
        # In doubt, or failed and nobody has seen to it: looked for every two seconds among all that ever failed.
        Index("ix_outgoing_unsettled", "state", "id", sqlite_where=_UNSETTLED, postgresql_where=_UNSETTLED),
        # What was asked for in vain: few rows of many.
        Index("ix_outgoing_missed", "merchant_id", "key", "queued_at", sqlite_where=_MISSED, postgresql_where=_MISSED),
        # For the caps on offers, and whom WhatsApp lets have none now (bot.services.sending.limits).
        Index("ix_outgoing_offers", "merchant_id", "accepted_at", sqlite_where=_OFFERS, postgresql_where=_OFFERS),
        Index("ix_outgoing_withheld", "merchant_id", "finished_at", sqlite_where=_HELD, postgresql_where=_HELD),
        # Who was written to outside the window within a day: what a portfolio's allowance is counted by.
        Index(
            "ix_outgoing_template",
            "merchant_id",
            "claimed_at",
            "conversation_id",
            sqlite_where=_BY_TEMPLATE,
            postgresql_where=_BY_TEMPLATE,
        ),
        Index(
            "ix_outgoing_broadcast",
            "broadcast_id",
            "state",
            "id",
            sqlite_where=_OF_BROADCAST,
            postgresql_where=_OF_BROADCAST,
        ),
    )
    token: Mapped[str] = mapped_column(unique=True)  # our own id in the status callback's address
    conversation_id: Mapped[int] = mapped_column(ForeignKey("conversation.id"))
    in_reply_to: Mapped[int | None] = mapped_column(ForeignKey("inbound_message.id"), index=True)
    retry_of: Mapped[int | None] = mapped_column(ForeignKey("outgoing_message.id"), index=True)
    lane: Mapped[str]  # bot.domain.sending.Lane
    purpose: Mapped[str]  # bot.domain.consent.Purpose
    author: Mapped[str]  # bot.domain.sending.Author
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff_member.id"))  # who of the shop wrote it
    send_at: Mapped[datetime | None]  # when they want it to leave; None: at once
    epoch: Mapped[int] = mapped_column(default=0)
    dedupe_key: Mapped[str | None] = mapped_column(unique=True)
    key: Mapped[str | None]  # of the catalogue
    values: Mapped[Values] = mapped_column(default=dict)
    locale: Mapped[str]
    text: Mapped[str]
    shown_as: Mapped[str] = mapped_column(default="text")  # text, buttons, list, numbered
    state: Mapped[str] = mapped_column(default=DeliveryState.QUEUED)
    rank: Mapped[int] = mapped_column(default=0)
    held_because: Mapped[str | None]  # from when it is held until it leaves or is ended
    ended_because: Mapped[str | None]  # of what we canceled or let expire
    sid: Mapped[str | None] = mapped_column(unique=True)
    error_code: Mapped[int | None]
    error_text: Mapped[str | None]
    attempts: Mapped[int] = mapped_column(default=0)
    not_before: Mapped[datetime | None]
    reacted_at: Mapped[datetime | None]  # set when what a failure calls for was done
    queued_at: Mapped[datetime]
    claimed_at: Mapped[datetime | None]
    accepted_at: Mapped[datetime | None]
    finished_at: Mapped[datetime | None]
    notice_id: Mapped[int | None] = mapped_column(ForeignKey("notice.id", ondelete="SET NULL"), index=True)
    broadcast_id: Mapped[int | None] = mapped_column(ForeignKey("broadcast.id", ondelete="SET NULL"))
    urgent: Mapped[bool] = mapped_column(default=True)  # may leave at any hour
    expires_at: Mapped[datetime | None]  # not worth sending any more after that
    picture_url: Mapped[str] = mapped_column(default="")
    template_id: Mapped[int | None] = mapped_column(ForeignKey("template.id"))  # it left as this template
    segments: Mapped[int | None]  # of an SMS
    cost_micros: Mapped[int | None]  # an estimate, millionths of the shop's currency
    billed_micros: Mapped[int | None]  # what Twilio has billed, millionths of `billed_unit`; None: not known yet
    billed_unit: Mapped[str | None]  # the currency of Twilio's bill (USD)
    conversation: Mapped[Conversation] = relationship()
    choices: Mapped[list[Choice]] = relationship(order_by=Choice.position)


def in_hand(table: Any) -> ColumnElement[bool]:
    """Return the condition for messages that have not left as far as we know, of a conversation that is named.

    By an index of these alone. That of a state PostgreSQL takes to be as good where it has counted few in that state,
    and goes through as many as there are since.
    """
    return provided(table.state.in_([literal_column(state) for state in _IN_HAND.split(", ")]))


# By their times, by an index of these alone.
IS_HELD = provided(OutgoingMessage.state == literal_column("'held'"))


class StatusEvent(Base):
    """A status callback, kept raw until it is applied; unapplied ones wait for the row they speak of."""

    __tablename__ = "status_event"
    __table_args__ = (UniqueConstraint("sid", "status"), Index("ix_status_event_applied", "applied", "id"))
    sid: Mapped[str]
    token: Mapped[str | None]
    status: Mapped[str]
    error_code: Mapped[int | None]
    error_text: Mapped[str | None]
    raw: Mapped[Values]
    account: Mapped[str] = mapped_column(default="")  # whose signature it has; "": the installation's
    received_at: Mapped[datetime]
    applied: Mapped[bool] = mapped_column(default=False)


class ContentShape(Base):
    """A Content resource that every message of the same shape shares (see bot.channels.twilio.content)."""

    __tablename__ = "content_shape"
    account: Mapped[str]
    fingerprint: Mapped[str] = mapped_column(unique=True)
    sid: Mapped[str]
    created_at: Mapped[datetime]


class Alert(Base, OfMerchant):
    """Something a person has to look at: one row a cause, counted."""

    __tablename__ = "alert"
    __table_args__ = (UniqueConstraint("merchant_id", "cause"),)
    cause: Mapped[str]
    text: Mapped[str]
    count: Mapped[int] = mapped_column(default=1)
    first_at: Mapped[datetime]
    last_at: Mapped[datetime]


class AlertTold(Base, OfMerchant):
    """An alert that the shop's people were told of at `number`, until they are told that it is over."""

    __tablename__ = "alert_told"
    __table_args__ = (UniqueConstraint("merchant_id", "cause"),)
    cause: Mapped[str]
    number: Mapped[str]
