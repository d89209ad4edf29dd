"""Products and coupons as a shop tells them: what may be recommended, and what may be promised."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.db.claims import insert_once
from bot.db.connections import Connection
from bot.db.shop import Offer, Product
from bot.domain.news import CouponNews, ProductNews
from bot.services.incoming_outcome import MOST, Outcome, Unfit, sum_of_money

UNKNOWN, NO_PRICE = "nothing we know", "a new product without a price"
_TOLD = ("title", "category", "url", "picture_url")


def apply_product(db: Session, connection: Connection, news: ProductNews, now: datetime) -> Outcome:
    """Take in a product; one that is gone is out of stock, for orders still name it.

    Raises:
        Unfit: a price or stock that nothing can have, or no SKU.
    """
    _check(news)
    known = select(Product).where(Product.merchant_id == connection.merchant_id, Product.sku == news.sku)
    product = db.scalar(known)
    if product is None and (news.gone or news.price is None):
        return Outcome(ignored=UNKNOWN if news.gone else NO_PRICE)
    if product is None:
        values = {"merchant_id": connection.merchant_id, "sku": news.sku, "title": news.title, "price": news.price}
        insert_once(db, Product, category="", **values)
        product = db.scalars(known).one()
    for name in _TOLD:
        setattr(product, name, getattr(news, name) or getattr(product, name))
    product.price = product.price if news.price is None else news.price
    stock = 0 if news.gone else news.stock
    product.stock = product.stock if stock is None else max(0, stock)
    return Outcome()


def apply_coupon(db: Session, connection: Connection, news: CouponNews, now: datetime) -> Outcome:
    """Take in a flat-amount coupon; one that is gone is offered no more.

    Raises:
        Unfit: not an amount, or no code.
    """
    if not news.code and not news.gone:
        raise Unfit("code: is empty")
    known = select(Offer).where(Offer.merchant_id == connection.merchant_id, Offer.code == news.code)
    offer = db.scalar(known)
    if news.gone:
        if offer is None:
            return Outcome(ignored=UNKNOWN)
        offer.active = False
        return Outcome()
    amount, minimum = sum_of_money("amount", news.amount), sum_of_money("minimum", news.minimum)
    if offer is None:
        values = {"merchant_id": connection.merchant_id, "code": news.code, "amount": amount, "minimum": minimum}
        insert_once(db, Offer, **values)
        offer = db.scalars(known).one()
    offer.amount, offer.minimum, offer.active = amount, minimum, True
    offer.ends_on = news.ends_on.isoformat() if news.ends_on else None
    return Outcome()


def _check(news: ProductNews) -> None:
    if not news.sku:
        raise Unfit("sku: is empty")
    if news.price is not None:
        sum_of_money("price", news.price)
    if news.stock is not None and abs(news.stock) > MOST:
        raise Unfit("stock: more than anybody has")
