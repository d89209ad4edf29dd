"""Which products a question is about: named in it, just shown, or ordered."""

from __future__ import annotations

from collections.abc import Sequence

from actions.dialogue.visit import Visit
from actions.orders.which import of_product, spoken_of
from actions.words.goods import without_colours
from bot.services.catalogue.products import ProductView, find_named, find_products, find_titled, is_of, read_products

MOST_MEANT = 5


def goods_meant(visit: Visit, *, may_be_ordered: bool = True) -> Sequence[ProductView]:
    """The products a question is about, the likeliest first; none where nothing tells.

    Args:
        may_be_ordered: whether it may be about what they have ordered.
    """
    named = _named(visit)
    if len(named) == 1:
        return named
    return goods_shown(visit) or (_ordered(visit) if may_be_ordered else []) or named


def goods_shown(visit: Visit) -> list[ProductView]:
    """What we have just told of, as far as it is of the kind that this message names."""
    noun = visit.turn.entities.get("product")
    shown = find_titled(visit.db, visit.merchant_id, visit.turn.shown) if visit.turn.shown else []
    return [product for product in shown if not noun or is_of(noun, product.category, product.title)]


def _named(visit: Visit) -> list[ProductView]:
    noun, words = visit.turn.entities.get("product"), without_colours(visit.turn.text)
    tapped = visit.turn.entities.get("product_words", "")
    if tapped:
        return find_titled(visit.db, visit.merchant_id, [tapped])
    named = find_named(visit.db, visit.merchant_id, words, noun)
    return named or (find_products(visit.db, visit.merchant_id, words, noun, MOST_MEANT) if noun else [])


def _ordered(visit: Visit) -> list[ProductView]:
    """What the order that was spoken of holds, else the newest that has the thing named."""
    spoken, noun = spoken_of(visit), visit.turn.entities.get("product")
    orders = [spoken] if spoken else of_product(visit, visit.orders) if noun else list(visit.orders)
    items = [item for order in orders[:1] for item in order.items if item.product_id]
    mine = read_products(visit.db, visit.merchant_id, [item.product_id for item in items if item.product_id])
    return [product for product in mine if not noun or is_of(noun, product.category, product.title)]
