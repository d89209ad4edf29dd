"""What a failure of sending calls for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum


class Reaction(StrEnum):
    """The classes of FACTS 3.7, named for what we do."""

    ALERT = "alert"  # our configuration or a bug: stop, tell the operator
    UNREACHABLE = "unreachable"  # this number will never work
    OTHER_CHANNEL = "other_channel"  # not on WhatsApp: SMS where there is one
    OPTED_OUT = "opted_out"  # they blocked us or said stop
    RETRY = "retry"  # passing trouble
    SLOW_DOWN = "slow_down"  # a limit: later, and not counted as a failure
    STOP_BROADCASTS = "stop_broadcasts"  # no marketing of the shop can leave until somebody has mended it
    REVIEW = "review"  # content refused: a person looks
    TEMPLATE_GONE = "template_gone"  # rejected, paused, disabled since: another one, or held
    TEMPLATE = "template"  # outside the 24-hour window: once more as a template, or held


@dataclass(frozen=True, slots=True)
class Response:
    """A reaction with its patience: `waits` before each further try; after the last, a person is told."""

    reaction: Reaction
    waits: tuple[timedelta, ...] = ()


def wait_before(response: Response, tries: int) -> timedelta | None:
    """How long to wait after the `tries`-th failed attempt (from 1), or None when there is no further one."""
    return response.waits[tries - 1] if 0 < tries <= len(response.waits) else None
