"""One action done to many conversations: which there are, and how far it is."""

from __future__ import annotations

from datetime import timedelta
from enum import StrEnum

UNDO_FOR = timedelta(seconds=30)


class BulkAction(StrEnum):
    """What is done to each conversation."""

    ASSIGN = "assign"  # staff_id, null: to nobody
    LABEL = "label"  # add, remove: ids of labels
    SNOOZE = "snooze"  # until, or for
    RESOLVE = "resolve"
    ANSWERED = "answered"  # no answer needed
    SEND_TEMPLATE = "send_template"


class MacroOnly(StrEnum):
    """What a macro does beside the actions of bulk: never to many at once."""

    REPLY = "reply"  # an answer kept ready
    ORDER = "order"  # order: a bot.domain.order_actions.OrderAction; detail, points, code, tell


class JobState(StrEnum):
    """How far a job is."""

    QUEUED = "queued"  # or under way
    DONE = "done"
    UNDOING = "undoing"
    UNDONE = "undone"


class NotDoneWhy(StrEnum):
    """Why something was not done to a conversation."""

    NOT_SEEN = "not_seen"  # by whoever asked
    SOMEBODY_ELSES = "somebody_elses"  # its assignee alone may
    NO_COLLEAGUE = "no_colleague"
    NO_LABEL = "no_label"
    TOO_MANY_LABELS = "too_many_labels"
    NEVER_WAKES = "never_wakes"  # put off until a time that has passed, or lies too far ahead
    NO_PARCEL = "no_parcel"
    WINDOW_SHUT = "window_shut"
    UNDONE = "undone"  # the job was, before its turn came


class ItemState(StrEnum):
    """What became of a conversation of a job."""

    WAITING = "waiting"
    DONE = "done"
    SKIPPED = "skipped"
    UNDONE = "undone"
    KEPT = "kept"  # something happened since: it was not undone
