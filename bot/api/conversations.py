"""Conversations and their messages, as the inbox shows them: what the caller may see of their shop's."""

from __future__ import annotations

from datetime import datetime

from flask import Response, current_app

from bot.api.access import caller, needs
from bot.api.answers import sent
from bot.api.declared import answers
from bot.api.group import Group
from bot.api.inbox_shapes import (
    ConversationPage,
    ConversationQuery,
    CountsTold,
)
from bot.api.inbox_told import tell_conversations
from bot.api.places import cut_page, read_place, write_place
from bot.bootstrap import Bot
from bot.db.engine import Session
from bot.domain.access import Permission, Viewer
from bot.services.desk import folders, inbox, views
from bot.services.search.conditions import find_seeker
from bot.services.search.counting import count_queries
from bot.services.staff.viewing import find_view

conversations = Group("conversations", __name__, "conversations")


@conversations.get("/conversations", responses=answers(ConversationPage, 400, 401, 403, 429, 503))
@needs(Permission.CONVERSATIONS_READ)
def list_conversations(query: ConversationQuery) -> Response:
    """Conversations of a folder in which the customer has written"""
    bot: Bot = current_app.extensions["bot"]
    me = caller()
    with bot.database.reading.begin() as db:
        viewer = find_view(db, me.actor, me.role)
        after = read_place(query.after) if query.after else None
        sort = query.sort or inbox.choose_sort(query.folder)
        found = inbox.list_conversations(db, viewer, query.folder, sort, after, query.limit + 1, bot.now())
        page, last = cut_page(found, query.limit)
        told = tell_conversations(db, [one for one, _ in page], viewer, bot.now())
    return sent(ConversationPage(conversations=told, next=write_place(last[1]) if last else None))


@conversations.get("/conversations/counts", responses=answers(CountsTold, 401, 403, 429, 503))
@needs(Permission.CONVERSATIONS_READ)
def count_conversations() -> Response:
    """How many conversations each folder and view has for whoever asks"""
    bot: Bot = current_app.extensions["bot"]
    me = caller()
    with bot.database.reading.begin() as db:
        viewer = find_view(db, me.actor, me.role)
        counted = folders.count_folders(db, viewer, bot.now())
        of_views = _count_views(db, viewer, bot.now())
    return sent(CountsTold(views=of_views, **{folder.value: count for folder, count in counted.items()}))


def _count_views(db: Session, viewer: Viewer, now: datetime) -> dict[str, int]:
    """Programs have no views."""
    if viewer.staff_id is None:
        return {}
    mine = views.list_views(db, viewer.merchant_id, viewer.staff_id)
    queries = [(one.view.id, one.view.query) for one in mine]
    counted = count_queries(db, find_seeker(db, viewer, now), queries, folders.MOST + 1)
    return {str(view_id): count for view_id, count in counted.items()}
