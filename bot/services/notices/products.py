"""The product that a moment is about, and whether it is still worth telling of."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.db.awaited import AwaitedProduct
from bot.db.notices import Moment
from bot.db.shop import Product
from bot.domain.moments import BackInStock, RunningLow
from bot.services.people import consent


def find_product(db: Session, moment: Moment) -> Product | None:
    """Return the product a moment is about (product.low, product.back), of this shop."""
    about = moment.details
    if not isinstance(about, RunningLow | BackInStock):
        return None
    return db.scalar(select(Product).where(Product.merchant_id == moment.merchant_id, Product.id == about.product_id))


def is_for_sale(db: Session, moment: Moment, _now: datetime) -> bool:
    """Return whether the product is in stock and has a page to buy it on."""
    product = find_product(db, moment)
    return product is not None and product.stock > 0 and bool(product.url)


def is_back(db: Session, moment: Moment, _now: datetime) -> bool:
    """Return whether the product that came back is still there."""
    product = find_product(db, moment)
    return product is not None and product.stock > 0


def is_awaited(db: Session, moment: Moment, _now: datetime) -> bool:
    """Return whether its customer has neither called it off since, nor said that offers and news are not wanted."""
    mine = select(AwaitedProduct).where(AwaitedProduct.moment_id == moment.id, AwaitedProduct.ended_at.is_(None))
    row = db.scalar(mine)
    return row is not None and not consent.has_refused_since(db, moment.customer_id, row.asked_at)
