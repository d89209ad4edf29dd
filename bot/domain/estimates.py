"""The day a carrier expects a parcel on, where what it writes is a day with a time nobody meant."""

from __future__ import annotations

from datetime import date, datetime, tzinfo


def day_meant(written: datetime, zone: tzinfo) -> date:
    """Return the calendar day of an estimate, for a shop in this zone.

    Carriers tell a day, and whoever passes it on fills in a time: 00:00:00 or 23:59:59, mostly with a Z that is
    nobody's zone (docs/connecting.md has the sources). Such a time is the day as it is written; any other is a moment,
    whose day is the shop's.
    """
    is_filled_in = (written.hour, written.minute, written.second) == (0, 0, 0) or (
        (written.hour, written.minute) == (23, 59)
    )
    if is_filled_in or written.tzinfo is None:
        return written.date()
    return written.astimezone(zone).date()
