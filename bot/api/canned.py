"""Answers kept ready: listed, made, changed, and filled for a conversation."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import Response, current_app

from bot.api.access import caller, needs
from bot.api.answers import sent
from bot.api.asked import LARGEST_ID, Numbered
from bot.api.canned_shapes import (
    CannedChange,
    CannedFill,
    CannedFilled,
    CannedList,
    CannedMade,
    CannedTold,
    TextToFill,
)
from bot.api.declared import answers
from bot.api.group import Group
from bot.api.labels_shapes import LabelTold
from bot.api.macro_shapes import MacroTold
from bot.api.problems import Problem
from bot.api.thread import ONE, see
from bot.api.views_shapes import ViewTold
from bot.bootstrap import Bot
from bot.db.canned import CannedReply
from bot.db.conversations import Conversation
from bot.db.engine import Session
from bot.domain.access import Permission
from bot.domain.canned import choose_text
from bot.domain.faq import FaqChange
from bot.services.canned import filling, keeping
from bot.services.canned.history import KeptDeed
from bot.services.staff import audit
from bot.shops.own.faults import Fault

canned = Group("canned", __name__, "canned")
_ONE = f"/canned/<int(min=1,max={LARGEST_ID}):id>"


@canned.get("/canned", responses=answers(CannedList, 401, 403, 429, 503))
@needs(Permission.CONVERSATIONS_READ)
def list_canned() -> Response:
    """Answers kept ready for the shop and for the caller, the most used first"""
    bot: Bot = current_app.extensions["bot"]
    me = caller()
    with bot.database.reading.begin() as db:
        told = tuple(tell_canned(row) for row in keeping.list_kept(db, CannedReply, me.merchant_id, me.actor.staff_id))
    return sent(CannedList(canned=told))


@canned.post("/canned", responses=answers(CannedTold, 401, 403, 409, 413, 415, 422, 429, 503, status=201))
@needs(Permission.CONVERSATIONS_WRITE)
def add_canned(body: CannedMade) -> Response:
    """Keep an answer ready; its name is its owner's once"""
    bot: Bot = current_app.extensions["bot"]
    me, values = caller(), body.model_dump(exclude={"mine"})
    owner_id = me.actor.staff_id if body.mine else None
    check_may_keep(owner_id)
    with bot.database.writing.begin() as db:
        try:
            told = tell_canned(keeping.keep(db, CannedReply, me.merchant_id, owner_id, values, begin_deed()))
        except keeping.NameTaken as error:
            raise name_taken() from error
        audit.record(db, me.actor, "canned.add", f"canned:{told.id}", bot.now())
    return sent(told, 201)


@canned.patch(_ONE, responses=answers(CannedTold, 401, 403, 404, 409, 413, 415, 422, 429, 503))
@needs(Permission.CONVERSATIONS_WRITE)
def change_canned(path: Numbered, body: CannedChange) -> Response:
    """Change an answer"""
    bot: Bot = current_app.extensions["bot"]
    me, changes = caller(), body.model_dump(exclude_none=True, exclude={"version"})
    with bot.database.writing.begin() as db:
        row = find_canned(db, path.id)
        check_may_keep(row.staff_id)
        changed = change_ready(db, row, body.version, changes)
        row = find_canned(db, path.id)
        told = tell_canned(row)
        if not changed:
            raise moved_on(told)
        audit.record(db, me.actor, "canned.change", f"canned:{row.id}", bot.now())
    return sent(told)


@canned.delete(_ONE, responses=answers(None, 401, 403, 404, 429, 503, status=204))
@needs(Permission.CONVERSATIONS_WRITE)
def drop_canned(path: Numbered) -> Response:
    """Keep an answer no longer"""
    bot: Bot = current_app.extensions["bot"]
    me = caller()
    with bot.database.writing.begin() as db:
        row = find_canned(db, path.id)
        check_may_keep(row.staff_id)
        keeping.drop_kept(db, row, bot.now())
        audit.record(db, me.actor, "canned.delete", f"canned:{path.id}", bot.now())
    return Response(status=204)


@canned.post(f"{_ONE}/fill", responses=answers(CannedFilled, 401, 403, 404, 413, 415, 422, 429, 503))
@needs(Permission.CONVERSATIONS_WRITE)
def fill_canned(path: Numbered, body: CannedFill) -> Response:
    """Fill an answer for a conversation, in its customer's locale unless another is named; that counts as a use"""
    bot: Bot = current_app.extensions["bot"]
    with bot.database.writing.begin() as db:
        row = find_canned(db, path.id)
        conversation, _ = see(db, body.conversation_id)
        told = fill_for(db, row, conversation, body.locale)
        keeping.count_use(db, row)
    return sent(told)


@canned.post(f"{ONE}/fill", responses=answers(CannedFilled, 401, 403, 404, 413, 415, 422, 429, 503))
@needs(Permission.CONVERSATIONS_WRITE)
def fill_text(path: Numbered, body: TextToFill) -> Response:
    """Fill the fields of somebody's own words for a conversation: {name}, {order.number} …"""
    bot: Bot = current_app.extensions["bot"]
    with bot.database.writing.begin() as db:
        conversation, _ = see(db, path.id)
        told = _fill(db, conversation, body.text, body.locale or _locale_of(conversation))
    return sent(told)


def fill_for(db: Session, row: CannedReply, conversation: Conversation, locale: str | None) -> CannedFilled:
    """Return an answer filled for a conversation, in a locale, or (None) in its customer's."""
    asked = locale or _locale_of(conversation)
    chosen, text = choose_text(row.texts, asked)
    return _fill(db, conversation, text, chosen, is_fallback=chosen != asked)


def begin_deed(how: FaqChange = FaqChange.WRITTEN) -> KeptDeed:
    """Return what is noted of a change that the caller makes now."""
    bot: Bot = current_app.extensions["bot"]
    return KeptDeed(caller().actor.staff_id, bot.now(), how)


def change_ready(
    db: Session,
    row: keeping.Kept,
    version: int,
    changes: Mapping[str, Any],
    how: FaqChange = FaqChange.WRITTEN,
) -> bool:
    """Change something that is kept ready as the caller; False where it is at another version than they saw.

    Raises Problem, 422, where another one has the name.
    """
    try:
        return keeping.change_kept(db, row, version, changes, begin_deed(how))
    except keeping.NameTaken as error:
        raise name_taken() from error


def name_taken() -> Problem:
    """Return the problem of a name under which something else is kept ready already."""
    taken = Fault(("name",), "is that of another one", "choose another name, or change that one")
    return Problem(409, "There already", "There is one of this name: choose another, or change that one.", (taken,))


def check_may_keep(owner_id: int | None) -> None:
    """Make sure that whoever calls may write what has this owner: one's own, and with catalogue.write the team's.

    Raises:
        Problem: 403 for the team's.
    """
    if owner_id is None and Permission.CATALOGUE_WRITE not in caller().permissions:
        detail = "What all of the team uses is kept by owners and marketers (catalogue.write); make one of your own."
        raise Problem(403, "The team's", detail)


def moved_on(told: CannedTold | MacroTold | LabelTold | ViewTold) -> Problem:
    """Return the problem of a change to what is at another version by now; `present` shows how it is."""
    detail = f"It is at version {told.version} by now: look at it, and change it once more."
    return Problem(409, "Changed meanwhile", detail, present=told.model_dump(mode="json"))


def _fill(
    db: Session, conversation: Conversation, text: str, locale: str, *, is_fallback: bool = False
) -> CannedFilled:
    bot: Bot = current_app.extensions["bot"]
    filled = filling.fill_canned(db, conversation, text, locale, bot.settings.public_url, bot.now())
    return CannedFilled(
        text=filled.text, locale=locale, is_fallback=is_fallback, values=dict(filled.values), empty=filled.empty
    )


def _locale_of(conversation: Conversation) -> str:
    locale: str = conversation.customer.locale or conversation.merchant.locale
    return locale


def tell_canned(row: CannedReply) -> CannedTold:
    """Return an answer kept ready as the API tells it."""
    kept = {name: getattr(row, name) for name in ("id", "name", "shortcut", "texts", "uses", "version")}
    return CannedTold(mine=row.staff_id is not None, **kept)


def find_canned(db: Session, canned_id: int) -> CannedReply:
    """Return an answer that the caller sees; raises Problem, 404, where there is none by this id."""
    me = caller()
    row = keeping.find_kept(db, CannedReply, me.merchant_id, me.actor.staff_id, canned_id)
    if row is None:
        raise Problem(404, "No such answer", "Nothing is kept ready for you by this id: GET /canned lists what is.")
    return row
