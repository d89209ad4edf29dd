"""Products and coupons as a shop tells them: what may be recommended, and what may be promised."""

from __future__ import annotations

from datetime import datetime
from typing import TypeVar

from sqlalchemy import select
from sqlalchemy.orm import InstrumentedAttribute, Session

from bot.db.claims import insert_once
from bot.db.connections import Connection
from bot.db.shop import Offer, Product
from bot.domain.money import MOST
from bot.domain.news import CouponNews, ProductNews
from bot.domain.news.outcome import OLD, Outcome, Unfit, sum_of_money
from bot.services.incoming.product_facts import fill_facts
from bot.services.moments import back_in_stock

UNKNOWN, NO_PRICE = "nothing we know", "a new product without a price"
# Of a new product whose stock nobody tells: a shop that names a price sells it, and "sold out" would be our invention.
_PLENTY = 1_000_000
_TOLD = ("sku", "title", "category", "url", "picture_url")
Row = TypeVar("Row", Product, Offer)


def apply_product(db: Session, connection: Connection, news: ProductNews, now: datetime) -> Outcome:
    """Take in a product; one that is gone is out of stock, for orders still name it.

    Raises:
        Unfit: a price or stock that nothing can have, or no SKU.
    """
    _check(news)
    product = _find(db, connection, Product, news.sku, news.external_id)
    if product is None and (news.gone or news.price is None):
        return Outcome(ignored=UNKNOWN if news.gone else NO_PRICE)
    if product is None:
        values = {"title": news.title, "category": "", "price": news.price, "stock": _PLENTY}
        product = _add(db, connection, Product, news.sku, **values)
    if product.version_at is not None and news.at < product.version_at:
        return Outcome(ignored=OLD)
    _note_version(product, connection, news)
    for name in _TOLD:
        if name not in product.typed:
            setattr(product, name, getattr(news, name) or getattr(product, name))
    fill_facts(db, product, news.facts)
    product.price = product.price if news.price is None else news.price
    return Outcome(tuple(_note_stock(db, product, 0 if news.gone else news.stock, now)))


def _note_stock(db: Session, product: Product, stock: int | None, now: datetime) -> list[int]:
    """Write the stock down where it was told; who waits for what is there again hears of it."""
    was_there = product.stock > 0
    product.stock = product.stock if stock is None else max(0, stock)
    db.flush()
    return back_in_stock.record_back(db, product, now) if product.stock > 0 and not was_there else []


def apply_coupon(db: Session, connection: Connection, news: CouponNews, now: datetime) -> Outcome:
    """Take in a flat-amount coupon; one that is gone is offered no more.

    Raises:
        Unfit: not an amount, or no code.
    """
    if not news.code and not (news.gone and news.external_id):
        raise Unfit("code: is empty")
    amount, minimum = sum_of_money("amount", news.amount), sum_of_money("minimum", news.minimum)
    offer = _find(db, connection, Offer, news.code, news.external_id)
    if offer is None and news.gone:
        return Outcome(ignored=UNKNOWN)
    if offer is None:
        offer = _add(db, connection, Offer, news.code, amount=amount, minimum=minimum)
    if offer.version_at is not None and news.at < offer.version_at:
        return Outcome(ignored=OLD)
    _note_version(offer, connection, news)
    offer.active = not news.gone
    if not news.gone:
        offer.code, offer.amount, offer.minimum = news.code, amount, minimum
        offer.ends_on = news.ends_on
    return Outcome()


def _find(db: Session, connection: Connection, table: type[Row], name: str, external_id: str) -> Row | None:
    """The product of this SKU or the offer of this code; else of the shop's id for it, when it has changed its name."""
    mine = select(table).where(table.merchant_id == connection.merchant_id)
    found = db.scalar(mine.where(_name_of(table) == name)) if name else None
    if found is None and external_id:
        at_shop = mine.where(table.source == connection.source, table.external_id == external_id)
        found = db.scalars(at_shop.order_by(table.id.desc()).limit(1)).first()
    return found


def _add(db: Session, connection: Connection, table: type[Row], name: str, **values: object) -> Row:
    column = _name_of(table)
    insert_once(db, table, merchant_id=connection.merchant_id, **{column.key: name}, **values)
    return db.scalars(select(table).where(table.merchant_id == connection.merchant_id, column == name)).one()


def _name_of(table: type[Row]) -> InstrumentedAttribute[str]:
    return Product.sku if table is Product else Offer.code


def _note_version(row: Product | Offer, connection: Connection, news: ProductNews | CouponNews) -> None:
    row.version_at = news.at
    if news.external_id:
        row.source, row.external_id = connection.source, news.external_id


def _check(news: ProductNews) -> None:
    if not news.sku and not (news.gone and news.external_id):
        raise Unfit("sku: is empty")
    if news.price is not None:
        sum_of_money("price", news.price)
    if news.stock is not None and abs(news.stock) > MOST:
        raise Unfit("stock: more than anybody has")
