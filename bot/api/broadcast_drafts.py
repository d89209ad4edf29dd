"""Drafts of broadcasts: changed as they were seen, and dropped."""

from __future__ import annotations

from flask import Response, current_app

from bot.api.access import caller, needs
from bot.api.answers import sent
from bot.api.asked import Numbered
from bot.api.broadcast_draft_shapes import BroadcastChange
from bot.api.broadcast_shapes import BroadcastWhole
from bot.api.broadcasts import ONE_BROADCAST, find_broadcast, tell_whole
from bot.api.declared import answers
from bot.api.group import Group
from bot.api.problems import Problem, wrong_field
from bot.bootstrap import Bot
from bot.domain.access import Permission
from bot.services.broadcasts import draft
from bot.services.staff import audit

broadcast_drafts = Group("broadcast_drafts", __name__, "broadcasts")
# What null stands for itself in; elsewhere it is as good as not named.
_MAY_BE_NOTHING = {one.name for one in draft.FIELDS if one.default is None}


@broadcast_drafts.patch(ONE_BROADCAST, responses=answers(BroadcastWhole, 401, 403, 404, 409, 413, 415, 422, 429, 503))
@needs(Permission.BROADCASTS_WRITE)
def revise_broadcast(path: Numbered, body: BroadcastChange) -> Response:
    """Change a draft as it was at `version`; with 409 `present` is what it is by now"""
    bot: Bot = current_app.extensions["bot"]
    me, now = caller(), bot.now()
    given = body.model_dump(exclude_unset=True, exclude={"version"})
    changes = {name: value for name, value in given.items() if value is not None or name in _MAY_BE_NOTHING}
    with bot.database.writing.begin() as db:
        try:
            done = draft.revise_draft(db, find_broadcast(db, path.id), body.version, changes, now)
        except draft.BadDraft as error:
            field, _, problem = str(error).partition(": ")
            raise wrong_field(field, "cannot be used", problem) from error
        told = tell_whole(db, find_broadcast(db, path.id), now)
        if not done:
            detail = "It is no draft any more." if told.state != "draft" else "Somebody else has changed it."
            raise Problem(409, "Changed meanwhile", detail, present=told.model_dump(mode="json"))
        audit.record(db, me.actor, "broadcast.revise", f"broadcast:{path.id}", now, " ".join(sorted(changes)))
    return sent(told)


@broadcast_drafts.delete(ONE_BROADCAST, responses=answers(None, 401, 403, 404, 409, 429, 503, status=204))
@needs(Permission.BROADCASTS_WRITE)
def drop_broadcast(path: Numbered) -> Response:
    """Throw a draft away; what was started stays for its receipt"""
    bot: Bot = current_app.extensions["bot"]
    me, now = caller(), bot.now()
    with bot.database.writing.begin() as db:
        row = find_broadcast(db, path.id)
        if not draft.drop_draft(db, row, now):
            raise Problem(409, "Not possible now", f"It is {row.state}.", present={"state": row.state})
        audit.record(db, me.actor, "broadcast.drop", f"broadcast:{path.id}", now)
    return Response(status=204)
