"""Products: found by what a customer calls them, and suggested."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.db.orders import Order, OrderItem
from bot.db.shop import Merchant, Product
from bot.domain.money import Money
from bot.domain.writing import in_locale, trigrams, words_of

_ALIKE = 0.6  # trigrams two spellings of one word share ("saree" and "sarees": 0.77)
_NEAR_BEST = 0.6  # of the best score: what fits much worse is not shown beside it
_SHORT = 2  # ka, ki, no, के, નો: parts of titles that are parts of every sentence
_FILLERS = frozenset({"set", "wala", "kora", "करा", "वाला", "সেট", "করা", "સેટ", "सेट"})


@dataclass(frozen=True, slots=True)
class ProductView:
    """A product; `titles` and `care` map locales to texts."""

    id: int
    sku: str
    title: str
    titles: Mapping[str, str]
    category: str
    price: Money
    stock: int
    sizes: tuple[str, ...]
    colours: tuple[str, ...]
    material: str
    warranty_months: int
    care: Mapping[str, str]
    url: str
    is_new: bool

    def title_in(self, locale: str) -> str:
        """The name in the customer's language."""
        return in_locale(self.titles, locale, self.title)

    def care_in(self, locale: str) -> str:
        """How to use and care for it in the customer's language; "" when nobody wrote it."""
        return in_locale(self.care, locale)


def find_products(db: Session, merchant_id: int, words: str, noun: str | None, limit: int = 5) -> list[ProductView]:
    """The products that best fit a customer's words (any script), best first; only of the category `noun` if given.

    With a noun and no telling words, all of that category; with neither, nothing.
    """
    there = [product for product in _products(db, merchant_id) if not noun or product.category == noun]
    scores = _scores([_vocabulary(product) for product in there], words)
    best = max(scores, default=0.0)
    ranked = [
        (-score, product.stock <= 0, not product.is_new, product.id, product)
        for score, product in zip(scores, there, strict=True)
        if score >= best * _NEAR_BEST and (best or noun)
    ]
    return _views(db, merchant_id, [product for *_, product in sorted(ranked, key=lambda row: row[:-1])[:limit]])


def suggest(
    db: Session, merchant_id: int, customer_id: int, noun: str | None, limit: int, now: datetime
) -> list[ProductView]:
    """Things in stock a customer may like and hasn't bought: what goes with their orders, then what is new."""
    bought = _bought(db, merchant_id, customer_id, now)
    matching = {sku for product in bought for sku in product.goes_with}
    have = {product.id for product in bought}
    fitting = [
        product
        for product in _products(db, merchant_id)
        if product.stock > 0 and product.id not in have and (not noun or product.category == noun)
    ]
    fitting.sort(key=lambda product: (product.sku not in matching, not product.is_new, product.id))
    return _views(db, merchant_id, fitting[:limit])


def _products(db: Session, merchant_id: int) -> list[Product]:
    return list(db.scalars(select(Product).where(Product.merchant_id == merchant_id).order_by(Product.id)))


def _bought(db: Session, merchant_id: int, customer_id: int, now: datetime) -> list[Product]:
    bought = select(OrderItem.product_id).join(Order, Order.id == OrderItem.order_id)
    mine = bought.where(Order.merchant_id == merchant_id, Order.customer_id == customer_id, Order.placed_at <= now)
    return list(db.scalars(select(Product).where(Product.merchant_id == merchant_id, Product.id.in_(mine))))


def _vocabulary(product: Product) -> list[frozenset[str]]:
    """The words a product is known by, in every locale."""
    texts = [product.title, *product.titles.values(), *product.colours, product.material]
    words = {word for text in texts for word in words_of(text)}
    return [trigrams(word) for word in words if _tells(word)]


def _scores(vocabularies: list[list[frozenset[str]]], words: str) -> list[float]:
    """How well each vocabulary fits the words; a word counts the more, the fewer products share it."""
    scores = [0.0] * len(vocabularies)
    for word in {word for word in words_of(words) if _tells(word)}:
        asked = trigrams(word)
        likeness = [max((_dice(asked, known) for known in vocabulary), default=0.0) for vocabulary in vocabularies]
        fitting = sum(value >= _ALIKE for value in likeness)
        for index, value in enumerate(likeness):
            if value >= _ALIKE:
                scores[index] += value * math.log(len(vocabularies) / fitting)
    return scores


def _tells(word: str) -> bool:
    return len(word) > _SHORT and word not in _FILLERS


def _dice(left: frozenset[str], right: frozenset[str]) -> float:
    return 2 * len(left & right) / (len(left) + len(right))


def _views(db: Session, merchant_id: int, products: list[Product]) -> list[ProductView]:
    currency = db.get_one(Merchant, merchant_id).currency
    return [
        ProductView(
            id=product.id,
            sku=product.sku,
            title=product.title,
            titles=product.titles,
            category=product.category,
            price=Money(product.price, currency),
            stock=product.stock,
            sizes=tuple(product.sizes),
            colours=tuple(product.colours),
            material=product.material,
            warranty_months=product.warranty_months,
            care=product.care,
            url=product.url,
            is_new=product.is_new,
        )
        for product in products
    ]
