"""What a broadcast has to be before something is done with it, and what is said where it is not."""

from __future__ import annotations

from bot.db.broadcasts import Broadcast
from bot.domain.broadcasts import BroadcastState


class NotPossible(Exception):
    """Raised where a broadcast does not stand as it has to; `title` is it in short, the rest says what to do."""

    def __init__(self, title: str, says: str) -> None:
        super().__init__(says)
        self.title = title


def check_draft(row: Broadcast) -> None:
    """Raise NotPossible where a broadcast is no draft any more."""
    if row.state != BroadcastState.DRAFT:
        raise NotPossible("Not possible now", f"It is {row.state}: only a draft is tried.")


def check_text(row: Broadcast) -> None:
    """Raise NotPossible where a broadcast says nothing yet."""
    if not row.key:
        raise NotPossible("No text yet", "Choose what it says: give key, and the sources of its fields.")


def check_waiting(row: Broadcast) -> None:
    """Raise NotPossible where a broadcast has begun."""
    if row.began_at is not None:
        says = "It has begun: who gets nothing of it, and why, stands in its receipt."
        raise NotPossible("Not possible now", says)
