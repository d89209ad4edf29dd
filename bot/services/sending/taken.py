"""What became of a row that was asked for: it is ours to send, or something else takes its place."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.ports import Letter

# What it takes to hand one over comes on top, and all of it is over before the claim ends (outbox.SENDING_LEASE).
LEAVES_WITHIN = timedelta(seconds=15)


@dataclass(frozen=True, slots=True)
class Claimed:
    """A row that is ours to send, since `at`; `attempt` is the fence against a worker that was given up."""

    outgoing_id: int
    conversation_id: int
    attempt: int
    lane: str
    letter: Letter
    at: datetime
    account: int | None = None  # the row of the shop's own account at Twilio; None: it leaves by the installation's

    def may_leave(self, now: datetime) -> bool:
        """Whether nobody can have given us up yet: a host that stood still may find that others sent it meanwhile."""
        return now - self.at <= LEAVES_WITHIN


@dataclass(frozen=True, slots=True)
class SetAside:
    """A row that will not leave as it is: `instead` may leave in its place, or the notice is to be said anew."""

    conversation_id: int
    instead: int | None = None
    notice_id: int | None = None
