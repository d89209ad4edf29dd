"""Whether somebody of the shop takes conversations, and who gets one that waits."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

from bot.domain.locale import Locale


class Availability(StrEnum):
    """What somebody does about conversations."""

    ONLINE = "online"
    BUSY = "busy"  # keeps theirs and gets none
    AWAY = "away"  # keeps theirs
    AWAY_GIVE_BACK = "away_give_back"  # those that wait for an answer go back to the queue


@dataclass(frozen=True, slots=True)
class Candidate:
    """A person who could be given a conversation. `languages`: locales; `knows`: has answered this customer lately."""

    staff_id: int
    languages: frozenset[str]
    knows: bool
    open_count: int
    given_at: datetime | None


def choose_person(candidates: Sequence[Candidate], locale: str, cap: int) -> int | None:
    """Return who gets a conversation, None when everybody has enough.

    Whoever reads the customer's language, or anybody; first who knows the customer, then who has the fewest, then who
    got none for longest.
    """
    free = [one for one in candidates if one.open_count < cap]
    language = Locale.of(locale).language
    reading = [one for one in free if language in {Locale.of(known).language for known in one.languages}]
    never = datetime.min.replace(tzinfo=UTC)
    ranked = sorted(
        reading or free, key=lambda one: (not one.knows, one.open_count, one.given_at or never, one.staff_id)
    )
    return ranked[0].staff_id if ranked else None
