"""What is in my cart?"""

from __future__ import annotations

from actions.dialogue.slots import Events
from actions.dialogue.visit import ShopAction, Visit
from bot.domain.field_values import Value, lines, sentence
from bot.domain.items_told import piece
from bot.services.storefront.carts import CartLine, find_open_cart


class ActionCart(ShopAction):
    """ask_cart."""

    def name(self) -> str:
        """Rasa's name for it."""
        return "action_cart"

    def answer(self, visit: Visit) -> Events:
        """What is in it, what it comes to and where to go on; that it is empty."""
        cart = find_open_cart(visit.db, visit.merchant_id, visit.customer_id)
        if cart is None:
            visit.say("cart.none", url=visit.site_url)
            return []
        told = lines(_line(line, visit.locale) for line in cart.lines)
        go_on = lines([sentence("cart.go_on", url=cart.url) if cart.url else None])
        visit.say("cart.answer", lines=told, total=cart.total.as_value(), details=go_on)
        return []


def _line(line: CartLine, locale: str) -> Value:
    title = piece(line.title_in(locale), line.quantity)
    return sentence("product.line" if line.is_there else "product.line_out", title=title, price=line.price.as_value())
