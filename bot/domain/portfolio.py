"""What Twilio says of a number on WhatsApp, read: how good it is thought to be, and to how many new people a day."""

from __future__ import annotations

import re
from enum import StrEnum

_LIMIT = re.compile(r"\s*(?:TIER_)?([0-9]{1,9})(K|M)?\b.*", re.IGNORECASE)
_MANY = {"": 1, "K": 1_000, "M": 1_000_000}


class Quality(StrEnum):
    """How good a number is thought to be, by how often people block or report it."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"  # fewer new people a day may follow, or none at all
    UNKNOWN = "unknown"


# Twilio's words, and WhatsApp's own colours.
_QUALITIES = {
    **{"HIGH": Quality.HIGH, "MEDIUM": Quality.MEDIUM, "LOW": Quality.LOW},
    **{"GREEN": Quality.HIGH, "YELLOW": Quality.MEDIUM, "RED": Quality.LOW},
}


def read_quality(words: str) -> Quality:
    """Return what a quality rating means; no word that is known: unknown."""
    return _QUALITIES.get(words.strip().upper(), Quality.UNKNOWN)


def read_limit(words: str) -> int | None:
    """Return how many new people a day a limit means ("10K Customers/24hr"): 0 without one, None if unsaid."""
    if "unlimited" in words.lower():
        return 0
    found = _LIMIT.fullmatch(words)
    return int(found[1]) * _MANY[(found[2] or "").upper()] or None if found else None
