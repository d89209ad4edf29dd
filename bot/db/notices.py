"""What happened that could be told, the merchant's own rules for telling it, and the notices that come of both."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from bot.db.base import Base, OfMerchant, Values
from bot.db.orders import Cart, Order, Parcel
from bot.db.people import Customer
from bot.domain.moments import Details, from_json
from bot.domain.notices import NoticeState

_GOES = text("kind != 'parcel.late'")


class Moment(Base, OfMerchant):
    """Something happened to a customer's order, parcel, cart or account; once for each `subject`.

    Kept whether a rule tells it or not: a dry run goes over the moments of the last days.
    """

    __tablename__ = "moment"
    __table_args__ = (
        UniqueConstraint("merchant_id", "kind", "subject"),
        Index("ix_moment_at", "merchant_id", "at"),
        # What goes after a while (bot.services.privacy.retention), without those that stay.
        Index("ix_moment_passing", "merchant_id", "at", sqlite_where=_GOES, postgresql_where=_GOES),
    )
    kind: Mapped[str]  # bot.domain.moments.MomentKind
    subject: Mapped[str]  # order:12, parcel:7, cart:3, customer:5:2026
    customer_id: Mapped[int] = mapped_column(ForeignKey("customer.id"), index=True)
    order_id: Mapped[int | None] = mapped_column(ForeignKey("orders.id", ondelete="CASCADE"), index=True)
    parcel_id: Mapped[int | None] = mapped_column(ForeignKey("parcel.id", ondelete="CASCADE"))
    cart_id: Mapped[int | None] = mapped_column(ForeignKey("cart.id", ondelete="CASCADE"), index=True)
    at: Mapped[datetime]
    values: Mapped[Values] = mapped_column(default=dict)  # `details` as JSON
    customer: Mapped[Customer] = relationship()
    order: Mapped[Order | None] = relationship()
    parcel: Mapped[Parcel | None] = relationship()
    cart: Mapped[Cart | None] = relationship()

    @property
    def details(self) -> Details | None:
        """What it tells of itself besides its order, parcel and customer; None where it has nothing to tell."""
        return from_json(self.kind, self.values)


class RuleChange(Base, OfMerchant):
    """What a merchant changed of a standard rule (bot/domain/rules.toml); null fields are as they were.

    Where it has a `moment`, it is a rule of the merchant's own: its words are sentences under the key of its name.
    """

    __tablename__ = "rule"
    __table_args__ = (UniqueConstraint("merchant_id", "name"),)
    name: Mapped[str]
    active: Mapped[bool | None]
    delay_seconds: Mapped[int | None]
    segment: Mapped[Values | None]
    hours: Mapped[list[str] | None]  # from and until, "HH:MM" in the customer's zone; []: at any that the shop keeps
    version: Mapped[int] = mapped_column(default=1)  # goes with each change
    # Of a rule of the merchant's own alone.
    title: Mapped[str] = mapped_column(default="")
    moment: Mapped[str | None]  # a MomentKind
    locales: Mapped[list[str]] = mapped_column(default=list)  # in which it has words
    dropped_at: Mapped[datetime | None]


class Notice(Base, OfMerchant):
    """A rule's answer to a moment. `state`: one of bot.domain.notices.NoticeState."""

    __tablename__ = "notice"
    __table_args__ = (
        UniqueConstraint("moment_id", "rule"),
        Index("ix_notice_due", "state", "due_at"),
        Index("ix_notice_lately", "merchant_id", "due_at"),  # what rules did in the last days
    )
    moment_id: Mapped[int] = mapped_column(ForeignKey("moment.id", ondelete="CASCADE"))
    rule: Mapped[str]
    customer_id: Mapped[int] = mapped_column(ForeignKey("customer.id"), index=True)
    due_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    state: Mapped[str] = mapped_column(default=NoticeState.PLANNED)
    reason: Mapped[str | None]
    composed_at: Mapped[datetime | None]
    moment: Mapped[Moment] = relationship()
