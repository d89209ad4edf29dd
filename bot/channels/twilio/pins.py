"""A place that a customer sent, as Twilio's form has it -> our frozen value."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.domain.shortening import beginning

_LONGEST = 200  # characters of what a place is called


@dataclass(frozen=True, slots=True)
class MapPin:
    """A place on the map, in degrees; `label` and `address` are what the sender's phone calls it, "" where nothing."""

    latitude: float
    longitude: float
    label: str
    address: str


def read_pin(raw: Mapping[str, Any]) -> MapPin | None:
    """Return the place that a message's form tells; None where it tells none on this earth."""
    latitude, longitude = _degrees(raw.get("Latitude"), 90), _degrees(raw.get("Longitude"), 180)
    if latitude is None or longitude is None:
        return None
    label, address = (beginning(str(raw.get(name) or ""), _LONGEST) for name in ("Label", "Address"))
    return MapPin(latitude, longitude, label, address)


def _degrees(told: Any, most: int) -> float | None:
    try:
        degrees = float(told)
    except (TypeError, ValueError):
        return None
    return degrees if math.isfinite(degrees) and abs(degrees) <= most else None
