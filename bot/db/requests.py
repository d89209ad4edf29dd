"""What customers ask the shop's staff for, how they rate, and their guesses at other people's orders."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from bot.db.base import Base, OfMerchant
from bot.db.orders import Order
from bot.domain.requests import RequestState


class Request(Base, OfMerchant):
    """Something a person at the shop has to do; `reference` is told to the customer.

    `dedupe_key` (conversation, message, kind) makes a repeated turn harmless.
    """

    __tablename__ = "request"
    __table_args__ = (UniqueConstraint("merchant_id", "reference"), UniqueConstraint("dedupe_key"))
    customer_id: Mapped[int] = mapped_column(ForeignKey("customer.id"), index=True)
    order_id: Mapped[int | None] = mapped_column(ForeignKey("orders.id"), index=True)
    conversation_id: Mapped[int | None] = mapped_column(ForeignKey("conversation.id"))
    kind: Mapped[str]  # a bot.domain.requests.RequestKind
    detail: Mapped[str] = mapped_column(default="")
    reference: Mapped[str]
    dedupe_key: Mapped[str]
    state: Mapped[str] = mapped_column(default=RequestState.OPEN.value)  # a RequestState
    created_at: Mapped[datetime]
    done_at: Mapped[datetime | None]
    order: Mapped[Order | None] = relationship()


class Rating(Base, OfMerchant):
    """Stars a customer gave, 1 to 5, for an order or for us."""

    __tablename__ = "rating"
    customer_id: Mapped[int] = mapped_column(ForeignKey("customer.id"), index=True)
    order_id: Mapped[int | None] = mapped_column(ForeignKey("orders.id"))
    stars: Mapped[int]
    words: Mapped[str] = mapped_column(default="")
    dedupe_key: Mapped[str] = mapped_column(unique=True)
    at: Mapped[datetime]


class ProofGuess(Base, OfMerchant):
    """A try at proving that an order is one's own; wrong ones are limited."""

    __tablename__ = "proof_guess"
    __table_args__ = (Index("ix_proof_guess_of", "conversation_id", "at"), UniqueConstraint("dedupe_key"))
    conversation_id: Mapped[int] = mapped_column(ForeignKey("conversation.id"))
    order_number: Mapped[str]  # its number_key, also of an order that does not exist
    order_id: Mapped[int | None] = mapped_column(ForeignKey("orders.id"))  # set when right
    right: Mapped[bool]
    dedupe_key: Mapped[str]
    at: Mapped[datetime]
