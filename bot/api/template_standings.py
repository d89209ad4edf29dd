"""The shop's templates as they stand with WhatsApp, and asking it for those that are missing."""

from __future__ import annotations

from flask import Response, current_app
from pydantic import Field

from bot.api.access import caller, needs
from bot.api.answers import Moment, Shown, sent
from bot.api.declared import answers
from bot.api.group import Group
from bot.bootstrap import Bot
from bot.db.engine import Session
from bot.db.shop import Merchant
from bot.domain.access import Permission
from bot.services.accounts import own
from bot.services.staff import audit
from bot.services.templates import pictures
from bot.services.templates.standings import list_standings
from bot.tasks import templates as pushing

template_standings = Group("template_standings", __name__, "settings")


class StandingTold(Shown):
    """A sentence as a template in one locale, and how it stands."""

    key: str
    locale: str
    rules: tuple[str, ...]
    state: str = Field(description="missing, unsubmitted, refused, or as WhatsApp says")
    body: str
    buttons: tuple[str, ...]
    asked_category: str
    category: str
    dearer: bool = Field(description="Whether WhatsApp moved it to where it costs several times as much")
    agreed: bool
    quality: str = Field(description="no_complaint, low where WhatsApp paused it for complaints, or unknown")
    reason: str
    remedy: str
    checked_at: Moment | None


class StandingList(Shown):
    """Every template that the shop wants, by key and locale; `on_whatsapp` is false where it has no number there."""

    on_whatsapp: bool
    templates: tuple[StandingTold, ...]


@template_standings.get("/templates", responses=answers(StandingList, 401, 403, 429, 503))
@needs(Permission.SETTINGS_READ)
def list_templates_of_shop() -> Response:
    """Every template with approval, category, quality, when it was last checked, and what to do"""
    bot: Bot = current_app.extensions["bot"]
    with bot.database.reading.begin() as db:
        told = _tell(db, bot)
    return sent(told)


@template_standings.post("/templates/submissions", responses=answers(StandingList, 401, 403, 429, 503))
@needs(Permission.SETTINGS_WRITE)
def submit_templates() -> Response:
    """Ask WhatsApp for the templates that are missing, and once more for refused ones; handed over within a minute"""
    bot: Bot = current_app.extensions["bot"]
    me = caller()
    with bot.database.reading.begin() as db:
        slug = db.get_one(Merchant, me.merchant_id).slug
    new = pushing.plan(bot, slug)
    with bot.database.writing.begin() as db:
        audit.record(db, me.actor, "template.submit", "template:all", bot.now(), str(new))
        told = _tell(db, bot)
    return sent(told)


def _tell(db: Session, bot: Bot) -> StandingList:
    shop = db.get_one(Merchant, caller().merchant_id)
    base = pictures.build_base(bot.settings.public_url)
    found = list_standings(db, shop, own.choose_account(shop, bot.settings.twilio_account_sid), base)
    return StandingList(
        on_whatsapp=shop.whatsapp_from is not None, templates=tuple(map(StandingTold.model_validate, found))
    )
