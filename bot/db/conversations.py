"""Conversations, what customers wrote, the media they sent, the choices they were offered."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from bot.db.base import Base, OfMerchant, Values
from bot.db.people import Customer
from bot.db.shop import Merchant
from bot.domain.conversations import InboundState, MediaState, Owner, Status

_TOLD_TOPIC, _TENDED = text("topic IS NOT NULL"), text("tended_at IS NOT NULL")
# As bot.services.desk.folders asks for them: a database takes an index of a part for a question in its very words.
_UNASSIGNED = text(
    "assignee_id IS NULL AND status = 'open' AND (needs_person_since IS NOT NULL OR owner != 'assistant')"
)


class Conversation(Base, OfMerchant):
    """One customer on one channel. `public_id` is what Rasa sees; `owner` and `epoch` say whose turn it is.

    `version` goes up with each change of owner, status, assignee or labels: what the people of the shop change is based
    on it. `waiting_since`: the customer wrote last and nobody has answered, or a person was asked for. `active_at`: the
    newest of what the two said to each other.
    """

    __tablename__ = "conversation"
    __table_args__ = (
        UniqueConstraint("merchant_id", "channel", "address"),
        Index("ix_conversation_inbox", "merchant_id", "active_at", "id"),
        Index("ix_conversation_assigned", "merchant_id", "status", "assignee_id", "active_at", "id"),
        Index("ix_conversation_window", "merchant_id", "last_inbound_at", "id"),
        Index(
            "ix_conversation_unassigned",
            "merchant_id",
            "active_at",
            "id",
            sqlite_where=_UNASSIGNED,
            postgresql_where=_UNASSIGNED,
        ),
        # With people, who may have left it alone.
        Index("ix_conversation_tended", "tended_at", sqlite_where=_TENDED, postgresql_where=_TENDED),
        Index("ix_conversation_work", "merchant_id", "waiting_since", "id"),
        Index("ix_conversation_status", "merchant_id", "status", "active_at", "id"),
    )
    public_id: Mapped[str] = mapped_column(unique=True)
    customer_id: Mapped[int] = mapped_column(ForeignKey("customer.id"), index=True)
    channel: Mapped[str]  # bot.domain.channels
    address: Mapped[str]  # theirs, without the channel's prefix
    our_address: Mapped[str]
    owner: Mapped[str] = mapped_column(default=Owner.ASSISTANT)
    epoch: Mapped[int] = mapped_column(default=0)
    needs_person_since: Mapped[datetime | None] = mapped_column(index=True)
    needs_person_why: Mapped[str | None]
    assignee_id: Mapped[int | None] = mapped_column(ForeignKey("staff_member.id"), index=True)
    last_inbound_at: Mapped[datetime | None]
    status: Mapped[str] = mapped_column(default=Status.OPEN)
    version: Mapped[int] = mapped_column(default=1)
    waiting_since: Mapped[datetime | None]
    active_at: Mapped[datetime | None]  # None: the customer has not written yet
    snoozed_until: Mapped[datetime | None] = mapped_column(index=True)
    snoozed_for: Mapped[str | None]  # a SnoozeFor
    tended_at: Mapped[datetime | None]  # when the person who has it last did something in it
    returns_at: Mapped[datetime | None] = mapped_column(index=True)  # to the assistant, unless that person stays
    instruction: Mapped[str] = mapped_column(default="")  # what a person said when they handed it back
    # The lease: one worker at a time answers a conversation; the token fences off one that lost it.
    lease_token: Mapped[str | None]
    lease_until: Mapped[datetime | None]
    moment_asked_at: Mapped[datetime | None]  # when we last said that an answer takes a moment
    erasing_since: Mapped[datetime | None] = mapped_column(index=True)  # its person is forgotten, by Rasa not yet
    created_at: Mapped[datetime]
    customer: Mapped[Customer] = relationship()
    merchant: Mapped[Merchant] = relationship()


class InboundMessage(Base, OfMerchant):
    """What a customer sent, kept whole in `raw`."""

    __tablename__ = "inbound_message"
    __table_args__ = (
        UniqueConstraint("provider", "provider_sid"),
        Index("ix_inbound_waiting", "state", "conversation_id", "id"),
        Index("ix_inbound_intent", "merchant_id", "intent", "received_at"),
        # Which messages an answer of the shop's was given to: few rows of many.
        Index(
            "ix_inbound_topic",
            "merchant_id",
            "topic",
            "received_at",
            sqlite_where=_TOLD_TOPIC,
            postgresql_where=_TOLD_TOPIC,
        ),
    )
    provider: Mapped[str]
    provider_sid: Mapped[str]
    conversation_id: Mapped[int] = mapped_column(ForeignKey("conversation.id"), index=True)
    receiver: Mapped[str]  # our number
    user_id: Mapped[str | None]  # WhatsApp's own id of the person
    kind: Mapped[str]  # text, button, media, location, other
    text: Mapped[str]
    choice: Mapped[str | None]  # opaque id of the button or list row
    quoted_sid: Mapped[str | None]
    raw: Mapped[Values]
    received_at: Mapped[datetime]
    state: Mapped[str] = mapped_column(default=InboundState.WAITING)
    attempts: Mapped[int] = mapped_column(default=0)
    put_off: Mapped[int] = mapped_column(default=0)  # of the attempts, those that found nobody to ask
    not_before: Mapped[datetime | None]
    answered_at: Mapped[datetime | None]
    locale: Mapped[str | None]
    intent: Mapped[str | None]
    confidence: Mapped[float | None]
    topic: Mapped[str | None]  # the slug of the shop's answer it was given
    conversation: Mapped[Conversation] = relationship()


class Media(Base, OfMerchant):
    """A file a customer sent. `reason`: why it was refused."""

    __tablename__ = "media"
    __table_args__ = (UniqueConstraint("inbound_id", "position"), Index("ix_media_state", "state", "id"))
    inbound_id: Mapped[int] = mapped_column(ForeignKey("inbound_message.id"))
    position: Mapped[int]
    url: Mapped[str]
    content_type: Mapped[str]
    state: Mapped[str] = mapped_column(default=MediaState.WAITING)
    attempts: Mapped[int] = mapped_column(default=0)
    not_before: Mapped[datetime | None]
    path: Mapped[str | None]  # below VAR_DIR/media
    size: Mapped[int | None]  # bytes
    reason: Mapped[str | None]


class KeptRequest(Base):
    """A rightly signed request we could not understand, kept to be shown and read again; `body` goes once it is read.

    merchant_id: the shop whose number it names, or the only one; None: nobody knows whose it is.
    """

    __tablename__ = "kept_request"
    merchant_id: Mapped[int | None] = mapped_column(ForeignKey("merchant.id"), index=True)
    path: Mapped[str]
    body: Mapped[str]
    reason: Mapped[str]
    fingerprint: Mapped[str] = mapped_column(unique=True)
    received_at: Mapped[datetime]
    tried_at: Mapped[datetime | None]  # when it was last read again
    settled_at: Mapped[datetime | None]  # when it was understood


class Choice(Base, OfMerchant):
    """A button or numbered line offered to one conversation; `token` is opaque, `intent` and `entities` are ours."""

    __tablename__ = "choice"
    token: Mapped[str] = mapped_column(unique=True)
    conversation_id: Mapped[int] = mapped_column(ForeignKey("conversation.id"), index=True)
    outgoing_id: Mapped[int] = mapped_column(ForeignKey("outgoing_message.id"), index=True)
    position: Mapped[int]  # from 1
    title: Mapped[str]
    description: Mapped[str] = mapped_column(default="")
    intent: Mapped[str]
    entities: Mapped[Values] = mapped_column(default=dict)
    expires_at: Mapped[datetime]
