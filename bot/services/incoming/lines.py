"""Lines of orders and carts: written anew when they differ, each with the product we know by its SKU."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import and_, bindparam, or_, select
from sqlalchemy.orm import Session

from bot.db.orders import Cart, CartItem, Order, OrderItem
from bot.db.shop import Product
from bot.domain.news import Line
from bot.domain.news.outcome import sum_of_money

MOST_PIECES = 1_000_000
# Built once: putting a statement together costs more than running it.
_NAMED = select(Product.id, Product.sku, Product.source, Product.external_id).where(
    Product.merchant_id == bindparam("merchant"),
    or_(
        Product.sku.in_(bindparam("skus", expanding=True)),
        and_(
            Product.source == bindparam("source"),
            Product.external_id.in_(bindparam("ids", expanding=True)),
        ),
    ),
)


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
    by_sku, by_id = _products(db, merchant_id, source, lines)
    for line in lines:
        if 0 < line.quantity <= MOST_PIECES:
            price = sum_of_money("price", line.price)
            product_id = by_sku.get(line.sku) or by_id.get(line.product_id)
            yield line, {"product_id": product_id, "title": line.title, "quantity": line.quantity, "price": price}


def _differ(items: Sequence[OrderItem | CartItem], wanted: Sequence[Mapping[str, Any]]) -> bool:
    """Whether the rows there are other than these values, in their order."""
    if len(items) != len(wanted):
        return True
    pairs = zip(items, wanted, strict=True)
    return any(getattr(item, name) != value for item, values in pairs for name, value in values.items())


def _products(
    db: Session, merchant_id: int, source: str, lines: Sequence[Line]
) -> tuple[dict[str, int], dict[str, int]]:
    """By their SKUs, and by the shop's own ids: a size that was bought has a SKU that the product may not have."""
    skus, ids = {line.sku for line in lines} - {""}, {line.product_id for line in lines} - {""}
    if not skus and not ids:
        return {}, {}
    asked = {"merchant": merchant_id, "skus": sorted(skus), "source": source, "ids": sorted(ids)}
    found = db.execute(_NAMED, asked).all()
    by_sku = {row.sku: row.id for row in found if row.sku in skus}
    return by_sku, {row.external_id: row.id for row in found if row.source == source and row.external_id in ids}
