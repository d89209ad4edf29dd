"""Macros: an answer kept ready and what is done with the conversation, told before it is run, run in one go."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, or_, select, update
from sqlalchemy.orm import Session

from bot.db.canned import CannedReply, Macro
from bot.db.changes import ChangeKind, note_change
from bot.db.claims import won
from bot.db.conversations import Conversation
from bot.db.outgoing import OutgoingMessage
from bot.domain.access import Viewer
from bot.services.canned.keeping import MOST
from bot.services.desk.deeds import apply_deed
from bot.services.desk.replies import Reply, write_reply
from bot.services.desk.revising import MovedOn, lock_conversation

REPLY = "reply"  # the effect of an answer


@dataclass(frozen=True, slots=True)
class RunAsked:
    """On which conversation a macro is to be run, as somebody saw it; `seen`: the newest message they saw, if told."""

    conversation_id: int
    version: int
    seen: str | None = None


class MacroTaken(Exception):
    """There is one of this name already."""


def list_macros(db: Session, merchant_id: int, staff_id: int | None) -> list[Macro]:
    """List the shop's macros and somebody's own, the most used first."""
    theirs = select(Macro).where(*_seen_by(merchant_id, staff_id))
    return list(db.scalars(theirs.order_by(Macro.uses.desc(), Macro.name, Macro.id).limit(MOST)))


def find_macro(db: Session, merchant_id: int, staff_id: int | None, macro_id: int) -> Macro | None:
    """Return a macro that somebody sees, None when there is none by this id."""
    query = select(Macro).where(*_seen_by(merchant_id, staff_id), Macro.id == macro_id)
    return db.scalars(query.execution_options(populate_existing=True)).first()


def add_macro(db: Session, merchant_id: int, owner_id: int | None, values: Mapping[str, Any], now: datetime) -> Macro:
    """Add a macro, for the whole shop where it has no owner.

    Raises:
        MacroTaken: there is one of this name.
    """
    _check_name(db, merchant_id, owner_id, values["name"], 0)
    row = Macro(merchant_id=merchant_id, staff_id=owner_id, **values)
    db.add(row)
    db.flush()
    note_change(db, merchant_id, ChangeKind.SETTINGS, 0, now)
    return row


def change_macro(db: Session, row: Macro, version: int, changes: Mapping[str, Any], now: datetime) -> bool:
    """Change a macro as it was at `version`; False when it has moved on.

    Raises:
        MacroTaken: there is another one of this name.
    """
    if "name" in changes:
        _check_name(db, row.merchant_id, row.staff_id, changes["name"], row.id)
    seen = update(Macro).where(Macro.id == row.id, Macro.version == version)
    if not won(db, seen.values(version=version + 1, **changes)):
        return False
    note_change(db, row.merchant_id, ChangeKind.SETTINGS, 0, now)
    return True


def drop_macro(db: Session, row: Macro, now: datetime) -> None:
    """Let a macro go."""
    db.delete(row)
    note_change(db, row.merchant_id, ChangeKind.SETTINGS, 0, now)


def list_effects(db: Session, row: Macro) -> list[tuple[str, dict[str, Any]]]:
    """List what a macro does, in its order: a kind and its values."""
    effects = [(str(one["action"]), dict(one["values"])) for one in row.actions]
    canned = db.get(CannedReply, row.canned_id) if row.canned_id else None
    reply = [(REPLY, {"canned_id": canned.id, "name": canned.name})] if canned else []
    return reply + effects


def run_macro(
    db: Session, viewer: Viewer, row: Macro, asked: RunAsked, reply: str | None, now: datetime
) -> tuple[Conversation, OutgoingMessage | None]:
    """Queue a macro's answer, then do its actions, or nothing; returns the conversation and the answer.

    Args:
        reply: its answer, with its fields filled; None: it has none.

    Raises:
        bot.services.desk.revising.Gone: the viewer sees no such conversation.
        bot.services.desk.revising.MovedOn: it is at another version.
        bot.services.desk.replies.AnsweredSince, WindowShut: the answer cannot be sent like that.
        bot.services.desk.taking.Bound: its assignee alone may answer.
        bot.services.desk.deeds.NotDone: one of its actions cannot be done; the transaction is to be given up.
    """
    conversation = lock_conversation(db, viewer, asked.conversation_id)
    if conversation.version != asked.version:
        raise MovedOn(conversation)
    written = None
    if reply is not None:
        key = f"macro-{row.id}-{asked.version}"
        said = Reply(text=reply, seen=asked.seen or "", key=key, anyway=asked.seen is None)
        written = write_reply(db, viewer, conversation.id, said, "", now).row
    for one in row.actions:
        conversation = apply_deed(db, viewer, conversation.id, one["action"], one["values"], now)
        db.flush()
    mine = update(Macro).where(Macro.id == row.id).execution_options(synchronize_session=False)
    db.execute(mine.values(uses=Macro.uses + 1))
    return conversation, written


def _seen_by(merchant_id: int, staff_id: int | None) -> list[ColumnElement[bool]]:
    return [Macro.merchant_id == merchant_id, or_(Macro.staff_id.is_(None), Macro.staff_id == staff_id)]


def _check_name(db: Session, merchant_id: int, owner_id: int | None, name: str, own_id: int) -> None:
    of_owner = Macro.staff_id.is_(None) if owner_id is None else Macro.staff_id == owner_id
    taken = select(Macro.id).where(Macro.merchant_id == merchant_id, of_owner, Macro.name == name, Macro.id != own_id)
    if db.scalar(taken.limit(1)) is not None:
        raise MacroTaken(name)
