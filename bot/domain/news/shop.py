"""News of the shop itself: what it sells, its coupons, its leaving."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class ProductNews:
    """A product of the shop; `price` None and `stock` None are not told."""

    sku: str
    title: str
    at: datetime
    price: int | None = None
    stock: int | None = None
    category: str = ""
    url: str = ""
    picture_url: str = ""
    gone: bool = False


@dataclass(frozen=True, slots=True)
class CouponNews:
    """A flat-amount coupon; others are not offered to customers (S13)."""

    code: str
    amount: int
    minimum: int
    ends_on: date | None
    at: datetime
    gone: bool = False


@dataclass(frozen=True, slots=True)
class EraseShop:
    """A shop's data is to be forgotten (shop/redact)."""


@dataclass(frozen=True, slots=True)
class Disconnected:
    """The shop removed us (app/uninstalled): nothing more is sent in its name, and its credentials are dead."""

    at: datetime


@dataclass(frozen=True, slots=True)
class Nothing:
    """Understood, and nothing to be done: says why (an unknown topic, a test)."""

    why: str
