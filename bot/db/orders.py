"""Orders, their parcels, carts."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, UniqueConstraint, literal_column, text
from sqlalchemy.engine.default import DefaultExecutionContext
from sqlalchemy.orm import Mapped, mapped_column, relationship, validates

from bot.db.base import Base, OfMerchant, Values
from bot.db.people import Customer
from bot.db.shop import Product
from bot.domain.connections import OWN_SYSTEM
from bot.domain.orders import Handover, OrderStatus, number_key
from bot.domain.parcels import ENDED
from bot.domain.segments.places import pin_key, word_key


def _number_key(context: DefaultExecutionContext) -> str:
    return number_key(_number(context))


def _number(context: DefaultExecutionContext) -> str:
    values = context.get_current_parameters()  # type: ignore[no-untyped-call]  # SQLAlchemy gives it no types
    return str(values["number"])


_PASSING = text("milestone NOT IN ('delivered', 'returned', 'lost')")
_OPEN = text("stage NOT IN ('delivered', 'returned', 'lost')")


class Order(Base, OfMerchant):
    """An order; `number` as the customer knows it, money in minor units, `status` an OrderStatus."""

    __tablename__ = "orders"
    __table_args__ = (
        UniqueConstraint("merchant_id", "source", "external_id"),
        Index("ix_orders_number_key", "merchant_id", "number_key"),
        Index(
            "ix_orders_number_part",
            "number_key",
            postgresql_using="gin",
            postgresql_ops={"number_key": "gin_trgm_ops"},
        ).ddl_if(dialect="postgresql"),
        Index("ix_orders_external_id", "merchant_id", "external_id"),
        Index("ix_orders_promised", "status", "promised_on"),
        Index("ix_orders_unconfirmed", "status", "payment", "cod_confirmed_at"),
        # What segments count and add up, in the order of customers and without a look at the rows.
        Index("ix_orders_of", "merchant_id", "customer_id", "placed_at", "status", "currency", "total", "id"),
        Index("ix_orders_placed", "merchant_id", "placed_at", "customer_id"),
        Index("ix_orders_city", "merchant_id", "city_key", "customer_id"),
        Index("ix_orders_pin", "merchant_id", "pin_key", "customer_id"),
    )
    customer_id: Mapped[int] = mapped_column(ForeignKey("customer.id"), index=True)
    # Where it comes from (Connection.source) and its id there; "own" orders are known by their number.
    source: Mapped[str] = mapped_column(default=OWN_SYSTEM)
    external_id: Mapped[str] = mapped_column(default=_number)
    version_at: Mapped[datetime | None]  # of the newest version the shop has told; older ones are old news
    number: Mapped[str]
    # Made from `number` when the row is made, so that 1042 finds #1042 and IN-1042 without reading every order.
    number_key: Mapped[str] = mapped_column(default=_number_key)
    status: Mapped[str] = mapped_column(default=OrderStatus.OPEN)
    payment: Mapped[str]  # bot.domain.orders.Payment
    cod_confirmed_at: Mapped[datetime | None]
    total: Mapped[int]
    currency: Mapped[str] = mapped_column(default="INR")
    placed_at: Mapped[datetime]
    promised_on: Mapped[date | None]  # in the merchant's zone
    packed_at: Mapped[datetime | None]
    cancelled_at: Mapped[datetime | None]
    cancel_key: Mapped[str | None]  # dedupe key of the turn that cancelled it
    refunded_at: Mapped[datetime | None]
    refund_amount: Mapped[int | None]
    refund_currency: Mapped[str | None]  # where it is not the order's
    to_pay: Mapped[int | None]  # what is left to pay, as the shop says; None: the total, where it is paid at the door
    handover: Mapped[str] = mapped_column(default=Handover.COURIER)  # bot.domain.orders.Handover
    handed_over_at: Mapped[datetime | None]  # collected at the shop
    ship_name: Mapped[str] = mapped_column(default="")
    ship_address: Mapped[str] = mapped_column(default="")
    ship_city: Mapped[str] = mapped_column(default="")
    ship_pin: Mapped[str] = mapped_column(default="")
    # The two of them as they are compared (bot.domain.segments.places), made whenever they are set.
    city_key: Mapped[str] = mapped_column(default="")
    pin_key: Mapped[str] = mapped_column(default="")
    reviewed_at: Mapped[datetime | None]
    cart_tokens: Mapped[list[str]] = mapped_column(default=list)
    customer: Mapped[Customer] = relationship()
    items: Mapped[list["OrderItem"]] = relationship(cascade="all, delete-orphan", order_by="OrderItem.id")
    parcels: Mapped[list["Parcel"]] = relationship(cascade="all, delete-orphan", order_by="Parcel.id")

    @validates("ship_city", "ship_pin")
    def _make_key(self, attribute: str, written: str) -> str:
        if attribute == "ship_city":
            self.city_key = word_key(written)
        else:
            self.pin_key = pin_key(written)
        return written


class OrderItem(Base):
    """A line of an order."""

    __tablename__ = "order_item"
    __table_args__ = (Index("ix_order_item_bought", "product_id", "order_id"),)
    order_id: Mapped[int] = mapped_column(ForeignKey("orders.id", ondelete="CASCADE"), index=True)
    product_id: Mapped[int | None] = mapped_column(ForeignKey("product.id"))
    title: Mapped[str]
    quantity: Mapped[int] = mapped_column(default=1)
    price: Mapped[int]
    external_id: Mapped[str] = mapped_column(default="")  # of the line, where the shop names one
    is_sent: Mapped[bool] = mapped_column(default=True)  # False: nothing of it comes in a parcel
    product: Mapped[Product | None] = relationship()


class Parcel(Base, OfMerchant):
    """A shipment. `stage` (bot.domain.parcels.STAGES) follows from its sightings (bot.domain.milestones)."""

    __tablename__ = "parcel"
    # Few of very many (`STILL_OPEN`), in the order in which they are gone through.
    __table_args__ = (Index("ix_parcel_open", "merchant_id", "id", sqlite_where=_OPEN, postgresql_where=_OPEN),)
    source: Mapped[str] = mapped_column(default=OWN_SYSTEM)
    external_id: Mapped[str] = mapped_column(default="")  # the shop's fulfilment
    milestone: Mapped[str] = mapped_column(default="")  # finer than the stage: near, damaged, partly_delivered
    promised_on: Mapped[date | None]  # the first the courier named; a later one is a slip
    order_id: Mapped[int] = mapped_column(ForeignKey("orders.id", ondelete="CASCADE"), index=True)
    courier: Mapped[str]
    tracking_number: Mapped[str] = mapped_column(index=True)
    tracking_url: Mapped[str] = mapped_column(default="")
    courier_phone: Mapped[str] = mapped_column(default="")  # of who brings it, where the carrier tells
    stage: Mapped[str]
    stage_at: Mapped[datetime]
    expected_on: Mapped[date | None]
    place: Mapped[str] = mapped_column(default="")  # of the last scan
    scanned_at: Mapped[datetime | None]
    late_why: Mapped[str | None]  # bot.domain.parcels.LateWhy
    failed_why: Mapped[str | None]  # FailedWhy
    shipped_at: Mapped[datetime | None]
    delivered_at: Mapped[datetime | None]
    contents: Mapped[list[Values]] = mapped_column(default=list)  # title, quantity; [] when it holds the whole order


# Written out: only so do both databases know that the index of these alone is meant.
STILL_OPEN = Parcel.stage.not_in([literal_column(f"'{end}'") for end in ENDED])


class Sighting(Base):
    """One piece of news of a parcel, kept for good: the timeline, and what its stage follows from.

    `milestone` "" brought details only (a new day).
    """

    __tablename__ = "sighting"
    __table_args__ = (
        UniqueConstraint("parcel_id", "milestone", "at", "place"),
        # What goes after a while (bot.services.privacy.retention), without the ends that stay.
        Index("ix_sighting_passing", "id", sqlite_where=_PASSING, postgresql_where=_PASSING),
    )
    parcel_id: Mapped[int] = mapped_column(ForeignKey("parcel.id", ondelete="CASCADE"))
    milestone: Mapped[str]
    at: Mapped[datetime]
    place: Mapped[str] = mapped_column(default="")
    expected_on: Mapped[date | None]
    late_why: Mapped[str | None]
    failed_why: Mapped[str | None]
    heard_at: Mapped[datetime]


class Refund(Base, OfMerchant):
    """Money that goes back for an order; `done_at` once it is in the account."""

    __tablename__ = "refund"
    __table_args__ = (UniqueConstraint("order_id", "external_id"),)
    # Without an index of its own: SQLite would take it for the one to find an order's refunds by.
    merchant_id: Mapped[int] = mapped_column(ForeignKey("merchant.id"))
    order_id: Mapped[int] = mapped_column(ForeignKey("orders.id", ondelete="CASCADE"))
    external_id: Mapped[str]
    amount: Mapped[int]
    currency: Mapped[str] = mapped_column(default="INR")
    at: Mapped[datetime]
    done_at: Mapped[datetime | None]


class Cart(Base, OfMerchant):
    """A cart left behind; `token` is the shop's id. `completed_at` is set when an order came of it, or it is gone."""

    __tablename__ = "cart"
    __table_args__ = (UniqueConstraint("merchant_id", "token"),)
    customer_id: Mapped[int] = mapped_column(ForeignKey("customer.id"), index=True)
    token: Mapped[str]
    recovery_url: Mapped[str] = mapped_column(default="")
    updated_at: Mapped[datetime]
    completed_at: Mapped[datetime | None]
    source: Mapped[str] = mapped_column(default=OWN_SYSTEM)
    currency: Mapped[str] = mapped_column(default="INR")
    other_tokens: Mapped[list[str]] = mapped_column(default=list)
    # What the reminders earned: the order that followed, and whether through our link or just after a reminder.
    recovered_order_id: Mapped[int | None] = mapped_column(ForeignKey("orders.id", ondelete="SET NULL"), index=True)
    recovered_amount: Mapped[int | None]
    recovered_by: Mapped[str | None]  # link, order
    recovered_at: Mapped[datetime | None]
    items: Mapped[list["CartItem"]] = relationship(cascade="all, delete-orphan")


class CartItem(Base):
    """A line of a cart."""

    __tablename__ = "cart_item"
    cart_id: Mapped[int] = mapped_column(ForeignKey("cart.id", ondelete="CASCADE"), index=True)
    product_id: Mapped[int | None] = mapped_column(ForeignKey("product.id"))
    title: Mapped[str]
    quantity: Mapped[int] = mapped_column(default=1)
    price: Mapped[int]
    picture_url: Mapped[str] = mapped_column(default="")
    product: Mapped[Product | None] = relationship()


class SaleName(Base, OfMerchant):
    """A name by which the buyer of an order, or the owner of a cart, is known (bot.domain.buyers); one of both ids."""

    __tablename__ = "sale_name"
    __table_args__ = (
        UniqueConstraint("order_id", "name"),
        UniqueConstraint("cart_id", "name"),
        Index("ix_sale_name_name", "merchant_id", "name"),
    )
    name: Mapped[str]
    order_id: Mapped[int | None] = mapped_column(ForeignKey("orders.id", ondelete="CASCADE"))
    cart_id: Mapped[int | None] = mapped_column(ForeignKey("cart.id", ondelete="CASCADE"))
