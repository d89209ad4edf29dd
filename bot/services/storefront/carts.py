"""What a customer has put into a cart and not ordered yet."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from bot.db.orders import Cart, CartItem
from bot.db.shop import Merchant
from bot.domain.locale import in_locale
from bot.domain.money import Money
from bot.services.storefront import links


@dataclass(frozen=True, slots=True)
class CartLine:
    """A line of a cart; `price` is of all its pieces. What the shop's products don't list counts as there."""

    title: str
    titles: Mapping[str, str]
    quantity: int
    price: Money
    is_there: bool

    def title_in(self, locale: str) -> str:
        """The name in the customer's language."""
        return in_locale(self.titles, locale, self.title)


@dataclass(frozen=True, slots=True)
class CartView:
    """An open cart: its lines, what they come to, and the shop's address to go on at ("" without one)."""

    lines: tuple[CartLine, ...]
    total: Money
    url: str


def find_open_cart(db: Session, merchant_id: int, customer_id: int) -> CartView | None:
    """The cart a customer has changed last of those that came to no order; None when nothing is in any."""
    mine = select(Cart).where(
        Cart.merchant_id == merchant_id, Cart.customer_id == customer_id, Cart.completed_at.is_(None), Cart.items.any()
    )
    with_products = mine.options(joinedload(Cart.items).joinedload(CartItem.product))
    cart = db.scalars(with_products.order_by(Cart.updated_at.desc(), Cart.id.desc())).unique().first()
    return _view(db, cart) if cart else None


def _view(db: Session, cart: Cart) -> CartView:
    lines = tuple(_line(item, cart.currency) for item in sorted(cart.items, key=lambda item: item.id))
    total = Money(sum(line.price.minor for line in lines), cart.currency)
    merchant = db.get_one(Merchant, cart.merchant_id)
    # An address that is not the shop's own is not given in its name.
    url = cart.recovery_url if cart.recovery_url and links.is_ours(db, merchant, cart.recovery_url) else ""
    return CartView(lines, total, url)


def _line(item: CartItem, currency: str) -> CartLine:
    titles = item.product.titles if item.product else {}
    is_there = item.product is None or item.product.stock > 0
    return CartLine(item.title, titles, item.quantity, Money(item.price * item.quantity, currency), is_there)
