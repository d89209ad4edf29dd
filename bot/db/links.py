"""Addresses we give to customers: the tracking page of an order, and counted links to the shop."""

from datetime import datetime

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from bot.db.base import Base, OfMerchant
from bot.db.orders import Order
from bot.db.shop import Merchant


class TrackingPage(Base, OfMerchant):
    """The public page of an order; its token is the whole of the proof, so that it is long and ends."""

    __tablename__ = "tracking_page"
    __table_args__ = (UniqueConstraint("order_id"),)
    order_id: Mapped[int] = mapped_column(ForeignKey("orders.id", ondelete="CASCADE"))
    token: Mapped[str] = mapped_column(unique=True)
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    seen_at: Mapped[datetime | None]
    order: Mapped[Order] = relationship()
    merchant: Mapped[Merchant] = relationship()


class Link(Base, OfMerchant):
    """A counted redirect to the merchant's own hosts. People and previews are counted apart."""

    __tablename__ = "link"
    token: Mapped[str] = mapped_column(unique=True)
    url: Mapped[str]
    customer_id: Mapped[int | None] = mapped_column(ForeignKey("customer.id"), index=True)
    notice_id: Mapped[int | None] = mapped_column(ForeignKey("notice.id", ondelete="SET NULL"), index=True)
    cart_id: Mapped[int | None] = mapped_column(ForeignKey("cart.id", ondelete="SET NULL"), index=True)
    broadcast_id: Mapped[int | None] = mapped_column(ForeignKey("broadcast.id", ondelete="SET NULL"), index=True)
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    clicks: Mapped[int] = mapped_column(default=0)
    previews: Mapped[int] = mapped_column(default=0)
    first_clicked_at: Mapped[datetime | None]
    last_clicked_at: Mapped[datetime | None]
    merchant: Mapped[Merchant] = relationship()
