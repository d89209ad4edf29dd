"""What a segment may know of one customer, and what it is asked against: the time and the ways of the shop."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.domain.segments.rules import Rule


@dataclass(frozen=True, slots=True)
class Scope:
    """When a rule is asked, and of which shop: its zone, its currency, the locale of who has none of their own.

    `saved`: the rules of the segments that are used, by id; one that is missing has nobody in it.
    """

    now: datetime
    zone: ZoneInfo
    currency: str
    locale: str
    saved: Mapping[int, Rule] = field(default_factory=dict)

    @property
    def today(self) -> date:
        """The day it is at the shop."""
        return self.now.astimezone(self.zone).date()

    def since(self, days: int) -> datetime:
        """Return when the last so many days begin: at midnight of the shop, today counted besides."""
        begin = datetime.combine(self.today - timedelta(days=days), time.min, self.zone)
        return begin.astimezone(UTC)


@dataclass(frozen=True, slots=True)
class Parcelled:
    """A parcel of an order: a ParcelStage, and since when."""

    stage: str
    since: datetime


@dataclass(frozen=True, slots=True)
class Ordered:
    """An order; `city` and `pin` as they are compared, `categories` as the shop writes them."""

    placed_at: datetime
    status: str
    payment: str
    total: int
    currency: str
    city: str = ""
    pin: str = ""
    parcels: tuple[Parcelled, ...] = ()
    products: frozenset[int] = frozenset()
    categories: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class OpenCart:
    """A cart that was left; its worth in minor units."""

    left_at: datetime
    worth: int
    currency: str


@dataclass(frozen=True, slots=True)
class AskedFor:
    """An intent of a customer, or what they asked for in vain, and when."""

    what: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Rated:
    """Stars that somebody gave."""

    stars: int
    at: datetime


@dataclass(frozen=True, slots=True)
class Profile:
    """A customer. `ratings` in the order they were given; `consent` by channel, a Consented; `reach` a KnownBy."""

    locale: str | None
    created_at: datetime
    birthday: str | None
    reach: str
    points: int = 0
    orders: tuple[Ordered, ...] = ()
    carts: tuple[OpenCart, ...] = ()
    wrote: tuple[datetime, ...] = ()
    asked: tuple[AskedFor, ...] = ()
    missed: tuple[AskedFor, ...] = ()
    awaits: frozenset[int] = frozenset()
    ratings: tuple[Rated, ...] = ()
    consent: Mapping[str, str] = field(default_factory=dict)
    labels: frozenset[int] = frozenset()
    clicked: tuple[datetime, ...] = ()
    read: tuple[datetime, ...] = ()
