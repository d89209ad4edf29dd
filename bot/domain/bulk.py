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


class JobState(StrEnum):
    """How far a job is."""

    QUEUED = "queued"  # or under way
    DONE = "done"
    UNDOING = "undoing"
    UNDONE = "undone"


class ItemState(StrEnum):
    """What became of a conversation of a job."""

    WAITING = "waiting"
    DONE = "done"
    SKIPPED = "skipped"
    UNDONE = "undone"
    KEPT = "kept"  # something happened since: it was not undone
