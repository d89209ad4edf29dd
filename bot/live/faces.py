"""Who is where, as the live process has heard: of the signs every 15 s others are told what is new."""

from __future__ import annotations

from bot.domain.presence import GONE_AFTER, Presence, PresenceState


class Faces:
    """Everybody who is at a conversation, and until when without another sign."""

    def __init__(self) -> None:
        self._there: dict[tuple[int, int, int], tuple[Presence, float]] = {}

    def note(self, one: Presence, now: float) -> bool:
        """Note a presence at `now` (seconds); returns whether others have something new to see."""
        who = (one.merchant_id, one.conversation_id, one.staff_id)
        before = self._there.pop(who, None)
        if one.state != PresenceState.GONE:
            self._there[who] = one, now + GONE_AFTER
        return one.state != (before[0].state if before else PresenceState.GONE)

    def take_gone(self, now: float) -> list[Presence]:
        """Forget whoever gave no sign for too long; returns them."""
        gone = [one for one, until in self._there.values() if until < now]
        for one in gone:
            del self._there[one.merchant_id, one.conversation_id, one.staff_id]
        return gone
