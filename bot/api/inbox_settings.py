"""How a shop's inbox works: its hours, holidays and goals, who answers and who sees what."""

from __future__ import annotations

from flask import Response, current_app

from bot.api.access import caller, needs
from bot.api.answers import sent
from bot.api.declared import answers
from bot.api.group import Group
from bot.api.inbox_settings_shapes import InboxSettingsChange, InboxSettingsTold, tell_settings, write_changes
from bot.api.problems import Problem
from bot.bootstrap import Bot
from bot.db.shop import Merchant
from bot.domain.access import Permission
from bot.services.desk.inbox_settings import change_settings, read_settings
from bot.services.staff import audit

inbox_settings = Group("inbox_settings", __name__, "settings")


@inbox_settings.get("/settings/inbox", responses=answers(InboxSettingsTold, 401, 403, 429, 503))
@needs(Permission.SETTINGS_READ)
def read_inbox_settings() -> Response:
    """How the inbox works"""
    bot: Bot = current_app.extensions["bot"]
    with bot.database.reading.begin() as db:
        shop = db.get_one(Merchant, caller().merchant_id)
        told = tell_settings(shop, read_settings(db, shop.id))
    return sent(told)


@inbox_settings.patch("/settings/inbox", responses=answers(InboxSettingsTold, 401, 403, 409, 413, 415, 422, 429, 503))
@needs(Permission.SETTINGS_WRITE)
def change_inbox_settings(body: InboxSettingsChange) -> Response:
    """Change how the inbox works"""
    bot: Bot = current_app.extensions["bot"]
    me, changes = caller(), write_changes(body)
    with bot.database.writing.begin() as db:
        changed = change_settings(db, me.merchant_id, body.version, changes, bot.now())
        shop = db.get_one(Merchant, me.merchant_id)
        decided = read_settings(db, me.merchant_id)
        if not changed:
            detail = f"Somebody changed them meanwhile: they are at version {decided.version}. GET them again."
            raise Problem(409, "Changed meanwhile", detail)
        told = tell_settings(shop, decided)
        audit.record(db, me.actor, "settings.inbox", "settings:inbox", bot.now(), " ".join(sorted(changes)))
    return sent(told)
