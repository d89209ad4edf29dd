"""Shopify's webhooks: signed, named, told apart, and read."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

from bot.domain.news import Delivery, News, Nothing
from bot.domain.news.oddities import read_past_oddities
from bot.domain.signing import is_signed
from bot.ports import Known
from bot.shops.shopify.box import Box
from bot.shops.shopify.topics import IGNORED, READERS

LONGEST_KEY = 200
_DIGITS = 32  # of a body's digest


class ShopifySource:
    """The Source of bot.ports. `takes_tests`: read orders that are marked as tests as if they were real."""

    def __init__(self, takes_tests: bool = False) -> None:
        self._takes_tests = takes_tests

    def is_right(self, delivery: Delivery, secrets: Sequence[str]) -> bool:
        """Whether X-Shopify-Hmac-Sha256 fits the raw body by one of the secrets; without any, never."""
        return is_signed(delivery.body, delivery.headers.get("x-shopify-hmac-sha256", ""), secrets)

    def topic_of(self, headers: Mapping[str, str], body: bytes) -> str:
        """X-Shopify-Topic."""
        return headers.get("x-shopify-topic", "").strip()

    def dedupe_key(self, delivery: Delivery) -> str:
        """A webhook by its body, whatever topic stands above it; what we pulled by its id, version and content.

        The body alone is signed: topic, ids and times of a captured one can be written anew. Two topics with one body,
        letter by letter, say the same thing of it (orders/create and orders/paid).
        """
        named = None if delivery.headers else _version(delivery)
        if named and len(named) <= LONGEST_KEY:
            return named
        return f"body:{hashlib.sha256(delivery.body).hexdigest()}"

    def read(self, delivery: Delivery, known: Known) -> tuple[News, ...]:
        """What the delivery says; the topic only names the shape of the body, never the state of the order.

        Raises:
            Unreadable: names the field that is not as it should be.
        """
        if delivery.topic not in READERS:
            return (Nothing(IGNORED.get(delivery.topic, f"unknown topic {delivery.topic[:100]!r}")),)
        told_at = _told_at(delivery, known)
        return read_past_oddities(
            Box.opened(delivery.body), lambda values: self._read(delivery, Box(values, known, told_at))
        )

    def _read(self, delivery: Delivery, box: Box) -> tuple[News, ...]:
        if not self._takes_tests and (box.flag("test") or _pays_for_test(delivery, box)):
            return (Nothing("a test order"),)
        told = READERS[delivery.topic](box)
        return (*(told if isinstance(told, tuple) else (told,)), *dict.fromkeys(box.odd))


def _pays_for_test(delivery: Delivery, box: Box) -> bool:
    return delivery.topic == "refunds/create" and any(one.flag("test") for one in box.boxes("transactions"))


def _version(delivery: Delivery) -> str | None:
    """What a pulled body calls itself: topic, id and when it changed, with what it says: apps change an order without
    touching its date. None when it calls itself nothing.
    """
    try:
        values = json.loads(delivery.body)
    except (ValueError, RecursionError):
        return None
    if not isinstance(values, dict) or not values.get("id") or not isinstance(values.get("updated_at"), str):
        return None
    digest = hashlib.sha256(json.dumps(values, sort_keys=True).encode()).hexdigest()[:_DIGITS]
    return f"{delivery.topic}:{values['id']}:{values['updated_at']}:{digest}"


def _told_at(delivery: Delivery, known: Known) -> datetime:
    """When it happened by X-Shopify-Triggered-At (retries come hours later), else when it came. UTC."""
    try:
        moment = datetime.fromisoformat(delivery.headers.get("x-shopify-triggered-at", ""))
        return min(moment.astimezone(UTC), known.received_at) if moment.tzinfo else known.received_at
    except (ValueError, OverflowError):
        return known.received_at
