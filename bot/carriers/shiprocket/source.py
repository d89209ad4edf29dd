"""Shiprocket's webhooks: the key that guards them, how a repeat is known, and what they say."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Mapping, Sequence

from bot.carriers.body import Fields, opened, values_of
from bot.carriers.shiprocket.tracking import pulled, pushed
from bot.domain.news import Delivery, News, Unreadable
from bot.domain.news.oddities import read_past_oddities
from bot.ports import Known

_KEY_HEADERS = ("x-api-key", "anx-api-key")  # the second is what one integration reports (FACTS 9.1)
_KEY_FIELDS = ("awb", "shipment_status_id", "current_timestamp")
_LONGEST_KEY = 200
_DIGITS = 32  # of a body's digest


class ShiprocketSource:
    """Reads what Shiprocket sends, and what it answers to a pull (topic "pull")."""

    def is_right(self, delivery: Delivery, secrets: Sequence[str]) -> bool:
        """Whether a key header is one of the secrets; there is no signature to check."""
        given = [delivery.headers.get(name, "").encode(errors="surrogatepass") for name in _KEY_HEADERS]
        wanted = [secret.encode(errors="surrogatepass") for secret in secrets if secret]
        return any(hmac.compare_digest(key, secret) for key in given for secret in wanted)

    def topic_of(self, headers: Mapping[str, str], body: bytes) -> str:
        """The topic of every Shiprocket webhook: there is but one."""
        return "tracking"

    def dedupe_key(self, delivery: Delivery) -> str:
        """Parcel, status and its time, with the body's digest: a new day or scan may come in the same second."""
        digest = hashlib.sha256(delivery.body).hexdigest()
        try:
            fields = opened(delivery.body)
            values = [fields.text(name) for name in _KEY_FIELDS]
        except Unreadable:
            return digest
        key = ":".join((*values, digest[:_DIGITS]))
        return key if all(values) and len(key) <= _LONGEST_KEY else digest

    def read(self, delivery: Delivery, known: Known) -> tuple[News, ...]:
        """What happened to the parcel: its scans, oldest first, then its status. Raises Unreadable."""
        return read_past_oddities(values_of(delivery.body), lambda values: _read(delivery, Fields(values), known))


def _read(delivery: Delivery, body: Fields, known: Known) -> tuple[News, ...]:
    if delivery.topic == "pull" or "tracking_data" in body:
        return pulled(body.part("tracking_data"), known.received_at)
    return pushed(body, known.received_at)
