"""One conversation: what stands around it, its messages, and all that its thread shows."""

from __future__ import annotations

from flask import Response, current_app

from bot.api.access import caller, needs
from bot.api.answers import sent
from bot.api.asked import LARGEST_ID, Numbered
from bot.api.declared import answers
from bot.api.group import Group
from bot.api.places import cut_page, read_spot, write_spot
from bot.api.problems import Problem
from bot.api.thread_shapes import ConversationWhole, MessagePage, MessageQuery, TimelinePage
from bot.api.thread_told import tell_items, tell_message, tell_whole
from bot.bootstrap import Bot
from bot.db.conversations import Conversation
from bot.db.engine import Session
from bot.domain.access import Permission, Viewer
from bot.services.desk import inbox
from bot.services.desk import thread as rows
from bot.services.staff.viewing import find_view

ONE = f"/conversations/<int(min=1,max={LARGEST_ID}):id>"
thread = Group("thread", __name__, "conversations")


def no_such() -> Problem:
    """Return the problem of a conversation that is not there, or not for the caller."""
    return Problem(404, "No such conversation", "You see none by this id: GET /conversations lists them.")


def see(db: Session, conversation_id: int) -> tuple[Conversation, Viewer]:
    """Return a conversation, and through whose eyes the caller sees it.

    Raises:
        Problem: 404 where the caller sees none by this id.
    """
    me = caller()
    viewer = find_view(db, me.actor, me.role)
    row = inbox.find_conversation(db, viewer, conversation_id)
    if row is None:
        raise no_such()
    return row, viewer


@thread.get(ONE, responses=answers(ConversationWhole, 401, 403, 404, 429, 503))
@needs(Permission.CONVERSATIONS_READ)
def show_conversation(path: Numbered) -> Response:
    """A conversation with what stands around its thread: composer, summary, consent, customer"""
    bot: Bot = current_app.extensions["bot"]
    with bot.database.reading.begin() as db:
        row, viewer = see(db, path.id)
        told = tell_whole(db, row, viewer, bot.now())
    return sent(told)


@thread.get(f"{ONE}/timeline", responses=answers(TimelinePage, 400, 401, 403, 404, 429, 503))
@needs(Permission.CONVERSATIONS_READ)
def list_timeline(path: Numbered, query: MessageQuery) -> Response:
    """All that a conversation's thread shows, the newest first: messages, notes, events"""
    bot: Bot = current_app.extensions["bot"]
    with bot.database.reading.begin() as db:
        row, _ = see(db, path.id)
        before = read_spot(query.before) if query.before else None
        found = rows.list_rows(db, row, before, query.limit + 1, bot.now())
        page, last = cut_page(found, query.limit)
        items = tell_items(db, page)
    return sent(TimelinePage(items=items, next=write_spot(last[0]) if last else None))


@thread.get(f"{ONE}/messages", responses=answers(MessagePage, 400, 401, 403, 404, 429, 503))
@needs(Permission.CONVERSATIONS_READ)
def list_messages(path: Numbered, query: MessageQuery) -> Response:
    """Messages of a conversation, the newest first"""
    bot: Bot = current_app.extensions["bot"]
    with bot.database.reading.begin() as db:
        row, _ = see(db, path.id)
        before = read_spot(query.before) if query.before else None
        found = rows.list_messages(db, row.merchant_id, path.id, before, query.limit + 1)
    page, last = cut_page(found, query.limit)
    told = tuple(map(tell_message, page))
    return sent(MessagePage(messages=told, next=write_spot(last.spot) if last else None))
