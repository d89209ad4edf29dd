"""The clocks of a stretch: what the customer waits for, since when, and whether time counts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from bot.domain.channels import Channel
from bot.domain.conversations import Owner, Status

WARN_AT = 0.8  # of the goal


class ClockKind(StrEnum):
    """What is to come before the clock runs out."""

    FIRST = "first"  # a person's first answer of the stretch
    NEXT = "next"  # a person's answer to what the customer wrote since
    RESOLUTION = "resolution"
    WINDOW = "window"  # an answer while WhatsApp still takes one; runs day and night


class ClockState(StrEnum):
    """How a clock stands."""

    FINE = "fine"
    WARNING = "warning"
    BREACHED = "breached"
    PAUSED = "paused"


@dataclass(frozen=True, slots=True)
class ClockFacts:
    """What clocks depend on, of a conversation and its open stretch."""

    opened_at: datetime
    first_answer_at: datetime | None
    waiting_since: datetime | None
    last_inbound_at: datetime | None
    needs_person_since: datetime | None
    channel: str
    owner: str
    status: str

    @property
    def is_paused(self) -> bool:
        """Whether nobody of the shop is waited for: it is snoozed, or the assistant has it and asked for nobody."""
        with_assistant = self.owner == Owner.ASSISTANT and self.needs_person_since is None
        return with_assistant or self.status != Status.OPEN


def list_clocks(facts: ClockFacts) -> dict[ClockKind, datetime]:
    """Return which clocks there are, and since when."""
    clocks = {ClockKind.RESOLUTION: facts.opened_at}
    if facts.waiting_since is None:
        return clocks
    since = max(facts.waiting_since, facts.opened_at)
    clocks[ClockKind.NEXT if facts.first_answer_at else ClockKind.FIRST] = since
    if facts.channel == Channel.WHATSAPP and facts.last_inbound_at and not facts.is_paused:
        clocks[ClockKind.WINDOW] = since
    return clocks


def tell_state(
    running: bool, warn_at: datetime | None, breached_at: datetime | None, due_at: datetime | None, now: datetime
) -> ClockState:
    """Return how a clock stands: past its goal for good, else paused, else by the time it has left."""
    if breached_at is not None or (due_at is not None and due_at <= now):
        return ClockState.BREACHED
    if not running:
        return ClockState.PAUSED
    return ClockState.WARNING if warn_at is not None and warn_at <= now else ClockState.FINE


def warn_after(goal: timedelta) -> timedelta:
    """Return the part of a goal after which it is warned of."""
    return goal * WARN_AT
