"""Whose a conversation is, that it needs no answer, and how far whoever calls has seen it."""

from __future__ import annotations

from flask import Response

from bot.api.access import needs
from bot.api.asked import Numbered
from bot.api.at_desk import at_desk
from bot.api.declared import answers
from bot.api.desk_shapes import Assignment, SeenUpTo, Versioned
from bot.api.group import Group
from bot.api.inbox_shapes import ConversationTold
from bot.api.problems import Problem, wrong_field
from bot.api.thread import ONE
from bot.domain.access import Permission
from bot.services.desk import answered, assigning, last_deed, seeing
from bot.services.staff import audit

assignments = Group("assignments", __name__, "conversations")
_CHANGED = answers(ConversationTold, 401, 403, 404, 409, 413, 415, 422, 429, 503)
_MARKED = answers(None, 401, 403, 404, 413, 415, 422, 429, 503, status=204)


@assignments.put(f"{ONE}/assignee", responses=_CHANGED)
@needs(Permission.CONVERSATIONS_WRITE)
def assign_conversation(path: Numbered, body: Assignment) -> Response:
    """Give a conversation to somebody of the shop; the answer is told even where the caller sees it no more"""
    return _assign(path.id, body.staff_id, body.version)


@assignments.delete(f"{ONE}/assignee", responses=_CHANGED)
@needs(Permission.CONVERSATIONS_WRITE)
def unassign_conversation(path: Numbered, body: Versioned) -> Response:
    """Have a conversation be nobody's"""
    return _assign(path.id, None, body.version)


@assignments.post(f"{ONE}/answered", responses=_CHANGED)
@needs(Permission.CONVERSATIONS_WRITE)
def mark_answered(path: Numbered, body: Versioned) -> Response:
    """Say that no answer is needed: nobody waits in the conversation any more"""
    with at_desk() as desk:
        with desk.keep_for_undo(path.id):
            row = answered.mark_as_answered(desk.db, desk.viewer, path.id, body.version, desk.now)
        return desk.tell(row)


@assignments.post(f"{ONE}/undo", responses=_CHANGED)
@needs(Permission.CONVERSATIONS_WRITE)
def undo_last(path: Numbered, body: Versioned) -> Response:
    """Undo what the caller did last: assigned, labelled, snoozed, resolved, marked or handed back, half a minute ago"""
    with at_desk() as desk:
        try:
            row = last_deed.undo_last(desk.db, desk.viewer, path.id, body.version, desk.now)
        except last_deed.TooLate as error:
            raise Problem(409, "Too late", "Half a minute has passed, or something has happened since.") from error
        audit.record(desk.db, desk.actor, "conversation.undo", f"conversation:{row.id}", desk.now)
        return desk.tell(row)


@assignments.put(f"{ONE}/read", responses=_MARKED)
@needs(Permission.ACCOUNT)
def mark_read(path: Numbered, body: SeenUpTo) -> Response:
    """Note how far the caller has seen a conversation: that is theirs alone, and answers nothing"""
    with at_desk() as desk:
        row = desk.see(path.id)
        if not seeing.note_seen(desk.db, row, desk.staff_id, body.seen, desk.now):
            raise wrong_field("seen", "is not of this conversation", "send an id of its timeline")
    return Response(status=204)


@assignments.delete(f"{ONE}/read", responses=answers(None, 401, 403, 404, 429, 503, status=204))
@needs(Permission.ACCOUNT)
def mark_unread(path: Numbered) -> Response:
    """Have a conversation as unread for the caller"""
    with at_desk() as desk:
        seeing.forget_seen(desk.db, desk.see(path.id), desk.staff_id)
    return Response(status=204)


def _assign(conversation_id: int, staff_id: int | None, version: int) -> Response:
    with at_desk() as desk:
        try:
            with desk.keep_for_undo(conversation_id):
                row = assigning.assign(desk.db, desk.viewer, conversation_id, staff_id, version, desk.now)
        except assigning.NoColleague as error:
            raise wrong_field("staff_id", "is of nobody who works here", "GET /staff lists your people") from error
        if row.version != version:
            audit.record(desk.db, desk.actor, "conversation.assign", f"conversation:{row.id}", desk.now, str(staff_id))
        return desk.tell(row)
