"""What changed in the shop, for programs that ask now and then instead of listening."""

from __future__ import annotations

from flask import Response, current_app

from bot.api.access import caller, needs
from bot.api.answers import sent
from bot.api.changes_shapes import ChangesQuery, ChangesTold, ChangeTold
from bot.api.declared import answers
from bot.api.group import Group
from bot.bootstrap import Bot
from bot.domain.access import Permission
from bot.services.desk import changes as noted
from bot.services.staff.viewing import find_view

changes = Group("changes", __name__, "changes")


@changes.get("/changes", responses=answers(ChangesTold, 400, 401, 403, 429, 503))
@needs(Permission.CONVERSATIONS_READ)
def list_changes(query: ChangesQuery) -> Response:
    """What changed after a number, the oldest first; `GET /live` (outside of /api/v1) tells the same as it happens"""
    bot: Bot = current_app.extensions["bot"]
    me = caller()
    with bot.database.reading.begin() as db:
        viewer = find_view(db, me.actor, me.role)
        page = noted.list_changes(db, me.merchant_id, query.after, query.limit)
        whole = noted.is_kept(db, query.after)
    following = noted.find_settled(page, query.after, query.limit, bot.now())
    told = tuple(_told(*noted.show_to(viewer, one), one) for one in page)
    return sent(ChangesTold(changes=told, next=following, is_whole=whole))


def _told(kind: str, thing_id: int, version: int | None, one: noted.Changed) -> ChangeTold:
    return ChangeTold(seq=one.seq, kind=kind, id=thing_id, version=version, at=one.at)
