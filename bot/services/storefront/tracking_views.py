"""What the tracking page shows: no more of a person than a courier's label, and rather less; no price
but the cash that is still to be paid at the door."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from bot.db.base import Values
from bot.db.orders import Order, OrderItem, Parcel, Refund, Sighting
from bot.db.shop import Merchant, Product
from bot.domain import hosts, milestones
from bot.domain.locale import in_locale
from bot.domain.milestones import STAGE_OF, Milestone, MilestoneReached
from bot.domain.money import Money
from bot.domain.names import find_first_name
from bot.domain.orders import OVER, Handover, OrderStatus, Payment
from bot.domain.shortening import beginning
from bot.services.orders.days import read_days
from bot.services.orders.payment import find_left

# What may stand in a timeline; the order decides between steps of the same moment.
STEPS = ("placed", "confirmed", "packed", *STAGE_OF, "cancelled", "refunded")
_LONGEST_CITY = 40


@dataclass(frozen=True, slots=True)
class Reading:
    """In which language, where and when a page is read."""

    locale: str
    zone: ZoneInfo
    now: datetime

    @property
    def today(self) -> date:
        """The day in the shop's zone."""
        return self.now.astimezone(self.zone).date()


@dataclass(frozen=True, slots=True)
class Piece:
    """Something in an order or parcel; `picture` is an address or ""."""

    title: str
    quantity: int = 1
    picture: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class TimelineStep:
    """A line of a timeline; `milestone` is one of STEPS."""

    milestone: str
    at: datetime
    place: str = ""


@dataclass(frozen=True, slots=True)
class ParcelView:
    """A parcel. `milestone` is where it stands, "" while nothing is known.

    `expected_on` is None once nothing is expected any more, or when the day has passed without a new one.
    `contents` is empty when it holds the whole order.
    """

    milestone: str
    courier: str
    tracking_number: str
    courier_page: str
    expected_on: date | None
    late: bool
    delivered_on: date | None
    steps: tuple[TimelineStep, ...]
    contents: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class ShopView:
    """The shop. `categories` are (name, address or ""); `whatsapp` is its number as digits, "" without one."""

    name: str
    logo: str
    colour: str
    site: str
    whatsapp: str
    categories: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class PageView:
    """A tracking page in one locale. `said` are the shop's own wordings.

    `steps` are the order's own, the newest first; none when the only parcel's timeline has them.

    `at_shop` is the stage of what no courier brings, "" for the others.

    `to_pay` is what is to be paid at the door; None when nothing is, or any more.

    `receiver` is the first name and where it goes, as far as that may be shown.
    """

    page_id: int
    locale: str
    zone: str
    today: date
    shop: ShopView
    number: str
    receiver: str
    cancelled: bool
    items: tuple[Piece, ...]
    parcels: tuple[ParcelView, ...]
    steps: tuple[TimelineStep, ...]
    expected_on: date | None
    late: bool
    related: tuple[Piece, ...]
    updated_at: datetime
    to_pay: Money | None
    at_shop: str
    said: Mapping[str, str]


def describe_receiver(order: Order) -> str:
    """First name, city and the PIN's region: less than the label on the parcel says."""
    first = find_first_name(order.ship_name)
    region = f"{order.ship_pin[:3]}…" if len(order.ship_pin) > 3 else ""
    where = " ".join(filter(None, (beginning(order.ship_city, _LONGEST_CITY), region)))
    return ", ".join(filter(None, (first, where)))


def find_cash_due(order: Order) -> Money | None:
    """Return what is to be paid when the order comes; None for one that is paid, over, or partly with its customer."""
    over = any(parcel.stage in OVER or parcel.delivered_at for parcel in order.parcels)
    brought = order.handover == Handover.COURIER or bool(order.parcels)
    is_due = order.payment == Payment.COD and order.status == OrderStatus.OPEN and brought and not over
    left = find_left(order)
    return Money(left, order.currency) if is_due and left else None


def list_pieces(items: Iterable[OrderItem], locale: str) -> tuple[Piece, ...]:
    """The lines of an order by their names in the locale."""
    return tuple(_piece(item, locale) for item in items)


def _piece(item: OrderItem, locale: str) -> Piece:
    if item.product is None:
        return Piece(item.title, item.quantity)
    return show(item.product, locale, item.title, item.quantity)


def show(product: Product, locale: str, title: str = "", quantity: int = 1) -> Piece:
    """A product as a picture with its name."""
    name = in_locale(product.titles, locale, title or product.title)
    return Piece(name, quantity, hosts.showable(product.picture_url), hosts.showable(product.url))


def list_order_steps(order: Order, refunds: Iterable[Refund]) -> list[TimelineStep]:
    """What happened to the order itself, in no order."""
    known = {
        "placed": order.placed_at,
        "confirmed": order.cod_confirmed_at,
        "packed": order.packed_at,
        "cancelled": order.cancelled_at,
    }
    steps = [TimelineStep(milestone, at) for milestone, at in known.items() if at is not None]
    return steps + [TimelineStep("refunded", refund.at) for refund in refunds]


def sort_newest_first(steps: Iterable[TimelineStep]) -> tuple[TimelineStep, ...]:
    """The steps as a timeline."""
    return tuple(sorted(steps, key=lambda step: (step.at, STEPS.index(step.milestone)), reverse=True))


def build_parcel_view(parcel: Parcel, order: Order, sighted: Iterable[Sighting], reading: Reading) -> ParcelView:
    """One parcel as it stands."""
    told = _told(sighted)
    days = read_days(order, parcel, reading.zone)
    over = parcel.stage in OVER or order.status == OrderStatus.CANCELLED
    delivered = parcel.delivered_at if parcel.milestone == Milestone.DELIVERED else None
    return ParcelView(
        milestone=told[-1].milestone if told else "",
        courier=parcel.courier,
        tracking_number=parcel.tracking_number,
        courier_page=hosts.showable(parcel.tracking_url),
        expected_on=None if over else days.coming(reading.today),
        late=not over and days.days_late(reading.today) > 0,
        delivered_on=delivered.astimezone(reading.zone).date() if delivered else None,
        steps=sort_newest_first(TimelineStep(one.milestone, one.at, one.place) for one in _collapsed(told)),
        contents=tuple(_packed(line, order, reading.locale) for line in parcel.contents if line.get("title")),
    )


def _told(sighted: Iterable[Sighting]) -> list[MilestoneReached]:
    """The news that changed something: couriers go on scanning what was delivered long ago."""
    news = (MilestoneReached(one.milestone, one.at, one.place) for one in sighted if one.milestone in STAGE_OF)
    return milestones.path(milestones.in_order(news))


def _collapsed(told: list[MilestoneReached]) -> Iterable[MilestoneReached]:
    """Of neighbours that say the same, the last."""
    for place, one in enumerate(told):
        if place + 1 == len(told) or told[place + 1].milestone != one.milestone:
            yield one


def _packed(line: Values, order: Order, locale: str) -> Piece:
    title, quantity = str(line.get("title", "")), int(line.get("quantity", 1))
    item = next((item for item in order.items if item.title == title and item.product), None)
    return Piece(_piece(item, locale).title if item else title, quantity)


def build_shop_view(merchant: Merchant, colour: str, categories: Iterable[tuple[str, str]]) -> ShopView:
    """The shop as its customers see it."""
    digits = "".join(character for character in merchant.whatsapp_from or "" if character.isdigit())
    return ShopView(
        name=merchant.name,
        logo=hosts.showable(merchant.logo_url),
        colour=colour,
        site=hosts.showable(merchant.site_url),
        whatsapp=digits,
        categories=tuple(categories),
    )
