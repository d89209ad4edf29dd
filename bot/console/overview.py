"""What is where, worked out once for everybody who asks within a few seconds."""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.bootstrap import Bot
from bot.services.connections import completeness
from bot.services.insights import counts as figures
from bot.services.insights import overdue
from bot.services.orders import cash_on_delivery

FRESH = timedelta(seconds=5)


@dataclass(frozen=True, slots=True)
class Overview:
    """Counts by state, up to when nothing is missing, unconfirmed orders, bells by queue, requests on disk."""

    at: datetime
    counts: Sequence[figures.Counts]
    complete: datetime | None
    unconfirmed: int
    bells: Mapping[str, int]
    spooled: int
    waited: Mapping[str, float]  # seconds that the oldest row of each kind has been due


class Overviews:
    """Hands out the overview; who comes while it is worked out waits for it."""

    def __init__(self, bot: Bot) -> None:
        self._bot = bot
        self._lock = threading.Lock()
        self._newest: Overview | None = None

    def newest(self) -> Overview:
        """The overview, at most FRESH old."""
        with self._lock:
            now = self._bot.now()
            if self._newest is None or not timedelta() <= now - self._newest.at < FRESH:
                self._newest = self._worked_out(now)
            return self._newest

    def _worked_out(self, now: datetime) -> Overview:
        with self._bot.database.reading.begin() as db:
            counts = figures.count_by_state(db)
            waited = {kind.what: kind.waited.total_seconds() for kind in overdue.list_overdue(db, now)}
            complete, unconfirmed = completeness.find_complete_until(db), cash_on_delivery.count_unconfirmed(db)
        return Overview(now, counts, complete, unconfirmed, self._bot.bells.waiting(), self._bot.spool.count(), waited)
