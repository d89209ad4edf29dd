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
AT = "@"  # and a host's end with its name
# Told again each hour while it lasts: what nobody repeats is of a host that is not there any more.
GONE_AFTER = 3 * TOLD_AGAIN


class Alarms:
    """Remembers since when each part has been down. One a host: the scheduler's.

    `folder` is that of the restarts. `host`: its name among several, each of which speaks for itself, since Rasa or
    the disk of one says nothing of another's; "" where there is one alone.
    """

    def __init__(self, read: Callable[[], tuple[Checked, ...]], folder: Path, host: str = "") -> None:
        self._read, self._folder, self._end = read, folder, f"{AT}{host}" if host else ""
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
                if cause.endswith(self._end) if AT in cause and self._end else AT not in cause:
                    alerts.clear_everywhere(db, cause)
            alerts.clear_silent(db, now - GONE_AFTER, PART, RESTARTS)
        self._told_at |= dict.fromkeys(due, now)

    def _down(self) -> dict[str, str]:
        down = [part for part in self._read() if not part.works]
        return {self._named(PART, part.name): f"{part.name} does not work{self._where()}: {part.why}" for part in down}

    def _looping(self, now: float) -> dict[str, str]:
        _, times = read_restarts(self._folder)
        lately = {name: sum(1 for at in each if now - at < WITHIN) for name, each in times.items()}
        return {
            self._named(RESTARTS, name): f"{name} was started again {count} times in {WITHIN / 60:.0f} minutes"
            + self._where()
            for name, count in lately.items()
            if count >= LOOP
        }

    def _named(self, kind: str, name: str) -> str:
        return f"{kind}{name}{self._end}"

    def _where(self) -> str:
        return f" on {self._end.removeprefix(AT)}" if self._end else ""

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
