"""What is done to a conversation by a macro, or to many at once: named, with its values."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.db.conversations import Conversation
from bot.db.inbox import ConversationLabel
from bot.domain.access import Viewer
from bot.domain.bulk import BulkAction, NotDoneWhy
from bot.domain.conversations import SnoozeFor
from bot.services.desk.answered import mark_as_answered
from bot.services.desk.assigning import NoColleague, assign
from bot.services.desk.labels import NoSuchLabel, TooManyLabels, change_labels
from bot.services.desk.resolving import resolve
from bot.services.desk.revising import Gone, lock_conversation
from bot.services.desk.snoozing import NeverWakes, NoParcel, NoWindow, put_off
from bot.services.desk.taking import Bound


class NotDone(Exception):
    """Raised for a conversation to which something cannot be done; `why` says which."""

    def __init__(self, why: NotDoneWhy) -> None:
        super().__init__(why)
        self.why = why


# What the deeds themselves raise, and how that is told.
_WHY: Mapping[type[Exception], NotDoneWhy] = {
    Gone: NotDoneWhy.NOT_SEEN,
    Bound: NotDoneWhy.SOMEBODY_ELSES,
    NoColleague: NotDoneWhy.NO_COLLEAGUE,
    NoSuchLabel: NotDoneWhy.NO_LABEL,
    TooManyLabels: NotDoneWhy.TOO_MANY_LABELS,
    NeverWakes: NotDoneWhy.NEVER_WAKES,
    NoParcel: NotDoneWhy.NO_PARCEL,
    NoWindow: NotDoneWhy.WINDOW_SHUT,
}

SAID: Mapping[NotDoneWhy, str] = {
    NotDoneWhy.NOT_SEEN: "the conversation is not yours to see",
    NotDoneWhy.SOMEBODY_ELSES: "the conversation is somebody else's",
    NotDoneWhy.NO_COLLEAGUE: "whom it is assigned to is not here any more",
    NotDoneWhy.NO_LABEL: "the label is gone",
    NotDoneWhy.TOO_MANY_LABELS: "the conversation has too many labels",
    NotDoneWhy.NEVER_WAKES: "nothing would wake it",
    NotDoneWhy.NO_PARCEL: "no parcel is on its way to the customer",
    NotDoneWhy.WINDOW_SHUT: "WhatsApp's window is about to shut, or shut already",
    NotDoneWhy.UNDONE: "it was undone before its turn",
}


def apply_deed(
    db: Session, viewer: Viewer, conversation_id: int, action: str, values: Mapping[str, Any], now: datetime
) -> Conversation:
    """Do something to a conversation, whatever its version; one that is so already stays as it is.

    Raises:
        NotDone: it cannot be done to this one; nothing of it was changed.
    """
    try:
        row = lock_conversation(db, viewer, conversation_id)
        return _DEEDS[BulkAction(action)](db, viewer, row, values, now)
    except tuple(_WHY) as error:
        raise NotDone(_WHY[type(error)]) from error


def list_label_ids(db: Session, conversation_id: int) -> list[int]:
    """List the labels a conversation has."""
    of = ConversationLabel.conversation_id == conversation_id
    return list(db.scalars(select(ConversationLabel.label_id).where(of).order_by(ConversationLabel.label_id)))


def _assign(db: Session, viewer: Viewer, row: Conversation, values: Mapping[str, Any], now: datetime) -> Conversation:
    return assign(db, viewer, row.id, values["staff_id"], row.version, now)


def _label(db: Session, viewer: Viewer, row: Conversation, values: Mapping[str, Any], now: datetime) -> Conversation:
    wanted = ({*list_label_ids(db, row.id)} | {*values.get("add", ())}) - {*values.get("remove", ())}
    return change_labels(db, viewer, row.id, sorted(wanted), row.version, now)


def _snooze(db: Session, viewer: Viewer, row: Conversation, values: Mapping[str, Any], now: datetime) -> Conversation:
    until = datetime.fromisoformat(values["until"]) if values.get("until") else None
    what = SnoozeFor.TIME if until else SnoozeFor(values["for"])
    return put_off(db, viewer, row.id, what, until, row.version, now)


def _resolve(db: Session, viewer: Viewer, row: Conversation, values: Mapping[str, Any], now: datetime) -> Conversation:
    return resolve(db, viewer, row.id, row.version, False, now)[0]


def _answered(db: Session, viewer: Viewer, row: Conversation, values: Mapping[str, Any], now: datetime) -> Conversation:
    return mark_as_answered(db, viewer, row.id, row.version, now)


_DEEDS = {
    BulkAction.ASSIGN: _assign,
    BulkAction.LABEL: _label,
    BulkAction.SNOOZE: _snooze,
    BulkAction.RESOLVE: _resolve,
    BulkAction.ANSWERED: _answered,
}
