"""News of orders, their parcels and refunds, and of carts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from bot.domain.news.basics import NOBODY, NOWHERE, Address, Line, OrderRef, Person
from bot.domain.orders import Handover


@dataclass(frozen=True, slots=True)
class OrderNews:
    """An order as it is at `version_at`. A version older than one we have is old news.

    `payment`: a bot.domain.orders.Payment. `begun`: it was to be paid at once and
    has not been, so that it is none yet, unless it was one before.
    """

    external_id: str
    number: str
    person: Person
    lines: tuple[Line, ...]
    total: int
    currency: str
    placed_at: datetime
    version_at: datetime
    payment: str
    ship_to: Address = NOWHERE
    cancelled_at: datetime | None = None
    packed_at: datetime | None = None
    promised_on: date | None = None
    cart_tokens: tuple[str, ...] = ()
    accepts_marketing: bool | None = None  # by SMS or WhatsApp, where the shop asked for that; e-mail consent is none
    refunded: int = 0  # what has gone back so far, minor units
    to_pay: int | None = None  # what is left to pay, minor units, as the shop says; None: nothing was said of it
    begun: bool = False
    handover: str = Handover.COURIER  # a bot.domain.orders.Handover
    handed_over_at: datetime | None = None  # collected at the shop
    tracking_numbers: tuple[str, ...] | None = None  # all that this version lists; None: orders here list none


@dataclass(frozen=True, slots=True)
class OrderGone:
    """The shop deleted the order: nothing more is said of it."""

    order: OrderRef
    at: datetime


@dataclass(frozen=True, slots=True)
class OrderEdited:
    """Lines were added or removed: (line id, change of quantity). Details of new lines come with the next version."""

    order: OrderRef
    at: datetime
    changes: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class ParcelNews:
    """A milestone of a parcel (bot.domain.milestones.STAGE_OF), and what is known of the parcel besides.

    A parcel is found by `external_id` (the shop's fulfilment), by `tracking_number`, or as its order's only one.
    `milestone` "" only brings details (a tracking number, a new day). `lines` is what is in it; `is_part` is for a
    sender who only knows whether that is all of the order, and None where they don't.
    """

    order: OrderRef
    milestone: str
    at: datetime
    external_id: str = ""
    tracking_number: str = ""
    courier: str = ""
    tracking_url: str = ""
    courier_phone: str = ""  # of who brings it
    place: str = ""
    expected_on: date | None = None
    late_why: str = ""  # bot.domain.parcels.LateWhy
    failed_why: str = ""  # bot.domain.parcels.FailedWhy
    lines: tuple[Line, ...] = ()
    is_part: bool | None = None
    cancelled: bool = False  # the shipment was called off before it left


@dataclass(frozen=True, slots=True)
class RefundNews:
    """Money that goes back. `done`: it has reached the account, as far as the shop knows."""

    order: OrderRef
    external_id: str
    amount: int
    currency: str
    at: datetime
    done: bool = False


@dataclass(frozen=True, slots=True)
class CartNews:
    """A checkout that was begun, as it is at `updated_at`."""

    token: str
    lines: tuple[Line, ...]
    currency: str
    updated_at: datetime
    person: Person = NOBODY
    recovery_url: str = ""
    completed_at: datetime | None = None
    other_tokens: tuple[str, ...] = ()  # further ids of the same cart, as an order may name it
    accepts_marketing: bool | None = None
    gone: bool = False
