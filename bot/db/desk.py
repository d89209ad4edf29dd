"""What a shop's people have to do with a conversation: for how long, what happened in it, what they noted."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from bot.db.base import Base, OfMerchant, Values

_UNRESOLVED = text("resolved_at IS NULL")


class Stretch(Base, OfMerchant):
    """From when a person is needed in a conversation until it is resolved: what is measured. One is open at most."""

    __tablename__ = "stretch"
    __table_args__ = (
        Index("ix_stretch_of", "conversation_id", "id"),
        Index(
            "uq_stretch_open",
            "conversation_id",
            unique=True,
            sqlite_where=_UNRESOLVED,
            postgresql_where=_UNRESOLVED,
        ),
        # Which shops have one.
        Index("ix_stretch_waiting", "merchant_id", sqlite_where=_UNRESOLVED, postgresql_where=_UNRESOLVED),
    )
    conversation_id: Mapped[int] = mapped_column(ForeignKey("conversation.id"))
    why: Mapped[str]  # why a person was asked for, or "taken"
    opened_at: Mapped[datetime]
    taken_at: Mapped[datetime | None]
    first_answer_at: Mapped[datetime | None]
    resolved_at: Mapped[datetime | None]
    resolved_by: Mapped[int | None] = mapped_column(ForeignKey("staff_member.id"))
    stars: Mapped[int | None]  # 1 to 5, what the customer thought of it
    away_told_at: Mapped[datetime | None]  # when the customer was told that nobody is there before the next opening
    # What its clocks were set by: what differs from the conversation is to be set anew.
    clocked_as: Mapped[str | None]
    clocked_waiting: Mapped[datetime | None]
    clocked_inbound: Mapped[datetime | None]


class TimelineEvent(Base, OfMerchant):
    """Something that happened in a conversation besides what was said: taken over, handed back, withheld …"""

    __tablename__ = "timeline_event"
    __table_args__ = (Index("ix_timeline_event_of", "conversation_id", "at", "id"),)
    conversation_id: Mapped[int] = mapped_column(ForeignKey("conversation.id"))
    kind: Mapped[str]  # a bot.domain.timeline.TimelineKind
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff_member.id"))
    values: Mapped[Values] = mapped_column(default=dict)
    at: Mapped[datetime]


class Note(Base, OfMerchant):
    """What a person of the shop wrote for the others; the customer never sees it."""

    __tablename__ = "note"
    __table_args__ = (Index("ix_note_of", "conversation_id", "at", "id"),)
    conversation_id: Mapped[int] = mapped_column(ForeignKey("conversation.id"))
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff_member.id"))
    text: Mapped[str]
    mentions: Mapped[list[int]] = mapped_column(default=list)  # ids of staff
    dedupe_key: Mapped[str | None] = mapped_column(unique=True)
    at: Mapped[datetime]


class OrderActionTaken(Base, OfMerchant):
    """Something that a person of the shop did about an order, once for each `key` (an Idempotency-Key of the shop)."""

    __tablename__ = "order_action"
    __table_args__ = (UniqueConstraint("merchant_id", "key"), Index("ix_order_action_of", "order_id", "id"))
    key: Mapped[str]
    order_id: Mapped[int] = mapped_column(ForeignKey("orders.id", ondelete="CASCADE"))
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff_member.id"))
    action: Mapped[str]  # a bot.domain.order_actions.OrderAction
    values: Mapped[Values] = mapped_column(default=dict)
    outcome: Mapped[str] = mapped_column(default="")  # done, too_late; "" while it is under way
    reference: Mapped[str] = mapped_column(default="")  # of the request that was written down
    # What the customer was told, as long as it is kept.
    outgoing_id: Mapped[int | None] = mapped_column(ForeignKey("outgoing_message.id"), index=True)
    at: Mapped[datetime]
