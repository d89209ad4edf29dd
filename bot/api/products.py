"""What is known of the shop's products: listed with what is missing, changed, and as a table."""

from __future__ import annotations

from typing import Any

from flask import Response, current_app

from bot.api.access import caller, needs
from bot.api.answers import sent
from bot.api.asked import LARGEST_ID, Numbered
from bot.api.declared import TAKES_FILE, answers
from bot.api.group import Group
from bot.api.problems import Problem, wrong_field
from bot.api.product_shapes import ProductChange, ProductList, ProductsQuery, ProductWhole
from bot.api.sheets import SheetQuery, SheetTaken, answers_sheet, name_faults, read_table, send_sheet
from bot.bootstrap import Bot
from bot.db.shop import Merchant, Product
from bot.domain.access import Permission
from bot.domain.product_facts import FACTS, BadProduct
from bot.domain.sheets.faults import BadTable
from bot.services.catalogue import facts, facts_sheet
from bot.services.staff import audit

products = Group("products", __name__, "products")
_ONE = f"/products/<int(min=1,max={LARGEST_ID}):id>"
_ALL = 10**6  # of a table
_PLAIN = ("id", "sku", "title", "price", "stock", "url", "picture_url", "source", "version", "typed", *FACTS)


@products.get("/products", responses=answers(ProductList, 400, 401, 403, 429, 503))
@needs(Permission.SETTINGS_READ)
def list_products(query: ProductsQuery) -> Response:
    """The shop's products, with what each lacks of what answers and notices want"""
    bot: Bot = current_app.extensions["bot"]
    me = caller()
    with bot.database.reading.begin() as db:
        found = facts.list_products(db, me.merchant_id, query.q, query.lacks, query.after, query.limit + 1)
        told = tuple(map(_tell, found[: query.limit]))
        lacking = facts.count_lacking(db, me.merchant_id)
        currency = db.get_one(Merchant, me.merchant_id).currency
    following = told[-1].id if len(found) > query.limit else None
    return sent(ProductList(products=told, lacking=lacking, currency=currency, next=following))


@products.get(_ONE, responses=answers(ProductWhole, 401, 403, 404, 429, 503))
@needs(Permission.SETTINGS_READ)
def read_product(path: Numbered) -> Response:
    """A product"""
    bot: Bot = current_app.extensions["bot"]
    with bot.database.reading.begin() as db:
        told = _tell(_theirs(facts.find_product(db, caller().merchant_id, path.id)))
    return sent(told)


@products.patch(_ONE, responses=answers(ProductWhole, 401, 403, 404, 409, 413, 415, 422, 429, 503))
@needs(Permission.CATALOGUE_WRITE)
def change_product(path: Numbered, body: ProductChange) -> Response:
    """Change what is known of a product; from then on that is the shop's own, until it is given back to its system"""
    bot: Bot = current_app.extensions["bot"]
    me, now = caller(), bot.now()
    changes: dict[str, Any] = body.model_dump(exclude_none=True, exclude={"version", "give_back"})
    with bot.database.writing.begin() as db:
        row = _theirs(facts.find_product(db, me.merchant_id, path.id))
        try:
            changed = facts.change_facts(db, row, body.version, changes, body.give_back, now)
        except BadProduct as error:
            raise wrong_field(error.field, error.problem, error.remedy) from error
        told = _tell(_theirs(facts.find_product(db, me.merchant_id, path.id)))
        if not changed:
            detail = f"It is at version {told.version} by now."
            raise Problem(409, "Changed meanwhile", detail, present=told.model_dump(mode="json"))
        audit.record(db, me.actor, "product.change", f"product:{path.id}", now, " ".join(sorted(changes)))
    return sent(told)


@products.get("/products.csv", responses=answers_sheet(401, 403, 429, 503))
@needs(Permission.SETTINGS_READ)
def export_products() -> Response:
    """All products as a table"""
    bot: Bot = current_app.extensions["bot"]
    with bot.database.reading.begin() as db:
        shop = db.get_one(Merchant, caller().merchant_id)
        text = facts_sheet.write_products(facts.list_products(db, shop.id, "", "", 0, _ALL), shop.currency)
    return send_sheet(text, "products")


@products.post(
    "/products/import",
    responses=answers(SheetTaken, 400, 401, 403, 413, 415, 422, 429, 503),
    openapi_extensions=TAKES_FILE,
)
@needs(Permission.CATALOGUE_WRITE)
def import_products(query: SheetQuery) -> Response:
    """Take products out of a table, all of it or nothing: an empty cell leaves what is there, "-" empties it"""
    bot: Bot = current_app.extensions["bot"]
    me, now = caller(), bot.now()
    with bot.database.reading.begin() as db:
        currency = db.get_one(Merchant, me.merchant_id).currency
    rows = read_table(lambda content: facts_sheet.read_products(content, currency))
    with bot.database.writing.begin() as db:
        try:
            done = facts_sheet.take_products(db, me.merchant_id, rows, now, dry_run=query.dry_run)
        except BadTable as error:
            raise name_faults(error) from error
        if not query.dry_run:
            audit.record(db, me.actor, "product.import", "product", now, f"{len(rows)} rows")
    counts = SheetTaken(rows=len(rows), new=done.new, changed=done.changed, same=done.same, dry_run=query.dry_run)
    return sent(counts)


def _tell(row: Product) -> ProductWhole:
    told: dict[str, Any] = {name: getattr(row, name) for name in _PLAIN}
    return ProductWhole(**told, lacks=facts.name_lacking(row))


def _theirs(row: Product | None) -> Product:
    if row is None:
        raise Problem(404, "No such product", "The shop has none by this id: GET /products lists them.")
    return row
