"""An order as a conversation needs it: frozen, with its stage, its dates in the shop's zone and its money."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from zoneinfo import ZoneInfo

from bot.db.orders import Order, OrderItem, Parcel
from bot.db.shop import Merchant
from bot.domain.locale import in_locale
from bot.domain.money import Money
from bot.domain.orders import (
    OVER,
    OrderFacts,
    OrderStage,
    OrderStatus,
    Payment,
    may_cancel_at_once,
    return_ends_on,
    stage_of,
)
from bot.domain.parcels import READY
from bot.services.orders.days import read_days
from bot.services.orders.payment import is_paid


@dataclass(frozen=True, slots=True)
class ItemView:
    """A line of an order; `titles` maps locales to the product's name."""

    title: str
    quantity: int
    price: Money
    product_id: int | None = None
    category: str = ""
    warranty_months: int = 0
    titles: Mapping[str, str] = field(default_factory=dict)
    care: Mapping[str, str] = field(default_factory=dict)

    def title_in(self, locale: str) -> str:
        """The name in the customer's language."""
        return in_locale(self.titles, locale, self.title)


@dataclass(frozen=True, slots=True)
class OrderView:
    """An order on one day. `expected_on` may have passed (then `late_days` says by how much).

    `late_days` counts from the day first promised to today; before it, to a later day that the courier names.
    `comes_today`: the courier has it on today's round.
    `late_why` is a catalogue key without its "late.why." or None.
    `returnable_until` is None unless it can be returned today; `return_ended_on` is set once the window has closed.
    `is_paid`: the shop has the money, of a cash order once it was handed over.
    `refund` is what goes or went back; it is on its way while `refunded_on` is None.
    """

    id: int
    number: str
    customer_id: int
    stage: str
    items: tuple[ItemView, ...]
    total: Money
    payment: str
    placed_on: date
    expected_on: date | None = None
    comes_today: bool = False
    late_days: int = 0
    late_why: str | None = None
    courier: str = ""
    courier_phone: str = ""
    tracking_number: str = ""
    tracking_url: str = ""
    place: str = ""
    scanned_at: datetime | None = None
    failed_why: str | None = None
    delivered_on: date | None = None
    cancelled_on: date | None = None
    outstanding: Money | None = None
    refund: Money | None = None
    refunded_on: date | None = None
    returnable_until: date | None = None
    return_ended_on: date | None = None
    reviewed: bool = False
    city: str = ""
    is_paid: bool = False

    @property
    def to_pay(self) -> Money | None:
        """What is to be paid at the door; None when nothing is."""
        left = self.total if self.outstanding is None else self.outstanding
        return left if self.payment == Payment.COD and left.minor else None

    @property
    def cancellable(self) -> bool:
        """True while it may be cancelled at once."""
        return may_cancel_at_once(self.stage)


def build_view(order: Order, shop: Merchant, now: datetime) -> OrderView:
    """The order as of `now`, its days in the shop's zone."""
    zone, parcel = ZoneInfo(shop.zone), _newest(order.parcels)
    today = now.astimezone(zone).date()
    stage = stage_of(_facts(order, parcel))
    delivered_on = _day(parcel.delivered_at, zone) if parcel and stage == OrderStage.DELIVERED else None
    ends_on = return_ends_on(delivered_on, shop.return_days) if delivered_on else None
    days = read_days(order, parcel, zone)
    late = 0 if stage in OVER else days.days_late(today)
    sent = parcel if parcel and parcel.stage != READY else None
    return OrderView(
        id=order.id,
        number=order.number,
        customer_id=order.customer_id,
        stage=stage,
        items=tuple(_item(item, order.currency) for item in order.items),
        total=Money(order.total, order.currency),
        payment=order.payment,
        is_paid=is_paid(order),
        placed_on=order.placed_at.astimezone(zone).date(),
        expected_on=days.expected_as_of(today),
        comes_today=days.comes_today(today),
        late_days=late,
        late_why=(parcel.late_why if parcel else None) if late else None,
        courier=sent.courier if sent else "",
        courier_phone=sent.courier_phone if sent else "",
        tracking_number=sent.tracking_number if sent else "",
        tracking_url=sent.tracking_url if sent else "",
        place=sent.place if sent else "",
        scanned_at=sent.scanned_at if sent else None,
        failed_why=sent.failed_why if sent and stage == OrderStage.ATTEMPT_FAILED else None,
        delivered_on=delivered_on,
        cancelled_on=_day(order.cancelled_at, zone),
        outstanding=None if order.to_pay is None else Money(order.to_pay, order.currency),
        refund=Money(order.refund_amount, order.refund_currency or order.currency) if order.refund_amount else None,
        refunded_on=_day(order.refunded_at, zone),
        returnable_until=ends_on if ends_on and today <= ends_on else None,
        return_ended_on=ends_on if ends_on and today > ends_on else None,
        reviewed=order.reviewed_at is not None,
        city=order.ship_city,
    )


def _newest(parcels: Sequence[Parcel]) -> Parcel | None:
    """The parcel that says most: the newest that has left, else the newest label."""
    left = [parcel for parcel in parcels if parcel.stage != READY]
    return (left or list(parcels))[-1] if parcels else None


def _facts(order: Order, parcel: Parcel | None) -> OrderFacts:
    return OrderFacts(
        cancelled=order.status == OrderStatus.CANCELLED,
        payment=order.payment,
        cod_confirmed=order.cod_confirmed_at is not None,
        packed=order.packed_at is not None,
        parcel_stage=parcel.stage if parcel else None,
    )


def _item(item: OrderItem, currency: str) -> ItemView:
    product = item.product
    if product is None:
        return ItemView(item.title, item.quantity, Money(item.price, currency))
    return ItemView(
        title=item.title,
        quantity=item.quantity,
        price=Money(item.price, currency),
        product_id=product.id,
        category=product.category,
        warranty_months=product.warranty_months,
        titles=product.titles,
        care=product.care,
    )


def _day(at: datetime | None, zone: ZoneInfo) -> date | None:
    return at.astimezone(zone).date() if at else None
