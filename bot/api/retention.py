"""How long what is kept of people, and what they asked to see of themselves."""

from __future__ import annotations

from flask import Response, current_app
from pydantic import Field

from bot.api.access import caller, needs
from bot.api.answers import Id, Moment, Shown, sent
from bot.api.declared import answers
from bot.api.group import Group
from bot.bootstrap import Bot
from bot.domain.access import Permission
from bot.domain.retention import DAYS, MOST, SHARED, days_in_force, read_days
from bot.services.privacy import exports, retention

privacy = Group("privacy", __name__, "settings")


class RetainedTold(Shown):
    """A kind of what goes after a while. `by`: shop, installation or default; `shared`: one number for all shops."""

    kind: str
    days: int
    default: int
    least: int
    most: int
    by: str
    shared: bool


class DataRequestTold(Shown):
    """A document made for somebody who asked, through the shop's system, what is held of them."""

    id: Id
    made_at: Moment
    fetched_at: Moment | None
    forgotten: bool


class PrivacyTold(Shown):
    """How long each kind is kept (changed by PATCH /settings/shop, `keep_days`), and what people asked to see."""

    kept: tuple[RetainedTold, ...]
    requests: tuple[DataRequestTold, ...] = Field(description="The newest first, at most a hundred")


@privacy.get("/settings/privacy", responses=answers(PrivacyTold, 401, 403, 429, 503))
@needs(Permission.SETTINGS_WRITE)
def read_privacy() -> Response:
    """How long each kind of thing is kept, and who says so; what people asked to see of themselves"""
    bot: Bot = current_app.extensions["bot"]
    installation = read_days(bot.settings.keep_days)
    with bot.database.reading.begin() as db:
        of_shop = retention.read_shop_days(db, caller().merchant_id)
        made = sorted(exports.list_exports(db, caller().merchant_id), key=lambda one: -one.id)[:100]
        asked = tuple(
            DataRequestTold(id=one.id, made_at=one.made_at, fetched_at=one.fetched_at, forgotten=not one.document)
            for one in made
        )
    kept = tuple(
        RetainedTold(
            kind=kind,
            days=days,
            default=DAYS[kind].default,
            least=DAYS[kind].least,
            most=MOST,
            by="shop" if kind in of_shop else "installation" if kind in installation else "default",
            shared=kind in SHARED,
        )
        for kind, days in days_in_force(installation, of_shop).items()
    )
    return sent(PrivacyTold(kept=kept, requests=asked))
