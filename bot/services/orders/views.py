"""An order as a conversation needs it: frozen, with its stage, its dates in the shop's zone and its money."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from bot.db.orders import Order, OrderItem, Parcel
from bot.db.shop import Merchant
from bot.domain.locale import in_locale
from bot.domain.money import Money
from bot.domain.orders import (
    OVER,
    WITHOUT_COURIER,
    Handover,
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
from bot.services.orders.parts import Parts, find_parts
from bot.services.orders.payment import is_paid


@dataclass(frozen=True, slots=True)
class ItemView:
    """A line of an order; `titles` maps locales to the product's name."""

    title: str
    quantity: int
    price: Money
    product_id: int | None = None
    is_sent: bool = True
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
    `is_paid`: the shop has money for it: paid, an advance, or in cash once it was handed over.
    `part_arrived`: a part is with the customer (`arrived`, as far as its parcels name it), and stage, courier
    and days are those of the rest; `not_coming`: what of that is lost or on its way back, while more is under way.
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
    returns_end_on: date | None = None
    today: date = date.min
    reviewed: bool = False
    city: str = ""
    is_paid: bool = False
    part_arrived: bool = False
    handover: str = Handover.COURIER
    arrived: tuple[ItemView, ...] = ()
    not_coming: tuple[ItemView, ...] = ()

    @property
    def returnable_until(self) -> date | None:
        """The last day of the return window; None unless it is open today."""
        return self.returns_end_on if self.returns_end_on and self.today <= self.returns_end_on else None

    @property
    def return_ended_on(self) -> date | None:
        """The last day of a return window that is over; None while it is open, and before the order has arrived."""
        return self.returns_end_on if self.returns_end_on and self.today > self.returns_end_on else None

    @property
    def awaited(self) -> tuple[ItemView, ...]:
        """What is still to come, where a part has arrived or been lost and is known by name; else all of it."""
        came = Counter[str]()
        for item in (*self.arrived, *self.not_coming):
            came[item.title] += item.quantity
        rest = [replace(item, quantity=item.quantity - came[item.title]) for item in self.items if item.is_sent]
        return tuple(item for item in rest if item.quantity > 0) or self.items

    @property
    def left_to_pay(self) -> Money:
        """What is left of the total, as the shop says: of an order paid in part the rest, of others the whole."""
        return self.outstanding if self.outstanding is not None and self.outstanding.minor else self.total

    @property
    def to_pay(self) -> Money | None:
        """What is to be paid at the door; None when nothing is, and where nobody comes to the door."""
        left = self.total if self.outstanding is None else self.outstanding
        at_the_door = self.payment == Payment.COD and self.stage not in WITHOUT_COURIER
        return left if at_the_door and left.minor else None

    @property
    def cancellable(self) -> bool:
        """True while it may be cancelled at once."""
        return may_cancel_at_once(self.stage) and not self.part_arrived


def build_view(order: Order, shop: Merchant, now: datetime) -> OrderView:
    """The order as of `now`, its days in the shop's zone."""
    zone = ZoneInfo(shop.zone)
    today = now.astimezone(zone).date()
    parts = find_parts(order)
    parcel, stage = parts.spoken_of, stage_of(_facts(order, parts))
    delivered_on = _came_on(order, parcel, stage, zone)
    ends_on = return_ends_on(delivered_on, shop.return_days) if delivered_on else None
    days = read_days(order, parcel, zone)
    late = 0 if stage in OVER else days.days_late(today)
    view = OrderView(
        id=order.id,
        number=order.number,
        customer_id=order.customer_id,
        stage=stage,
        items=tuple(_item(item, order.currency) for item in order.items),
        part_arrived=parts.part_arrived,
        handover=order.handover,
        arrived=_named(order, parts.arrived),
        not_coming=_named(order, parts.not_coming),
        total=Money(order.total, order.currency),
        payment=order.payment,
        is_paid=is_paid(order),
        placed_on=order.placed_at.astimezone(zone).date(),
        expected_on=days.expected_as_of(today),
        comes_today=days.comes_today(today),
        late_days=late,
        late_why=(parcel.late_why if parcel else None) if late else None,
        delivered_on=delivered_on,
        cancelled_on=_day(order.cancelled_at, zone),
        outstanding=_money(order.to_pay, order.currency),
        refund=_money(order.refund_amount or None, order.refund_currency or order.currency),
        refunded_on=_day(order.refunded_at, zone),
        returns_end_on=ends_on,
        today=today,
        reviewed=order.reviewed_at is not None,
        city=order.ship_city,
    )
    return _on_its_way(view, parcel) if parcel and parcel.stage != READY else view


def _came_on(order: Order, parcel: Parcel | None, stage: str, zone: ZoneInfo) -> date | None:
    """The day since which its customer has it, by a courier or over the counter."""
    if stage == OrderStage.HANDED_OVER:
        return _day(order.handed_over_at or (order.placed_at if order.handover == Handover.COUNTER else None), zone)
    return _day(parcel.delivered_at, zone) if parcel and stage == OrderStage.DELIVERED else None


def find_stage(order: Order) -> OrderStage:
    """Return the stage of an order by all its parcels."""
    return stage_of(_facts(order, find_parts(order)))


def _on_its_way(view: OrderView, sent: Parcel) -> OrderView:
    """The order with what its courier has said of the parcel."""
    return replace(
        view,
        courier=sent.courier,
        courier_phone=sent.courier_phone,
        tracking_number=sent.tracking_number,
        tracking_url=sent.tracking_url,
        place=sent.place,
        scanned_at=sent.scanned_at,
        failed_why=sent.failed_why if view.stage == OrderStage.ATTEMPT_FAILED else None,
    )


def _facts(order: Order, parts: Parts) -> OrderFacts:
    return OrderFacts(
        cancelled=order.status == OrderStatus.CANCELLED,
        payment=order.payment,
        cod_confirmed=order.cod_confirmed_at is not None or parts.part_arrived,
        packed=order.packed_at is not None,
        parcel_stage=parts.stage,
        handover=order.handover,
        handed_over=order.handed_over_at is not None,
    )


def _named(order: Order, pieces: tuple[tuple[str, int], ...]) -> tuple[ItemView, ...]:
    """What a parcel says it holds, as the order has it."""
    by_title = {item.title: _item(item, order.currency) for item in order.items}
    none = Money(0, order.currency)
    return tuple(replace(by_title.get(title, ItemView(title, 1, none)), quantity=count) for title, count in pieces)


def _money(minor: int | None, currency: str) -> Money | None:
    return None if minor is None else Money(minor, currency)


def _item(item: OrderItem, currency: str) -> ItemView:
    product = item.product
    if product is None:
        return ItemView(item.title, item.quantity, Money(item.price, currency), is_sent=item.is_sent)
    return ItemView(
        title=item.title,
        quantity=item.quantity,
        price=Money(item.price, currency),
        product_id=product.id,
        is_sent=item.is_sent,
        category=product.category,
        warranty_months=product.warranty_months,
        titles=product.titles,
        care=product.care,
    )


def _day(at: datetime | None, zone: ZoneInfo) -> date | None:
    return at.astimezone(zone).date() if at else None
