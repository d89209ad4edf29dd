"""A broadcast's states and which may follow which, the states of a person in it, and why it stands still."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

OWN_HOUR = "own_hour"  # why somebody of a broadcast waits: for the hour at which they usually write
PILOT_PERCENT, PILOT_HOURS = 5, 4  # of a text that was never sent before, where nothing else is said


class BroadcastState(StrEnum):
    """Where a broadcast is."""

    DRAFT = "draft"
    SCHEDULED = "scheduled"  # confirmed: begins at its time
    FREEZING = "freezing"  # the list of its people is being written
    RUNNING = "running"
    PAUSED = "paused"  # by somebody of the shop, or by itself: `reason` says why
    ENDED = "ended"  # all that could leave has left, or its time was over
    CANCELED = "canceled"  # by somebody of the shop
    STOPPED = "stopped"  # by itself and for good: `reason` says why


_B = BroadcastState
# State -> the states that may follow it.
STEPS: Mapping[BroadcastState, frozenset[BroadcastState]] = {
    _B.DRAFT: frozenset({_B.SCHEDULED, _B.CANCELED}),
    # Back to the draft: it would have begun long after its time, and somebody is to be asked first.
    _B.SCHEDULED: frozenset({_B.DRAFT, _B.FREEZING, _B.CANCELED}),
    _B.FREEZING: frozenset({_B.RUNNING, _B.PAUSED, _B.ENDED, _B.CANCELED, _B.STOPPED}),
    _B.RUNNING: frozenset({_B.PAUSED, _B.ENDED, _B.CANCELED, _B.STOPPED}),
    _B.PAUSED: frozenset({_B.FREEZING, _B.RUNNING, _B.ENDED, _B.CANCELED, _B.STOPPED}),
    _B.ENDED: frozenset(),
    _B.CANCELED: frozenset(),
    _B.STOPPED: frozenset(),
}
GOING = (_B.FREEZING, _B.RUNNING)
OVER = (_B.ENDED, _B.CANCELED, _B.STOPPED)


class Repeats(StrEnum):
    """How often a broadcast comes again by itself."""

    NEVER = ""
    WEEKLY = "weekly"
    MONTHLY = "monthly"


class Arm(StrEnum):
    """To which part of a broadcast's list a person was drawn."""

    WHOLE = ""
    PILOT = "pilot"  # gets it first: the others wait for how it goes
    HOLDOUT = "holdout"  # gets nothing, to be compared with


class RecipientState(StrEnum):
    """Where one person of a broadcast is; what happens after the hand-over is the message's own state."""

    PENDING = "pending"
    SKIPPED = "skipped"  # `reason` says why
    HANDED_OVER = "handed_over"  # a message was written


class Standstill(StrEnum):
    """Why a broadcast went no further by itself."""

    LATE = "late"  # its time had long passed when it could have begun
    AWAY = "away"  # nothing ran for long: after an outage, or in a backup that was restored
    TEMPLATE = "template"  # WhatsApp does not take its template now
    TERMS = "terms"  # WhatsApp's marketing terms are not accepted (63062)
    FAILURES = "failures"  # too many of its messages failed
    REFUSALS = "refusals"  # too many of its people said stop or blocked the shop
    BUDGET = "budget"
    EXPIRED = "expired"
    ALLOWANCE = "allowance"  # as many new people have it as WhatsApp allows in a day; it goes on by itself
    PILOT = "pilot"  # the first share has it, and the others wait for how that goes
    PILOT_REFUSED = "pilot_refused"  # too many of the first share said stop or blocked the shop
    PILOT_FAILED = "pilot_failed"  # too many messages of the first share failed
    PILOT_UNREAD = "pilot_unread"  # too few of the first share have it or read it


# Why a broadcast stands still after its first share; resumed, it goes on with everybody.
PILOTS = (Standstill.PILOT, Standstill.PILOT_REFUSED, Standstill.PILOT_FAILED, Standstill.PILOT_UNREAD)


class SkipWhy(StrEnum):
    """Why a person of a broadcast got nothing, where bot.domain.sending has no word for it."""

    DUPLICATE = "duplicate"  # became one with another customer of the broadcast
    UNWRITABLE = "unwritable"  # the words could not be put together for them
    EMPTY = "empty_field"  # nothing stands in a field of the words for them, and it has no default
    NO_CODE = "no_code"  # every code of the text's coupon was given
    UNREGISTERED = "dlt"  # an SMS to India that is not the registered text
    HELD_OUT = "held_out"  # by choice, to be compared with
    HAD_IT = "had_it"  # from the broadcast of which this is another try


def list_before(state: BroadcastState) -> tuple[BroadcastState, ...]:
    """List the states from which a broadcast may come to `state`."""
    return tuple(before for before, after in STEPS.items() if state in after)
