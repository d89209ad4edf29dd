"""Conversations and their messages, as the inbox shows them: what the caller may see of their shop's."""

from __future__ import annotations

from flask import Response, current_app
from flask_openapi3.blueprint import APIBlueprint

from bot.api.access import caller, needs
from bot.api.answers import sent
from bot.api.asked import LARGEST_ID, Numbered
from bot.api.declared import OPERATION_ID, answers, tag
from bot.api.inbox_shapes import (
    ConversationPage,
    ConversationQuery,
    ConversationTold,
    LineTold,
    MessagePage,
    MessageQuery,
    MessageTold,
)
from bot.api.places import read_place, read_spot, write_place, write_spot
from bot.api.problems import Problem
from bot.bootstrap import Bot
from bot.db.conversations import Conversation
from bot.domain.access import Permission, Viewer
from bot.domain.masking import mask_numbers
from bot.services.desk import inbox, thread
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
        lines = inbox.find_last_lines(db, [one.id for one in page])
        told = tuple(_told(one, lines.get(one.id), viewer) for one in page)
    following = write_place(inbox.find_place(page[-1])) if len(found) > query.limit else None
    return sent(ConversationPage(conversations=told, next=following))


@conversations.get(
    f"/conversations/<int(min=1,max={LARGEST_ID}):id>/messages",
    responses=answers(MessagePage, 400, 401, 403, 404, 429, 503),
)
@needs(Permission.CONVERSATIONS_READ)
def list_messages(path: Numbered, query: MessageQuery) -> Response:
    """Messages of a conversation, the newest first"""
    bot: Bot = current_app.extensions["bot"]
    me = caller()
    with bot.database.reading.begin() as db:
        viewer = find_view(db, me.actor, me.role)
        if inbox.find_conversation(db, viewer, path.id) is None:
            raise Problem(404, "No such conversation", "You see none by this id: GET /conversations lists them.")
        before = read_spot(query.before) if query.before else None
        found = thread.list_messages(db, me.merchant_id, path.id, before, query.limit + 1)
    page = found[: query.limit]
    following = write_spot(page[-1].spot) if len(found) > query.limit else None
    return sent(MessagePage(messages=tuple(_said(one) for one in page), next=following))


def _told(row: Conversation, line: inbox.LastLine | None, viewer: Viewer) -> ConversationTold:
    shown = str if viewer.sees_numbers else mask_numbers
    kept = ("id", "channel", "customer_id", "owner", "epoch", "assignee_id", "last_inbound_at")
    why = ("needs_person_since", "needs_person_why")
    return ConversationTold(
        address=shown(row.address),
        name=shown(row.customer.name),
        locale=row.customer.locale,
        last=None if line is None else LineTold.model_validate(line),
        **{name: getattr(row, name) for name in (*kept, *why)},
    )


def _said(one: thread.ThreadMessage) -> MessageTold:
    what = {name: getattr(one, name) for name in ("author", "kind", "text", "locale", "state")}
    return MessageTold(id=one.spot.name, at=one.spot.at, **what)
