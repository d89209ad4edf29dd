"""What a rule may name that is the shop's own, found by a few letters: products, and what kinds of them there are."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from bot.db.shop import Product

MOST_OFFERED, MOST_CATEGORIES = 20, 200


@dataclass(frozen=True, slots=True)
class OfferedValue:
    """A value of a condition, and what the shop calls it."""

    value: int | str
    name: str


def list_products(db: Session, merchant_id: int, query: str, ids: Collection[int]) -> list[OfferedValue]:
    """List products by their ids, or else the first of those whose title or number has these letters."""
    mine = select(Product.id, Product.title).where(Product.merchant_id == merchant_id)
    if ids:
        mine = mine.where(Product.id.in_(ids))
    else:
        written = (
            func.lower(column).contains(query.lower(), autoescape=True) for column in (Product.title, Product.sku)
        )
        mine = mine.where(or_(*written)).limit(MOST_OFFERED)
    return [OfferedValue(found, title) for found, title in db.execute(mine.order_by(Product.title, Product.id))]


def list_categories(db: Session, merchant_id: int) -> list[OfferedValue]:
    """List what kinds of products the shop has, as it writes them."""
    kinds = select(Product.category).where(Product.merchant_id == merchant_id, Product.category != "").distinct()
    return [OfferedValue(kind, kind) for kind in db.scalars(kinds.order_by(Product.category).limit(MOST_CATEGORIES))]
