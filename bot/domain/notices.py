"""What becomes of a notice."""

from __future__ import annotations

from enum import StrEnum


class NoticeState(StrEnum):
    """Where a rule's answer to a moment stands."""

    PLANNED = "planned"  # composed when it is due
    COMPOSED = "composed"  # an outgoing message has it
    DROPPED = "dropped"  # never told: `reason` says why


# Conditions (bot.services.notices.conditions) that say which of several rules a moment is for: no reason worth telling.
NOT_MEANT = frozenset(
    {
        "by_courier",
        "to_collect",
        "cash_due",
        "paid",
        "all_arrived",
        "rest_to_come",
        "fresh_attempt",
        "no_fresh_attempt",
        "day_to_come",
        "has_place",
        "has_care",
        "has_offer",
        "has_match",
        "has_site",
        "has_socials",
        "points_apart",
    }
)
