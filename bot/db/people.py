"""Customers, the addresses they are known by, what they agreed to, their points."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from bot.db.base import Base, OfMerchant


class Customer(Base, OfMerchant):
    """A person. `locale_chosen` is true once they asked for that language by name."""

    __tablename__ = "customer"
    name: Mapped[str] = mapped_column(default="")
    locale: Mapped[str | None]
    locale_chosen: Mapped[bool] = mapped_column(default=False)
    email: Mapped[str] = mapped_column(default="")  # for people; never what somebody is recognised by
    birthday: Mapped[str | None]  # MM-DD
    zone: Mapped[str | None]  # where it isn't the shop's
    version_at: Mapped[datetime | None]  # of the newest word a shop has told of them
    created_at: Mapped[datetime]
    identities: Mapped[list[Identity]] = relationship(back_populates="customer")


class Identity(Base, OfMerchant):
    """One way to know a customer: kind `phone` (E.164), `whatsapp_user` (opaque id, CC.xxxx), or a shop's own id.

    The kind of the last is the connection's source ("shopify:3").
    """

    __tablename__ = "identity"
    __table_args__ = (
        UniqueConstraint("merchant_id", "kind", "value"),
        Index("ix_identity_value", "merchant_id", "value"),
    )
    customer_id: Mapped[int] = mapped_column(ForeignKey("customer.id"), index=True)
    kind: Mapped[str]
    value: Mapped[str]
    # Set by what Twilio told us: no WhatsApp there, not a mobile number. A shop's own id that is "unreachable" is
    # noted, but its number is not known to be the account's own (bot.services.incoming.people).
    not_on_whatsapp: Mapped[bool] = mapped_column(default=False)
    unreachable: Mapped[bool] = mapped_column(default=False)
    customer: Mapped[Customer] = relationship(back_populates="identities")


class Consent(Base, OfMerchant):
    """The ledger: what was agreed or withdrawn, when, how, in what words. The newest row counts."""

    __tablename__ = "consent"
    __table_args__ = (Index("ix_consent_of", "customer_id", "channel", "purpose", "id"),)
    customer_id: Mapped[int] = mapped_column(ForeignKey("customer.id"))
    channel: Mapped[str]  # bot.domain.channels
    purpose: Mapped[str]  # bot.domain.consent.Purpose
    granted: Mapped[bool]
    source: Mapped[str]  # bot.domain.consent.ConsentSource
    words: Mapped[str] = mapped_column(default="")
    at: Mapped[datetime]


class PointsEntry(Base, OfMerchant):
    """A change of a customer's loyalty points; the balance is the sum."""

    __tablename__ = "points_entry"
    customer_id: Mapped[int] = mapped_column(ForeignKey("customer.id"), index=True)
    points: Mapped[int]
    reason: Mapped[str]
    dedupe_key: Mapped[str | None] = mapped_column(unique=True)
    at: Mapped[datetime]
