"""AfterShip's webhooks: their signature, how a repeat is known, and what they say."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence

from bot.carriers.aftership.tracking import expected, seconds, updated
from bot.carriers.body import Fields, opened, values_of
from bot.domain.news import Delivery, News, Nothing, Unreadable
from bot.domain.news.oddities import read_past_oddities
from bot.domain.signing import is_signed
from bot.ports import Known

_SIGNATURE = "aftership-hmac-sha256"
_LONGEST_KEY = 200


class AfterShipSource:
    """Reads what AfterShip's Tracking sends."""

    def is_right(self, delivery: Delivery, secrets: Sequence[str]) -> bool:
        """Whether the raw body is signed with one of the secrets."""
        return is_signed(delivery.body, delivery.headers.get(_SIGNATURE, ""), secrets)

    def topic_of(self, headers: Mapping[str, str], body: bytes) -> str:
        """The event; "" when the body names none."""
        return _text(body, "event")

    def dedupe_key(self, delivery: Delivery) -> str:
        """The event's own id, which a repeat keeps; the body's digest when there is none."""
        event_id = _text(delivery.body, "event_id")
        return event_id if 0 < len(event_id) <= _LONGEST_KEY else hashlib.sha256(delivery.body).hexdigest()

    def read(self, delivery: Delivery, known: Known) -> tuple[News, ...]:
        """What happened to the parcel: its checkpoints, oldest first, then its status. Raises Unreadable."""
        return read_past_oddities(values_of(delivery.body), lambda values: _read(Fields(values), known))


def _read(body: Fields, known: Known) -> tuple[News, ...]:
    event, msg = body.text("event"), body.part("msg")
    happened_at = min(seconds(body, "ts", known.received_at), known.received_at)
    if event == "tracking_update":
        return updated(msg, happened_at, known)
    if event == "edd_revise":
        return expected(msg, happened_at, known)
    if event == "tracking_pending_time":
        return (Nothing("the carrier has not scanned it yet"),)
    return (Nothing("an event we have no use for"),)


def _text(body: bytes, name: str) -> str:
    try:
        return opened(body).text(name)
    except Unreadable:
        return ""
