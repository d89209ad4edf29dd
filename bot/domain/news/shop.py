"""News of the shop itself: what it sells, its coupons, its leaving."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from bot.domain.product_facts import NO_FACTS, ProductFacts


@dataclass(frozen=True, slots=True)
class ProductNews:
    """A product of the shop as it is at `at`; `price` None and `stock` None are not told.

    One that is gone may be told by the shop's own id alone.
    """

    sku: str
    title: str
    at: datetime
    price: int | None = None
    stock: int | None = None
    category: str = ""
    url: str = ""
    picture_url: str = ""
    gone: bool = False
    external_id: str = ""
    facts: ProductFacts = NO_FACTS


@dataclass(frozen=True, slots=True)
class CouponNews:
    """A flat-amount coupon as it is at `at`; others are not offered to customers (S13).

    One that is gone may be told by the shop's own id alone.
    """

    code: str
    amount: int
    minimum: int
    ends_on: date | None
    at: datetime
    gone: bool = False
    external_id: str = ""


@dataclass(frozen=True, slots=True)
class EraseShop:
    """A shop's data is to be forgotten (shop/redact)."""


@dataclass(frozen=True, slots=True)
class Disconnected:
    """The shop removed us (app/uninstalled): nothing more is sent in its name, and its credentials are dead."""

    at: datetime


@dataclass(frozen=True, slots=True)
class Odd:
    """A detail that could not be read and was passed over: which, and what is wrong with it (never its value)."""

    field: str
    problem: str


@dataclass(frozen=True, slots=True)
class Nothing:
    """Understood, and nothing to be done: says why (an unknown topic, a test)."""

    why: str
