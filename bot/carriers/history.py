"""A parcel's scans and its present status, put together so that one event is one piece of news."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta

from bot.domain.clocks import lies_ahead
from bot.domain.news import Nothing, ParcelNews

# A status is sent some hours after its scan at most; a second failed attempt comes the next day at the earliest.
_SAME_EVENT = timedelta(hours=12)


def oldest_first(scans: Iterable[ParcelNews], received_at: datetime) -> list[ParcelNews]:
    """Each scan once, without those of a clock that runs days ahead."""
    known = (scan for scan in dict.fromkeys(scans) if not lies_ahead(scan.at, received_at))
    return sorted(known, key=lambda scan: scan.at)


def told(scans: list[ParcelNews], now: ParcelNews | None) -> tuple[ParcelNews | Nothing, ...]:
    """The scans, oldest first, then the present status (None: one we don't know).

    The newest scan mostly is the present status once more, at another minute: then only one of them is told.
    """
    if now is None:
        return tuple(scans) or (Nothing("a status we do not know"),)
    if scans and scans[-1].milestone == now.milestone and abs(now.at - scans[-1].at) < _SAME_EVENT:
        return (*scans[:-1], replace(scans[-1], expected_on=now.expected_on))
    return (*scans, now)
