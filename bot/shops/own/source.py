"""Reads what came in through the API or from a spreadsheet, as the other sources read their webhooks."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import Any

from bot.domain.news import Delivery, News, Odd, Unreadable
from bot.ports import Known
from bot.shops.own.faults import Faulty
from bot.shops.own.passing_over import taken
from bot.shops.own.reading import read_event


class OwnSource:
    """Implements bot.ports.Source. There is no webhook: what comes is checked by the API's key."""

    def is_right(self, delivery: Delivery, secrets: Sequence[str]) -> bool:
        """Never: nothing of this kind comes by a webhook."""
        return False

    def topic_of(self, headers: Mapping[str, str], body: bytes) -> str:
        """The event's type; "" where it has none."""
        try:
            kind = _values(body).get("type")
        except Unreadable:
            return ""
        return kind if isinstance(kind, str) else ""

    def dedupe_key(self, delivery: Delivery) -> str:
        """The digest of what it says, to the letter."""
        return hashlib.sha256(delivery.body).hexdigest()

    def read(self, delivery: Delivery, known: Known) -> tuple[News, ...]:
        """The event in our words; raises Unreadable for one that an earlier version of us would have taken."""
        try:
            event, odd = taken(_values(delivery.body), known.received_at)
            return (*read_event(event, known), *(Odd(".".join(map(str, one.path)), one.problem) for one in odd))
        except Faulty as error:
            first = error.faults[0]
            raise Unreadable(".".join(map(str, first.path)) or "body", first.problem) from error


def _values(body: bytes) -> dict[str, Any]:
    try:
        values = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise Unreadable("body", "is not JSON") from error
    if not isinstance(values, dict):
        raise Unreadable("body", "is not an object")
    return values
