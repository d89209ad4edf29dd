"""A shop with a text of its own, approved by WhatsApp, and a broadcast that says it."""

from __future__ import annotations

from typing import Any

from bot.bootstrap import Bot
from bot.db.broadcasts import Broadcast
from bot.db.campaign_texts import CampaignText
from bot.db.shop import Merchant
from bot.domain.campaign_texts import ButtonMeans, CampaignDraft, LocaleText, name_key
from bot.domain.dlt import DltText
from bot.services.broadcasts import draft, own_texts, trying
from bot.services.broadcasts.draft import BroadcastDraft
from bot.services.messages.own_texts import list_templates_of_texts
from tests.cast import Cast
from tests.services.shelf import change
from tests.services.templates.rows import add_template

SITE = "https://rangoli.example"
ENGLISH = "Hello {{name}}, the new sarees are here.\n\nSee them at {{link}} before others do."
HINDI = "नमस्ते {{name}} जी, नई साड़ियाँ आ गई हैं। {{link}} पर सबसे पहले देखिए।"
NAME = {"field": "first_name", "default": "friend"}
DLT = DltText("1101234567890123456", "RANGLI", "1107161234567890123", "promotional", "New sarees: {#url#} -Rangoli")


def text_of(**changes: Any) -> CampaignDraft:
    """A text in English and Hindi with two buttons."""
    texts = {
        "en": LocaleText(ENGLISH, ("Show me", "Not now"), "Rangoli"),
        "hi": LocaleText(HINDI, ("दिखाइए", "अभी नहीं")),
    }
    buttons = (ButtonMeans.SHOW, ButtonMeans.LATER)
    return CampaignDraft(**{"name": "New", "texts": texts, "buttons": buttons, "link_url": f"{SITE}/new"} | changes)


def add_own(bot: Bot, cast: Cast, *locales: str, picture: bool = False, **changes: Any) -> str:
    """Keep a text that WhatsApp has approved in these locales, in all if none is named; gives its key."""
    change(bot, Merchant, cast.shop, site_url=SITE)
    with bot.database.writing.begin() as db:
        shop = db.get_one(Merchant, cast.shop)
        row = own_texts.add_text(db, shop, text_of(**changes), bot.now())
        if picture:
            row.picture_token, row.picture_path, row.picture_type = "pic-token.jpg", "x.jpg", "image/jpeg"
        own_texts.mark_pushed(db, row, bot.now())
        key = name_key(row.id)
        for one in list_templates_of_texts(db, shop.id):
            if one.key == key and (not locales or one.locale in locales):
                marketing = {"category": "MARKETING", "asked_category": "MARKETING"}
                add_template(db, shop, key, one.locale, **marketing)
    return key


def draft_own(bot: Bot, cast: Cast, key: str, *, tried: bool = True, **changes: Any) -> int:
    """Write a draft that says a text to everybody who agreed; `tried`: it may be started without a test."""
    values = {"key": key, "values": {"name": NAME}, "audience": {"agreed": True}} | changes
    with bot.database.writing.begin() as db:
        row = draft.add_draft(db, cast.shop, BroadcastDraft("New", **values), bot.now())
        if tried:
            trying.note_untested(db, row, "a test", None)
        return row.id


def change_text(bot: Bot, key: str, **values: Any) -> None:
    """Set columns of a text."""
    change(bot, CampaignText, int(key.removeprefix("own.")), **values)


def read_broadcast(bot: Bot, broadcast_id: int) -> Broadcast:
    """The broadcast as it is."""
    with bot.database.reading.begin() as db:
        return db.get_one(Broadcast, broadcast_id)
