"""Orders, their parcels, carts."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.engine.default import DefaultExecutionContext
from sqlalchemy.orm import Mapped, mapped_column, relationship

from bot.db.base import Base, OfMerchant
from bot.db.people import Customer
from bot.db.shop import Product
from bot.domain.orders import number_key


def _number_key(context: DefaultExecutionContext) -> str:
    values = context.get_current_parameters()  # type: ignore[no-untyped-call]  # SQLAlchemy gives it no types
    return number_key(values["number"])


class Order(Base, OfMerchant):
    """An order; `number` as the customer knows it, money in minor units, `status`: open, cancelled."""

    __tablename__ = "orders"
    __table_args__ = (
        UniqueConstraint("merchant_id", "number"),
        Index("ix_orders_number_key", "merchant_id", "number_key"),
    )
    customer_id: Mapped[int] = mapped_column(ForeignKey("customer.id"), index=True)
    number: Mapped[str]
    # Made from `number` when the row is made, so that 1042 finds #1042 and IN-1042 without reading every order.
    number_key: Mapped[str] = mapped_column(default=_number_key)
    status: Mapped[str] = mapped_column(default="open")
    payment: Mapped[str]  # paid, cod, pending, refunded, partly_refunded
    cod_confirmed_at: Mapped[datetime | None]
    total: Mapped[int]
    currency: Mapped[str] = mapped_column(default="INR")
    placed_at: Mapped[datetime]
    promised_on: Mapped[str | None]  # ISO day in the merchant's zone
    packed_at: Mapped[datetime | None]
    cancelled_at: Mapped[datetime | None]
    cancel_key: Mapped[str | None]  # dedupe key of the turn that cancelled it
    refunded_at: Mapped[datetime | None]
    refund_amount: Mapped[int | None]
    ship_name: Mapped[str] = mapped_column(default="")
    ship_address: Mapped[str] = mapped_column(default="")
    ship_city: Mapped[str] = mapped_column(default="")
    ship_pin: Mapped[str] = mapped_column(default="")
    reviewed_at: Mapped[datetime | None]
    customer: Mapped[Customer] = relationship()
    items: Mapped[list[OrderItem]] = relationship(cascade="all, delete-orphan")
    parcels: Mapped[list[Parcel]] = relationship(cascade="all, delete-orphan", order_by="Parcel.id")


class OrderItem(Base):
    """A line of an order."""

    __tablename__ = "order_item"
    order_id: Mapped[int] = mapped_column(ForeignKey("orders.id", ondelete="CASCADE"), index=True)
    product_id: Mapped[int | None] = mapped_column(ForeignKey("product.id"))
    title: Mapped[str]
    quantity: Mapped[int] = mapped_column(default=1)
    price: Mapped[int]
    product: Mapped[Product | None] = relationship()


class Parcel(Base, OfMerchant):
    """A shipment. `stage` is one of bot.domain.parcels.STAGES."""

    __tablename__ = "parcel"
    order_id: Mapped[int] = mapped_column(ForeignKey("orders.id", ondelete="CASCADE"), index=True)
    courier: Mapped[str]
    tracking_number: Mapped[str] = mapped_column(index=True)
    tracking_url: Mapped[str] = mapped_column(default="")
    stage: Mapped[str]
    stage_at: Mapped[datetime]
    expected_on: Mapped[str | None]  # ISO day
    place: Mapped[str] = mapped_column(default="")  # of the last scan
    scanned_at: Mapped[datetime | None]
    late_why: Mapped[str | None]  # a key of the catalogue below late.why
    failed_why: Mapped[str | None]
    shipped_at: Mapped[datetime | None]
    delivered_at: Mapped[datetime | None]


class Cart(Base, OfMerchant):
    """A cart left behind; `token` is the shop's id."""

    __tablename__ = "cart"
    __table_args__ = (UniqueConstraint("merchant_id", "token"),)
    customer_id: Mapped[int] = mapped_column(ForeignKey("customer.id"), index=True)
    token: Mapped[str]
    recovery_url: Mapped[str] = mapped_column(default="")
    updated_at: Mapped[datetime]
    completed_at: Mapped[datetime | None]
    items: Mapped[list[CartItem]] = relationship(cascade="all, delete-orphan")


class CartItem(Base):
    """A line of a cart."""

    __tablename__ = "cart_item"
    cart_id: Mapped[int] = mapped_column(ForeignKey("cart.id", ondelete="CASCADE"), index=True)
    product_id: Mapped[int | None] = mapped_column(ForeignKey("product.id"))
    title: Mapped[str]
    quantity: Mapped[int] = mapped_column(default=1)
    price: Mapped[int]
