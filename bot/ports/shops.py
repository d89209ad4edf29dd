"""Shops and carriers: their webhooks and their APIs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from bot.domain.news import Delivery, News


@dataclass(frozen=True, slots=True)
class Known:
    """What helps to read a delivery: the shop's currency, zone and country, and when it came (UTC)."""

    currency: str
    zone: str
    country: str
    received_at: datetime


class Source(Protocol):
    """A kind of shop or carrier whose webhooks we take."""

    def is_right(self, delivery: Delivery, secrets: Sequence[str]) -> bool:
        """Whether the delivery carries a right signature or key by one of the secrets (the newest first)."""

    def topic_of(self, headers: Mapping[str, str], body: bytes) -> str:
        """The topic, from lower-case headers or the body; "" when there is none."""

    def dedupe_key(self, delivery: Delivery) -> str:
        """The key of a delivery: equal for a repeated one, different for every other (at most 200 characters)."""

    def read(self, delivery: Delivery, known: Known) -> tuple[News, ...]:
        """What the delivery says, in our words.

        Raises:
            Unreadable: names the field that is not as it should be.
        """


@dataclass(frozen=True, slots=True)
class Page:
    """A page of what a shop's API has: deliveries as its webhooks would have brought them.

    `cursor` goes on (None: this was the last page); `wait` before the next request, as the API asks. `total`: of how
    many this is a page, where the first page tells it.
    """

    deliveries: tuple[Delivery, ...]
    cursor: str | None
    wait: timedelta = timedelta()
    total: int | None = None


class ApiError(Exception):
    """A shop's or carrier's API did not do as asked.

    `kind`: "credentials" (refused), "later" (limit or passing trouble, after `wait`), "broken" (anything else).
    `status` is the HTTP status, where there was an answer.
    """

    def __init__(self, reason: str, kind: str, wait: timedelta = timedelta(), status: int | None = None) -> None:
        super().__init__(reason)
        self.reason, self.kind, self.wait, self.status = reason, kind, wait, status


class ShopApi(Protocol):
    """A shop's own API, with the credentials of one connection. Every method raises ApiError."""

    def check(self) -> str:
        """Try the credentials; the shop's name."""

    def register(self, address: str) -> list[str]:
        """Make the webhooks to this address that are missing; the topics made now."""

    def changed_since(self, since: datetime, cursor: str | None) -> Page:
        """A page of the orders changed since then."""

    def products(self, since: datetime | None, cursor: str | None) -> Page:
        """A page of the products changed since then; None: of all there are."""


class CarrierApi(Protocol):
    """A carrier's own API. Every method raises ApiError."""

    def check(self) -> str:
        """Try the credentials; the account's name."""

    def track(self, tracking_number: str) -> Delivery | None:
        """What the carrier knows of a parcel, as a delivery its Source reads; None when nothing."""
