"""Conversations put off for a while."""

from __future__ import annotations

from flask import Response

from bot.api.access import needs
from bot.api.asked import Numbered
from bot.api.at_desk import at_desk
from bot.api.declared import answers
from bot.api.desk_shapes import Snooze, Versioned
from bot.api.group import Group
from bot.api.inbox_shapes import ConversationTold
from bot.api.problems import wrong_field
from bot.api.thread import ONE
from bot.domain.access import Permission
from bot.domain.conversations import SnoozeFor
from bot.services.desk import snoozing

snoozes = Group("snoozes", __name__, "conversations")
_CHANGED = answers(ConversationTold, 401, 403, 404, 409, 413, 415, 422, 429, 503)


@snoozes.put(f"{ONE}/snooze", responses=_CHANGED)
@needs(Permission.CONVERSATIONS_WRITE)
def snooze_conversation(path: Numbered, body: Snooze) -> Response:
    """Put a conversation off: until a time, a parcel moves, the window is about to shut, or they write"""
    named = [name for name in ("until", "for") if getattr(body, "what" if name == "for" else name) is not None]
    if len(named) != 1 or body.what == SnoozeFor.TIME:
        raise wrong_field("until", "is needed, or `for`, and not both", "send a time, or parcel, window or reply")
    what = body.what or SnoozeFor.TIME
    with at_desk() as desk:
        try:
            with desk.keep_for_undo(path.id):
                row = snoozing.put_off(desk.db, desk.viewer, path.id, what, body.until, body.version, desk.now)
        except snoozing.NeverWakes as error:
            raise wrong_field(named[0], str(error), "choose something that is to come") from error
        return desk.tell(row)


@snoozes.delete(f"{ONE}/snooze", responses=_CHANGED)
@needs(Permission.CONVERSATIONS_WRITE)
def wake_conversation(path: Numbered, body: Versioned) -> Response:
    """Open a snoozed conversation"""
    with at_desk() as desk:
        with desk.keep_for_undo(path.id):
            row = snoozing.end_snooze(desk.db, desk.viewer, path.id, body.version, desk.now)
        return desk.tell(row)
