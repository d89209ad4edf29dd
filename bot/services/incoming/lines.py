"""Lines of orders and carts: written anew when they differ, each with the product we know by its SKU."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.db.orders import Cart, CartItem, Order, OrderItem
from bot.db.shop import Product
from bot.domain.news import Line
from bot.domain.news.outcome import sum_of_money

MOST_PIECES = 1_000_000


def write_order(db: Session, order: Order, lines: Sequence[Line]) -> None:
    """Make the order's lines these."""
    known = _products(db, order.merchant_id, lines)
    wanted = [
        (known.get(line.sku), line.title, line.quantity, sum_of_money("price", line.price), line.external_id)
        for line in _counted(lines)
    ]
    there = [(item.product_id, item.title, item.quantity, item.price, item.external_id) for item in order.items]
    if there != wanted:
        names = ("product_id", "title", "quantity", "price", "external_id")
        order.items = [OrderItem(**dict(zip(names, values, strict=True))) for values in wanted]
        db.flush()


def write_cart(db: Session, cart: Cart, lines: Sequence[Line]) -> None:
    """Make the cart's lines these."""
    known = _products(db, cart.merchant_id, lines)
    wanted = [
        (known.get(line.sku), line.title, line.quantity, sum_of_money("price", line.price), line.picture_url)
        for line in _counted(lines)
    ]
    there = [(item.product_id, item.title, item.quantity, item.price, item.picture_url) for item in cart.items]
    if there != wanted:
        names = ("product_id", "title", "quantity", "price", "picture_url")
        cart.items = [CartItem(**dict(zip(names, values, strict=True))) for values in wanted]
        db.flush()


def _counted(lines: Sequence[Line]) -> list[Line]:
    """Lines of nothing (taken out again) are none."""
    return [line for line in lines if 0 < line.quantity <= MOST_PIECES]


def _products(db: Session, merchant_id: int, lines: Sequence[Line]) -> dict[str, int]:
    skus = {line.sku for line in lines if line.sku}
    if not skus:
        return {}
    query = select(Product.sku, Product.id).where(Product.merchant_id == merchant_id, Product.sku.in_(skus))
    return {sku: product_id for sku, product_id in db.execute(query)}
