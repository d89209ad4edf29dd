"""Who of a shop's people is at a conversation now."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

# A page says every 15 s that its person is there; who is not heard of for twice as long is gone.
GONE_AFTER = 30.0  # seconds


class PresenceState(StrEnum):
    """What somebody does at a conversation."""

    VIEWING = "viewing"
    TYPING = "typing"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class Presence:
    """A person of the shop at a conversation; `assignee_id` is whose it is, by which others may see it or not."""

    merchant_id: int
    conversation_id: int
    staff_id: int
    state: PresenceState
    assignee_id: int | None = None
