"""Tells every shop when a part of the system stays down or is begun again and again, and takes that back."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

from bot.bootstrap import Bot
from bot.health import Checked
from bot.logs import get_logger
from bot.services.desk import alerts
from bot.signs import read_restarts

log = get_logger(__name__)
# What mends itself sooner is nobody's business; what lasts is told of again, but not more often than so.
TOLD_AFTER, TOLD_AGAIN = timedelta(minutes=3), timedelta(hours=1)
# So many restarts of one process within so many seconds are a loop.
LOOP, WITHIN = 3, 900.0
PART, RESTARTS = "part:", "restarts:"  # how the causes of the alerts begin


class Alarms:
    """Remembers since when each part has been down. One for the system: the scheduler's."""

    def __init__(self, read: Callable[[], tuple[Checked, ...]], folder: Path) -> None:
        self._read, self._folder = read, folder  # of the restarts
        self._since: dict[str, datetime] = {}
        self._told_at: dict[str, datetime] = {}

    def sound(self, bot: Bot) -> None:
        """Raise and take back alerts, by how the parts are now."""
        now = bot.now()
        wrong = self._down() | self._looping(time.time())
        self._note(wrong, now)
        due = {cause: why for cause, why in wrong.items() if self._is_due(cause, now)}
        with bot.database.writing.begin() as db:
            for cause, why in due.items():
                alerts.raise_everywhere(db, cause, f"{why} (since {self._since[cause]:%d %b %H:%M} UTC)", now)
            for cause in alerts.list_causes(db, PART, RESTARTS) - wrong.keys():
                alerts.clear_everywhere(db, cause)
        self._told_at |= dict.fromkeys(due, now)

    def _down(self) -> dict[str, str]:
        return {
            f"{PART}{part.name}": f"{part.name} does not work: {part.why}" for part in self._read() if not part.works
        }

    def _looping(self, now: float) -> dict[str, str]:
        _, times = read_restarts(self._folder)
        lately = {name: sum(1 for at in each if now - at < WITHIN) for name, each in times.items()}
        return {
            f"{RESTARTS}{name}": f"{name} was started again {count} times in {WITHIN / 60:.0f} minutes"
            for name, count in lately.items()
            if count >= LOOP
        }

    def _note(self, wrong: dict[str, str], now: datetime) -> None:
        for cause in wrong.keys() - self._since.keys():
            self._since[cause] = now
            log.error("a part of the system does not work", cause=cause, why=wrong[cause])
        for cause in self._since.keys() - wrong.keys():
            del self._since[cause]
            self._told_at.pop(cause, None)
            log.info("a part of the system works again", cause=cause)

    def _is_due(self, cause: str, now: datetime) -> bool:
        told = self._told_at.get(cause)
        if told is not None:
            return now - told >= TOLD_AGAIN
        # Restarts have been counted over a time already.
        return cause.startswith(RESTARTS) or now - self._since[cause] >= TOLD_AFTER
