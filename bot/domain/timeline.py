"""What the thread of a conversation shows besides what was said."""

from __future__ import annotations

from enum import StrEnum


class TimelineKind(StrEnum):
    """What happened; `values` of the event say the rest."""

    NEEDS_PERSON = "needs_person"  # why
    TAKEN = "taken"  # by the staff member of the event
    HANDED_BACK = "handed_back"  # instruction
    RETURNING = "returning"  # at: when the assistant has it back, unless its person stays
    RETURNED = "returned"  # to the assistant by itself, nobody having written for a while
    WITHHELD = "withheld"  # message (out-7): what the assistant had to say when somebody took over
    ASSIGNED = "assigned"  # to: a staff id, or None; by: "hand", "automatic"
    SNOOZED = "snoozed"  # for, until
    WOKEN = "woken"  # by: message, time, parcel, window
    RESOLVED = "resolved"
    REOPENED = "reopened"  # by: message, hand
    LABELLED = "labelled"  # added, removed: names
    BREACHED = "breached"  # clock: a ClockKind that ran out
    ANSWERED = "answered"  # marked as in need of no answer
    RATED = "rated"  # stars
    ORDER_ACTION = "order_action"  # action, order, outcome
    ORDER_CHANGED = "order_changed"  # order, state: the end of a MomentKind, or an OrderStage
    RULE_FIRED = "rule_fired"  # rule, order ("" where of none), outcome: sent, not_sent; because
    CONSENT = "consent"  # channel, purpose, agreed
    UNDONE = "undone"  # message: what the shop wrote and took back in time; bulk: a job; or what: the kind of an event


BEFORE = "before"  # among the values of an event: what the conversation was, to be put back; told to nobody
