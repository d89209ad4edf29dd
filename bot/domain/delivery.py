"""The states of a message on its way to a customer, and which may follow which."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum


class DeliveryState(StrEnum):
    """Where a message out is. From ACCEPTED to CANCELED they are Twilio's words, in the order of its life cycle."""

    HELD = "held"  # may not leave now; `held_because` says why
    QUEUED = "queued"  # leaves when it is its turn
    SENDING = "sending"  # a worker has it in hand
    UNKNOWN = "unknown"  # it may have left or not: settled against Twilio's log, never sent again on a guess
    ACCEPTED = "accepted"
    SENT = "sent"
    DELIVERED = "delivered"
    READ = "read"
    FAILED = "failed"
    UNDELIVERED = "undelivered"
    CANCELED = "canceled"  # taken back before it left; `ended_because` says why
    EXPIRED = "expired"  # not worth sending any more; `ended_because` says why


_S = DeliveryState
# Not handed over yet: what happens in the shop may still take it back.
UNSENT = (_S.QUEUED, _S.HELD)
# Rows in these states keep later messages of the same conversation waiting.
BEFORE_ACCEPTANCE = (_S.QUEUED, _S.SENDING, _S.UNKNOWN)
# Why a message of the assistant was ended when a person took over: what it would have said is shown to them.
WITHHELD = ("withheld", "overtaken")
# It did not arrive and will not: Twilio said no, at once or later. What we ended ourselves is none of it.
FAILURES = (_S.FAILED, _S.UNDELIVERED)
NEGATIVE = (*FAILURES, _S.CANCELED)
_BY_TWILIO = (_S.ACCEPTED, _S.SENT, _S.DELIVERED, _S.READ, _S.FAILED, _S.UNDELIVERED, _S.CANCELED)
_CALLBACK = dict.fromkeys(_BY_TWILIO, "Twilio's word for it, which may come before we recorded that it left")

# State -> the states that may follow it, each with what brings it there. Ranks narrow it further: see `may_follow`.
TRANSITIONS: Mapping[DeliveryState, Mapping[DeliveryState, str]] = {
    _S.QUEUED: {
        **_CALLBACK,
        _S.SENDING: "a worker claims it",
        _S.UNKNOWN: "a backup was restored, and it may have left since that was made",
        _S.CANCELED: "taken back: what it tells is no longer so, or its receiver is forgotten",
    },
    _S.HELD: {
        **_CALLBACK,
        _S.QUEUED: "looked at again",
        _S.UNKNOWN: "a backup was restored, and it may have left since that was made",
        _S.CANCELED: "taken back",
        _S.EXPIRED: "its time is over",
    },
    _S.SENDING: {
        **_CALLBACK,
        _S.QUEUED: "it surely did not leave: once more, later",
        _S.HELD: "it may not leave now",
        _S.UNKNOWN: "no answer, or its worker died",
        _S.FAILED: "Twilio said no",
        _S.CANCELED: "overtaken by a person, said anew, or sent by SMS instead",
        _S.EXPIRED: "nobody would want it any more",
    },
    _S.UNKNOWN: {
        **_CALLBACK,
        _S.QUEUED: "not in Twilio's log: once more",
        _S.FAILED: "Twilio never took it",
        _S.CANCELED: "its receiver is forgotten: nobody is asked about it any more",
    },
    _S.ACCEPTED: {state: why for state, why in _CALLBACK.items() if state is not _S.ACCEPTED},
    _S.SENT: {state: why for state, why in _CALLBACK.items() if state not in (_S.ACCEPTED, _S.SENT)},
    _S.DELIVERED: {_S.READ: "Twilio's word for it"},
    _S.READ: {},
    _S.FAILED: {},
    _S.UNDELIVERED: {},
    # Ended by us, and it had left all the same: the row tells what happened.
    _S.CANCELED: _CALLBACK,
    _S.EXPIRED: _CALLBACK,
}

RANK: Mapping[DeliveryState, int] = {
    **dict.fromkeys((_S.HELD, _S.QUEUED, _S.SENDING, _S.UNKNOWN), 0),
    **{_S.ACCEPTED: 1, _S.SENT: 4, _S.DELIVERED: 5, _S.READ: 6, _S.EXPIRED: 9},
}
RANK_FAILED = 8

# Twilio's status words -> ours; the ones between acceptance and `sent` only raise the rank.
_TWILIO = {
    "accepted": (_S.ACCEPTED, 1),
    "scheduled": (_S.ACCEPTED, 1),
    "queued": (_S.ACCEPTED, 2),
    "sending": (_S.ACCEPTED, 3),
    "sent": (_S.SENT, 4),
    "partially_delivered": (_S.SENT, 4),
    "delivered": (_S.DELIVERED, 5),
    "read": (_S.READ, 6),
    "failed": (_S.FAILED, RANK_FAILED),
    "undelivered": (_S.UNDELIVERED, RANK_FAILED),
    "canceled": (_S.CANCELED, RANK_FAILED),
}


class NoSuchStep(ValueError):
    """A message cannot go from the one state to the other."""


def from_twilio(status: str) -> tuple[DeliveryState, int] | None:
    """The (state, rank) of a Twilio status word, or None for one we do not know."""
    return _TWILIO.get(status.lower())


def may_follow(rank_now: int, state: DeliveryState, rank: int) -> bool:
    """Whether a status may replace one of rank `rank_now`: only forward, and a failure never after delivery."""
    if state in NEGATIVE:
        return rank_now < RANK[_S.DELIVERED]
    return rank > rank_now


def check_step(before: str, after: DeliveryState) -> None:
    """Make sure that a message may go from the state `before` to `after`.

    Raises:
        NoSuchStep: it may not, by the table above.
    """
    if after not in TRANSITIONS[DeliveryState(before)]:
        raise NoSuchStep(f"a message that is {before} cannot become {after}")
