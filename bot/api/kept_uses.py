"""What uses an answer kept ready, a label or a view: asked before it is taken away."""

from __future__ import annotations

from dataclasses import asdict

from flask import Response, current_app
from pydantic import Field

from bot.api.access import caller, needs
from bot.api.answers import Shown, sent
from bot.api.asked import LARGEST_ID, Numbered
from bot.api.declared import answers
from bot.api.group import Group
from bot.api.problems import Problem
from bot.bootstrap import Bot
from bot.db.canned import CannedReply
from bot.domain.access import Permission
from bot.services.canned import keeping, using
from bot.services.desk import views
from bot.services.desk.labels import list_labels

kept_uses = Group("kept_uses", __name__, "canned")
_ID = f"<int(min=1,max={LARGEST_ID}):id>"


class UsesTold(Shown):
    """What uses a thing: names of macros and views that the caller sees, and how many of their colleagues' own."""

    macros: tuple[str, ...]
    views: tuple[str, ...]
    others: int
    conversations: int = Field(description="That have the label, counted up to 10 000")
    people: int = Field(description="Others who open the view by a digit of theirs")


@kept_uses.get(f"/canned/{_ID}/use", responses=answers(UsesTold, 401, 403, 404, 429, 503))
@needs(Permission.CONVERSATIONS_READ)
def show_use_of_canned(path: Numbered) -> Response:
    """Which macros say an answer: they go on without it"""
    bot: Bot = current_app.extensions["bot"]
    me = caller()
    with bot.database.reading.begin() as db:
        row = keeping.find_kept(db, CannedReply, me.merchant_id, me.actor.staff_id, path.id)
        if row is None:
            raise Problem(404, "No such answer", "Nothing is kept ready for you by this id: GET /canned lists what is.")
        found = using.find_uses_of_canned(db, me.merchant_id, me.actor.staff_id, row.id)
    return _sent(found)


@kept_uses.get(f"/labels/{_ID}/use", responses=answers(UsesTold, 401, 403, 404, 429, 503))
@needs(Permission.CONVERSATIONS_READ)
def show_use_of_label(path: Numbered) -> Response:
    """How many conversations have a label, and which macros and views name it"""
    bot: Bot = current_app.extensions["bot"]
    me = caller()
    with bot.database.reading.begin() as db:
        label = next((one for one in list_labels(db, me.merchant_id) if one.id == path.id), None)
        if label is None:
            raise Problem(404, "No such label", "The shop has none by this id: GET /labels lists them.")
        found = using.find_uses_of_label(db, me.actor.staff_id, label)
    return _sent(found)


@kept_uses.get(f"/views/{_ID}/use", responses=answers(UsesTold, 401, 403, 404, 429, 503))
@needs(Permission.ACCOUNT)
def show_use_of_view(path: Numbered) -> Response:
    """How many others open a view by a digit of theirs"""
    bot: Bot = current_app.extensions["bot"]
    me = caller()
    assert me.actor.staff_id is not None  # no key has the permission
    with bot.database.reading.begin() as db:
        try:
            view = views.find_view(db, me.merchant_id, me.actor.staff_id, path.id).view
        except views.NoSuchView as error:
            raise Problem(404, "No such view", "You see none by this id: GET /views lists them.") from error
        found = using.find_uses_of_view(db, view, me.actor.staff_id)
    return _sent(found)


def _sent(found: using.Uses) -> Response:
    return sent(UsesTold(**asdict(found)))
