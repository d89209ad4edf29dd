"""What becomes of a notice."""

from __future__ import annotations

from enum import StrEnum


class NoticeState(StrEnum):
    """Where a rule's answer to a moment stands."""

    PLANNED = "planned"  # composed when it is due
    COMPOSED = "composed"  # an outgoing message has it
    DROPPED = "dropped"  # never told: `reason` says why
