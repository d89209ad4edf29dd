"""What a conversation was before something was done to it, kept and put back where nothing has happened since.

Only what was changed is kept: what comes to be otherwise meanwhile stays so.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from bot.db.conversations import Conversation
from bot.db.desk import Stretch
from bot.db.inbox import ConversationLabel, Label
from bot.domain.access import Viewer
from bot.domain.conversations import Owner
from bot.services.desk.deeds import list_label_ids
from bot.services.desk.revising import Gone, lock_conversation, note_revision
from bot.services.desk.stretches import find_open, set_clocks_anew
from bot.services.desk.withholding import take_question_back, withhold

_KEPT = ("owner", "assignee_id", "status", "snoozed_for", "needs_person_why", "instruction")
_TIMES = ("snoozed_until", "waiting_since", "needs_person_since")
_LABELS, _STRETCH = "labels", "stretch"
_OF_WAITING = frozenset({"waiting_since", "needs_person_since", "needs_person_why"})
# That these are as they were left says that the customer has not written since, and was not answered.
_WROTE, _ACTIVE = "last_inbound_at", "active_at"
_MARKS = {_WROTE, _ACTIVE}


def keep_before(db: Session, conversation_id: int) -> dict[str, Any]:
    """Return what a conversation is now, as values that can be kept."""
    row = db.get_one(Conversation, conversation_id, populate_existing=True)
    stretch = find_open(db, row.id)
    times = {name: _written(getattr(row, name)) for name in _TIMES}
    others = {_LABELS: list_label_ids(db, row.id), _STRETCH: stretch.id if stretch else None}
    return {name: getattr(row, name) for name in _KEPT} | times | others


def find_changed(db: Session, row: Conversation, before: Mapping[str, Any]) -> dict[str, Any]:
    """Return what is no longer as it was kept, as it was; with what tells whether anything happens from here on."""
    db.flush()
    after = keep_before(db, row.id)
    changed = {name: was for name, was in before.items() if was != after[name]}
    return changed | {_WROTE: _written(row.last_inbound_at), _ACTIVE: _written(row.active_at)}


def restore_before(
    db: Session, viewer: Viewer, conversation_id: int, version: int | None, changed: Mapping[str, Any], now: datetime
) -> Conversation | None:
    """Put back what was changed; None where somebody has changed the conversation or written in it since.

    Whoever changed it may put it back, also where that has taken the conversation out of their sight.

    Args:
        version: at which the change left it.
        changed: what `find_changed` returned then.
    """
    try:
        row = lock_conversation(db, replace(viewer, sees_all=True), conversation_id)
    except Gone:
        return None
    changed = _leave_answered(row, changed)
    if row.version != version or _written(row.last_inbound_at) != changed[_WROTE] or not changed.keys() - _MARKS:
        return None
    for name in {*_KEPT} & changed.keys():
        setattr(row, name, changed[name])
    for name in {*_TIMES} & changed.keys():
        setattr(row, name, changed[name] and datetime.fromisoformat(changed[name]))
    _restore_owner(db, row, changed, now)
    if _LABELS in changed:
        _restore_labels(db, row, changed[_LABELS])
    if changed.get(_STRETCH) is not None and find_open(db, row.id) is None:
        stretch = db.get_one(Stretch, changed[_STRETCH])
        stretch.resolved_at = stretch.resolved_by = None
    note_revision(db, row, None, now)
    return row


def _leave_answered(row: Conversation, changed: Mapping[str, Any]) -> Mapping[str, Any]:
    """Who waited then and was answered since does not wait again."""
    if _written(row.active_at) == changed[_ACTIVE]:
        return changed
    return {name: was for name, was in changed.items() if name not in _OF_WAITING}


def _restore_owner(db: Session, row: Conversation, changed: Mapping[str, Any], now: datetime) -> None:
    if "status" in changed:
        take_question_back(db, row, now)
    if "owner" not in changed:
        return
    row.epoch += 1  # whatever the assistant has begun meanwhile is overtaken
    if row.owner == Owner.AGENT:  # who has it again has all the time there is before it goes back by itself
        row.tended_at, row.returns_at = now, None
        withhold(db, row, now)


def _restore_labels(db: Session, row: Conversation, wanted: list[int]) -> None:
    """A label that the shop has no more stays gone."""
    has = {*list_label_ids(db, row.id)}
    there = {*db.scalars(select(Label.id).where(Label.merchant_id == row.merchant_id, Label.id.in_(wanted)))}
    gone = ConversationLabel.label_id.in_(has - there)
    db.execute(delete(ConversationLabel).where(ConversationLabel.conversation_id == row.id, gone))
    of = {"merchant_id": row.merchant_id, "conversation_id": row.id}
    db.add_all(ConversationLabel(**of, label_id=label_id) for label_id in sorted(there - has))
    set_clocks_anew(db, row.merchant_id, row.id)


def _written(at: datetime | None) -> str | None:
    return at.isoformat() if at else None
