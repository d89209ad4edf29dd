"""Times that others tell by clocks of their own, which may be set wrong."""

from __future__ import annotations

from datetime import datetime, timedelta

# By a zone at most. What lies further ahead is no time of anything, and would hide all that comes after.
AHEAD = timedelta(days=1)


def lies_ahead(told: datetime, heard_at: datetime) -> bool:
    """Return whether a time is further ahead of when we heard it than a clock may be wrong."""
    return told > heard_at + AHEAD


def told_or_heard(told: datetime | None, heard_at: datetime) -> datetime:
    """Return when something was: when we heard of it, where nobody told or the time told lies ahead."""
    return heard_at if told is None or lies_ahead(told, heard_at) else told
