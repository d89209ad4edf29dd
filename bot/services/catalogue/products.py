"""Products: found by what a customer calls them, and suggested."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import Row, select
from sqlalchemy.orm import Session

from bot.db.orders import Order, OrderItem
from bot.db.shop import Merchant, Product
from bot.domain.locale import in_locale
from bot.domain.money import Money
from bot.domain.writing import trigrams
from lexicon.folding import words_of
from lexicon.meanings import words_meaning

_ALIKE = 0.6  # trigrams two spellings of one word share ("saree" and "sarees": 0.77)
_NEAR_BEST = 0.6  # of the best score: what fits much worse is not shown beside it
_SHORT = 2  # ka, ki, no, के, નો: parts of titles that are parts of every sentence
_A_NAME, _FEW_SHARE = 4, 2  # letters of a word that names a product, and how many products may share it
_CACHED = 1 << 15  # texts kept as words, and words as trigrams: for the next question, and most products are the same
_FILLERS = frozenset(words_meaning("filler of titles"))

Described = Row[*tuple[Any, ...]]  # what _products gives


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
    picture_url: str

    def title_in(self, locale: str) -> str:
        """The name in the customer's language."""
        return in_locale(self.titles, locale, self.title)

    def care_in(self, locale: str) -> str:
        """How to use and care for it in the customer's language; "" when nobody wrote it."""
        return in_locale(self.care, locale)


def find_products(db: Session, merchant_id: int, words: str, noun: str | None, limit: int = 5) -> list[ProductView]:
    """The products that best fit a customer's words (any script), best first; only those of the noun if given.

    With a noun and no telling words, all of them; with neither, nothing.
    """
    there = [product for product in _products(db, merchant_id) if not noun or _is_of(product, noun)]
    scores = _scores([_vocabulary(product) for product in there], words)
    best = max(scores, default=0.0)
    ranked = [
        (-score, product.stock <= 0, not product.is_new, product.id)
        for score, product in zip(scores, there, strict=True)
        if score >= best * _NEAR_BEST and (best or noun)
    ]
    return _views(db, merchant_id, [product_id for *_, product_id in sorted(ranked)[:limit]])


def is_of(noun: str, category: str, title: str) -> bool:
    """Whether the category or the title names the noun, as one or many: "Sarees & Dupattas" has sarees and dupattas."""
    return any(_in_singular(noun) in _in_singular(text) for text in (category, title))


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
        if product.stock > 0 and product.id not in have and (not noun or _is_of(product, noun))
    ]
    fitting.sort(key=lambda product: (product.sku not in matching, not product.is_new, product.id))
    return _views(db, merchant_id, [product.id for product in fitting[:limit]])


def read_products(db: Session, merchant_id: int, ids: Sequence[int]) -> list[ProductView]:
    """Return these products of the shop, in this order."""
    return _views(db, merchant_id, list(ids))


def find_titled(db: Session, merchant_id: int, titles: Sequence[str]) -> list[ProductView]:
    """Return the products with these titles, in any language, in the order of the titles."""
    place = {title: position for position, title in enumerate(titles)}
    found = {
        product.id: min(place[title] for title in (product.title, *product.titles.values()) if title in place)
        for product in _products(db, merchant_id)
        if not place.keys().isdisjoint((product.title, *product.titles.values()))
    }
    return _views(db, merchant_id, sorted(found, key=lambda product_id: found[product_id]))


def find_named(db: Session, merchant_id: int, words: str, noun: str | None = None) -> list[ProductView]:
    """Return the products with a word of their titles among a customer's that few other products share."""
    asked, there = _telling(words), _products(db, merchant_id)
    known = [_words_of_product(" ".join((product.title, *product.titles.values()))) for product in there]
    shared = Counter(word for title in known for word in title)
    telling = {word for word in asked if len(word) >= _A_NAME and 0 < shared[word] <= _FEW_SHARE}
    named = [
        product.id
        for product, title in zip(there, known, strict=True)
        if telling & title and (not noun or _is_of(product, noun))
    ]
    return _views(db, merchant_id, named)


def list_sizes(db: Session, merchant_id: int, noun: str | None = None) -> list[str]:
    """Return every size of the shop's products, each once; only those of a noun if given."""
    query = select(Product.category, Product.title, Product.sizes).where(Product.merchant_id == merchant_id)
    rows = (row for row in db.execute(query) if not noun or is_of(noun, row.category, row.title))
    return list(dict.fromkeys(size for row in rows for size in row.sizes))


def _products(db: Session, merchant_id: int) -> Sequence[Described]:
    """What each is found and chosen by; whole rows of a large catalogue would take most of the time."""
    known_by = (Product.title, Product.titles, Product.category, Product.colours, Product.material)
    query = select(Product.id, Product.sku, Product.stock, Product.is_new, *known_by)
    return db.execute(query.where(Product.merchant_id == merchant_id).order_by(Product.id)).all()


def _bought(db: Session, merchant_id: int, customer_id: int, now: datetime) -> list[Product]:
    bought = select(OrderItem.product_id).join(Order, Order.id == OrderItem.order_id)
    mine = bought.where(Order.merchant_id == merchant_id, Order.customer_id == customer_id, Order.placed_at <= now)
    return list(db.scalars(select(Product).where(Product.merchant_id == merchant_id, Product.id.in_(mine))))


def _is_of(product: Described, noun: str) -> bool:
    return is_of(noun, product.category, product.title)


@lru_cache(maxsize=_CACHED)
def _in_singular(text: str) -> str:
    """The words of a title with blanks around, cut so that one and many meet: dress and dresses, scarf and scarves."""
    ones = [word if word.endswith("ss") else word.removesuffix("s") for word in words_of(text)]
    cut = [f"{one[:-2]}f" if one.endswith("ve") else one.removesuffix("e") for one in ones]
    return f" {' '.join(cut)} "


def _vocabulary(product: Described) -> frozenset[str]:
    """The words a product is known by, in every locale."""
    texts = (product.title, *product.titles.values(), product.category, *product.colours, product.material)
    return _words_of_product(" ".join(texts))


def _scores(vocabularies: list[frozenset[str]], words: str) -> list[float]:
    """How well each vocabulary fits the words; a word counts the more, the fewer products share it."""
    scores = [0.0] * len(vocabularies)
    there = {word: _trigrams(word) for word in frozenset().union(*vocabularies)}
    for word in _telling(words):
        asked = trigrams(word)
        alike = {known: value for known, parts in there.items() if (value := _dice(asked, parts)) >= _ALIKE}
        fitting = {
            index: max(alike[known] for known in alike.keys() & vocabulary)
            for index, vocabulary in enumerate(vocabularies)
            if not vocabulary.isdisjoint(alike)
        }
        for index, value in fitting.items():
            scores[index] += value * math.log(len(vocabularies) / len(fitting))
    return scores


def _telling(text: str) -> frozenset[str]:
    return frozenset(word for word in words_of(text) if len(word) > _SHORT and word not in _FILLERS)


# For what shops call their products alone: what customers write is not kept.
_words_of_product, _trigrams = lru_cache(_CACHED)(_telling), lru_cache(_CACHED)(trigrams)


def _dice(left: frozenset[str], right: frozenset[str]) -> float:
    return 2 * len(left & right) / (len(left) + len(right))


def _views(db: Session, merchant_id: int, ids: list[int]) -> list[ProductView]:
    currency = db.get_one(Merchant, merchant_id).currency
    there = select(Product).where(Product.merchant_id == merchant_id, Product.id.in_(ids))
    products = sorted(db.scalars(there), key=lambda product: ids.index(product.id))
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
            picture_url=product.picture_url,
        )
        for product in products
    ]
