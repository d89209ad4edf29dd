"""The installation itself, for whoever runs it: shops opened and closed, health; nothing of what is in a shop."""

from __future__ import annotations

import secrets
import shutil

from flask import Response, current_app

from bot.api.access import caller, needs
from bot.api.answers import sent
from bot.api.asked import LARGEST_ID, Numbered
from bot.api.declared import answers
from bot.api.group import Group
from bot.api.installation_shapes import (
    CountTold,
    DoneTold,
    InstallationTold,
    NewShop,
    ShopClosing,
    ShopOpened,
    ShopTold,
    StorageTold,
    SystemPartTold,
)
from bot.api.problems import Problem, wrong_field
from bot.bootstrap import Bot
from bot.db.engine import Session
from bot.db.staff import StaffMember
from bot.domain.access import Permission
from bot.services.installation import shops
from bot.services.installation.storage import count_bytes
from bot.services.shop.decisions import BadValue
from bot.services.staff import accounts, audit, links

installation = Group("installation", __name__, "installation")
_ONE = f"/installation/shops/<int(min=1,max={LARGEST_ID}):id>"
_DONE = 20


@installation.get("/installation", responses=answers(InstallationTold, 401, 403, 429, 503))
@needs(Permission.INSTALLATION_READ)
def read_installation() -> Response:
    """The shops with how far they are, and how every part does; no names, numbers, words or orders of anybody"""
    bot: Bot = current_app.extensions["bot"]
    overview = current_app.extensions["overviews"].newest()
    disk = shutil.disk_usage(bot.settings.var_dir)
    with bot.database.reading.begin() as db:
        told = InstallationTold(
            shops=tuple(ShopTold.model_validate(one) for one in shops.list_shops(db)),
            parts=tuple(SystemPartTold.model_validate(one) for one in current_app.extensions["health"].read()),
            counts=tuple(CountTold.model_validate(one) for one in overview.counts),
            bells=dict(overview.bells),
            spooled=overview.spooled,
            storage=StorageTold(database=count_bytes(db), disk_used=disk.used, disk_free=disk.free),
            done=tuple(
                DoneTold(at=one.at, by=one.staff.name if one.staff else None, action=one.action, subject=one.subject)
                for one in audit.list_entries(db, caller().merchant_id, LARGEST_ID, _DONE)
            ),
        )
    return sent(told)


@installation.post("/installation/shops", responses=answers(ShopOpened, 401, 403, 413, 415, 422, 429, 503, status=201))
@needs(Permission.INSTALLATION_WRITE)
def open_new_shop(body: NewShop) -> Response:
    """Open a shop, which is not live yet: the answer has the link by which its first owner comes in"""
    bot: Bot = current_app.extensions["bot"]
    try:
        email = accounts.read_email(body.email)
    except accounts.NoSuchEmail as error:
        raise wrong_field("email", "is no e-mail address", str(error)) from error
    with bot.database.writing.begin() as db:
        try:
            made = shops.open_shop(db, body.name, body.slug)
        except BadValue as error:
            field, _, remedy = str(error).partition(": ")
            raise wrong_field(field, "cannot be this", remedy) from error
        owner = shops.add_first_owner(db, made.id, email, "", bot.now())
        _record(db, "shop.open", made.id, made.slug, bot)
        told = _linked(db, bot, made.id, owner)
    return sent(told, 201)


@installation.post(f"{_ONE}/link", responses=answers(ShopOpened, 401, 403, 404, 409, 429, 503, status=201))
@needs(Permission.INSTALLATION_WRITE)
def hand_owner_link(path: Numbered) -> Response:
    """Make another link for the first owner of a shop that nobody owns yet; the earlier one is over"""
    bot: Bot = current_app.extensions["bot"]
    with bot.database.writing.begin() as db:
        slug = _slug(db, path.id)
        owner = shops.add_first_owner(db, path.id, "", "", bot.now())
        _record(db, "shop.link", path.id, slug, bot)
        told = _linked(db, bot, path.id, owner)
    return sent(told, 201)


@installation.post(f"{_ONE}/close", responses=answers(ShopTold, 401, 403, 404, 409, 413, 415, 422, 429, 503))
@needs(Permission.INSTALLATION_WRITE)
def close_shop(path: Numbered, body: ShopClosing) -> Response:
    """Close a shop: its people are out, its keys open nothing, no message leaves; what comes in is kept"""
    bot: Bot = current_app.extensions["bot"]
    with bot.database.writing.begin() as db:
        slug = _slug(db, path.id)
        if body.name.strip() != _find(db, path.id).name.strip():
            raise wrong_field("name", "is not the name of the shop", "type it as it is written there")
        if not shops.close_shop(db, path.id, bot.now()):
            raise Problem(409, "Closed already", "The shop is closed: POST …/reopen opens it again.")
        _record(db, "shop.close", path.id, slug, bot)
        told = _find(db, path.id)
    return sent(told)


@installation.post(f"{_ONE}/reopen", responses=answers(ShopTold, 401, 403, 404, 409, 429, 503))
@needs(Permission.INSTALLATION_WRITE)
def reopen_shop(path: Numbered) -> Response:
    """Open a closed shop again: its people can log in, and what was held leaves if it is still wanted"""
    bot: Bot = current_app.extensions["bot"]
    with bot.database.writing.begin() as db:
        slug = _slug(db, path.id)
        if not shops.reopen_shop(db, path.id, bot.now()):
            raise Problem(409, "Not closed", "The shop is open.")
        _record(db, "shop.reopen", path.id, slug, bot)
        told = _find(db, path.id)
    return sent(told)


def _slug(db: Session, shop_id: int) -> str:
    shop = shops.find_shop(db, shop_id)
    if shop is None:
        raise Problem(404, "No such shop", "There is none by this id: GET /installation lists them.")
    return shop.slug


def _find(db: Session, shop_id: int) -> ShopTold:
    return ShopTold.model_validate(next(one for one in shops.list_shops(db) if one.id == shop_id))


def _record(db: Session, action: str, shop_id: int, slug: str, bot: Bot) -> None:
    """Write it down for whoever runs the installation, and for the shop's own people."""
    audit.record(db, caller().actor, action, f"shop:{slug}", bot.now())
    audit.record(db, audit.Actor(shop_id), action, f"shop:{slug}", bot.now())


def _linked(db: Session, bot: Bot, shop_id: int, owner: StaffMember | None) -> ShopOpened:
    if owner is None:
        raise Problem(409, "Owned already", "Somebody owns this shop: its own people make links for each other.")
    token = secrets.token_urlsafe(32)
    link = links.make_link(db, owner, token, bot.now())
    url = links.write_address(bot.settings.public_url, token)
    return ShopOpened(shop=_find(db, shop_id), url=url, expires_at=link.expires_at)
