"""Conversations, as the inbox lists them: what the caller may see of their shop's."""

from __future__ import annotations

from flask import Response, current_app
from flask_openapi3.blueprint import APIBlueprint

from bot.api.access import caller, needs
from bot.api.answers import sent
from bot.api.declared import OPERATION_ID, answers, tag
from bot.api.inbox_shapes import ConversationPage, ConversationQuery
from bot.api.inbox_told import tell_conversations
from bot.api.places import read_place, write_place
from bot.bootstrap import Bot
from bot.domain.access import Permission
from bot.services.desk import inbox
from bot.services.staff.viewing import find_view

conversations = APIBlueprint(
    "conversations", __name__, abp_tags=[tag("conversations")], operation_id_callback=OPERATION_ID
)


@conversations.get("/conversations", responses=answers(ConversationPage, 400, 401, 403, 429, 503))
@needs(Permission.CONVERSATIONS_READ)
def list_conversations(query: ConversationQuery) -> Response:
    """Conversations of a folder in which the customer has written, the newest first; waiting ones the oldest first"""
    bot: Bot = current_app.extensions["bot"]
    me = caller()
    with bot.database.reading.begin() as db:
        viewer = find_view(db, me.actor, me.role)
        after = read_place(query.after) if query.after else None
        found = inbox.list_conversations(db, viewer, query.folder, after, query.limit + 1)
        page = found[: query.limit]
        told = tuple(tell_conversations(db, page, viewer))
    following = write_place(inbox.find_place(page[-1])) if len(found) > query.limit else None
    return sent(ConversationPage(conversations=told, next=following))
