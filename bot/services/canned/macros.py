"""Macros: an answer kept ready and what is done with the conversation, told before it is run, run in one go."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from bot.db.canned import CannedReply, Macro
from bot.db.conversations import Conversation
from bot.db.outgoing import OutgoingMessage
from bot.domain.access import Viewer
from bot.domain.bulk import MacroOnly
from bot.domain.order_actions import NEEDS
from bot.services.canned.keeping import count_use
from bot.services.desk.deeds import apply_deed
from bot.services.desk.replies import Reply, write_reply
from bot.services.desk.revising import MovedOn, lock_conversation, note_revision


@dataclass(frozen=True, slots=True)
class RunAsked:
    """On which conversation a macro is to be run, as somebody saw it; `seen`: the newest message they saw, if told."""

    conversation_id: int
    version: int
    seen: str | None = None


def list_effects(db: Session, row: Macro) -> list[tuple[str, dict[str, Any]]]:
    """List what a macro does, in its order: a kind and its values."""
    effects = [(str(one["action"]), _tell(one)) for one in row.actions]
    canned = db.get(CannedReply, row.canned_id) if row.canned_id else None
    reply = [(MacroOnly.REPLY, {"canned_id": canned.id, "name": canned.name})] if canned else []
    return reply + effects


def list_orders(row: Macro) -> list[dict[str, Any]]:
    """List what a macro does about an order, each the values of its action."""
    return [dict(one["values"]) for one in row.actions if one["action"] == MacroOnly.ORDER]


def _tell(action: Mapping[str, Any]) -> dict[str, Any]:
    values = dict(action["values"])
    if action["action"] == MacroOnly.ORDER:
        needed = NEEDS.get(values["order"])
        values["needs"] = needed if needed and not values.get(needed) else None
    return values


def run_macro(
    db: Session, viewer: Viewer, row: Macro, asked: RunAsked, reply: str | None, now: datetime
) -> tuple[Conversation, OutgoingMessage | None]:
    """Queue a macro's answer, then do its actions but those about orders, or nothing; returns conversation and answer.

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
    # The macro once more, tomorrow or after its answer was taken back, is no repeat of this: it is at another version.
    note_revision(db, conversation, None, now)
    for one in row.actions:
        if one["action"] == MacroOnly.ORDER:
            continue
        conversation = apply_deed(db, viewer, conversation.id, one["action"], one["values"], now)
        db.flush()
    count_use(db, row)
    return conversation, written
