"""A place on the map that a customer sent, as it is told."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.api.answers import Shown
from bot.channels.twilio.pins import read_pin


class PlaceTold(Shown):
    """A place that a customer sent, in degrees; `label` and `address` are their phone's names for it, or ""."""

    latitude: float
    longitude: float
    label: str
    address: str


def tell_place(raw: Mapping[str, Any]) -> PlaceTold | None:
    """Return the place that a message's form tells, None where it tells none."""
    pin = read_pin(raw)
    return None if pin is None else PlaceTold.model_validate(pin)
