"""Follows the table of changes: hands out every row once, also one that is committed after rows with higher numbers."""

from __future__ import annotations

from bot.db.engine import Session
from bot.services.desk import changes
from bot.services.desk.changes import Changed

# A number that was skipped is looked for again for so long: its transaction is under way, or was rolled back.
GIVE_UP = 60.0  # seconds
MOST_MISSING = 1000


class Tail:
    """Where the reading stands. Begins with what is noted from its first reading on."""

    def __init__(self) -> None:
        self._last: int | None = None
        self._missing: dict[int, float] = {}  # number -> when it was seen to be skipped

    def read(self, db: Session, now: float) -> list[Changed]:
        """Read what is new at `now` (seconds of a clock that only goes on); nothing the first time."""
        begins = self._last is None
        if self._last is None:
            # What was skipped shortly before is looked for as well: it may be committed in a moment.
            self._last = max(0, changes.find_last(db) - MOST_MISSING)
        found: list[Changed] = []
        while True:
            batch = changes.list_noted(db, self._last, list(self._missing))
            self._note([one.seq for one in batch], now)
            found += batch
            if len(batch) < changes.BATCH:
                return [] if begins else found

    def _note(self, numbers: list[int], now: float) -> None:
        assert self._last is not None
        newest = max([self._last, *numbers])
        skipped = set(range(max(self._last + 1, newest - MOST_MISSING), newest)) - set(numbers)
        still = {number: since for number, since in self._missing.items() if now - since < GIVE_UP}
        for number in numbers:
            still.pop(number, None)
        self._missing = still | dict.fromkeys(skipped, now)
        self._last = newest
