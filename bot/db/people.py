"""Customers, the addresses they are known by, what they agreed to, their points."""

from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey, Index, Integer, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship, validates

from bot.db.base import Base, OfMerchant

_ID = BigInteger().with_variant(Integer, "sqlite")
_UNKEYED, _BORN = text("name_key IS NULL"), text("birthday IS NOT NULL")
_LIVING, _NAMELESS = text("merged_into IS NULL"), text("merged_into IS NULL AND name = ''")


class Customer(Base, OfMerchant):
    """A person. `locale_chosen` is true once they asked for that language by name."""

    __tablename__ = "customer"
    __table_args__ = (
        Index("ix_customer_newest", "merchant_id", "id"),
        # As bot.services.segments.compiling asks for them: everybody, and who was forgotten.
        Index("ix_customer_living", "merchant_id", "id", "locale", sqlite_where=_LIVING, postgresql_where=_LIVING),
        Index("ix_customer_nameless", "merchant_id", "id", sqlite_where=_NAMELESS, postgresql_where=_NAMELESS),
        Index("ix_customer_newest_speaking", "merchant_id", "locale", "id"),
        Index("ix_customer_born", "merchant_id", "birthday", sqlite_where=_BORN, postgresql_where=_BORN),
        Index("ix_customer_unkeyed", "id", sqlite_where=_UNKEYED, postgresql_where=_UNKEYED),
        Index(
            "ix_customer_name_key",
            "name_key",
            postgresql_using="gin",
            postgresql_ops={"name_key": "gin_trgm_ops"},
        ).ddl_if(dialect="postgresql"),
    )
    name: Mapped[str] = mapped_column(default="")
    # What the name is looked for by (bot.domain.search_words); None: not made yet since the name was set.
    name_key: Mapped[str | None]
    locale: Mapped[str | None]
    locale_chosen: Mapped[bool] = mapped_column(default=False)
    email: Mapped[str] = mapped_column(default="")  # for people; never what somebody is recognised by
    birthday: Mapped[str | None]  # MM-DD
    zone: Mapped[str | None]  # where it isn't the shop's
    merged_into: Mapped[int | None] = mapped_column(_ID, index=True)  # whose all of it is now: the two were one person
    version_at: Mapped[datetime | None]  # of the newest word a shop has told of them
    created_at: Mapped[datetime]
    identities: Mapped[list["Identity"]] = relationship(back_populates="customer")

    @validates("name")
    def _drop_key(self, _attribute: str, name: str) -> str:
        self.name_key = None
        return name


class Identity(Base, OfMerchant):
    """One way to know a customer: kind `phone` (E.164), `whatsapp_user` (opaque id, CC.xxxx), or a shop's own id.

    The kind of the last is the connection's source ("shopify:3").
    """

    __tablename__ = "identity"
    __table_args__ = (
        UniqueConstraint("merchant_id", "kind", "value"),
        Index("ix_identity_value", "merchant_id", "value"),
        Index("ix_identity_part", "value", postgresql_using="gin", postgresql_ops={"value": "gin_trgm_ops"}).ddl_if(
            dialect="postgresql"
        ),
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
    __table_args__ = (
        Index("ix_consent_of", "customer_id", "channel", "purpose", "id"),
        Index("ix_consent_said", "merchant_id", "channel", "customer_id", "id", "granted", "purpose"),
    )
    customer_id: Mapped[int] = mapped_column(ForeignKey("customer.id"))
    channel: Mapped[str]  # bot.domain.channels
    purpose: Mapped[str]  # bot.domain.consent.Purpose
    granted: Mapped[bool]
    source: Mapped[str]  # bot.domain.consent.ConsentSource
    words: Mapped[str] = mapped_column(default="")
    locale: Mapped[str | None]  # of the words, where they were shown and not said
    at: Mapped[datetime]


class PointsEntry(Base, OfMerchant):
    """A change of a customer's loyalty points; the balance is the sum."""

    __tablename__ = "points_entry"
    __table_args__ = (Index("ix_points_entry_of", "merchant_id", "customer_id", "points"),)
    customer_id: Mapped[int] = mapped_column(ForeignKey("customer.id"), index=True)
    points: Mapped[int]
    reason: Mapped[str]
    dedupe_key: Mapped[str | None] = mapped_column(unique=True)
    at: Mapped[datetime]
