"""Whose turn a conversation is: taken over, handed back, kept, resolved, opened again."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import nullcontext
from datetime import datetime

from flask import Response, current_app

from bot.api.access import caller, needs
from bot.api.answers import sent
from bot.api.asked import Numbered
from bot.api.declared import answers
from bot.api.group import Group
from bot.api.inbox_told import find_moved_on
from bot.api.problems import Problem
from bot.api.taking_shapes import HandBack, Reopening, Resolving, TakeOver
from bot.api.thread import ONE, no_such
from bot.api.thread_shapes import ConversationWhole
from bot.api.thread_told import tell_whole
from bot.bootstrap import Bot
from bot.db.conversations import Conversation
from bot.db.engine import Session
from bot.domain.access import Permission, Viewer
from bot.services.desk import resolving, taking
from bot.services.desk.last_deed import keep_for_undo
from bot.services.desk.revising import Gone, MovedOn
from bot.services.staff import accounts, audit
from bot.services.staff.viewing import find_view
from bot.tasks.names import ANSWER, SEND

hands = Group("hands", __name__, "conversations")
_TOLD = answers(ConversationWhole, 401, 403, 404, 409, 413, 415, 422, 429, 503)
# What was withheld when somebody took over is not said after all: to hand back is another thing than to undo that.
_UNDONE = ("resolve", "hand_back")
Change = Callable[[Session, Viewer, datetime], Conversation]


@hands.post(f"{ONE}/take", responses=_TOLD)
@needs(Permission.CONVERSATIONS_WRITE)
def take_over(path: Numbered, body: TakeOver) -> Response:
    """Take a conversation over: the assistant is silent from here on, and what it had begun is withheld"""
    return _changed(path.id, "take", lambda db, who, now: taking.take_over(db, who, path.id, body.epoch, now))


@hands.post(f"{ONE}/hand-back", responses=_TOLD)
@needs(Permission.CONVERSATIONS_WRITE)
def hand_back(path: Numbered, body: HandBack) -> Response:
    """Hand a conversation back to the assistant: it answers, ten seconds later, what nobody has answered"""
    said = " ".join(body.instruction.split())
    answer = _changed(
        path.id, "hand_back", lambda db, who, now: taking.hand_back(db, who, path.id, body.epoch, said, now)
    )
    bot: Bot = current_app.extensions["bot"]
    bot.bells.ring(ANSWER, path.id, after=taking.SECOND_THOUGHTS)
    return answer


@hands.post(f"{ONE}/resolve", responses=_TOLD)
@needs(Permission.CONVERSATIONS_WRITE)
def resolve_conversation(path: Numbered, body: Resolving) -> Response:
    """Resolve a conversation; its customer is asked how it was, once a stretch, ten seconds later"""
    asking: list[int] = []

    def resolve(db: Session, viewer: Viewer, now: datetime) -> Conversation:
        row, questions = resolving.resolve(db, viewer, path.id, body.version, body.ask_rating, now)
        asking.extend(questions)
        return row

    answer = _changed(path.id, "resolve", resolve)
    bot: Bot = current_app.extensions["bot"]
    for question in asking:
        bot.bells.ring(SEND, question, after=resolving.SECOND_THOUGHTS)
    return answer


@hands.post(f"{ONE}/reopen", responses=_TOLD)
@needs(Permission.CONVERSATIONS_WRITE)
def reopen_conversation(path: Numbered, body: Reopening) -> Response:
    """Open a resolved conversation again: it is yours; the customer is not asked how it was if there is time"""
    return _changed(path.id, "reopen", lambda db, who, now: resolving.reopen(db, who, path.id, body.version, now))


def refusal(db: Session, error: MovedOn | taking.Bound, viewer: Viewer, now: datetime) -> Problem:
    """Return the problem of a conversation that is not, or no longer, as it was seen: it names who has it."""
    present = error.present
    member = accounts.find_member(db, present.merchant_id, present.assignee_id or 0)
    who = (member.name or member.email) if member else "Nobody in particular"
    if isinstance(error, taking.Bound):
        detail = f"{who} has it, and your shop lets nobody else answer: ask them, or write a note."
    else:
        detail = f"It has moved on: {who} has it now, as `present` shows."
    return find_moved_on(db, present, viewer, now, detail)


def _changed(conversation_id: int, what: str, change: Change) -> Response:
    """Do it, note who did it, and tell the conversation as it is then."""
    bot: Bot = current_app.extensions["bot"]
    me, now = caller(), bot.now()
    with bot.database.writing.begin() as db:
        viewer = find_view(db, me.actor, me.role)
        try:
            with keep_for_undo(db, viewer, conversation_id) if what in _UNDONE else nullcontext():
                row = change(db, viewer, now)
        except Gone as error:
            raise no_such() from error
        except (MovedOn, taking.Bound) as error:
            raise refusal(db, error, viewer, now) from error
        audit.record(db, me.actor, f"conversation.{what}", f"conversation:{row.id}", now)
        db.flush()
        told = tell_whole(db, row, viewer, now)
    return sent(told)
