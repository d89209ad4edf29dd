"""What a shop pays by its own contract: a price for a kind of message, from always or from a day on."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from bot.domain.prices import PRICES

SINCE = "@"  # sms_segment@2026-12-01: the price of a kind from that day on


def check_price_name(name: str) -> str:
    """Return the name of a price, once it is a kind of message, and a day where it has one.

    Raises:
        ValueError: it is neither.
    """
    what, dated, day = name.partition(SINCE)
    if what not in PRICES or (dated and date.fromisoformat(day).isoformat() != day):
        raise ValueError
    return name


def find_own_price(prices: Mapping[str, int], what: str, on: date) -> int | None:
    """Return the price of a kind on a day, in millionths; None where the contract says nothing of it yet."""
    named = [(name.partition(SINCE), micros) for name, micros in prices.items()]
    holding = [(day, micros) for (kind, _, day), micros in named if kind == what and day <= on.isoformat()]
    return max(holding)[1] if holding else None
