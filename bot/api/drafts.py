"""What somebody has begun to write in a conversation."""

from __future__ import annotations

from flask import Response

from bot.api.access import needs
from bot.api.at_desk import at_desk
from bot.api.declared import answers
from bot.api.desk_shapes import DraftKept, DraftPath
from bot.api.group import Group
from bot.api.problems import Problem
from bot.api.thread import ONE
from bot.domain.access import Permission
from bot.domain.conversations import DraftKind
from bot.services.desk.drafts import keep_draft as keep

drafts = Group("drafts", __name__, "conversations")


@drafts.put(f"{ONE}/drafts/<string:kind>", responses=answers(None, 401, 403, 404, 413, 415, 422, 429, 503, status=204))
@needs(Permission.ACCOUNT)
def keep_draft(path: DraftPath, body: DraftKept) -> Response:
    """Keep what the caller has begun to write, a reply or a note; "" forgets it"""
    if path.kind not in set(DraftKind):
        raise Problem(404, "No such draft", "There is a draft of a reply and one of a note.")
    with at_desk() as desk:
        row = desk.see(path.id)
        keep(desk.db, row, desk.staff_id, DraftKind(path.kind), body.text, desk.now)
    return Response(status=204)
