"""A shop's own texts for many people: written, checked as WhatsApp would, shown to it, given codes."""

from __future__ import annotations

from typing import Any

from flask import Response, current_app

from bot.api.access import caller, needs
from bot.api.answers import sent
from bot.api.asked import LARGEST_ID, Numbered
from bot.api.campaign_shapes import (
    CampaignTextChange,
    CampaignTextChecked,
    CampaignTextList,
    CampaignTextMade,
    CampaignTextTold,
    CodesSent,
    CodesTold,
)
from bot.api.campaign_told import read_coupon, read_made, read_texts, refuse, tell_check, tell_text
from bot.api.declared import answers
from bot.api.group import Group
from bot.api.problems import Problem
from bot.bootstrap import Bot
from bot.db.campaign_texts import CampaignText
from bot.db.engine import Session
from bot.db.shop import Merchant
from bot.domain.access import Permission
from bot.domain.campaign_texts import CampaignDraft, name_key
from bot.services.broadcasts import coupons, own_texts
from bot.services.staff import audit
from bot.tasks import templates as pushing

campaign_texts = Group("campaign_texts", __name__, "broadcasts")
ONE_TEXT = f"/campaign-texts/<int(min=1,max={LARGEST_ID}):id>"
_BODY = (401, 403, 413, 415, 422, 429, 503)


@campaign_texts.get("/campaign-texts", responses=answers(CampaignTextList, 401, 403, 429, 503))
@needs(Permission.BROADCASTS_READ)
def list_campaign_texts() -> Response:
    """The shop's own texts, the newest first, each with its state in every language"""
    bot: Bot = current_app.extensions["bot"]
    with bot.database.reading.begin() as db:
        shop, now = db.get_one(Merchant, caller().merchant_id), bot.now()
        rows = own_texts.list_texts(db, shop.id)
        told = tuple(tell_text(db, bot, shop, row, now) for row in rows)
    return sent(CampaignTextList(campaign_texts=told))


@campaign_texts.post("/campaign-texts/check", responses=answers(CampaignTextChecked, *_BODY))
@needs(Permission.BROADCASTS_READ)
def check_campaign_text(body: CampaignTextMade) -> Response:
    """What WhatsApp or the law would refuse in a text: nothing is kept"""
    bot: Bot = current_app.extensions["bot"]
    made = read_made(body)
    with bot.database.reading.begin() as db:
        shop = db.get_one(Merchant, caller().merchant_id)
        told = tell_check(db, shop, made, bot.now())
    return sent(told)


@campaign_texts.post("/campaign-texts", responses=answers(CampaignTextTold, 409, *_BODY, status=201))
@needs(Permission.BROADCASTS_WRITE)
def add_campaign_text(body: CampaignTextMade) -> Response:
    """Keep a text, if WhatsApp and the law would take it"""
    bot: Bot = current_app.extensions["bot"]
    me, now = caller(), bot.now()
    with bot.database.writing.begin() as db:
        shop = db.get_one(Merchant, me.merchant_id)
        try:
            row = own_texts.add_text(db, shop, read_made(body), now)
        except own_texts.BadText as error:
            raise refuse(error.faults) from error
        except own_texts.TooManyTexts as error:
            raise Problem(409, "Too many", f"There are {own_texts.MOST}: drop one that is not used.") from error
        audit.record(db, me.actor, "campaign_text.add", f"campaign_text:{row.id}", now)
        told = tell_text(db, bot, shop, row, now)
    return sent(told, 201)


@campaign_texts.get(ONE_TEXT, responses=answers(CampaignTextTold, 401, 403, 404, 429, 503))
@needs(Permission.BROADCASTS_READ)
def read_campaign_text(path: Numbered) -> Response:
    """A text, an older version too"""
    bot: Bot = current_app.extensions["bot"]
    with bot.database.reading.begin() as db:
        told = tell_text(
            db, bot, db.get_one(Merchant, caller().merchant_id), find_campaign_text(db, path.id), bot.now()
        )
    return sent(told)


@campaign_texts.patch(ONE_TEXT, responses=answers(CampaignTextTold, 404, 409, *_BODY))
@needs(Permission.BROADCASTS_WRITE)
def revise_campaign_text(path: Numbered, body: CampaignTextChange) -> Response:
    """Change a text as it was at `version`: one that was shown to WhatsApp stays, and the answer is a new text"""
    bot: Bot = current_app.extensions["bot"]
    me, now = caller(), bot.now()
    with bot.database.writing.begin() as db:
        shop, row = db.get_one(Merchant, me.merchant_id), find_campaign_text(db, path.id)
        try:
            changed = own_texts.revise_text(db, shop, row, body.version, _changed(row, body), now)
        except own_texts.BadText as error:
            raise refuse(error.faults) from error
        told = tell_text(db, bot, shop, changed or find_campaign_text(db, path.id), now)
        if changed is None:
            detail = "Somebody else changed it, as `present` shows: look at that one."
            raise Problem(409, "Changed meanwhile", detail, present=told.model_dump(mode="json"))
        audit.record(db, me.actor, "campaign_text.revise", f"campaign_text:{path.id}", now, told.key)
    return sent(told)


@campaign_texts.delete(ONE_TEXT, responses=answers(None, 401, 403, 404, 409, 429, 503, status=204))
@needs(Permission.BROADCASTS_WRITE)
def drop_campaign_text(path: Numbered) -> Response:
    """Offer a text no longer; not while a broadcast that is not over says it"""
    bot: Bot = current_app.extensions["bot"]
    me, now = caller(), bot.now()
    with bot.database.writing.begin() as db:
        try:
            own_texts.drop_text(db, find_campaign_text(db, path.id), now)
        except own_texts.TextUsed as error:
            raise Problem(409, "In use", f"{error} says it: call that off, or let it end.") from error
        audit.record(db, me.actor, "campaign_text.drop", f"campaign_text:{path.id}", now)
    return Response(status=204)


@campaign_texts.post(f"{ONE_TEXT}/push", responses=answers(CampaignTextTold, 401, 403, 404, 409, 429, 503))
@needs(Permission.BROADCASTS_WRITE)
def push_campaign_text(path: Numbered) -> Response:
    """Show a text to WhatsApp in all its languages; from then on a change of it makes a new one"""
    bot: Bot = current_app.extensions["bot"]
    me, now = caller(), bot.now()
    with bot.database.writing.begin() as db:
        shop, row = db.get_one(Merchant, me.merchant_id), find_campaign_text(db, path.id)
        if shop.whatsapp_from is None:
            raise Problem(409, "No WhatsApp", "The shop has no WhatsApp number: connect one first.")
        own_texts.mark_pushed(db, row, now)
        audit.record(db, me.actor, "campaign_text.push", f"campaign_text:{path.id}", now)
        slug = shop.slug
    pushing.plan(bot, slug, name_key(path.id))
    with bot.database.reading.begin() as db:
        told = tell_text(db, bot, db.get_one(Merchant, me.merchant_id), find_campaign_text(db, path.id), now)
    return sent(told)


@campaign_texts.post(f"{ONE_TEXT}/codes", responses=answers(CodesTold, 404, 409, *_BODY))
@needs(Permission.BROADCASTS_WRITE)
def add_campaign_codes(path: Numbered, body: CodesSent) -> Response:
    """Put in codes that are given one each; one that is there already is left as it is"""
    bot: Bot = current_app.extensions["bot"]
    me, now = caller(), bot.now()
    with bot.database.writing.begin() as db:
        row = find_campaign_text(db, path.id)
        if row.coupon.get("kind") != coupons.EACH:
            raise Problem(409, "Not one each", "Its coupon is not of the kind “each”: change that first.")
        added = coupons.add_codes(db, row, body.codes)
        count = coupons.count_codes(db, row)
        audit.record(db, me.actor, "campaign_text.codes", f"campaign_text:{path.id}", now, str(added))
    return sent(CodesTold(added=added, free=count.free, given=count.given))


def find_campaign_text(db: Session, text_id: int) -> CampaignText:
    """Return a text of the caller's shop.

    Raises:
        Problem: 404, the shop has none by this id.
    """
    row = own_texts.find_text(db, caller().merchant_id, text_id)
    if row is None or row.dropped_at is not None:
        raise Problem(404, "No such text", "The shop has none by this id: GET /campaign-texts lists them.")
    return row


def _changed(row: CampaignText, body: CampaignTextChange) -> CampaignDraft:
    now = own_texts.describe_draft(row)
    given: set[str] = body.model_fields_set
    values: dict[str, Any] = {}
    if "coupon" in given:
        values["coupon"] = read_coupon(body.coupon)
    if body.texts is not None:
        values["texts"] = read_texts(body.texts)
    if body.buttons is not None:
        values["buttons"] = tuple(body.buttons)
    values |= {name: getattr(body, name) for name in ("name", "link_url") if getattr(body, name) is not None}
    return CampaignDraft(**{name: values.get(name, getattr(now, name)) for name in CampaignDraft.__slots__})
