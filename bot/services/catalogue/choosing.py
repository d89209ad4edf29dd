"""Products chosen by what they are to be like: a kind, a colour, a size, a price."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.db.shop import Merchant, Product
from bot.domain.goods import Budget, ColourWish
from bot.domain.money import MOST, Money
from bot.services.catalogue.products import ProductView, is_of, read_products

ANY_PRICE = Budget()
_LOOKED_AT = 500  # of the cheapest, for what comes nearest to a budget


@dataclass(frozen=True, slots=True)
class GoodsWish:
    """What goods are to be like; `among` are ids of those to choose from, None for all. Every part has to fit."""

    noun: str | None = None
    among: Collection[int] | None = None
    colours: tuple[ColourWish, ...] = ()
    size: str = ""
    budget: Budget = ANY_PRICE


@dataclass(frozen=True, slots=True)
class Chosen:
    """The first of the products that fit, and how many there are besides."""

    products: Sequence[ProductView]
    more: int = 0


def choose(db: Session, merchant_id: int, wish: GoodsWish, limit: int) -> Chosen:
    """Return the products that fit a wish: those in stock first, the lowest prices first."""
    columns = (Product.id, Product.category, Product.title, Product.colours, Product.sizes, Product.stock)
    query = select(*columns).where(Product.merchant_id == merchant_id)
    currency = db.get_one(Merchant, merchant_id).currency
    if wish.budget.most is not None:
        query = query.where(Product.price <= _minor(wish.budget.most, currency))
    if wish.budget.least is not None:
        query = query.where(Product.price >= _minor(wish.budget.least, currency))
    fitting = [
        row.id
        for row in db.execute(query.order_by(Product.stock <= 0, Product.price, Product.id))
        if (not wish.noun or is_of(wish.noun, row.category, row.title))
        and (wish.among is None or row.id in wish.among)
        and all(colour.among(row.colours) for colour in wish.colours)
        and (not wish.size or wish.size in row.sizes)
    ]
    return Chosen(read_products(db, merchant_id, fitting[:limit]), max(0, len(fitting) - limit))


def find_nearest(db: Session, merchant_id: int, wish: GoodsWish) -> ProductView | None:
    """Return what comes nearest to a budget that nothing fits, all else as wished; None where nothing is left."""
    anything = GoodsWish(wish.noun, wish.among, wish.colours, wish.size)
    products = choose(db, merchant_id, anything, limit=_LOOKED_AT).products
    currency = db.get_one(Merchant, merchant_id).currency
    least = _minor(wish.budget.least or 0, currency)
    most = MOST if wish.budget.most is None else _minor(wish.budget.most, currency)
    return min(
        products,
        key=lambda product: max(least - product.price.minor, product.price.minor - most),
        default=None,
    )


def _minor(amount: int, currency: str) -> int:
    """In minor units; more than a column holds is as good as all there is."""
    return min(Money.of(min(amount, MOST), currency).minor, MOST)
