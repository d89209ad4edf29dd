"""The states of a message on its way to a customer, and which may follow which."""

from __future__ import annotations

# Our own states first; from ACCEPTED on they are Twilio's words, in the order of its life cycle.
HELD, QUEUED, SENDING, UNKNOWN = "held", "queued", "sending", "unknown"
ACCEPTED, SENT, DELIVERED, READ = "accepted", "sent", "delivered", "read"
FAILED, UNDELIVERED, CANCELED, EXPIRED = "failed", "undelivered", "canceled", "expired"

# Rows in these states keep later messages of the same conversation waiting.
BEFORE_ACCEPTANCE = (QUEUED, SENDING, UNKNOWN)
NEGATIVE = (FAILED, UNDELIVERED, CANCELED)

RANK = {HELD: 0, QUEUED: 0, SENDING: 0, UNKNOWN: 0, ACCEPTED: 1, SENT: 4, DELIVERED: 5, READ: 6, EXPIRED: 9}
RANK_FAILED = 8

# Twilio's status words -> ours; the ones between acceptance and `sent` only raise the rank.
_TWILIO = {
    "accepted": (ACCEPTED, 1),
    "scheduled": (ACCEPTED, 1),
    "queued": (ACCEPTED, 2),
    "sending": (ACCEPTED, 3),
    "sent": (SENT, 4),
    "partially_delivered": (SENT, 4),
    "delivered": (DELIVERED, 5),
    "read": (READ, 6),
    "failed": (FAILED, RANK_FAILED),
    "undelivered": (UNDELIVERED, RANK_FAILED),
    "canceled": (CANCELED, RANK_FAILED),
}


def from_twilio(status: str) -> tuple[str, int] | None:
    """Our (state, rank) for a Twilio status word, or None for one we do not know."""
    return _TWILIO.get(status.lower())


def may_follow(rank_now: int, state: str, rank: int) -> bool:
    """Whether a status may replace one of rank `rank_now`: only forward, and a failure never after delivery."""
    if state in NEGATIVE:
        return rank_now < RANK[DELIVERED]
    return rank > rank_now
