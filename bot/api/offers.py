"""The shop's flat-amount offers and its pages elsewhere, which answers and notices tell of."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from flask import Response, current_app
from pydantic import Field

from bot.api.access import caller, needs
from bot.api.answers import Id, Shown, sent
from bot.api.asked import LARGEST_ID, Numbered, Version
from bot.api.declared import TAKES_FILE, answers
from bot.api.group import Group
from bot.api.problems import Problem, wrong_field
from bot.api.sheets import SheetQuery, SheetTaken, answers_sheet, read_table, send_sheet
from bot.api.staff_shapes import Body
from bot.bootstrap import Bot
from bot.db.shop import Merchant, Offer
from bot.domain.access import Permission
from bot.domain.connections import OWN_SYSTEM
from bot.services.rewards import offer_list, offer_sheet
from bot.services.rewards.offer_list import BadOffer, OfferGiven, OfferMovedOn
from bot.services.shop import settings
from bot.services.shop.decisions import BadValue
from bot.services.staff import audit
from bot.shops.own import kinds

offers = Group("offers", __name__, "offers")


class OfferMade(Body):
    """An offer: `amount` off from `minimum`, in minor units (paise); `ends_on` is its last day, null for no end."""

    code: kinds.Code
    amount: kinds.Paid
    minimum: kinds.Paid
    ends_on: kinds.Day | None = None
    active: bool = True


class OfferChange(OfferMade):
    """An offer as a whole, in place of what it was at `version`."""

    version: Version


class OfferTold(Shown):
    """An offer. `own`: it was written here; else the shop's system tells of it, and it is changed there."""

    id: Id
    code: str
    amount: int
    minimum: int
    ends_on: date | None
    active: bool
    own: bool
    version: int


class SocialLink(Body):
    """A page of the shop's elsewhere: what it is called, and its address."""

    name: Annotated[kinds.Needed, Field(max_length=40)]
    url: kinds.Link


class SocialTold(Shown):
    """A page of the shop's elsewhere."""

    name: str
    url: str


class OfferList(Shown):
    """The shop's offers, those that run first, and its pages elsewhere: the first is the one to follow."""

    offers: tuple[OfferTold, ...]
    socials: tuple[SocialTold, ...]
    currency: str


class SocialsChange(Body):
    """The shop's pages elsewhere, all of them. The first is the one customers are asked to follow."""

    socials: tuple[SocialLink, ...] = Field(max_length=10)


@offers.get("/offers", responses=answers(OfferList, 401, 403, 429, 503))
@needs(Permission.SETTINGS_READ)
def list_offers() -> Response:
    """The shop's offers, and its pages elsewhere"""
    return _list()


@offers.post("/offers", responses=answers(OfferTold, 401, 403, 409, 413, 415, 422, 429, 503, status=201))
@needs(Permission.CATALOGUE_WRITE)
def add_offer(body: OfferMade) -> Response:
    """Make an offer; the same once more is the one that is there"""
    bot: Bot = current_app.extensions["bot"]
    me, now = caller(), bot.now()
    with bot.database.writing.begin() as db:
        try:
            told = _tell(offer_list.add_offer(db, me.merchant_id, _given(body), now))
        except BadOffer as error:
            raise wrong_field(error.field, error.problem, error.remedy) from error
        except OfferMovedOn as error:
            raise _moved_on(error, "There is another offer of this code") from error
        audit.record(db, me.actor, "offer.add", f"offer:{told.id}", now)
    return sent(told, 201)


@offers.put(
    f"/offers/<int(min=1,max={LARGEST_ID}):id>",
    responses=answers(OfferTold, 401, 403, 404, 409, 413, 415, 422, 429, 503),
)
@needs(Permission.CATALOGUE_WRITE)
def change_offer(path: Numbered, body: OfferChange) -> Response:
    """Change an offer, or end it (`active`)"""
    bot: Bot = current_app.extensions["bot"]
    me, now = caller(), bot.now()
    with bot.database.writing.begin() as db:
        row = offer_list.find_offer(db, me.merchant_id, path.id)
        if row is None:
            raise Problem(404, "No such offer", "The shop has none by this id: GET /offers lists them.")
        try:
            offer_list.change_offer(db, row, body.version, _given(body), now)
        except BadOffer as error:
            raise wrong_field(error.field, error.problem, error.remedy) from error
        except OfferMovedOn as error:
            raise _moved_on(error, "It is another by now") from error
        told = _tell(offer_list.find_offer(db, me.merchant_id, path.id) or row)
        audit.record(db, me.actor, "offer.change", f"offer:{path.id}", now)
    return sent(told)


@offers.get("/offers.csv", responses=answers_sheet(401, 403, 429, 503))
@needs(Permission.SETTINGS_READ)
def export_offers() -> Response:
    """All offers as a table"""
    bot: Bot = current_app.extensions["bot"]
    with bot.database.reading.begin() as db:
        shop = db.get_one(Merchant, caller().merchant_id)
        text = offer_sheet.write_offers(offer_list.list_offers(db, shop.id), shop.currency)
    return send_sheet(text, "offers")


@offers.post(
    "/offers/import",
    responses=answers(SheetTaken, 400, 401, 403, 413, 415, 422, 429, 503),
    openapi_extensions=TAKES_FILE,
)
@needs(Permission.CATALOGUE_WRITE)
def import_offers(query: SheetQuery) -> Response:
    """Take offers out of a table, all of it or nothing; those that the shop's system tells of stay as they are"""
    bot: Bot = current_app.extensions["bot"]
    me, now = caller(), bot.now()
    with bot.database.reading.begin() as db:
        currency = db.get_one(Merchant, me.merchant_id).currency
    read = read_table(lambda content: offer_sheet.read_offers(content, currency))
    with bot.database.writing.begin() as db:
        done = offer_sheet.take_offers(db, me.merchant_id, read, now, dry_run=query.dry_run)
        if not query.dry_run:
            audit.record(db, me.actor, "offer.import", "offer", now, f"{len(read)} rows")
    same = done.same + len(done.left)
    return sent(SheetTaken(rows=len(read), new=done.new, changed=done.changed, same=same, dry_run=query.dry_run))


@offers.put("/settings/socials", responses=answers(OfferList, 401, 403, 413, 415, 422, 429, 503))
@needs(Permission.CATALOGUE_WRITE)
def change_socials(body: SocialsChange) -> Response:
    """Write the shop's pages elsewhere, which customers are asked to follow after their first order"""
    bot: Bot = current_app.extensions["bot"]
    me, now = caller(), bot.now()
    with bot.database.writing.begin() as db:
        try:
            settings.change(db, me.merchant_id, "socials", {one.name: one.url for one in body.socials}, now)
        except BadValue as error:
            raise wrong_field("socials", "cannot be this", str(error).partition(": ")[2]) from error
        audit.record(db, me.actor, "settings.socials", "settings:shop", now)
    return _list()


def _list() -> Response:
    bot: Bot = current_app.extensions["bot"]
    with bot.database.reading.begin() as db:
        shop = db.get_one(Merchant, caller().merchant_id)
        told = tuple(map(_tell, offer_list.list_offers(db, shop.id)))
        pages = tuple(SocialTold(name=name, url=url) for name, url in shop.socials.items())
        currency = shop.currency
    return sent(OfferList(offers=told, socials=pages, currency=currency))


def _given(body: OfferMade) -> OfferGiven:
    return OfferGiven(body.code, body.amount, body.minimum, body.ends_on, body.active)


def _tell(row: Offer) -> OfferTold:
    kept = {name: getattr(row, name) for name in ("id", "code", "amount", "minimum", "ends_on", "active", "version")}
    return OfferTold(**kept, own=row.source == OWN_SYSTEM)


def _moved_on(error: OfferMovedOn, detail: str) -> Problem:
    present = _tell(error.row).model_dump(mode="json")
    return Problem(409, "Changed meanwhile", f"{detail}: it is at version {error.row.version}.", present=present)
