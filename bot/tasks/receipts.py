"""Tells open screens that a receipt has moved on: Twilio's news of single messages are too many to tell each."""

from __future__ import annotations

from bot.bootstrap import Bot
from bot.services.broadcasts import progress
from bot.services.messages.broadcasts import note_progress


class Watcher:
    """What was told so far, in this process: one that is started anew begins with what comes from then on."""

    def __init__(self) -> None:
        self._told: int | None = None

    def tell_moved(self, bot: Bot) -> int:
        """Note for the screens which broadcasts have news since the last time; returns how many."""
        with bot.database.reading.begin() as db:
            if self._told is None:
                self._told = progress.find_newest(db)
                return 0
            newest, moved = progress.find_moved(db, self._told)
        if moved:
            with bot.database.writing.begin() as db:
                for broadcast_id in moved:
                    note_progress(db, broadcast_id, bot.now())
        self._told = newest
        return len(moved)


tell_receipts = Watcher().tell_moved
