"""Lines of orders and carts: written anew when they differ, each with the product we know by its SKU."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.db.orders import Cart, CartItem, Order, OrderItem
from bot.db.shop import Product
from bot.domain.news import Line
from bot.domain.news.outcome import sum_of_money

MOST_PIECES = 1_000_000


def write_order(db: Session, order: Order, lines: Sequence[Line]) -> None:
    """Make the order's lines these."""
    pairs = _told(db, order.merchant_id, order.source, lines)
    wanted = [{**told, "external_id": line.external_id, "is_sent": line.is_sent} for line, told in pairs]
    if _differ(order.items, wanted):
        order.items = [OrderItem(**values) for values in wanted]
        db.flush()


def write_cart(db: Session, cart: Cart, lines: Sequence[Line]) -> None:
    """Make the cart's lines these."""
    wanted = [
        {**told, "picture_url": line.picture_url} for line, told in _told(db, cart.merchant_id, cart.source, lines)
    ]
    if _differ(cart.items, wanted):
        cart.items = [CartItem(**values) for values in wanted]
        db.flush()


def _told(db: Session, merchant_id: int, source: str, lines: Sequence[Line]) -> Iterator[tuple[Line, dict[str, Any]]]:
    """Each line with the columns that orders and carts have of it; lines of nothing (taken out again) are none."""
    known, by_id = _products(db, merchant_id, lines), _products_by_id(db, merchant_id, source, lines)
    for line in lines:
        if 0 < line.quantity <= MOST_PIECES:
            price = sum_of_money("price", line.price)
            product_id = known.get(line.sku) or by_id.get(line.product_id)
            yield line, {"product_id": product_id, "title": line.title, "quantity": line.quantity, "price": price}


def _differ(items: Sequence[OrderItem | CartItem], wanted: Sequence[Mapping[str, Any]]) -> bool:
    """Whether the rows there are other than these values, in their order."""
    if len(items) != len(wanted):
        return True
    pairs = zip(items, wanted, strict=True)
    return any(getattr(item, name) != value for item, values in pairs for name, value in values.items())


def _products(db: Session, merchant_id: int, lines: Sequence[Line]) -> dict[str, int]:
    skus = {line.sku for line in lines if line.sku}
    if not skus:
        return {}
    query = select(Product.sku, Product.id).where(Product.merchant_id == merchant_id, Product.sku.in_(skus))
    return {sku: product_id for sku, product_id in db.execute(query)}


def _products_by_id(db: Session, merchant_id: int, source: str, lines: Sequence[Line]) -> dict[str, int]:
    """By the shop's own ids: a size that was bought has a SKU that the product itself may not have."""
    ids = {line.product_id for line in lines if line.product_id}
    if not ids:
        return {}
    theirs = (Product.merchant_id == merchant_id, Product.source == source, Product.external_id.in_(ids))
    return {
        external_id: row_id
        for external_id, row_id in db.execute(select(Product.external_id, Product.id).where(*theirs))
    }
