"""What a shop decides for itself: its name and look, languages, hours of sending, returns, points, prices."""

from __future__ import annotations

from flask import Response, current_app

from bot.api.access import caller, needs
from bot.api.answers import sent
from bot.api.attaching import read_file
from bot.api.declared import TAKES_FILE, answers
from bot.api.group import Group
from bot.api.problems import Problem, wrong
from bot.api.shop_settings_shapes import ShopChange, ShopSettingsTold
from bot.bootstrap import Bot
from bot.db.changes import ChangeKind, note_change
from bot.db.engine import Session
from bot.db.shop import Merchant
from bot.domain.access import Permission
from bot.domain.pictures import BadPicture, rewrite_picture
from bot.services.catalogue.unkept import list_unkept
from bot.services.moments.kept import read_kept
from bot.services.shop import logo
from bot.services.shop import settings as kept_settings
from bot.services.shop.decisions import BadValue, Decisions, write
from bot.services.staff import audit
from bot.shops.own.faults import Fault

shop_settings = Group("shop_settings", __name__, "settings")


@shop_settings.get("/settings/shop", responses=answers(ShopSettingsTold, 401, 403, 429, 503))
@needs(Permission.SETTINGS_WRITE)
def read_shop_settings() -> Response:
    """What the shop has decided for itself"""
    bot: Bot = current_app.extensions["bot"]
    with bot.database.reading.begin() as db:
        told = _tell(db, caller().merchant_id)
    return sent(told)


@shop_settings.patch("/settings/shop", responses=answers(ShopSettingsTold, 401, 403, 413, 415, 422, 429, 503))
@needs(Permission.SETTINGS_WRITE)
def change_shop_settings(body: ShopChange) -> Response:
    """Change what the shop decides: all of it, or nothing where one value cannot be"""
    bot: Bot = current_app.extensions["bot"]
    me, now = caller(), bot.now()
    with bot.database.writing.begin() as db:
        faults = [fault for field, value in body.changes.items() if (fault := _change(db, bot, field, value))]
        if faults:
            raise wrong(*faults)
        audit.record(db, me.actor, "settings.shop", "settings:shop", now, " ".join(sorted(body.changes)))
        note_change(db, me.merchant_id, ChangeKind.SETTINGS, 0, now)
        told = _tell(db, me.merchant_id)
    return sent(told)


@shop_settings.put(
    "/settings/shop/logo",
    responses=answers(ShopSettingsTold, 401, 403, 413, 415, 429, 503),
    openapi_extensions=TAKES_FILE,
)
@needs(Permission.SETTINGS_WRITE)
def set_shop_logo() -> Response:
    """Show another logo: the body is a JPEG or PNG, or a form with it as `file`; it is drawn anew"""
    bot: Bot = current_app.extensions["bot"]
    try:
        picture = rewrite_picture(read_file(), bot.now().date(), logo.LONGEST)
    except BadPicture as error:
        raise Problem(415, "Not a picture that can be shown", str(error)) from error
    name = bot.media.keep(picture.content, picture.kind.ending)
    return _show_logo(bot, logo.write_address(bot.settings.public_url, name))


@shop_settings.delete("/settings/shop/logo", responses=answers(ShopSettingsTold, 401, 403, 429, 503))
@needs(Permission.SETTINGS_WRITE)
def drop_shop_logo() -> Response:
    """Show no logo"""
    return _show_logo(current_app.extensions["bot"], "")


def _show_logo(bot: Bot, url: str) -> Response:
    me, now = caller(), bot.now()
    with bot.database.writing.begin() as db:
        unused = logo.set_logo(db, me.merchant_id, url)
        audit.record(db, me.actor, "settings.logo", "settings:shop", now)
        note_change(db, me.merchant_id, ChangeKind.SETTINGS, 0, now)
        told = _tell(db, me.merchant_id)
    if unused:
        bot.media.forget(unused)
    return sent(told)


def _change(db: Session, bot: Bot, field: str, value: object) -> Fault | None:
    try:
        kept_settings.change(db, caller().merchant_id, field, value, bot.now())
    except BadValue as error:
        _, *_, remedy = str(error).split(": ", 2 if error.entry else 1)
        return Fault(("changes", field, *filter(None, [error.entry])), "cannot be this", remedy)
    return None


def _tell(db: Session, merchant_id: int) -> ShopSettingsTold:
    shop = db.get_one(Merchant, merchant_id)
    values = {name: getattr(shop, name) for name in Decisions.model_fields}
    return ShopSettingsTold(
        slug=shop.slug,
        currency=shop.currency,
        live=shop.live,
        values=values,
        written={name: write(value) for name, value in values.items()},
        unkept=tuple(list_unkept(db, merchant_id, read_kept(db, merchant_id))),
    )
