"""Who of the shop is at which conversation, so that two do not answer one customer."""

from __future__ import annotations

from flask import Response, current_app

from bot.api.access import caller, needs
from bot.api.answers import sent
from bot.api.asked import Numbered
from bot.api.declared import answers
from bot.api.group import Group
from bot.api.presence_shapes import PresenceChange, PresenceList, PresenceTold
from bot.api.thread import ONE, see
from bot.bootstrap import Bot
from bot.domain.access import Permission
from bot.domain.presence import Presence, PresenceState
from bot.services.desk.presence import find_typed_to, keep_visible
from bot.services.staff.viewing import find_view

presence = Group("presence", __name__, "conversations")


@presence.post(f"{ONE}/presence", responses=answers(None, 401, 403, 404, 413, 415, 422, 429, 503, status=204))
@needs(Permission.ACCOUNT)
def say_present(path: Numbered, body: PresenceChange) -> Response:
    """Say that one looks at a conversation, or types; the customer sees typing of whoever has the conversation"""
    bot: Bot = current_app.extensions["bot"]
    me = caller().actor.staff_id or 0  # sessions alone have the permission
    with bot.database.reading.begin() as db:
        row, _ = see(db, path.id)
        answering = body.state == PresenceState.TYPING and not body.note
        sid = find_typed_to(db, row, me, bot.now()) if answering else None
        one = Presence(row.merchant_id, row.id, me, body.state, row.assignee_id)
        account_id = row.merchant.twilio_account_id if sid else None
    bot.attendance.note(one)
    if sid is not None and bot.attendance.may_show_typing(path.id):
        bot.show_typing(sid, account_id)
    return Response(status=204)


@presence.get("/presence", responses=answers(PresenceList, 401, 403, 429, 503))
@needs(Permission.CONVERSATIONS_READ)
def list_presence() -> Response:
    """Who of the shop is at which conversation, as far as the caller sees it"""
    bot: Bot = current_app.extensions["bot"]
    me = caller()
    found = bot.attendance.list_present(me.merchant_id)
    with bot.database.reading.begin() as db:
        seen = keep_visible(db, find_view(db, me.actor, me.role), found) if found else []
    return sent(PresenceList(present=tuple(PresenceTold.model_validate(one) for one in seen)))
