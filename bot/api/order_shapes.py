"""What is asked and told about orders. Sums are in minor units (paise) of `currency`."""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import Field

from bot.api.answers import Id, Moment, Shown
from bot.api.asked import LARGEST_ID, LARGEST_PAGE, Number, Query
from bot.api.pins import PlaceTold
from bot.domain.milestones import Milestone
from bot.domain.orders import OrderStage
from bot.domain.parcels import ParcelStage


class OrdersQuery(Query):
    """Which orders of a customer, and how many."""

    before: Number | None = Field(default=None, ge=1, le=LARGEST_ID, description="The `next` of the page before.")
    limit: Number = Field(default=10, ge=1, le=LARGEST_PAGE)


class ItemTold(Shown):
    """A line of an order; `picture` and `url` are of the product, "" where the shop has none."""

    title: str
    quantity: int
    price: int
    picture: str
    url: str


# "": nothing yet, or details only.
Happened = Milestone | Literal["", "called_off"]


class SightingTold(Shown):
    """What a courier said of a parcel: `milestone` is our word for it, "" where it brought details only."""

    milestone: Happened
    place: str
    at: Moment
    heard_at: Moment


class ParcelTold(Shown):
    """A parcel; `sightings` the newest first. `contents` is empty when it holds the whole order."""

    id: Id
    stage: ParcelStage
    milestone: Happened
    courier: str
    courier_phone: str
    tracking_number: str
    tracking_url: str
    expected_on: date | None
    late_why: str | None
    failed_why: str | None
    shipped_at: Moment | None
    delivered_at: Moment | None
    contents: tuple[str, ...]
    sightings: tuple[SightingTold, ...]


class AddressTold(Shown):
    """Where an order goes. `asked_at`: when the customer was asked whether that is right, null: never.

    `place` is where they said since that they are, by a location sent at `answered_at`; null: they sent none.
    """

    name: str
    address: str
    city: str
    pin: str
    asked_at: Moment | None
    answered_at: Moment | None
    place: PlaceTold | None


class OrderTold(Shown):
    """An order as its customer is told of it today.

    `to_pay`: what is left to pay at the door, null when nothing is. `late_days` counts from the day first promised.
    `page`: the customer's tracking page, "" while there is none.
    """

    id: Id
    number: str
    customer_id: Id
    stage: OrderStage
    payment: str
    is_paid: bool
    cod_confirmed_at: Moment | None
    currency: str
    total: int
    to_pay: int | None
    refund: int | None
    refunded_on: date | None
    placed_at: Moment
    promised_on: date | None
    expected_on: date | None
    late_days: int
    late_why: str | None
    delivered_on: date | None
    cancelled_on: date | None
    returns_end_on: date | None
    cancellable: bool
    address: AddressTold
    items: tuple[ItemTold, ...]
    parcels: tuple[ParcelTold, ...]
    page: str


class OrderPage(Shown):
    """A page of a customer's orders, the newest first; `next` is the `before` of the next page, null on the last."""

    orders: tuple[OrderTold, ...]
    next: int | None
