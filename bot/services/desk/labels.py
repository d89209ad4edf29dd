"""Labels of a shop, and which conversations have them."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from bot.db.changes import ChangeKind, note_change
from bot.db.claims import insert_once
from bot.db.conversations import Conversation
from bot.db.inbox import ConversationLabel, Label
from bot.domain.access import Viewer
from bot.domain.timeline import TimelineKind
from bot.services.desk.revising import lock_conversation, note_revision
from bot.services.desk.stretches import set_clocks_anew
from bot.services.desk.timeline import note_event

MOST = 200  # labels of a shop: nobody finds one among more
MOST_OF_ONE = 20  # of a conversation


class NoSuchLabel(LookupError):
    """The shop has no label by this id."""


class LabelTaken(Exception):
    """Raised for a name that another label of the shop has."""


class TooManyLabels(Exception):
    """The shop has MOST labels, or the conversation would have more than MOST_OF_ONE."""


def list_labels(db: Session, merchant_id: int) -> list[Label]:
    """List the labels of a shop by their names."""
    return list(db.scalars(select(Label).where(Label.merchant_id == merchant_id).order_by(Label.key, Label.id)))


def find_label(db: Session, merchant_id: int, label_id: int) -> Label:
    """Return a label of a shop.

    Raises:
        NoSuchLabel: it has none by this id.
    """
    row = db.scalar(select(Label).where(Label.merchant_id == merchant_id, Label.id == label_id).with_for_update())
    if row is None:
        raise NoSuchLabel(label_id)
    return row


def add_label(
    db: Session, merchant_id: int, name: str, colour: str, goal_minutes: int | None, now: datetime
) -> tuple[Label, bool]:
    """Return the label of that name, and whether it was made just now; one that is just so stays.

    Raises:
        LabelTaken: the name is that of a label that is otherwise.
        TooManyLabels: there is no room for another.
    """
    of = {"merchant_id": merchant_id, "key": _key(name)}
    wanted = {"name": name, "colour": colour, "goal_minutes": goal_minutes}
    kept = db.scalar(select(Label).filter_by(**of))
    if kept is None:
        count = db.scalar(select(func.count()).select_from(Label).where(Label.merchant_id == merchant_id)) or 0
        if count >= MOST:
            raise TooManyLabels
        label_id = insert_once(db, Label, **of, **wanted)
        note_change(db, merchant_id, ChangeKind.SETTINGS, 0, now)
        kept = db.scalars(select(Label).filter_by(**of)).one()
        if label_id is not None:
            return kept, True
    if any(getattr(kept, field) != value for field, value in wanted.items()):
        raise LabelTaken(name)
    return kept, False


def change_label(db: Session, label: Label, changes: Mapping[str, object], now: datetime) -> None:
    """Change name, colour or goal of a label.

    Raises:
        LabelTaken: another one has the name.
    """
    for field, value in changes.items():
        setattr(label, field, value)
    label.key = _key(label.name)
    with db.no_autoflush:
        others = select(Label.id).where(Label.merchant_id == label.merchant_id, Label.key == label.key)
        if db.scalar(others.where(Label.id != label.id)) is not None:
            raise LabelTaken(label.name)
    label.version += 1
    note_change(db, label.merchant_id, ChangeKind.SETTINGS, 0, now)


def drop_label(db: Session, label: Label, now: datetime) -> None:
    """Take a label off all conversations, and away."""
    db.execute(delete(Label).where(Label.id == label.id))
    note_change(db, label.merchant_id, ChangeKind.SETTINGS, 0, now)


def change_labels(
    db: Session, viewer: Viewer, conversation_id: int, label_ids: Sequence[int], version: int, now: datetime
) -> Conversation:
    """Give a conversation these labels and no others.

    Raises:
        bot.services.desk.revising.Gone: the viewer sees none by this id.
        bot.services.desk.revising.MovedOn: it is at another version.
        NoSuchLabel: the shop has no label by one of the ids, which is named.
        TooManyLabels: there is no room for so many.
    """
    row = lock_conversation(db, viewer, conversation_id)
    kept = ConversationLabel.conversation_id == row.id
    has, wanted = set(db.scalars(select(ConversationLabel.label_id).where(kept))), set(label_ids)
    if has == wanted:
        return row
    if len(wanted) > MOST_OF_ONE:
        raise TooManyLabels
    names = {label.id: label.name for label in list_labels(db, row.merchant_id)}
    if missing := wanted - names.keys():
        raise NoSuchLabel(min(missing))
    note_revision(db, row, version, now)
    db.execute(delete(ConversationLabel).where(kept, ConversationLabel.label_id.in_(has - wanted)))
    of = {"merchant_id": row.merchant_id, "conversation_id": row.id}
    db.add_all(ConversationLabel(**of, label_id=label_id) for label_id in sorted(wanted - has))
    added, removed = ([names[one] for one in sorted(some)] for some in (wanted - has, has - wanted))
    note_event(db, row, TimelineKind.LABELLED, now, viewer.staff_id, added=added, removed=removed)
    set_clocks_anew(db, row.merchant_id, row.id)
    return row


def _key(name: str) -> str:
    return unicodedata.normalize("NFC", name).casefold()
